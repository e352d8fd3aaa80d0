import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { readWorkbook, writeWorkbook } from './workbook';
import {
  cellText,
  dayCell,
  dayOfSerial,
  momentCell,
  unescapeText,
  yuanCell,
  yuanText,
  type SheetToWrite,
  type WorkbookColumn,
} from './workbook-cells';
import type { WorkbookCell, WorkbookRow } from './workbook-reader';

interface Line {
  name: string;
  number: string;
  born: string;
  at: Date;
  people: number;
  spent: bigint | null;
  share: number;
}

const columns: readonly WorkbookColumn<Line>[] = [
  { key: 'name', title: '姓名', kind: 'text', width: 12, value: (line) => line.name },
  { key: 'number', title: '证件号', kind: 'text', width: 22, value: (line) => line.number },
  { key: 'born', title: '出生', kind: 'day', width: 12, value: (line) => line.born },
  { key: 'at', title: '登记', kind: 'moment', width: 18, value: (line) => line.at },
  { key: 'people', title: '人数', kind: 'count', width: 8, isSummed: true, value: (line) => line.people },
  { key: 'spent', title: '支出', kind: 'fen', width: 14, isSummed: true, value: (line) => line.spent },
  { key: 'share', title: '占比', kind: 'share', width: 8, value: (line) => line.share },
];

const shan: Line = {
  name: '单小𠮷',
  number: '320722199001011234',
  born: '1990-01-01',
  at: new Date('2024-06-17T17:30:00Z'),
  people: 3,
  spent: 10n,
  share: 0.927,
};

function sheetOf<Row>(change: Partial<SheetToWrite<Row>> & Pick<SheetToWrite<Row>, 'columns' | 'rows'>) {
  return {
    title: '人员',
    note: '范围：海州盐场；未筛选',
    author: '张三',
    at: new Date('2024-06-18T01:00:00Z'),
    say: (key: string) => key,
    sumWord: '合计',
    ...change,
  };
}

const written = async (rows: readonly Line[]) => (await writeWorkbook(sheetOf({ columns, rows: [rows] }))).bytes;
const partsOf = (bytes: Uint8Array) => {
  const parts = unzipSync(bytes);
  return (name: string) => strFromU8(parts[name]!);
};
const sheetXml = (bytes: Uint8Array) => partsOf(bytes)('xl/worksheets/sheet1.xml');
const cellXml = (xml: string, address: string) => new RegExp(`<c r="${address}"[^>]*>.*?</c>`).exec(xml)?.[0];

async function rowsOf(bytes: Uint8Array): Promise<WorkbookRow[]> {
  const rows: WorkbookRow[] = [];
  for await (const piece of (await readWorkbook(bytes, '名单.xlsx')).rows) rows.push(...piece);
  return rows;
}
const shown = (cell: WorkbookCell | null | undefined): string =>
  cell === null || cell === undefined
    ? ''
    : cell.kind === 'text' || cell.kind === 'fault'
      ? cell.text
      : cell.kind === 'number'
        ? cell.digits
        : cell.kind === 'day'
          ? [cell.day, cell.time].filter(Boolean).join(' ')
          : String(cell.value);

describe('a table as an Excel file', () => {
  test('comes back as it was written: text as text, days as days, money as exact numbers', async () => {
    const rows = await rowsOf(await written([shan, { ...shan, name: '区大海', people: 4, spent: 20n }]));
    expect(rows.map(({ number, cells }) => [number, ...cells.map(shown)])).toEqual([
      [1, '范围：海州盐场；未筛选'],
      [2, '姓名', '证件号', '出生', '登记', '人数', '支出', '占比'],
      [3, '单小𠮷', '320722199001011234', '1990-01-01', '2024-06-18 01:30:00', '3', '0.1', '0.927'],
      [4, '区大海', '320722199001011234', '1990-01-01', '2024-06-18 01:30:00', '4', '0.2', '0.927'],
      [5, '合计', '', '', '', '7', '0.3'],
    ]);
    expect(rows[2]!.cells.map((cell) => cell?.kind)).toEqual([
      'text',
      'text',
      'day',
      'day',
      'number',
      'number',
      'number',
    ]);
  });

  test('money and days stand in the XML as exact numbers, with a format that shows what they are', async () => {
    const bytes = await written([
      { ...shan, spent: 999_999_999_999_999n },
      { ...shan, spent: -5n },
    ]);
    const xml = sheetXml(bytes);
    expect(cellXml(xml, 'F3')).toContain('<v>9999999999999.99</v>');
    expect(cellXml(xml, 'F4')).toContain('<v>-0.05</v>');
    expect(cellXml(xml, 'F5')).toContain('<v>9999999999999.94</v>');
    expect(cellXml(xml, 'C3')).toContain('<v>32874</v>');
    const styles = partsOf(bytes)('xl/styles.xml');
    for (const format of ['&quot;¥&quot;#,##0.00', 'yyyy-mm-dd', 'yyyy-mm-dd hh:mm', '0.0%'])
      expect(styles).toContain(`formatCode="${format}"`);
  });

  test('the header is frozen and filtered, is printed on each page, and the last row sums what the filter shows', async () => {
    const bytes = await written([shan, shan]);
    const xml = sheetXml(bytes);
    expect(xml).toContain('<pane ySplit="2" topLeftCell="A3" activePane="bottomLeft" state="frozen"/>');
    expect(xml).toContain('<autoFilter ref="A2:G4"/>');
    expect(cellXml(xml, 'E5')).toContain('<f>SUBTOTAL(109,E3:E4)</f><v>6</v>');
    expect(cellXml(xml, 'F5')).toContain('<f>SUBTOTAL(109,F3:F4)</f><v>0.2</v>');
    expect(cellXml(xml, 'G5')).toBeUndefined();
    expect(partsOf(bytes)('xl/workbook.xml')).toContain('_xlnm.Print_Titles');
    const core = partsOf(bytes)('docProps/core.xml');
    expect(core).toContain('<dc:creator>张三</dc:creator>');
    expect(core).toContain('<dc:description>范围：海州盐场；未筛选</dc:description>');
  });

  test('a wide table is printed on A3, and long words go on in a second line', async () => {
    const wide = Array.from({ length: 6 }, (_none, place): WorkbookColumn<Line> => {
      return { key: `c${place}`, title: '说明', kind: 'text', width: 40, value: (line) => line.name };
    });
    const { bytes } = await writeWorkbook(sheetOf({ columns: wide, rows: [[shan]] }));
    expect(sheetXml(bytes)).toContain('<pageSetup paperSize="8"');
    expect(partsOf(bytes)('xl/styles.xml')).toContain('wrapText="1"');
    expect(sheetXml(await written([shan]))).toContain('<pageSetup paperSize="9"');
    expect(partsOf(await written([shan]))('xl/styles.xml')).not.toContain('wrapText="1"');
  });

  test('an empty list is a file with a header and no sum', async () => {
    const rows = await rowsOf(await written([]));
    expect(rows.map(({ number }) => number)).toEqual([1, 2]);
  });

  test.each(['=1+1', '=HYPERLINK("http://evil.example","here")', '+1', '-1+2', '@SUM(A1)', '\t=1', "'=1"])(
    'what looks like a formula stays text: %s',
    async (evil) => {
      const bytes = await written([{ ...shan, name: evil }]);
      const xml = sheetXml(bytes);
      const cell = cellXml(xml, 'A3')!;
      expect(cell).toContain('t="str"');
      expect(xml.match(/<f>/g)).toHaveLength(2);
      const style = Number(/ s="(\d+)"/.exec(cell)![1]);
      const formats = partsOf(bytes)('xl/styles.xml')
        .split('<cellXfs')[1]!
        .match(/<xf [^>]*>/g)!;
      expect(formats[style]).toContain('numFmtId="49"');
      expect(shown((await rowsOf(bytes))[2]!.cells[0])).toBe(evil);
    },
  );

  test('signs that XML or Excel would take for something else come back as they were', async () => {
    const odd = 'a\nb <b>&amp;"\' _x0041_ \u202Eabc 😀';
    const [, , row] = await rowsOf(await written([{ ...shan, name: odd, number: 'x\u0000\u0007y\uD800z' }]));
    expect(row!.cells.slice(0, 2).map(shown)).toEqual([odd, 'xy\uFFFDz']);
  });

  test('the name of the sheet keeps to what Excel allows', async () => {
    const title = "'2024年[第一]季度:活动*报名?名单/各单位\\汇总表与附件说明及其他';";
    const { bytes } = await writeWorkbook(sheetOf({ title, columns, rows: [[shan]] }));
    const { name } = await readWorkbook(bytes, 'a.xlsx');
    expect(name).toMatch(/^[^[\]:*?/\\]{1,31}$/);
  });

  test('more rows than a file may have are refused', async () => {
    const one = { columns: columns.slice(0, 1), rows: [[shan, shan], [shan]] };
    await expect(writeWorkbook(sheetOf({ ...one, mostRows: 2 }))).rejects.toMatchObject({
      code: 'workbook.export_too_long',
      params: { limit: 2 },
    });
    expect((await writeWorkbook(sheetOf({ ...one, mostRows: 3 }))).rows).toBe(3);
  });

  test('others get their turn while a long table is written', async () => {
    let turns = 0;
    let isDone = false;
    const count = (): void => {
      turns += 1;
      if (!isDone) setImmediate(count);
    };
    setImmediate(count);
    const rows = Array.from({ length: 40 }, () => Array.from({ length: 500 }, () => shan));
    await writeWorkbook(sheetOf({ columns, rows }));
    isDone = true;
    expect(turns).toBeGreaterThanOrEqual(40);
  });
});

describe('cells', () => {
  test.each([
    ['1900-01-01', 1],
    ['1900-02-28', 59],
    ['1900-03-01', 61],
    ['1970-01-01', 25569],
    ['2024-02-29', 45351],
    ['9999-12-31', 2_958_465],
  ])('%s is day %i of the system of 1900, and comes back', (day, serial) => {
    expect(dayCell(day)).toBe(serial);
    expect(dayOfSerial(serial, false)).toBe(day);
  });

  test('days that the system has not are text, and its false leap day is no day', () => {
    expect(dayCell('1899-12-31')).toBe('1899-12-31');
    expect([dayOfSerial(60, false), dayOfSerial(-1, false), dayOfSerial(1.5, false)]).toEqual([null, null, null]);
    expect(dayOfSerial(0, true)).toBe('1904-01-01');
  });

  test('a moment stands on the day that Shanghai has, whatever the zone of the machine', () => {
    expect(momentCell(new Date('2024-02-28T16:00:00Z'))).toBe(45351);
    expect(momentCell(new Date('2024-02-28T15:59:59Z'))).toBeCloseTo(45350 + 86_399 / 86_400, 9);
  });

  test('an amount that has more digits than Excel is text, and loses none', () => {
    expect(yuanText(-7n)).toBe('-0.07');
    expect(yuanCell(123_456_789_012_345n)).toBe(1_234_567_890_123.45);
    expect(yuanCell(1_234_567_890_123_456_78n)).toBe('1234567890123456.78');
  });

  test('a text longer than a cell is cut with a mark, never through a sign', () => {
    const cut = cellText('盐'.repeat(32_765) + '𠮷𠮷');
    expect(cut.length).toBeLessThanOrEqual(32_767);
    expect(cut.endsWith('盐…')).toBe(true);
    expect(unescapeText('a_x000D_b_x5F')).toBe('a\rb_x5F');
  });
});

test('sheets of words stand behind the table, and a heading may bear a remark', async () => {
  const { bytes } = await writeWorkbook(
    sheetOf({
      columns: [{ key: 'a', title: '姓名', kind: 'text', width: 12, hint: '照身份证填', value: (row: string) => row }],
      rows: [['单小明']],
      further: [
        {
          title: '填写说明',
          widths: [12, 40],
          lines: [
            ['列', '怎样填'],
            ['性别', '男；女'],
          ],
        },
      ],
    }),
  );
  const words = await readWorkbook(bytes, 'a.xlsx', { sheet: '填写说明' });
  const lines: unknown[] = [];
  for await (const rows of words.rows)
    for (const row of rows) lines.push(row.cells.map((cell) => cell?.kind === 'text' && cell.text));
  expect([words.sheets, lines]).toEqual([
    ['人员', '填写说明'],
    [
      ['列', '怎样填'],
      ['性别', '男；女'],
    ],
  ]);
  expect(
    Object.entries(unzipSync(bytes)).some(
      ([name, part]) => /comments/.test(name) && strFromU8(part).includes('照身份证填'),
    ),
  ).toBe(true);
});
