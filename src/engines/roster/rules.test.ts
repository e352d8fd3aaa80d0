import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { UnitKind } from './contract';
import { unitTree } from './contract';
import { readName } from './names';
import {
  decodeCursor,
  decodeMoment,
  encodeCursor,
  inTreeOrder,
  isValidOn,
  maskPhone,
  mayLieUnder,
  nameGrams,
  nameKey,
  pathOf,
  readSearch,
  subtreeRange,
} from './rules';

const isWithin = (path: string, outer: string) => {
  const { from, to } = subtreeRange(outer);
  return path >= from && path < to;
};

describe('paths', () => {
  test.each([
    ['/0001/0004/', '/0001/0004/', true],
    ['/0001/0004/0009/', '/0001/0004/', true],
    ['/0001/0005/', '/0001/0004/', false],
    ['/0001/00040/', '/0001/0004/', false],
    ['/0001/', '/0001/0004/', false],
    ['/0001/10000/', '/0001/', true],
    ['/0001/', '/', true],
  ])('%s lies within %s: %s', (path, outer, expected) => expect(isWithin(path, outer)).toBe(expected));

  test('a range holds exactly the paths that begin with its path', () => {
    const path = fc
      .array(fc.bigInt(1n, 20_000n), { minLength: 1, maxLength: 4 })
      .map((ns) => ns.reduce((p, n) => pathOf(p, n), '/'));
    fc.assert(fc.property(path, path, (a, b) => isWithin(a, b) === a.startsWith(b)));
    fc.assert(fc.property(path, fc.bigInt(1n, 20_000n), (a, n) => isWithin(pathOf(a, n), a)));
  });

  test('a path is made of padded numbers', () => {
    expect(pathOf(null, 1n)).toBe('/0001/');
    expect(pathOf('/0001/', 42n)).toBe('/0001/0042/');
    expect(pathOf('/0001/', 12_345n)).toBe('/0001/12345/');
  });
});

describe('kinds of unit', () => {
  const kind = (change: Partial<UnitKind>): UnitKind => ({
    code: 'team',
    name: '班组',
    englishName: 'Team',
    isRoot: false,
    liesUnder: [],
    isFrontLine: true,
    ...change,
  });
  test.each([
    ['a root kind at the top', kind({ isRoot: true }), null, true],
    ['another kind at the top', kind({}), null, false],
    ['below a kind that it names', kind({ liesUnder: ['work_area'] }), 'work_area', true],
    ['below a kind that it does not name', kind({ liesUnder: ['work_area'] }), 'canteen', false],
    ['a root kind below something', kind({ isRoot: true }), 'works', false],
  ])('%s', (_what, given, parent, expected) => expect(mayLieUnder(given, parent)).toBe(expected));
});

describe('days', () => {
  test.each([
    ['2024-01-01', null, '2024-01-01', true],
    ['2024-01-01', null, '2023-12-31', false],
    ['2024-01-01', '2024-03-31', '2024-03-31', true],
    ['2024-01-01', '2024-03-31', '2024-04-01', false],
  ])('%s to %s holds on %s: %s', (validFrom, validTo, day, expected) =>
    expect(isValidOn({ validFrom, validTo }, day)).toBe(expected),
  );
});

describe('names', () => {
  test.each([
    ['单晓明', 'shan4 xiao3 ming2'],
    ['曾国强', 'zeng1 guo2 qiang2'],
    ['仇海燕', 'qiu2 hai3 yan4'],
    ['区少华', 'ou1 shao3 hua2'],
    ['解建国', 'xie4 jian4 guo2'],
    ['任长霞', 'ren2 chang2 xia2'],
    ['翟天临', 'zhai2 tian1 lin2'],
    ['尉迟明', 'yu4 chi2 ming2'],
    ['万俟明', 'mo4 qi2 ming2'],
    ['欧阳修', 'ou1 yang2 xiu1'],
    ['乐靖宜', 'yue4 jing4 yi2'],
    ['吕明', 'lv3 ming2'],
    ['纪晓明', 'ji3 xiao3 ming2'],
    ['𠮷明', '𠮷 ming2'],
  ])('%s reads %s', async (name, expected) => expect((await readName(name)).join(' ')).toBe(expected));

  test("a person's own reading beats the rules", async () =>
    expect(await readName('任长霞', 'ren2 zhang3 xia2')).toEqual(['ren2', 'zhang3', 'xia2']));

  test('names sort by syllable and tone, not by the common reading of their surname', async () => {
    const names = ['张伟', '曾强', '单明', '上官云', '李明', '黎明', '仇云', '区明', '陈一'];
    const keyed = await Promise.all(names.map(async (name) => ({ name, key: nameKey(name, await readName(name)) })));
    keyed.sort((a, b) => (a.key < b.key ? -1 : 1));
    expect(keyed.map((k) => k.name)).toEqual([
      '陈一',
      '黎明',
      '李明',
      '区明',
      '仇云',
      '单明',
      '上官云',
      '曾强',
      '张伟',
    ]);
  });

  test('a name is found by its characters, pairs, syllables and initials', () => {
    const grams = nameGrams('单晓明', ['shan4', 'xiao3', 'ming2']);
    expect(grams).toEqual([
      'm',
      'ming',
      's',
      'shan',
      'shanxiaoming',
      'sx',
      'sxm',
      'x',
      'xiao',
      'xm',
      '单',
      '单晓',
      '明',
      '晓',
      '晓明',
    ]);
  });

  test('the grams of a search line are among the grams of every name that holds the line', () => {
    const han = fc.array(fc.constantFrom('单', '晓', '明', '海', '燕', '𠮷'), { minLength: 2, maxLength: 5 });
    fc.assert(
      fc.property(han, fc.nat(4), fc.nat(4), (signs, a, b) => {
        const part = signs.slice(Math.min(a, signs.length - 1), Math.max(a, b) + 1).join('') || signs[0]!;
        const search = readSearch(part);
        const grams = new Set(nameGrams(signs.join(''), []));
        return search.by === 'characters' && search.grams.every((gram) => grams.has(gram));
      }),
    );
  });
});

describe('search lines', () => {
  test.each([
    ['', { by: 'nothing' }],
    ['  ', { by: 'nothing' }],
    ['03120', { by: 'staffNumber', prefix: '03120', phoneTail: '03120' }],
    ['312', { by: 'staffNumber', prefix: '312', phoneTail: null }],
    ['138 0546-1234', { by: 'staffNumber', prefix: '138 0546-1234', phoneTail: '13805461234' }],
    ['Y-12', { by: 'staffNumber', prefix: 'Y-12', phoneTail: null }],
    ['sxm', { by: 'letters', gram: 'sxm', prefix: 'sxm' }],
    ['SXM', { by: 'letters', gram: 'sxm', prefix: 'SXM' }],
    ['单', { by: 'characters', grams: ['单'], text: '单' }],
    ['单晓', { by: 'characters', grams: ['单晓'], text: '单晓' }],
    ['单晓明', { by: 'characters', grams: ['单晓', '晓明'], text: '单晓明' }],
    ['单 明', { by: 'characters', grams: ['单明'], text: '单明' }],
    ["'; drop", { by: 'characters', grams: ["';", ';d', 'dr', 'ro', 'op'], text: "';drop" }],
  ])('%j', (line, expected) => expect(readSearch(line)).toEqual(expected));
});

describe('phones', () => {
  test.each([
    [null, null],
    ['13805461234', '138****1234'],
    ['138 0546 1234', '138****1234'],
    ['8301234', '8****4'],
  ])('%s is shown as %s', (given, expected) => expect(maskPhone(given)).toBe(expected));
});

describe('cursors', () => {
  const id = '0190163d-8694-739b-aea5-966c26f8ad91';
  test('a cursor survives the way out and back', () =>
    expect(decodeCursor(encodeCursor(['li3 李', id]))).toEqual(['li3 李', id]));
  test.each([
    ['nonsense'],
    [encodeCursor(['a', "x' or 1=1"])],
    [encodeCursor(['a', '-'.repeat(36)])],
    [Buffer.from('[1,2]').toString('base64url')],
    [encodeCursor(['a\0', id])],
    [encodeCursor(['a\ud800', id])],
    [undefined],
  ])('%s reads as the beginning', (cursor) => expect(decodeCursor(cursor)).toBeNull());

  test.each([
    ['2024-06-18T01:02:03.004Z', true],
    ['2024-02-30T00:00:00.000Z', false],
    ['0000-01-01T00:00:00.000Z', false],
    ['-271821-04-20T00:00:00.000Z', false],
    ['2024-06-18T25:00:00.000Z', false],
    ['12', false],
  ])('%s is a moment that the database can read: %s', (moment, isOne) =>
    expect(decodeMoment(encodeCursor([moment, id]))).toEqual(isOne ? [moment, id] : null),
  );
});

describe('order of the tree', () => {
  const row = (id: string, parentId: string | null, position: number) => ({
    id,
    parentId,
    position,
    path: `/${'abcde'.indexOf(id)}/`,
    kind: 'team',
    name: id,
    shortName: id,
    validFrom: '2024-01-01',
    validTo: null,
    isRemote: false,
  });
  const rows = [row('d', 'b', 1), row('b', 'a', 2), row('a', null, 1), row('c', 'a', 1), row('e', 'b', 1)];

  test('parents come before children, neighbours by position and then by number', () =>
    expect(inTreeOrder(rows).map((r) => r.id)).toEqual(['a', 'c', 'b', 'd', 'e']));

  test('a part of the tree begins with those whose parents are not there', () =>
    expect(inTreeOrder(rows.filter((r) => r.id !== 'a')).map((r) => r.id)).toEqual(['c', 'b', 'd', 'e']));

  test('the rows nest into a tree', () =>
    expect(unitTree(inTreeOrder(rows))).toMatchObject([
      {
        unit: { id: 'a' },
        children: [
          { unit: { id: 'c' } },
          { unit: { id: 'b' }, children: [{ unit: { id: 'd' } }, { unit: { id: 'e' } }] },
        ],
      },
    ]));
});
