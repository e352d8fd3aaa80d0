import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { firstInTime, judgePresses, takenOff, type Press } from './buzzer';
import { faultsOfQuiz } from './faults';
import { quizFile, type QuizFile } from './file';
import { rankQuiz, standingsOf } from './rank';

function fileOf(results: object[], rules: object = {}): QuizFile {
  const entrants = ['1', '2', '3'].map((id) => ({ id, name: `${id}队`, number: Number(id) }));
  return quizFile.parse({
    ...{ format: 'gonghui-contest/1', kind: 'quiz', name: '安全知识竞赛', entrants, rules },
    results: results.map((entry, i) => ({ seq: i + 1, ...entry })),
  });
}

const said = (entrant: string, part: string, verdict: string, more: object = {}): object => ({
  entrant,
  part,
  verdict,
  ...more,
});
const scores = (file: QuizFile): string[] => standingsOf(file).map(({ score }) => score.toFixed());

describe('points of a knowledge contest', () => {
  it.each([
    ['a required question answered', said('1', 'required', 'right'), '110'],
    ['a required question missed', said('1', 'required', 'wrong'), '100'],
    ['a buzzer question answered', said('1', 'buzzer', 'right'), '110'],
    ['a buzzer question missed', said('1', 'buzzer', 'wrong'), '90'],
    ['a buzzer question without an answer', said('1', 'buzzer', 'no_answer'), '90'],
    ['a press before the call', said('1', 'buzzer', 'foul'), '90'],
    ['a stake won', said('1', 'risk', 'right', { stake: '30' }), '130'],
    ['a stake lost', said('1', 'risk', 'wrong', { stake: '30' }), '70'],
    ['a stake lost to time', said('1', 'risk', 'no_answer', { stake: '20' }), '80'],
    ['a risk question passed', said('1', 'risk', 'passed', { stake: '20' }), '100'],
    ['a playoff', said('1', 'playoff', 'right'), '100'],
    ['what the jury gives', said('1', 'buzzer', 'wrong', { adjusted: '5', reason: '题目有误' }), '105'],
    ['what the jury takes back', said('1', 'buzzer', 'wrong', { isTakenBack: true, reason: '误判' }), '100'],
  ])('%s', (_what, entry, expected) => {
    expect(scores(fileOf([entry]))[0]).toBe(expected);
  });

  it('stop at nought where they may not fall below, and count on from there', () => {
    const results = [said('1', 'risk', 'wrong', { stake: '30' }), said('1', 'risk', 'right', { stake: '10' })];
    expect(scores(fileOf(results, { base: '20', mayFallBelow: false }))[0]).toBe('10');
    expect(scores(fileOf(results, { base: '20' }))[0]).toBe('0');
  });
});

describe('places', () => {
  it('go by score, equal ones by the playoff, what is equal then is joint', () => {
    const equal = [said('1', 'buzzer', 'right'), said('2', 'buzzer', 'right'), said('3', 'buzzer', 'right')];
    const playoff = [said('2', 'playoff', 'right')];
    const told = (results: object[]) =>
      rankQuiz(fileOf(results)).groups[0]!.rows.map(
        ({ entrant, rank, isJoint }) => `${rank}${isJoint ? '=' : ''} ${entrant}`,
      );
    expect(told(equal)).toEqual(['1= 1', '1= 2', '1= 3']);
    expect(told([...equal, ...playoff])).toEqual(['1 2', '2= 1', '2= 3']);
    expect(told([...equal, said('3', 'required', 'right')])).toEqual(['1 3', '2= 1', '2= 2']);
  });

  it('are not given to who is out, whatever the score', () => {
    const file = fileOf([said('1', 'buzzer', 'right')]);
    const [first, ...rest] = file.entrants;
    const out = { ...file, entrants: [{ ...first!, state: 'disqualified' as const, reason: '换人' }, ...rest] };
    expect(rankQuiz(out).groups[0]!.rows.at(-1)).toMatchObject({
      rank: null,
      notes: [{ key: 'quiz.notes.disqualified' }],
    });
  });

  it('never depend on the order in which the log is handed in', () => {
    const verdict = fc.tuple(fc.integer({ min: 1, max: 3 }), fc.constantFrom('right', 'wrong', 'foul'));
    fc.assert(
      fc.property(fc.array(verdict, { maxLength: 12 }), fc.boolean(), (log, mayFallBelow) => {
        const file = fileOf(
          log.map(([team, one]) => said(String(team), 'buzzer', one)),
          { base: '20', mayFallBelow },
        );
        const turned = { ...file, results: [...file.results].reverse(), entrants: [...file.entrants].reverse() };
        expect(rankQuiz(turned)).toEqual(rankQuiz(file));
      }),
    );
  });
});

describe('faults of a file', () => {
  it.each([
    ['a stake that isn’t offered', [said('1', 'risk', 'right', { stake: '25' })], {}, 'stake_unknown'],
    ['a risk question without a stake', [said('1', 'risk', 'right')], {}, 'stake_missing'],
    ['a stake elsewhere', [said('1', 'buzzer', 'right', { stake: '10' })], {}, 'stake_without_risk'],
    ['a foul where nobody presses', [said('1', 'required', 'foul')], {}, 'foul_without_buzzer'],
    ['a foul in a risk question', [said('1', 'risk', 'foul', { stake: '10' })], {}, 'foul_without_buzzer'],
    ['passing what must be answered', [said('1', 'required', 'passed')], {}, 'passed_without_risk'],
    ['a gift without a reason', [said('1', 'buzzer', 'wrong', { adjusted: '5' })], {}, 'reason_missing'],
    ['taken back without a reason', [said('1', 'buzzer', 'wrong', { isTakenBack: true })], {}, 'reason_missing'],
    ['an unknown team', [said('9', 'buzzer', 'right')], {}, 'no_such_entrant'],
    [
      'one number twice',
      [said('1', 'buzzer', 'right', { seq: 1 }), said('2', 'buzzer', 'right', { seq: 1 })],
      {},
      'seq_twice',
    ],
    ['a stake of nothing', [], { stakes: ['0', '10'] }, 'stake_not_positive'],
    ['a stake below nought', [], { stakes: ['-10', '10'] }, 'stake_not_positive'],
    ['a stake twice', [], { stakes: ['10', '10.0'] }, 'stake_twice'],
  ])('%s', (_what, results, rules, key) => {
    expect(faultsOfQuiz(fileOf(results, rules)).map((one) => one.key)).toEqual([`quiz.faults.${key}`]);
  });

  it('none in a sound file', () => {
    expect(faultsOfQuiz(fileOf([said('1', 'risk', 'passed', { stake: '10' }), said('2', 'buzzer', 'foul')]))).toEqual(
      [],
    );
  });
});

const press = (entrant: string, arrivedAt: bigint, seq: number, roundTrips: bigint[] = []): Press => ({
  ...{ entrant, arrivedAt, seq, roundTrips },
});

describe('the buzzer', () => {
  it.each([
    ['nothing measured', [], 0n],
    ['one round trip', [80_000n], 40_000n],
    ['the median of three', [10_000n, 90_000n, 50_000n], 25_000n],
    ['the mean of the middle two of four', [10_000n, 40_000n, 60_000n, 90_000n], 25_000n],
    ['the last five of six', [900_000n, 10_000n, 20_000n, 30_000n, 40_000n, 50_000n], 15_000n],
    ['never more than 150 milliseconds', [2_000_000n], 150_000n],
    ['no gain from a clock that runs backwards', [-80_000n], 0n],
  ])('takes off half of %s', (_what, roundTrips, expected) => {
    expect(takenOff(roundTrips)).toBe(expected);
  });

  it('puts a slow phone that pressed earlier before a quick one', () => {
    const judged = judgePresses(
      [press('quick', 1_050_000n, 1, [2_000n]), press('slow', 1_090_000n, 2, [120_000n])],
      1_000_000n,
    );
    expect(judged.map(({ entrant, countsAt }) => `${entrant} ${countsAt}`)).toEqual(['slow 1030000', 'quick 1049000']);
  });

  it('lets whoever pressed before the call not answer, and tells it', () => {
    const judged = judgePresses([press('early', 999_999n, 1), press('next', 1_000_000n, 2)], 1_000_000n);
    expect(judged.map(({ entrant, isEarly }) => [entrant, isEarly])).toEqual([
      ['early', true],
      ['next', false],
    ]);
    expect(firstInTime(judged)?.entrant).toBe('next');
    expect(firstInTime(judgePresses([press('early', 5n, 1)], null))).toBeNull();
  });

  it('counts a team’s first press alone, also when a later one would count earlier', () => {
    const judged = judgePresses([press('a', 2_000n, 1), press('a', 2_100n, 3, [300_000n]), press('b', 2_050n, 2)], 0n);
    expect(judged.map(({ entrant, countsAt }) => [entrant, countsAt])).toEqual([
      ['a', 2_000n],
      ['b', 2_050n],
    ]);
  });

  it('orders 200 teams of one second without two in one place, whatever order they are handed in', () => {
    const arrivals = fc.array(fc.tuple(fc.integer({ min: 0, max: 1000 }), fc.integer({ min: 0, max: 400_000 })), {
      minLength: 200,
      maxLength: 200,
    });
    fc.assert(
      fc.property(arrivals, (given) => {
        const presses = given.map(([at, trip], i) => press(String(i), BigInt(at) * 1000n, i, [BigInt(trip)]));
        const judged = judgePresses(presses, 0n);
        expect(judged).toEqual(judgePresses([...presses].reverse(), 0n));
        expect(new Set(judged.map(({ entrant }) => entrant)).size).toBe(200);
        for (let i = 1; i < judged.length; i += 1) {
          const [a, b] = [judged[i - 1]!, judged[i]!];
          expect(a.countsAt < b.countsAt || (a.countsAt === b.countsAt && a.seq < b.seq)).toBe(true);
        }
      }),
      { numRuns: 30 },
    );
  });
});
