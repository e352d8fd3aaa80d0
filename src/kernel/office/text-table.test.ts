import { expect, test } from 'vitest';
import { readTable } from './text-table';

const bytes = (text: string) => new TextEncoder().encode(text);

async function wordsOf(text: Uint8Array, name = '工资.csv'): Promise<(readonly [number, ...(string | null)[]])[]> {
  const found: (readonly [number, ...(string | null)[]])[] = [];
  for await (const piece of (await readTable(text, name)).rows)
    for (const { number, cells } of piece)
      found.push([number, ...cells.map((cell) => (cell?.kind === 'text' ? cell.text : null))]);
  return found;
}

test('cells in quotes keep marks, doubled quotes and zeros in front; empty lines are passed over', async () => {
  const text = '工号,姓名,工资\r\n="0012","单, ""大""",4567.80\r\n,,\r\n0013,单二,\r\n';
  expect(await wordsOf(bytes(text))).toEqual([
    [1, '工号', '姓名', '工资'],
    [2, '0012', '单, "大"', '4567.80'],
    [4, '0013', '单二', null],
  ]);
});

test('a table parted by tabs in GBK is read as well, and a text of nothing is refused', async () => {
  // 工号 TAB 姓名 in GBK.
  const gbk = Uint8Array.from([0xb9, 0xa4, 0xba, 0xc5, 0x09, 0xd0, 0xd5, 0xc3, 0xfb, 0x0a, 0x31, 0x09, 0x32]);
  expect(await wordsOf(gbk, 'a.txt')).toEqual([
    [1, '工号', '姓名'],
    [2, '1', '2'],
  ]);
  await expect(readTable(bytes('  \n'), 'a.csv')).rejects.toMatchObject({ code: 'workbook.empty' });
  await expect(readTable(Uint8Array.from([0, 159, 146, 150, 0, 0, 1, 2, 3]), 'a.csv')).rejects.toMatchObject({
    code: 'workbook.other_kind',
  });
});
