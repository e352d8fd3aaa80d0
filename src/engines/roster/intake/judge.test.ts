import { describe, expect, test } from 'vitest';
import type { Fault } from './cells';
import type { GivenRow } from './columns';
import type { IntakeOptions } from './contract';
import { findHeaderRow, fingerprintOf, guessMapping, mergedCells } from './headings';
import { judgeRow, type KnownPerson } from './judge';
import { UnitIndex, type IndexedUnit } from './unit-index';

const unit = (id: string, name: string, parentId: string | null, change: Partial<IndexedUnit> = {}): IndexedUnit => ({
  ...{ id, parentId, name, shortName: name, path: `/${id}/`, validFrom: '2010-01-01', validTo: null },
  ...change,
});
const units = new UnitIndex([
  unit('works', '海州盐场', null, { shortName: '盐场' }),
  unit('east', '东滩工区', 'works', { shortName: '东滩' }),
  unit('west', '西滩工区', 'works', { shortName: '西滩' }),
  unit('east1', '一班', 'east'),
  unit('west1', '一班', 'west'),
  unit('old', '老食堂', 'works', { validTo: '2020-12-31' }),
  unit('young', '新泵站', 'works', { validFrom: '2024-06-01' }),
]);

describe('units', () => {
  test.each([
    ['东滩工区', 'east'],
    ['东滩', 'east'],
    [' 东 滩 工区 ', 'east'],
    ['东滩工区/一班', 'east1'],
    ['海州盐场 / 西滩 / 一班', 'west1'],
    ['盐场›一班', '! unit_ambiguous'],
    ['一班', '! unit_ambiguous'],
    ['幼儿园', '! unit_unknown'],
    ['南滩工区', '! unit_unknown_near'],
    ['东滩工区/二班', '! unit_unknown_near'],
    ['老食堂', '! unit_closed'],
    ['盐场/老食堂', '! unit_closed'],
  ])('%j is %s', (words, expected) => {
    const found = units.find(words);
    expect('fault' in found ? `! ${found.fault.code}` : found.unit.id).toBe(expected);
  });

  test.each([
    ['南滩工区', '东滩工区 | 西滩工区'],
    ['东滩工区/二班', '东滩工区/一班 | 东滩工区 | 西滩工区/一班'],
    ['老食', undefined],
  ])('%j is answered with the names of open units that are like it', (words, choices) =>
    expect((units.find(words) as { fault: Fault }).fault.params.choices).toBe(choices),
  );

  test('a sheet of nothing but strange names is not compared with all that there are without end', () => {
    const [first, ...others] = Array.from({ length: 501 }, (_, index) => units.find(`东滩工区${index}`));
    expect(first).toMatchObject({ fault: { code: 'unit_unknown_near' } });
    expect(others.at(-1)).toMatchObject({ fault: { code: 'unit_unknown' } });
  });

  test('an ambiguous name says which units bear it', () =>
    expect(units.find('一班')).toMatchObject({
      fault: { params: { count: 2, choices: '东滩工区/一班 | 西滩工区/一班' } },
    }));
});

const known: KnownPerson = {
  ...{ id: 'p', version: 1, rightsPath: '/east/', unitId: 'east', placedFrom: '2015-03-01' },
  ...{ firstPlacedFrom: '2012-01-01', firstPlacedTo: '2015-02-28', firstUnitFrom: '2010-01-01' },
  fields: {
    ...{ staffNumber: '1', name: '张海燕', gender: 'female', bornOn: '1975-03-08', phone: '13800001234' },
    ...{ unit: 'east', employmentKind: 'contract', employedFrom: '2012-01-01', leftOn: null },
  },
};
const options: IntakeOptions = { blanksCount: false, monthsCount: false, moveOn: null };
const judged = (given: GivenRow, person: KnownPerson | null = known, change: Partial<IntakeOptions> = {}) => {
  const isWithin = (path: string) => path !== '/south/';
  const ground = { today: '2024-06-18', options: { ...options, ...change }, units, isWithin };
  const { verdict, changes, faults } = judgeRow(given, [], person, ground);
  return faults.length > 0 ? `! ${faults.map((fault) => fault.code).join()}` : [verdict, ...changes].join(' ');
};
const gone: KnownPerson = { ...known, unitId: null, fields: { ...known.fields, leftOn: '2023-12-31' } };
const beyond: KnownPerson = { ...known, rightsPath: '/south/' };
const unmoved: KnownPerson = { ...known, placedFrom: '2012-01-01', firstPlacedTo: null };

describe('a person who is there', () => {
  test.each<[string, GivenRow, string]>([
    ['only the number', {}, 'same'],
    ['what is so already', { name: '张海燕', bornOn: '1975-03-08', unit: 'east' }, 'same'],
    ['an empty cell', { phone: null, name: null }, 'same'],
    ['another phone', { phone: '13900001234' }, 'changed phone'],
    ['another unit', { unit: 'east1' }, 'changed unit'],
    ['a last day', { leftOn: '2024-06-01' }, 'changed leftOn'],
    ['a last day in the same unit', { unit: 'east', leftOn: '2024-06-01' }, 'changed leftOn'],
    ['an earlier first day', { employedFrom: '2011-01-01' }, 'changed employedFrom'],
    ['another unit and a last day', { unit: 'west1', leftOn: '2024-06-01' }, '! move_of_leaver'],
    ['a unit closed since', { unit: 'old' }, '! unit_closed'],
    ['a unit gone since', { unit: 'elsewhere' }, '! unit_gone'],
    ['a first day after the first move', { employedFrom: '2016-01-01' }, '! start_after_move'],
    ['a last day before the last move', { leftOn: '2014-06-01' }, '! left_before_move'],
    ['a last day before the first', { leftOn: '2011-12-31' }, '! left_before_start'],
    ['a birth after the first day', { bornOn: '2012-01-01' }, '! born_after_start'],
  ])('%s', (_what, given, expected) => expect(judged({ staffNumber: '1', ...given })).toBe(expected));

  test('where blanks count, they empty what may be empty, and nothing else', () =>
    expect(
      judged({ staffNumber: '1', phone: null, bornOn: null, name: null, unit: null }, known, { blanksCount: true }),
    ).toBe('changed bornOn phone'));
  test('a move on a chosen day is refused before the present placement and before there was the unit', () => {
    expect(judged({ staffNumber: '1', unit: 'west1' }, known, { moveOn: '2015-02-01' })).toBe('! move_too_early');
    expect(judged({ staffNumber: '1', unit: 'young' }, known, { moveOn: '2024-05-01' })).toBe('! unit_too_young');
    expect(judged({ staffNumber: '1', unit: 'young' }, known, { moveOn: '2024-06-01' })).toBe('changed unit');
  });
  test('of who was never moved the placement follows the first day', () => {
    expect(judged({ staffNumber: '1', employedFrom: '2020-01-01', leftOn: '2020-06-01' }, unmoved)).toBe(
      'changed employedFrom leftOn',
    );
    expect(judged({ staffNumber: '1', leftOn: '2011-06-01' }, unmoved)).toBe('! left_before_start');
  });
  test('who has left is the same with the same last day, and is refused with another or none', () => {
    expect(judged({ staffNumber: '1', unit: 'east', leftOn: '2023-12-31' }, gone)).toBe('same');
    expect(judged({ staffNumber: '1', unit: 'east', leftOn: '2023-12-30' }, gone)).toBe('! left_already');
    expect(judged({ staffNumber: '1', unit: 'east' }, gone)).toBe('! left_already');
  });
  test('beyond the scope the number is taken, whatever else the row says', () => {
    expect(judged({ staffNumber: '1', name: '张海燕' }, beyond)).toBe('! number_taken');
    expect(judged({ staffNumber: '1', unit: 'old', bornOn: '2030-01-01' }, beyond)).toBe('! number_taken');
  });
});

describe('a new person', () => {
  const whole: GivenRow = {
    ...{ staffNumber: '2', name: '单小明', gender: 'male', unit: 'east1', employmentKind: 'permanent' },
    employedFrom: '2005-07-01',
  };
  test.each<[string, GivenRow, string]>([
    ['all that is needed', {}, 'new staffNumber name gender unit employmentKind employedFrom'],
    [
      'who came before the unit was set up',
      { employedFrom: '1998-07-01' },
      'new staffNumber name gender unit employmentKind employedFrom',
    ],
    [
      'who has left already',
      { leftOn: '2019-01-01' },
      'new staffNumber name gender unit employmentKind employedFrom leftOn',
    ],
    ['no name', { name: null }, '! needed_for_new'],
    ['no unit, no gender', { unit: undefined, gender: null }, '! needed_for_new,needed_for_new'],
    ['a unit closed since', { unit: 'old' }, '! unit_closed'],
    ['who left before the unit was set up', { unit: 'young', leftOn: '2024-05-01' }, '! unit_too_young'],
    ['born on the first day', { bornOn: '2005-07-01' }, '! born_after_start'],
    ['who left before coming', { leftOn: '2005-06-30' }, '! left_before_start'],
    ['no number', { staffNumber: null }, '! number_missing'],
  ])('%s', (_what, change, expected) => {
    const given = Object.fromEntries(
      Object.entries({ ...whole, ...change }).filter(([, value]) => value !== undefined),
    );
    expect(judged(given, null)).toBe(expected);
  });
});

describe('headings', () => {
  const head = [
    { number: 1, cells: ['海州盐场职工花名册（2024年）'] },
    {
      number: 3,
      cells: ['序号', '职工编号*', '姓　名', '性 别', '出生年月日', '所在单位', '用工性质', '参加工作时间', '电话'],
    },
    { number: 4, cells: ['1', '90001', '张海燕', '女', '1975-03-08', '东滩工区', '合同工', '2010-07-01', '138'] },
  ];
  test('the row with most names that we know is the one', () => expect(findHeaderRow(head)).toBe(3));
  test('a sheet of unknown names begins with its first row', () =>
    expect(findHeaderRow([{ number: 2, cells: ['a', 'b'] }])).toBe(2));
  test('columns are known by their names and synonyms', () =>
    expect(guessMapping(head[1]!.cells)).toEqual({
      ...{ staffNumber: 1, name: 2, gender: 3, bornOn: 4, unit: 5, employmentKind: 6, employedFrom: 7, phone: 8 },
    }));
  test('of two columns the better name wins', () =>
    expect(guessMapping(['班组', '单位', 'Team', '手机号', '电话'])).toEqual({ unit: 1, phone: 3 }));
  test('a sheet with our reasons at its end is known again; another order is another sheet', () => {
    expect(fingerprintOf(['工号', '姓 名', '原因'])).toBe(fingerprintOf(['工号*', '姓名', '']));
    expect(fingerprintOf(['姓名', '工号'])).not.toBe(fingerprintOf(['工号', '姓名']));
  });
  test('places inside merged cells name the cell that holds what is seen', () => {
    const mergedInto = mergedCells(['B3:B5', 'AA1:AB1']);
    expect([mergedInto(4, 1), mergedInto(3, 1), mergedInto(4, 2), mergedInto(1, 27)]).toEqual([
      'B3',
      null,
      null,
      'AA1',
    ]);
  });
});
