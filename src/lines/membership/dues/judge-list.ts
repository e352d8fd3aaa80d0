import type { Context } from '#kernel';
import { enrolmentsOf, peopleByNumber, statesIn, type KnownPerson } from '#engines/roster';
import type { Day } from '#kernel/contract';
import { memberScheme } from '../scheme';
import type { ColumnPlaces } from './contract-money';
import { dayOfMonth } from './plan-run';
import { readYuan } from './rules';
import {
  listedAlready,
  rowsOfList,
  writeJudgements,
  type JudgedRow,
  type ListRecord,
  type SheetRow,
} from './store-lists';
import type { Fault } from './store-runs';
import { sumOf } from './sums';

/** Why a row can't be taken in; the words stand under `dues.reasons`. */
export const rowReasons = [
  'unread',
  'no_number',
  'twice',
  'unknown',
  'name_differs',
  'left',
  'not_member',
  'ended',
  'retained',
  'no_amount',
  'not_money',
  'negative',
  'too_much',
  'listed_already',
] as const;
type Reason = (typeof rowReasons)[number];

const because = (code: Reason, params: Fault['params'] = {}): Fault => ({ code, params });

interface Ground {
  readonly list: Pick<ListRecord, 'kind' | 'unitPath' | 'month'>;
  readonly columns: ColumnPlaces;
  readonly people: ReadonlyMap<string, KnownPerson>;
  readonly states: ReadonlyMap<string, { state: string; since: Day }>;
  readonly times: ReadonlyMap<string, number>;
  readonly listed: ReadonlySet<string>;
}

const numberIn = ({ cells }: SheetRow, columns: ColumnPlaces): string =>
  (columns.staffNumber === undefined ? '' : (cells[columns.staffNumber] ?? '')).normalize('NFKC').replace(/[\s']/g, '');

/** Judges every row of a list by the people of now, and answers the counts. */
export async function judgeList(
  ctx: Context,
  list: ListRecord,
  columns: ColumnPlaces,
): Promise<{ good: string; bad: string; sum: string }> {
  const rows = await rowsOfList(ctx, list.id);
  const times = new Map<string, number>();
  for (const row of rows) {
    const number = numberIn(row, columns);
    times.set(number, (times.get(number) ?? 0) + 1);
  }
  const people = await peopleByNumber(ctx, [...times.keys()]);
  const personIds = [...people.values()].map((person) => person.id);
  const day = dayOfMonth(list.month, ctx.clock.today());
  const ground: Ground = {
    ...{ list, columns, people, times },
    states: await enrolmentsOf(ctx, memberScheme, { personIds, day }),
    listed: list.kind === 'payments' ? await listedAlready(ctx, list, personIds) : new Set(),
  };
  const judged = rows.map((row) => judgeRow(row, ground));
  await writeJudgements(ctx, list.id, judged);
  const good = judged.filter((row) => row.reason === null);
  const sum = sumOf(good, (row) => row.amount ?? 0n);
  return { good: String(good.length), bad: String(judged.length - good.length), sum: sum.toString() };
}

function judgeRow(row: SheetRow, ground: Ground): JudgedRow {
  const { columns, people } = ground;
  const number = numberIn(row, columns);
  const person = people.get(number);
  const isInReach = person !== undefined && person.unitPath.startsWith(ground.list.unitPath);
  const read = columns.amount === undefined ? { fen: null } : readYuan(row.cells[columns.amount] ?? '');
  const amount = 'fen' in read ? read.fen : null;
  const reason =
    faultOfNumber(number, ground) ??
    (isInReach ? faultOfPerson(row, person, ground) : because('unknown', { number })) ??
    ('fault' in read ? because(read.fault) : null) ??
    (amount === null || (amount === 0n && ground.list.kind === 'payments') ? because('no_amount') : null);
  return { number: row.number, personId: isInReach ? person.id : null, amount, reason };
}

function faultOfNumber(number: string, { columns, times }: Ground): Fault | null {
  if (columns.staffNumber === undefined || columns.amount === undefined) return because('unread');
  if (number === '') return because('no_number');
  return (times.get(number) ?? 0) > 1 ? because('twice', { number }) : null;
}

const bare = (name: string): string => name.normalize('NFKC').replace(/[\s·•]/g, '');

function faultOfPerson(row: SheetRow, person: KnownPerson, { columns, states, list, listed }: Ground): Fault | null {
  const given = columns.name === undefined ? '' : (row.cells[columns.name] ?? '');
  if (given !== '' && bare(given) !== bare(person.name)) return because('name_differs', { name: person.name });
  if (person.employedTo !== null && person.employedTo < list.month) return because('left', { day: person.employedTo });
  const enrolled = states.get(person.id);
  if (enrolled === undefined || enrolled.state === 'applicant') return because('not_member');
  const state = enrolled.state as Parameters<typeof isIn>[0];
  if (!isIn(state)) return because('ended', { stateWord: `schemes.union.states.${state}`, day: enrolled.since });
  if (!pays(state)) return because('retained', { day: enrolled.since });
  return listed.has(person.id) ? because('listed_already') : null;
}

const inside = statesIn(memberScheme);
const payers = statesIn(memberScheme, 'pays_dues');
const isIn = (state: (typeof inside)[number]): boolean => inside.includes(state);
const pays = (state: (typeof inside)[number]): boolean => payers.includes(state);
