import { describe, expect, it } from 'vitest';
import { parsePlan } from './parse-plan';
import type { ParsedPlan } from './parsed-plan';

/** One sentence in the body of an otherwise empty plan of 2024. */
const read = (sentence: string): ParsedPlan => parsePlan(`某工会2024年工作计划\n一、概况\n略。\n${sentence}\n`);
const ends = (x: { min: number | null; max: number | null }): [number | null, number | null] => [x.min, x.max];

describe('windows', () => {
  it.each([
    ['3月15日—3月20日举办宣传周。', ['03-15', '03-20']],
    ['4月上旬至5月中旬，分批组织疗养。', ['04-01', '05-20']],
    ['元月份召开全委会。', ['01-01', '01-31']],
    ['2月底前完成换届。', [null, '02-29']],
    ['8月15日之前上报名单。', [null, '08-15']],
    ['不得迟于8月15日上报。', [null, '08-15']],
    ['拟于五、六月间举办拔河赛。', ['05-01', '06-30']],
    ['1、2月份走访困难职工。', ['01-01', '02-29']],
    ['第二、三季度开展技术比武。', ['04-01', '09-30']],
    ['下半年组织一次审计。', ['07-01', '12-31']],
    ['3.8妇女节组织座谈。', ['03-08', '03-08']],
    ['5.12护士节召开表彰会。', ['05-12', '05-12']],
    ['“三八”期间组织联谊会。', ['03-01', '03-08']],
    ['国庆节前走访劳模。', [null, '10-01']],
    ['每季度末公布账目。', ['01-01', '12-31']],
  ])('%s', (sentence, window) => {
    expect(read(sentence).dated.map((d) => [d.from, d.to])).toEqual([window]);
  });

  it.each(['每月', '每季度', '每季度末', '每半年'])('%s comes round', (words) => {
    const every = { 每月: 'month', 每季度: 'quarter', 每季度末: 'quarter-end', 每半年: 'half-year' }[words];
    expect(read(`${words}公布一次账目。`).dated[0]?.every).toBe(every);
  });

  it('leaves the days of lunar festivals to the calendar', () => {
    expect(read('春节期间走访困难职工。').dated[0]).toMatchObject({ festival: '春节', from: null, to: null });
  });

  it('gives an item under a month heading the month, unless the item names a date', () => {
    const plan = parsePlan('2024年工会计划\n3月份\n1、开展“三八”妇女节活动。\n2、3月5日学雷锋。\n3、召开例会。\n');
    expect(plan.dated.map((d) => [d.from, d.to])).toEqual([
      ['03-01', '03-31'],
      ['03-05', '03-05'],
      ['03-01', '03-31'],
    ]);
  });

  it('gives the rows of a table their time, also where the cell above spans them', () => {
    const plan = parsePlan(
      '2024年工会计划\n| 月份 | 内容 | 预算（元） |\n|---|---|---|\n| 3 | 读书会 | 500 |\n| | 插花 | 800 |\n',
    );
    expect(plan.dated.map((d) => [d.text, d.from])).toEqual([
      ['读书会', '03-01'],
      ['插花', '03-01'],
    ]);
    expect(plan.money.map((m) => m.min)).toEqual([500, 800]);
  });

  it.each([
    '2023年12月召开了表彰会。',
    '去年3月举办了比赛。',
    '8:30至11:30接待来访。',
    '开展“5.20”平台升级。',
    '增长3.8个百分点。',
    '三年内完成改造。',
  ])('%s is no promise of a day', (sentence) => {
    expect(read(sentence).dated).toEqual([]);
  });
});

describe('numbers', () => {
  it.each([
    ['评选3-5名标兵', [3, 5]],
    ['评选3–5名标兵', [3, 5]],
    ['评选3—5名标兵', [3, 5]],
    ['评选3～5名标兵', [3, 5]],
    ['评选三至五名标兵', [3, 5]],
    ['评选３到５名标兵', [3, 5]],
    ['举办讲座不少于4次', [4, null]],
    ['发展会员200名以上', [200, null]],
    ['帮扶对象控制在30户以内', [null, 30]],
    ['慰问职工近200人', [200, 200]],
    ['发展会员XX名', [null, null]],
    ['入会率达到95％以上', [95, null]],
    ['覆盖率达到百分之九十', [90, 90]],
  ])('%s', (sentence, range) => {
    expect(read(`${sentence}。`).quantities.map(ends)).toEqual([range]);
  });

  it.each([
    ['投入3万元', [30000, 30000]],
    ['投入３．５万元', [35000, 35000]],
    ['投入7，000元以上', [7000, null]],
    ['投入二百三十万元', [2300000, 2300000]],
    ['投入3—5万元', [30000, 50000]],
    ['投入2万至3万元', [20000, 30000]],
    ['投入不超过1,200元', [null, 1200]],
    ['投入约8千元', [8000, 8000]],
    ['投入**万元', [null, null]],
    ['投入____元', [null, null]],
    ['投入壹万伍仟元整', [15000, 15000]],
  ])('%s', (sentence, range) => {
    expect(read(`${sentence}。`).money.map(ends)).toEqual([range]);
  });

  it.each([
    '丰富八小时以外的生活。',
    '从三个层次推进。',
    '坚持两手抓，全校一盘棋。',
    '落实四个自信和两个维护。',
    '第一小学和第三人民医院参加。',
    '贯彻十六届四中全会精神。',
    '按照工发〔2023〕5号文件办理。',
    '学习《关于二十条措施的意见》。',
    '电话0512-65882230。',
    '做好以下五个方面的工作。',
  ])('%s counts nothing', (sentence) => {
    expect(read(sentence).quantities).toEqual([]);
    expect(read(sentence).money).toEqual([]);
  });
});

describe('names and editions', () => {
  it('takes names of activities and leaves slogans', () => {
    const plan = read('坚持“以人为本”理念，开展“安康杯”竞赛，评选“最美护士”10名，落实“十四五”规划，“五一”期间表彰。');
    expect(plan.quotedNames).toEqual(['安康杯', '最美护士']);
  });

  it('takes editions of events, not of meetings or quarters', () => {
    const plan = read('举办第16届“职工杯”足球赛，第三届职工代表大会和第三季度例会另行通知。');
    expect(plan.ordinals.map((o) => o.n)).toEqual([16]);
  });
});

describe('commitments of other plans', () => {
  it.each([
    ['全年举办讲座3次。', 'count'],
    ['发展会员200名。', 'count'],
    ['入会率达到95%以上。', 'rate'],
    ['慰问费控制在5000元以内。', 'money_cap'],
    ['组织全体会员体检一遍。', 'coverage'],
    ['开展一次困难职工摸底调查。', 'drive'],
    ['“七一”期间评选表彰先进工作者。', 'award_round'],
    ['5月举办羽毛球比赛。', 'event'],
    ['破解经费收缴难题。', 'problem'],
    ['健全财务管理制度。', 'upkeep'],
  ])('%s is a %s', (sentence, kind) => {
    expect(read(sentence).commitments.map((c) => c.kind)).toContain(kind);
  });
});
