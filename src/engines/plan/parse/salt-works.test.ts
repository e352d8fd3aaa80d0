import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parsePlan, resolveWindow } from './parse-plan';
import type { CommitmentKind, PlanCommitment } from './parsed-plan';
import { defaultWindowRules } from './window-rules';

const text = readFileSync(new URL('../../../../tests/plans/salt-works-2024.txt', import.meta.url), 'utf8');
const parsed = parsePlan(text);
const of = (kind: CommitmentKind): PlanCommitment[] => parsed.commitments.filter((c) => c.kind === kind);
const untyped: CommitmentKind[] = ['recurring_duty', 'upkeep', 'problem', 'aim'];

describe('the typed commitments of the salt works', () => {
  it('are these and no others', () => {
    const counts: Record<string, number> = {};
    for (const c of parsed.commitments) if (!untyped.includes(c.kind)) counts[c.kind] = (counts[c.kind] ?? 0) + 1;
    expect(counts).toEqual({
      award_round: 2,
      count_range: 1,
      coverage: 1,
      selection: 1,
      drive: 1,
      money_floor: 1,
      money_about: 1,
      participation: 1,
      event: 10,
      event_group: 1,
      tour: 1,
    });
  });

  it('hold ten own events with their days', () => {
    expect(of('event').map((c) => [c.title, c.window?.from, c.window?.to])).toEqual([
      ['女工歌舞联谊会', '03-01', '03-08'],
      ['青年演讲比赛', '04-01', '04-10'],
      ['炊工比武', '04-11', '04-20'],
      ['捞盐比赛', '05-01', '05-10'],
      ['知识竞赛', '05-11', '05-20'],
      ['乒乓球比赛', '06-11', '06-20'],
      ['扑克比赛', '08-01', '08-31'],
      ['象棋比赛', '08-01', '08-31'],
      ['职工卡拉OK比赛', '11-01', '11-10'],
      ['职工环场接力赛', '11-21', '11-30'],
    ]);
  });

  it('know their series and editions', () => {
    expect(of('event').flatMap((c) => (c.series ? [c.series] : []))).toEqual([
      { name: '炊工比武', edition: 6 },
      { name: '职工环场接力赛', edition: 2 },
    ]);
  });

  it('name the eight events of others with their organisers', () => {
    const group = of('event_group')[0];
    expect(group?.organisers).toEqual(['集团公司', '开发区工会']);
    expect(group?.members?.map((m) => m.name)).toEqual([
      '春节文艺晚会',
      '元宵节街头文艺',
      '演讲比赛',
      '卡拉OK比赛',
      '职工消夏晚会',
      '职工运动会',
      '电工技能大赛',
      '计算机技能大赛',
    ]);
    expect(group?.members?.slice(0, 2).map((m) => m.festival)).toEqual(['春节', '元宵']);
  });

  it('carry their targets', () => {
    expect(of('count_range')[0]?.target).toEqual({ type: 'count', min: 3, max: 5, unit: '项' });
    expect(of('money_floor')[0]?.target).toMatchObject({ min: 7000, max: null });
    expect(of('money_about')[0]?.target).toMatchObject({ min: 30000, max: 30000, approx: true });
    expect(of('selection')[0]?.target).toEqual({ type: 'lists', lists: [10, 10] });
    expect(of('coverage')[0]?.target).toEqual({
      type: 'coverage',
      share: 1,
      times: 1,
      cohort: ['工区正、副主任', '技术班长'],
    });
    expect(of('participation')[0]?.target).toEqual({
      type: 'participation',
      expected: 41,
      unit: '个',
      cohort: '职工食堂',
    });
  });

  it('put the awards at 8 March and at the end of the year, the drive at its start', () => {
    expect(of('award_round').map((c) => [c.window?.from, c.window?.to])).toEqual([
      ['12-01', '12-31'],
      ['03-01', '03-08'],
    ]);
    expect(of('drive').map((c) => [c.window?.from, c.window?.to])).toEqual([['01-01', '03-31']]);
  });

  it('keep themes, people and problems', () => {
    expect(of('event')[1]?.themes).toEqual(['爱岗敬业']);
    expect(of('event')[1]?.people).toEqual(['青年']);
    expect(of('event')[4]?.themes).toEqual(['安全或法律教育']);
    expect(of('problem').map((c) => c.text)).toEqual(['尽快扭转被动局面']);
  });
});

describe('what is wrong with the text', () => {
  it('is said and refuses nothing', () => {
    expect(parsed.year).toBe(2024);
    const said = parsed.warnings.map((w) => w.code);
    expect(said).toEqual([
      'plan.duplicate_head',
      'plan.period_mismatch',
      'plan.period_mismatch',
      'plan.items_run_on',
      'plan.missing_number',
      'plan.noise',
      'plan.items_run_on',
      'plan.items_run_on',
      'plan.items_run_on',
    ]);
    expect(parsed.warnings.find((w) => w.code === 'plan.noise')?.params.quote).toBe('大秘书网-d');
  });

  it('leaves the watermark out of every commitment', () => {
    expect(parsed.commitments.filter((c) => c.text.includes('大秘书网'))).toEqual([]);
  });

  it('is of the nine sections 2 to 10, each at level 1', () => {
    expect(parsed.sections.map((s) => s.number)).toEqual(['2', '3', '4', '5', '6', '7', '8', '9', '10']);
    expect(new Set(parsed.sections.map((s) => s.level))).toEqual(new Set([1]));
  });
});

describe('window rules', () => {
  it('are data: another 年初 moves the drive', () => {
    const yearParts = defaultWindowRules.yearParts.map((r) => (r.words.includes('年初') ? { ...r, to: '02-29' } : r));
    const windowRules = { ...defaultWindowRules, yearParts };
    const moved = parsePlan(text, { windowRules }).commitments.find((c) => c.kind === 'drive');
    expect(moved?.window?.to).toBe('02-29');
    expect(resolveWindow('年初', { year: 2023, windowRules })?.to).toBe('02-28');
  });

  it('read the same words again as the plan did', () => {
    for (const c of parsed.commitments) {
      if (!c.window || c.window.words.includes('年') === false) continue;
      expect(resolveWindow(c.window.words, { year: 2024 })).toEqual(c.window);
    }
  });
});
