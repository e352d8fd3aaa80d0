import type { Context } from '#kernel';
import { peopleByNumber, type KnownPerson, type SheetRow } from '#engines/roster';
import { formatFen, readYuan } from '#kernel/contract';
import { limitsOn } from '../accounts/opening';
import { openAccounts, type AccountRecord } from '../accounts/store';
import type { MemberFinder } from '../members';
import { fenOfYuan } from '../rules';
import { sumOf } from '../sums';
import type { Fault } from '../store-work';
import type { ColumnPlaces, ListColumn } from './contract';
import { listedAlready, rowsOfList, writeJudgements, type JudgedRow, type ListRecord } from './store';

/** Why a row can't be taken in; the words stand under `lists.reasons`. */
export const rowReasons = [
  'unread',
  'no_number',
  'twice',
  'unknown',
  'name_differs',
  'left',
  'not_member',
  'no_account',
  'not_money',
  'negative',
  'too_much',
  'no_amount',
  'over_month',
  'over_cap',
  'no_loan',
  'over_debt',
  'listed_already',
] as const;
type Reason = (typeof rowReasons)[number];

const because = (code: Reason, params: Fault['params'] = {}): Fault => ({ code, params });

interface Ground {
  readonly columns: ColumnPlaces;
  readonly people: ReadonlyMap<string, KnownPerson>;
  readonly members: ReadonlySet<string>;
  readonly accounts: ReadonlyMap<string, AccountRecord>;
  readonly times: ReadonlyMap<string, number>;
  readonly listed: ReadonlySet<string>;
  readonly mostMonthly: bigint;
  readonly mostBalance: bigint;
  readonly today: string;
}

const cellOf = ({ cells }: SheetRow, columns: ColumnPlaces, column: ListColumn): string => {
  const place = columns[column];
  return place === undefined ? '' : (cells[place] ?? '');
};
const numberIn = (row: SheetRow, columns: ColumnPlaces): string =>
  cellOf(row, columns, 'staffNumber').normalize('NFKC').replace(/[\s']/g, '');

/** Judges every row of a list by the people and accounts of now, and answers the counts. */
export async function judgeList(
  ctx: Context,
  members: MemberFinder,
  list: ListRecord,
  columns: ColumnPlaces,
): Promise<Required<ListRecord['counts']>> {
  const rows = await rowsOfList(ctx, list.id);
  const times = new Map<string, number>();
  for (const row of rows) {
    const number = numberIn(row, columns);
    times.set(number, (times.get(number) ?? 0) + 1);
  }
  const people = await peopleByNumber(ctx, [...times.keys()]);
  const personIds = [...people.values()].map((person) => person.id);
  const limits = await limitsOn(ctx);
  const today = ctx.clock.today();
  const ground: Ground = {
    ...{ columns, people, times, today },
    members: await members.membersOf(ctx, { personIds, day: today }),
    accounts: await openAccounts(ctx, { associationId: list.associationId, personIds }),
    listed: await listedAlready(ctx, list),
    mostMonthly: fenOfYuan(limits.mostMonthlyYuan),
    mostBalance: fenOfYuan(limits.mostBalanceYuan),
  };
  const judged = rows.map((row) => judgeRow(row, ground));
  await writeJudgements(ctx, list.id, judged);
  const good = judged.filter((row) => row.reason === null);
  return {
    good: String(good.length),
    bad: String(judged.length - good.length),
    deposits: sumOf(good, (row) => row.deposit).toString(),
    repayments: sumOf(good, (row) => row.repayment).toString(),
  };
}

function judgeRow(row: SheetRow, ground: Ground): JudgedRow {
  const { columns, people, accounts } = ground;
  const number = numberIn(row, columns);
  const person = people.get(number);
  // Who has no account here is a stranger to this list, and is not named in it.
  const account = person === undefined ? undefined : accounts.get(person.id);
  const [deposit, repayment] = [readSum(row, columns, 'deposit'), readSum(row, columns, 'repayment')];
  const reason =
    faultOfNumber(number, ground) ??
    faultOfPerson(row, number, person, account, ground) ??
    deposit.fault ??
    repayment.fault ??
    (account === undefined ? null : faultOfSums(account, deposit.fen, repayment.fen, ground));
  const known = account === undefined ? null : person!.id;
  return { number: row.number, personId: known, deposit: deposit.fen, repayment: repayment.fen, reason };
}

function readSum(row: SheetRow, columns: ColumnPlaces, column: 'deposit' | 'repayment') {
  const read = readYuan(cellOf(row, columns, column));
  return 'fault' in read ? { fen: 0n, fault: because(read.fault) } : { fen: read.fen ?? 0n, fault: null };
}

function faultOfNumber(number: string, { columns, times }: Ground): Fault | null {
  if (columns.staffNumber === undefined || (columns.deposit === undefined && columns.repayment === undefined))
    return because('unread');
  if (number === '') return because('no_number');
  return (times.get(number) ?? 0) > 1 ? because('twice', { number }) : null;
}

const bare = (name: string): string => name.normalize('NFKC').replace(/[\s·•]/g, '');

function faultOfPerson(
  row: SheetRow,
  number: string,
  person: KnownPerson | undefined,
  account: AccountRecord | undefined,
  { columns, members, listed, today }: Ground,
): Fault | null {
  if (person === undefined) return because('unknown', { number });
  if (account === undefined) return because('no_account', { number });
  const given = cellOf(row, columns, 'name');
  if (given !== '' && bare(given) !== bare(person.name)) return because('name_differs', { name: person.name });
  if (person.employedTo !== null && person.employedTo < today) return because('left', { day: person.employedTo });
  if (!members.has(person.id)) return because('not_member');
  return listed.has(person.id) ? because('listed_already') : null;
}

function faultOfSums(
  account: AccountRecord,
  deposit: bigint,
  repayment: bigint,
  { mostMonthly, mostBalance }: Ground,
): Fault | null {
  if (deposit === 0n && repayment === 0n) return because('no_amount');
  if (deposit > mostMonthly) return because('over_month', { most: formatFen(mostMonthly) });
  if (account.balance + deposit > mostBalance) return because('over_cap', { most: formatFen(mostBalance) });
  if (repayment > 0n && account.debt === 0n) return because('no_loan');
  return repayment > account.debt ? because('over_debt', { debt: formatFen(account.debt) }) : null;
}
