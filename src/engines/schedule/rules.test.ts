import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { currentCode, isFreshCode } from './check-in-codes';
import { isWholeRhythm } from './duty-contract';
import { occurrenceOf, occurrencesOf, occurrenceState, type DutyDays } from './duty-rules';
import { eventStates, recurrences } from './contract';
import {
  canStep,
  daysOf,
  eventSteps,
  faultOfSteps,
  hasRecord,
  isCheckInOpen,
  isSignUpOpen,
  judgeClosing,
  movingUp,
  peopleOf,
  seatFor,
  stateAfterReopening,
  type Judged,
  type Seat,
} from './rules';

const at = (text: string) => new Date(`${text}+08:00`);
const START = at('2024-06-18T09:00:00');
const planned: Judged = {
  state: 'planned',
  windowFrom: '2024-06-11',
  windowTo: '2024-06-20',
  startsAt: null,
  endsAt: null,
};
const scheduled: Judged = { ...planned, state: 'scheduled', startsAt: START };
const nothing = { named: 0, headCount: null, photos: 0 };

describe('the steps of an event', () => {
  test('are whole: every state is reached and left', () =>
    expect(faultOfSteps(eventSteps, eventStates, 'planned')).toBeNull());

  // prettier-ignore
  test.each([
    ['an unknown state', { a: { from: ['x'], to: 'q' } }, ['x'], 'a names the unknown state q'],
    ['no start', { a: { from: [], to: 'x' } }, ['x'], 'a starts nowhere'],
    ['an unreached one', { a: { from: ['x', 'y'], to: null } }, ['x', 'y'], 'y is never reached'],
    ['one never left', { a: { from: ['x'], to: 'y' } }, ['x', 'y'], 'y is never left'],
  ])('a table with %s is refused at the start', (_, steps, states, fault) =>
    expect(faultOfSteps(steps, states, 'x')).toBe(fault),
  );

  // prettier-ignore
  test.each([
    ['planned', { schedule: true, change: true, cancel: true, close: true, reopen: false }],
    ['scheduled', { schedule: true, change: true, cancel: true, close: true, reopen: false }],
    ['held', { schedule: false, change: false, cancel: false, close: false, reopen: true }],
    ['cancelled', { schedule: false, change: false, cancel: false, close: false, reopen: true }],
  ] as const)('from %s', (state, steps) => {
    for (const step of Object.keys(eventSteps) as (keyof typeof eventSteps)[])
      expect([step, canStep(state, step)]).toEqual([step, steps[step]]);
  });

  test('reopening goes back to what is known', () => {
    expect(stateAfterReopening(START)).toBe('scheduled');
    expect(stateAfterReopening(null)).toBe('planned');
  });
});

describe('closing', () => {
  // prettier-ignore
  test.each([
    // event       records                                  day           now                       refusal
    [scheduled, { ...nothing, named: 1 }, undefined, '2024-06-18T09:00:00', null],
    [scheduled, { ...nothing, headCount: 1 }, undefined, '2024-06-18T09:00:00', null],
    [scheduled, { ...nothing, photos: 1 }, undefined, '2024-06-18T09:00:00', null],
    [scheduled, nothing, undefined, '2024-12-31T09:00:00', 'schedule.nothing_recorded'],
    [scheduled, { ...nothing, headCount: 0 }, undefined, '2024-12-31T09:00:00', 'schedule.nothing_recorded'],
    [scheduled, { ...nothing, named: 1 }, undefined, '2024-06-18T08:59:59', 'schedule.not_begun'],
    [
      scheduled,
      { ...nothing, named: 3, headCount: 2 },
      undefined,
      '2024-06-18T09:00:00',
      'schedule.head_count_below_named',
    ],
    [scheduled, { ...nothing, named: 3, headCount: 3 }, undefined, '2024-06-18T09:00:00', null],
    [planned, { ...nothing, named: 1 }, undefined, '2024-06-18T09:00:00', 'schedule.held_day_missing'],
    [planned, { ...nothing, named: 1 }, '2024-06-18', '2024-06-18T00:00:00', null],
    [planned, { ...nothing, named: 1 }, '2024-06-19', '2024-06-18T23:59:59', 'schedule.not_begun'],
    [
      { ...scheduled, state: 'held' as const },
      { ...nothing, named: 1 },
      undefined,
      '2024-06-19T09:00:00',
      'schedule.step_impossible',
    ],
    [
      { ...scheduled, state: 'cancelled' as const },
      { ...nothing, named: 1 },
      undefined,
      '2024-06-19T09:00:00',
      'schedule.step_impossible',
    ],
  ])('%# is judged by start, state and record', (event, records, day, now, refusal) => {
    expect(judgeClosing(event, records, day, at(now)).refusal).toBe(refusal);
  });

  test('the day is that of the exact start in Shanghai, whatever day was given', () => {
    const late = { ...scheduled, startsAt: at('2024-06-19T00:30:00') };
    expect(judgeClosing(late, { ...nothing, photos: 1 }, '2024-06-01', at('2024-07-01T00:00:00')).heldOn).toBe(
      '2024-06-19',
    );
    expect(daysOf(late, null)).toEqual({ first: '2024-06-19', last: '2024-06-19' });
  });

  test('a passed date alone never counts', () => {
    expect(hasRecord(nothing)).toBe(false);
    expect(hasRecord({ ...nothing, headCount: 0 })).toBe(false);
  });

  test('people are the named, or the heads where they are more', () => {
    expect(peopleOf({ named: 3, headCount: null })).toBe(3);
    expect(peopleOf({ named: 3, headCount: 10 })).toBe(10);
  });
});

describe('sign-up and check-in are open', () => {
  const open = {
    state: 'scheduled' as const,
    startsAt: START,
    signUpOpensAt: at('2024-06-01T08:00:00'),
    signUpClosesAt: at('2024-06-15T18:00:00'),
  };
  // prettier-ignore
  test.each([
    [open, '2024-06-01T08:00:00', true],
    [open, '2024-06-01T07:59:59', false],
    [open, '2024-06-15T17:59:59', true],
    [open, '2024-06-15T18:00:00', false],
    [{ ...open, signUpClosesAt: null }, '2024-06-18T08:59:59', true],
    [{ ...open, signUpClosesAt: null }, '2024-06-18T09:00:00', false],
    [{ ...open, signUpClosesAt: null, startsAt: null }, '2024-12-01T09:00:00', true],
    [{ ...open, signUpOpensAt: null }, '2024-06-02T09:00:00', false],
    [{ ...open, state: 'planned' as const }, '2024-06-02T09:00:00', true],
    [{ ...open, state: 'cancelled' as const }, '2024-06-02T09:00:00', false],
    [{ ...open, state: 'held' as const }, '2024-06-02T09:00:00', false],
  ])('sign-up %# ', (event, now, isOpen) => expect(isSignUpOpen(event, at(now))).toBe(isOpen));

  // prettier-ignore
  test.each([
    [scheduled, '2024-06-18T07:59:59', false],
    [scheduled, '2024-06-18T08:00:00', true],
    [scheduled, '2024-06-18T23:59:59', true],
    [scheduled, '2024-06-19T00:00:00', false],
    [{ ...scheduled, endsAt: at('2024-06-19T01:00:00') }, '2024-06-19T12:00:00', true],
    [planned, '2024-06-10T23:59:59', false],
    [planned, '2024-06-11T00:00:00', true],
    [planned, '2024-06-20T23:59:59', true],
    [planned, '2024-06-21T00:00:00', false],
    [{ ...scheduled, state: 'held' as const }, '2024-06-18T10:00:00', false],
  ])('check-in %#', (event, now, isOpen) => expect(isCheckInOpen(event, at(now))).toBe(isOpen));
});

describe('places and the waiting list', () => {
  type Move = { kind: 'in' | 'out'; who: number } | { kind: 'places'; places: number | null };
  const move: fc.Arbitrary<Move> = fc.oneof(
    fc.record({ kind: fc.constantFrom('in' as const, 'out' as const), who: fc.nat(12) }),
    fc.record({
      kind: fc.constant('places' as const),
      places: fc.option(fc.integer({ min: 1, max: 8 }), { nil: null }),
    }),
  );

  /** The acts as the rules decide them, on a list in memory. */
  function play(moves: readonly Move[], start: number | null): { seats: Seat[]; places: number | null } {
    let seats: Seat[] = [];
    let places = start;
    let position = 0;
    const settle = () => {
      const up = new Set(movingUp(seats, places).map((seat) => seat.personId));
      seats = seats.map((seat) => (up.has(seat.personId) ? { ...seat, state: 'placed' } : seat));
    };
    for (const one of moves) {
      const placed = seats.filter((seat) => seat.state === 'placed').length;
      if (one.kind === 'places') {
        if (one.places !== null && one.places < placed) continue;
        places = one.places;
        settle();
      } else if (one.kind === 'out') {
        seats = seats.filter((seat) => seat.personId !== String(one.who));
        settle();
      } else if (!seats.some((seat) => seat.personId === String(one.who))) {
        seats.push({ personId: String(one.who), position: (position += 1), state: seatFor(places, placed) });
      }
    }
    return { seats, places };
  }

  test('never more are placed than there are places, nobody waits beside a free one, and who came first sits first', () => {
    fc.assert(
      fc.property(
        fc.array(move, { maxLength: 60 }),
        fc.option(fc.integer({ min: 1, max: 6 }), { nil: null }),
        (moves, start) => {
          const { seats, places } = play(moves, start);
          const placed = seats.filter((seat) => seat.state === 'placed');
          const waiting = seats.filter((seat) => seat.state === 'waiting');
          if (places !== null) expect(placed.length).toBeLessThanOrEqual(places);
          if (waiting.length > 0) expect(placed.length).toBe(places);
          const last = Math.max(0, ...placed.map((seat) => seat.position));
          for (const seat of waiting) expect(seat.position).toBeGreaterThan(last);
          expect(new Set(seats.map((seat) => seat.personId)).size).toBe(seats.length);
        },
      ),
      { numRuns: 500 },
    );
  });

  test('two who wait move up in their order when two places come free', () => {
    const seats: Seat[] = [
      { personId: 'c', position: 3, state: 'waiting' },
      { personId: 'b', position: 2, state: 'waiting' },
      { personId: 'd', position: 4, state: 'waiting' },
      { personId: 'a', position: 1, state: 'placed' },
    ];
    expect(movingUp(seats, 3).map((seat) => seat.personId)).toEqual(['b', 'c']);
    expect(movingUp(seats, 1)).toEqual([]);
    expect(movingUp(seats, null)).toHaveLength(3);
  });
});

describe('the check-in code', () => {
  const secret = new Uint8Array(32).fill(7);
  const shown = new Date('2024-06-18T01:00:00.000Z');
  const { code, changesAt } = currentCode(secret, 'event', shown);
  const after = (seconds: number) => new Date(shown.getTime() + seconds * 1000);

  test('changes each 30 seconds', () => {
    expect(changesAt).toEqual(after(30));
    expect(currentCode(secret, 'event', after(29.9)).code).toBe(code);
    expect(currentCode(secret, 'event', after(30)).code).not.toBe(code);
  });
  // prettier-ignore
  test.each([
    [0, true],
    [89.9, true],
    [90, false],
    [-0.1, false],
  ])('%s seconds after it was first shown counts: %s', (seconds, counts) =>
    expect(isFreshCode(secret, 'event', code, after(seconds))).toBe(counts),
  );
  test('of another event, another secret or no code at all never counts', () => {
    expect(isFreshCode(secret, 'other', code, shown)).toBe(false);
    expect(isFreshCode(new Uint8Array(32), 'event', code, shown)).toBe(false);
    expect(isFreshCode(secret, 'event', '', shown)).toBe(false);
    expect(isFreshCode(secret, 'event', `${code}x`, shown)).toBe(false);
  });
});

describe('recurring duties', () => {
  const whole = { month: null, days: null, festival: null, shift: 'none' } as const;
  const year = { ...whole, startsOn: '2024-01-01', endsOn: '2024-12-31' };
  const daysOfAll = (duty: DutyDays, of: number) => occurrencesOf(duty, of).map(({ from, to }) => ({ from, to }));
  // prettier-ignore
  test.each([
    ['monthly', 12, '2024-02-01', '2024-02-29'],
    ['quarterly', 4, '2024-04-01', '2024-06-30'],
    ['quarter_end', 4, '2024-06-21', '2024-06-30'],
    ['half_yearly', 2, '2024-07-01', '2024-12-31'],
    ['yearly', 1, '2024-01-01', '2024-12-31'],
  ] as const)('%s has %i occurrences in a year', (recurrence, count, from, to) => {
    const all = daysOfAll({ ...year, recurrence }, 2024);
    expect(all).toHaveLength(count);
    expect(all).toContainEqual({ from, to });
  });

  // prettier-ignore
  test.each([
    ['the first month of each quarter', { recurrence: 'quarterly', month: 1 }, 4, '2024-04-01', '2024-04-30'],
    ['the last month of each half-year', { recurrence: 'half_yearly', month: 6 }, 2, '2024-12-01', '2024-12-31'],
    ['a day of the second month of a quarter', { recurrence: 'quarterly', month: 2, days: { from: 10, to: 10 } }, 4, '2024-05-10', '2024-05-10'],
    ['the first days of each month', { recurrence: 'monthly', days: { from: 1, to: 5 } }, 12, '2024-02-01', '2024-02-05'],
    ['the last day of each month, however long', { recurrence: 'monthly', days: { from: 31, to: 31 } }, 12, '2024-02-29', '2024-02-29'],
    ['the days 30 and 31 of a February', { recurrence: 'monthly', days: { from: 30, to: 31 } }, 12, '2024-02-29', '2024-02-29'],
    ['May of each year', { recurrence: 'yearly', month: 5 }, 1, '2024-05-01', '2024-05-31'],
    ['Mondays', { recurrence: 'weekly', days: { from: 1, to: 1 } }, 52, '2024-06-10', '2024-06-10'],
    ['the week before Spring Festival', { recurrence: 'lunar', festival: { name: 'spring', daysBefore: 7, daysAfter: 0 } }, 1, '2024-02-03', '2024-02-10'],
    ['Mid-Autumn with the day after', { recurrence: 'lunar', festival: { name: 'mid_autumn', daysBefore: 0, daysAfter: 1 } }, 1, '2024-09-17', '2024-09-18'],
    ['Laba of the lunar year before', { recurrence: 'lunar', festival: { name: 'laba', daysBefore: 0, daysAfter: 0 } }, 1, '2024-01-18', '2024-01-18'],
  ] as const)('%s', (_words, rhythm, count, from, to) => {
    const all = daysOfAll({ ...whole, startsOn: '2020-01-01', endsOn: null, ...rhythm }, 2024);
    expect(all).toHaveLength(count);
    expect(all).toContainEqual({ from, to });
  });

  // The 1st of May 2024 begins a holiday of five days, paid for by Saturday the 11th; the 5th is a Sunday of it.
  // prettier-ignore
  test.each([
    ['none',   { from: 1, to: 5 },   '2024-05-01', '2024-05-05'],
    ['after',  { from: 1, to: 5 },   '2024-05-01', '2024-05-06'],
    ['before', { from: 1, to: 5 },   '2024-04-30', '2024-04-30'],
    ['before', { from: 8, to: 12 },  '2024-05-08', '2024-05-11'],
    ['after',  { from: 12, to: 12 }, '2024-05-12', '2024-05-13'],
    ['after',  { from: 8, to: 8 },   '2024-05-08', '2024-05-08'],
  ] as const)('a last day that is none for work goes: %s %o', (shift, days, from, to) => {
    const duty = { ...whole, recurrence: 'monthly' as const, days, shift, startsOn: '2020-01-01', endsOn: null };
    expect(occurrencesOf(duty, 2024)[4]).toEqual({ key: `2024-05-${String(days.from).padStart(2, '0')}`, from, to });
  });

  test('an occurrence keeps its name when a holiday moves it', () => {
    const days = { from: 1, to: 1 };
    const duty = { ...whole, recurrence: 'monthly' as const, days, startsOn: '2020-01-01', endsOn: null };
    const moved = { key: '2024-05-01', from: '2024-04-30', to: '2024-04-30' };
    expect(occurrenceOf({ ...duty, shift: 'before' }, '2024-05-01')).toEqual(moved);
    expect(occurrenceOf({ ...duty, shift: 'before' }, '2024-04-30')).toBeNull();
  });

  // prettier-ignore
  test.each([
    [true,  { recurrence: 'monthly' }],
    [true,  { recurrence: 'quarterly', month: 3 }],
    [false, { recurrence: 'quarterly', month: 4 }],
    [false, { recurrence: 'monthly', month: 1 }],
    [false, { recurrence: 'quarter_end', month: 1 }],
    [true,  { recurrence: 'yearly', month: 12, days: { from: 1, to: 31 } }],
    [false, { recurrence: 'yearly', days: { from: 1, to: 31 } }],
    [false, { recurrence: 'monthly', days: { from: 5, to: 1 } }],
    [true,  { recurrence: 'weekly', days: { from: 5, to: 7 } }],
    [false, { recurrence: 'weekly', days: { from: 5, to: 8 } }],
    [false, { recurrence: 'lunar' }],
    [true,  { recurrence: 'lunar', festival: { name: 'spring', daysBefore: 0, daysAfter: 0 } }],
    [false, { recurrence: 'lunar', month: 1, festival: { name: 'spring', daysBefore: 0, daysAfter: 0 } }],
    [false, { recurrence: 'lunar', days: { from: 1, to: 1 }, festival: { name: 'spring', daysBefore: 0, daysAfter: 0 } }],
    [false, { recurrence: 'yearly', festival: { name: 'spring', daysBefore: 0, daysAfter: 0 } }],
  ] as const)('whole is %s: %o', (isWhole, rhythm) => expect(isWholeRhythm({ ...whole, ...rhythm })).toBe(isWhole));

  test('weeks run from Monday to Sunday and belong to the year of their Sunday', () => {
    const open = { ...whole, recurrence: 'weekly', startsOn: '2020-01-01', endsOn: null } as const;
    const weeks = occurrencesOf(open, 2025);
    expect(weeks[0]).toEqual({ key: '2024-12-30', from: '2024-12-30', to: '2025-01-05' });
    expect(weeks.at(-1)).toMatchObject({ from: '2025-12-22', to: '2025-12-28' });
    expect(occurrenceOf(open, '2024-12-30')).toEqual(weeks[0]);
    expect(occurrenceOf(open, '2024-12-31')).toBeNull();
  });

  test('the duty’s own days cut its first and last occurrence', () => {
    const duty = { ...whole, recurrence: 'quarterly', startsOn: '2024-02-15', endsOn: '2024-05-10' } as const;
    expect(daysOfAll(duty, 2024)).toEqual([
      { from: '2024-02-15', to: '2024-03-31' },
      { from: '2024-04-01', to: '2024-05-10' },
    ]);
  });

  test('occurrences never overlap and lie within the duty', () => {
    const day = fc
      .integer({ min: 0, max: 1500 })
      .map((n) => new Date(Date.UTC(2023, 0, 1 + n)).toISOString().slice(0, 10));
    const festival = { name: 'spring', daysBefore: 3, daysAfter: 4 } as const;
    fc.assert(
      fc.property(
        fc.constantFrom(...recurrences),
        day,
        fc.option(day, { nil: null }),
        fc.integer({ min: 2022, max: 2027 }),
        (recurrence, startsOn, endsOn, of) => {
          const duty = { ...whole, recurrence, startsOn, endsOn, ...(recurrence === 'lunar' ? { festival } : {}) };
          const all = occurrencesOf(duty, of);
          all.forEach((one, i) => {
            expect(one.from <= one.to && one.from >= startsOn && (endsOn === null || one.to <= endsOn)).toBe(true);
            if (i > 0) expect(all[i - 1]!.to < one.from).toBe(true);
            expect(occurrenceOf(duty, one.key)).not.toBeNull();
          });
        },
      ),
    );
  });

  // prettier-ignore
  test.each([
    [null, '2024-02-29', 'ahead'],
    [null, '2024-03-01', 'open'],
    [null, '2024-03-31', 'open'],
    [null, '2024-04-01', 'missed'],
    ['2024-03-31', '2024-05-01', 'done'],
    ['2024-04-01', '2024-05-01', 'done_late'],
  ] as const)('done on %s, seen on %s: %s', (doneOn, today, state) =>
    expect(occurrenceState({ key: '2024-03-01', from: '2024-03-01', to: '2024-03-31' }, doneOn, today)).toBe(state),
  );
});
