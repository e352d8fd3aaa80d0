import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decimal } from '../ranking/decimals';
import { compare } from '../indicators/rules';
import { recordLine, rewritten, standing, type Better, type Observation } from './line';

const higher: Better = (one, other) => compare(one, other, { better: 'higher', bandFrom: null, bandTo: null });
const lower: Better = (one, other) => compare(one, other, { better: 'lower', bandFrom: null, bandTo: null });

/** `2019 14.2 3`: the year, the figure, its hands; `*` is a benchmark. */
const seen = (text: string): Observation => {
  const [period, value, hands] = text.split(' ');
  return {
    ...{ id: text, unitId: text.includes('*') ? null : 'A', period: period!, endsOn: `${period!}-12-31` },
    ...{ value: decimal(value!), hands: Number(hands ?? '3') as 1 | 2 | 3 },
  };
};
const line = (texts: readonly string[], better = higher, isWaitedFor: (day: string) => boolean = () => false) =>
  recordLine(texts.map(seen), better, isWaitedFor);
const told = (...args: Parameters<typeof line>) =>
  line(...args).map(({ observation, kind, isTentative }) => `${observation.period} ${kind}${isTentative ? '?' : ''}`);

describe('the line of records', () => {
  it('follows the order in which periods ended, whenever they were told', () => {
    expect(told(['2021 11', '2019 10', '2020 9', '2022 12'])).toEqual(['2019 first', '2021 broken', '2022 broken']);
  });

  it('ranks what should be low the other way round', () => {
    expect(told(['2019 10', '2020 9', '2021 11'], lower)).toEqual(['2019 first', '2020 broken']);
  });

  it('equal is no new record', () => {
    expect(told(['2019 10', '2020 10.0', '2021 10.1'])).toEqual(['2019 first', '2020 equal', '2021 broken']);
  });

  it('asks for three signatures; what two have verified must still be beaten', () => {
    expect(told(['2019 10', '2020 12 2', '2021 11', '2022 13'])).toEqual(['2019 first', '2020 pending', '2022 broken']);
  });

  it('is tentative while an earlier figure may still change', () => {
    expect(told(['2019 10', '2020 8 1', '2021 12'])).toEqual(['2019 first', '2021 broken?']);
  });

  it('is tentative while an earlier figure may still come', () => {
    expect(told(['2019 10', '2021 12'], higher, (day) => day > '2020-12-31')).toEqual(['2019 first', '2021 broken?']);
  });

  it('compares with what others have reached, who hold no mark themselves', () => {
    const texts = ['2018 14 3 *', '2019 10', '2020 14', '2021 15'];
    expect(told(texts)).toEqual(['2020 equal', '2021 broken']);
  });

  it('of two that end on one day the better one breaks it, and equal ones share it', () => {
    const same = ['2020 12', '2020 11', '2019 10'].map(seen);
    expect(recordLine(same, higher, () => false).map(({ observation }) => observation.id)).toEqual([
      '2019 10',
      '2020 12',
    ]);
    const shared = [...same, { ...seen('2020 12'), id: 'x', unitId: 'B' }];
    expect(recordLine(shared, higher, () => false).map(({ kind }) => kind)).toEqual(['first', 'broken', 'broken']);
  });

  it('a late figure of 2019 rewrites what stood', () => {
    const before = line(['2018 10', '2020 11', '2022 12']);
    const after = line(['2018 10', '2020 11', '2022 12', '2019 11.5']);
    expect(standing(before)!.observation.period).toBe('2022');
    const { gone, come } = rewritten(before, after);
    expect([gone, come].map((marks) => marks.map(({ observation }) => observation.period))).toEqual([
      ['2020'],
      ['2019'],
    ]);
    expect(rewritten(after, after)).toEqual({ gone: [], come: [] });
  });

  it('nothing stands where nothing was verified', () => {
    expect(standing(line(['2019 10 1']))).toBeNull();
  });

  it('each broken one is better than every verified one before it, in whatever order they come', () => {
    const one = fc.tuple(
      fc.integer({ min: 2000, max: 2012 }),
      fc.integer({ min: 0, max: 6 }),
      fc.integer({ min: 1, max: 3 }),
    );
    fc.assert(
      fc.property(fc.uniqueArray(one, { maxLength: 12, selector: String }), (given) => {
        const observations = given.map((parts) => seen(parts.join(' ')));
        const marks = recordLine(observations, higher, () => false);
        expect(recordLine(observations.toReversed(), higher, () => false)).toEqual(marks);
        for (const { observation, kind } of marks.filter((mark) => mark.kind === 'broken')) {
          const before = observations.filter(({ endsOn, hands }) => endsOn < observation.endsOn && hands > 1);
          expect(
            kind === 'broken' && before.length > 0 && before.every(({ value }) => value.lt(observation.value)),
          ).toBe(true);
        }
      }),
    );
  });
});
