import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { WorkbookCell } from '#kernel';
import { isDay } from '#kernel/contract';
import {
  cellWords,
  readDay,
  readEmployment,
  readGender,
  readNumber,
  readPersonName,
  readPhone,
  type Reading,
} from './cells';

const ground = { today: '2024-06-18', monthsCount: false };
const text = (words: string): WorkbookCell => ({ kind: 'text', text: words });
const number = (value: number): WorkbookCell => ({ kind: 'number', value, digits: String(value) });
/** The value, or the code of the reason. */
const outcome = (reading: Reading<unknown>): unknown =>
  'fault' in reading ? `! ${reading.fault.code}` : reading.value;

describe('days', () => {
  test.each<[WorkbookCell | null, string | null]>([
    [text('2024-1-5'), '2024-01-05'],
    [text('2024/01/05'), '2024-01-05'],
    [text('2024.1.5'), '2024-01-05'],
    [text('２０２４－０１－０５'), '2024-01-05'],
    [text('20240105'), '2024-01-05'],
    [number(20240105), '2024-01-05'],
    [text('1975年3月8日'), '1975-03-08'],
    [text('1975 年 3 月 8 日'), '1975-03-08'],
    [text('2024-01-05 00:00:00'), '2024-01-05'],
    [{ kind: 'day', day: '2024-01-05', time: null }, '2024-01-05'],
    [{ kind: 'day', day: '2024-01-05', time: '09:30:00' }, '2024-01-05'],
    [number(45296), '2024-01-05'],
    [text('2024-02-29'), '2024-02-29'],
    [text('2024-06-18'), '2024-06-18'],
    [text(''), null],
    [null, null],
    [text('—'), null],
    [text('2023-02-29'), '! day_impossible'],
    [text('2024-13-01'), '! day_impossible'],
    [number(20240231), '! day_impossible'],
    [text('1899-12-31'), '! day_impossible'],
    [text('2024-06-19'), '! day_in_future'],
    [{ kind: 'day', day: '2099-01-01', time: null }, '! day_in_future'],
    [text('1975年3月'), '! day_missing'],
    [text('1975-03'), '! day_missing'],
    [text('197503'), '! day_missing'],
    [text('1975.10'), '! day_missing'],
    [number(1975.1), '! day_month_unclear'],
    [text('75-3-8'), '! day_unreadable'],
    [text('去年春天'), '! day_unreadable'],
    [number(7), '! day_unreadable'],
    [{ kind: 'truth', value: true }, '! day_unreadable'],
  ])('%o is %s', (cell, expected) => expect(outcome(readDay(cell, ground))).toBe(expected));

  test.each([
    [text('1975年3月'), '1975-03-01'],
    [text('197510'), '1975-10-01'],
    [text('1975年13月'), '! day_impossible'],
    [number(1975.1), '! day_month_unclear'],
  ] as const)('where a month counts as its first day, %o is %s', (cell, expected) =>
    expect(outcome(readDay(cell, { ...ground, monthsCount: true }))).toBe(expected),
  );

  test('whatever is typed, a day comes out that the calendar has, or a reason', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^\d{1,4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?$/)), (words) => {
        const reading = readDay(text(words), { ...ground, monthsCount: true });
        if ('fault' in reading || reading.value === null) return;
        expect(isDay(reading.value) && reading.value <= ground.today).toBe(true);
      }),
    );
  });
});

describe('names', () => {
  test.each([
    ['张海燕', '张海燕'],
    [' 王　伟 ', '王伟'],
    ['𠮷田𠀋', '𠮷田𠀋'],
    ['阿依古丽·买买提', '阿依古丽·买买提'],
    ['阿依古丽•买买提', '阿依古丽·买买提'],
    ['阿依古丽．买买提', '阿依古丽·买买提'],
    ['Maria da Silva', 'Maria da Silva'],
    ["O'Brien-Li", "O'Brien-Li"],
    ['', null],
    ['单'.repeat(60), '单'.repeat(60)],
    ['单'.repeat(61), '! name_long'],
    ['长'.repeat(300), '! name_long'],
    ['张三2', '! name_odd'],
    ['张三<script>', '! name_odd'],
    ['张三，李四', '! name_odd'],
    ['=1+1', '! name_odd'],
    ['\u0301', '! name_odd'],
  ])('%j is %j', (words, expected) => expect(outcome(readPersonName(cellWords(text(words))))).toBe(expected));
});

describe('numbers, phones and words', () => {
  test.each([
    ['00123', '00123'],
    ['Ｇ１２３', 'G123'],
    ["'00123", '00123'],
    ['A-1_b', 'A-1_b'],
    ['', null],
    ['12 34', '! number_odd'],
    ['工一', '! number_odd'],
    ['1'.repeat(33), '! number_odd'],
    ['123.5', '! number_odd'],
  ])('staff number %j is %j', (words, expected) => expect(outcome(readNumber(words))).toBe(expected));

  test.each([
    ['13800001234', '13800001234'],
    ['138 0000 1234', '138 0000 1234'],
    ['(0532)88001234', '0532-88001234'],
    ['＋86 13800001234', '+86 13800001234'],
    ['0532—88001234', '0532-88001234'],
    ['无', null],
    ['打李四电话', '! phone_odd'],
    ['1234', '! phone_odd'],
    ['13800001234/13900001234', '! phone_odd'],
  ])('phone %j is %j', (words, expected) => expect(outcome(readPhone(words))).toBe(expected));

  test.each([
    ['男', 'male'],
    ['女性', 'female'],
    ['F', 'female'],
    ['Male', 'male'],
    ['', null],
    ['先生', '! gender_unknown'],
  ])('gender %j is %j', (words, expected) => expect(outcome(readGender(words))).toBe(expected));

  test.each([
    ['正式工', 'permanent'],
    ['合同制', 'contract'],
    ['劳务派遣', 'dispatched'],
    ['Dispatched worker', 'dispatched'],
    ['临时工', 'temporary'],
    ['季节工', 'seasonal'],
    ['-', null],
    ['外包', '! employment_unknown'],
  ])('employment %j is %j', (words, expected) => expect(outcome(readEmployment(words))).toBe(expected));

  test.each<[WorkbookCell | null, string]>([
    [text(' 甲\u200b  乙 '), '甲 乙'],
    [{ kind: 'number', value: 1e20, digits: '100000000000000000000' }, '100000000000000000000'],
    [{ kind: 'truth', value: false }, 'FALSE'],
    [{ kind: 'fault', text: '#REF!' }, '#REF!'],
    [null, ''],
  ])('the words of %o are %j', (cell, expected) => expect(cellWords(cell)).toBe(expected));
});
