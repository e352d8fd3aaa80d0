import { describe, expect, it } from 'vitest';
import { parsePlan } from './parse-plan';

const numbers = (text: string): (string | null)[] => parsePlan(text).sections.map((s) => s.number);
const codes = (text: string): string[] => parsePlan(text, { year: 2024 }).warnings.map((w) => w.code);

describe('section marks', () => {
  it.each([
    ['一、甲事\n（一）乙事\n1．丙事\n（1）丁事\n①戊事\n二、己事', ['1', '1', '1', '1', '1', '2']],
    ['1) 甲事情\n2) 乙事情\n⒊ 丙事情\n㈣丁事情\n⑸戊事情', ['1', '2', '3', '4', '5']],
    ['第一，抓学习。第二，抓竞赛。第三，抓帮扶。', ['1', '2', '3']],
    ['壹、依據\n貳、目標\n參、項目', ['1', '2', '3']],
    ['第一部分 总体要求\n第二部分 工作任务', ['1', '2']],
    ['1.1 加强学习\n1.2 加强管理\n2.1 加强考核', ['1.1', '1.2', '2.1']],
    ['做好几件事：1、甲事情。2、乙事情；3、丙事情。', ['1', '2', '3']],
    ['内容包括①学法②用法③守法。', ['1', '2', '3']],
  ])('%s', (text, expected) => {
    expect(numbers(text)).toEqual(expected);
  });

  it.each([
    '一是抓学习；二是抓竞赛；三是抓帮扶。',
    '首先，抓学习；其次，抓竞赛。',
    '● 抓学习\n● 抓竞赛',
    '1、2月份走访职工。',
    '一、二季度完成建家。',
    '3.8妇女节组织座谈。\n5.12护士节召开表彰会。',
    '3.5万元用于奖励。',
    '一等奖、二等奖各1名。',
  ])('%s has none', (text) => {
    expect(numbers(text).filter((n) => n !== null)).toEqual([]);
  });

  it('nests by dress and closes at the next of the same dress', () => {
    const plan = parsePlan('一、甲\n1、乙\n（1）丙\n2、丁\n二、戊\n1、己');
    expect(plan.sections.map((s) => s.level)).toEqual([1, 2, 3, 2, 1, 2]);
    expect(plan.sections[0]?.end).toBe(plan.sections[4]?.at === undefined ? -1 : plan.sections[4].at - 2);
  });

  it('makes month and quarter headings sections without a number', () => {
    expect(numbers('一月份\n开展慰问。\n第二季度（4—6月）\n召开大会。')).toEqual([null, null]);
  });
});

describe('warnings', () => {
  it.each([
    ['一、甲事\n三、乙事', 'plan.missing_number'],
    ['一、甲事\n一、乙事', 'plan.restarted_number'],
    ['一、甲事\n二、乙事\n二、丙事', 'plan.repeated_number'],
    ['一、发放慰问金XX元。', 'plan.masked_number'],
    ['一、2月30日开会。', 'plan.impossible_date'],
    ['一、详见 www.example.com 网站。', 'plan.noise'],
    ['一、落实“十一五”规划要求。', 'plan.period_mismatch'],
    ['没有编号的几句话。', 'plan.no_sections'],
    ['', 'plan.no_commitments'],
  ])('%j → %s', (text, code) => {
    expect(codes(text)).toContain(code);
  });

  it('asks for the year of a plan without one, and of a template', () => {
    expect(parsePlan('一、开展学习。').warnings.map((w) => w.code)).toContain('plan.no_year');
    expect(parsePlan('20xx年工会工作计划\n一、开展学习。').warnings.map((w) => w.code)).toContain('plan.masked_year');
  });

  it.each([
    ['二〇二四年工会工作计划\n', 2024],
    ['工会一一三年度工作計畫\n', 2024],
    ['民國113年工會計畫\n', 2024],
    ['2023年成绩显著。\n2024年工会工作要点\n', 2024],
  ])('%s is of the year %d', (text, year) => {
    expect(parsePlan(text).year).toBe(year);
  });
});
