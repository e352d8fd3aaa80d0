import { describe, expect, test } from 'vitest';
import type { BoardRow } from '../../contract';
import { type Board, type Totals, modelOfBoard, modelOfTotals } from './screen-model';
import { pageAt } from './turns';

let made = 0;
/** A commitment of chapter 9 in June, not begun, unless said otherwise. */
function row(change: Partial<BoardRow>): BoardRow {
  made += 1;
  const days = change.days ?? { from: '2024-06-01', to: '2024-06-30' };
  return {
    id: `row-${made}`,
    section: '9',
    title: `承诺${made}`,
    window: { ...days, words: '', every: null, festival: null },
    state: 'not_begun',
    lateDays: 0,
    unitName: null,
    ...change,
    days,
  } as BoardRow;
}

function board(rows: BoardRow[], latestDays: Record<string, string> = {}): Board {
  const sections = [{ key: '9', number: '9', level: 1, title: '认真开展文体活动，丰富生活', at: 0, end: 9 }];
  const plan = { title: '计划', unitName: '盐场', year: 2024, periodTo: '2024-12-31' };
  return { plan, today: '2024-06-18', sections, rows, latestDays } as unknown as Board;
}

const titles = (list: readonly { row: BoardRow }[]) => list.map((one) => one.row.title);

describe('what comes', () => {
  test.each<[string, Partial<BoardRow>, string | null]>([
    ['an open window falls due on its last day', {}, '2024-06-30 due'],
    [
      'one that opens later is told by its first day',
      { days: { from: '2024-07-01', to: '2024-07-10' } },
      '2024-07-01 opens',
    ],
    ['one that is due today', { days: { from: '2024-06-01', to: '2024-06-18' } }, '2024-06-18 due'],
    ['at risk still comes', { state: 'at_risk' }, '2024-06-30 due'],
    ['kept is over', { state: 'kept' }, null],
    ['late is over', { state: 'missed', lateDays: 3, days: { from: '2024-05-01', to: '2024-06-15' } }, null],
    ['an aim has no day', { state: 'in_words' }, null],
    ['without a window of its own', { window: null }, null],
    [
      'a recurring duty has no one day',
      { window: { from: '2024-06-01', to: '2024-06-30', words: '每月', every: 'month', festival: null } },
      null,
    ],
  ])('%s', (_name, change, wanted) => {
    const coming = modelOfBoard(board([row(change)])).lists!.coming.map(
      (one) => `${one.day} ${one.isOpening ? 'opens' : 'due'}`,
    );
    expect(coming).toEqual(wanted === null ? [] : [wanted]);
  });

  test('the next six always, more only within six weeks, by day', () => {
    const far = Array.from({ length: 8 }, (_none, index) =>
      row({ days: { from: `2024-1${index % 2}-0${index + 1}`, to: '2024-12-31' } }),
    );
    const near = row({});
    const quiet = modelOfBoard(board([...far, near])).lists!.coming;
    expect([quiet.length, quiet[0]!.row.title]).toEqual([6, near.title]);
    const busy = modelOfBoard(board(Array.from({ length: 9 }, () => row({})))).lists!.coming;
    expect(busy.length).toBe(9);
  });
});

test('late ones stand by their days; the latest kept by the day of their last record', () => {
  const [a, b] = [row({ state: 'missed', lateDays: 3 }), row({ state: 'missed', lateDays: 69 })];
  const [c, d, e] = [row({ state: 'kept' }), row({ state: 'kept_late', lateDays: 5 }), row({ state: 'exceeded' })];
  const { lists } = modelOfBoard(board([a, b, c, d, e], { [c.id]: '2024-03-07', [d.id]: '2024-05-13' }));
  expect(lists!.late.map(({ title }) => title)).toEqual([b.title, a.title]);
  expect(titles(lists!.kept)).toEqual([d.title, c.title, e.title]);
});

test('the totals are counted by the rules of the board, and hold no record', () => {
  const states = [
    'kept',
    'kept_late',
    'missed',
    'at_risk',
    'on_the_way',
    'not_begun',
    'no_measure',
    'in_words',
  ] as const;
  const rows = states.map((state) => row({ state, lateDays: state === 'missed' ? 9 : 0 }));
  const counts = Object.fromEntries(states.map((state) => [state, 1]));
  const chapters = [{ number: '9', title: '认真开展文体活动，丰富生活', counts }];
  const { plan, today } = board([]);
  const [full, totals] = [
    modelOfBoard(board(rows)),
    modelOfTotals({ plan, today, counts, chapters } as unknown as Totals),
  ];
  expect(totals.tally).toEqual(full.tally);
  expect(totals.tally).toEqual({ kept: 2, going: 2, ahead: 1, late: 1, none: 1, aims: 1 });
  expect(totals.lists).toBeNull();
  expect(totals.chapters[0]).toMatchObject({
    title: full.chapters[0]!.title,
    total: 8,
    tones: ['kept', 'kept', 'going', 'going', 'late', 'ahead', 'none', 'none'],
  });
});

test('a long list turns its pages and begins again', () => {
  expect(pageAt([1, 2, 3, 4, 5], 2, 2)).toEqual({ rows: [5], page: 2, pages: 3 });
  expect(pageAt([1, 2, 3, 4, 5], 2, 3)).toEqual({ rows: [1, 2], page: 0, pages: 3 });
  expect(pageAt([], 2, 7)).toEqual({ rows: [], page: 0, pages: 1 });
});
