import { expect } from 'vitest';
import { inTransaction, type Context, type JobGround, type SignedInUser } from '#kernel';
import { openTestDatabase, standingClock, testUser } from '#kernel/testing';
import { makeBook } from '#engines/ledger/testing';
import { makeUnit } from '#engines/roster/testing';
import type { Day } from '#kernel/contract';
import { makeMembers, memberHouse, seedMembership } from '../testing';
import { applyPayments, applyWages, addList, undoList } from './lists';
import { workOnList } from './make-payments';
import { workOnRun } from './make-run';
import { beginDuesRun, showDuesRun, undoDuesRun } from './runs';

/** Two people: who makes the dues, and who takes the money. */
const accountant = testUser(['membership.dues.read', 'membership.dues.write', 'membership.dues.run']);
const cashier = testUser(['membership.dues.read', 'membership.dues.collect']);

/** A works with a book of dues and a team below it, and acts by whoever is asked for. */
export async function openDues() {
  const database = await openTestDatabase();
  const clock = standingClock('2024-06-18');
  const house = memberHouse(database.house);
  const as = (user: SignedInUser) => {
    const seed = () => database.seed({ user, house, clock });
    return <Result>(act: (ctx: Context) => Promise<Result>) => inTransaction(seed(), act);
  };
  const [run, collect] = [as(accountant), as(cashier)];
  await run(seedMembership);
  const works = await run((ctx) => makeUnit(ctx));
  const team = await run((ctx) => makeUnit(ctx, { parentId: works.id }));
  const book = await run((ctx) => makeBook(ctx, { unitId: works.id, kind: 'dues', openedOn: '2023-01-01' }));
  const ground = (act: JobGround['act']): JobGround => ({ act, log: database.house.log, stopping: undefined });

  /** The dues of a month, made to the end. */
  const make = async (month: Day, unitId = works.id, postedOn?: Day) => {
    const { id } = await run((ctx) => beginDuesRun(ctx, { unitId, month, postedOn: postedOn ?? clock.today() }));
    await workOnRun(ground(run), id);
    return run((ctx) => showDuesRun(ctx, id));
  };
  const undo = async (id: string) => {
    await run((ctx) => undoDuesRun(ctx, id, { reason: '算错了月份' }));
    await workOnRun(ground(run), id);
    return run((ctx) => showDuesRun(ctx, id));
  };
  const sheet = (rows: readonly (readonly string[])[]) =>
    new TextEncoder().encode(rows.map((row) => row.join(',')).join('\n'));
  const wages = async (month: Day, rows: readonly (readonly string[])[]) => {
    const asked = { unitId: works.id, month, name: '工资.csv' };
    const list = await run((ctx) => addList(ctx, 'wages', asked, sheet([['工号', '姓名', '基本工资'], ...rows])));
    if (list.good > 0) await run((ctx) => applyWages(ctx, list.id, { version: list.version }));
    return list;
  };
  const payments = async (month: Day, rows: readonly (readonly string[])[], postedOn: Day = clock.today()) => {
    const asked = { unitId: works.id, month, name: '扣款.csv' };
    const list = await collect((ctx) => addList(ctx, 'payments', asked, sheet([['工号', '姓名', '扣会费'], ...rows])));
    await collect((ctx) => applyPayments(ctx, list.id, { version: list.version, postedOn }));
    await workOnList(ground(collect), list.id);
    return list.id;
  };
  const undoPayments = async (id: string) => {
    await collect((ctx) => undoList(ctx, 'payments', id, { reason: '名册有误' }));
    await workOnList(ground(collect), id);
  };
  const members = (count: number, unitId = team.id) =>
    run((ctx) => makeMembers(ctx, count, { unitId, joinedOn: '2022-03-01', gender: 'female' }));
  return {
    ...{ database, clock, run, collect, as, works, team, book, ground },
    ...{ make, undo, wages, payments, undoPayments, members, close: database.close },
  };
}

export type DuesGround = Awaited<ReturnType<typeof openDues>>;

/** `M<id>`, as `makeMembers` numbers its people. */
export const numberOf = (personId: string): string => `M${personId}`;

/**
 * What must hold at every moment: due is collected, arrears and exempt; what members owe and have paid ahead is what the
 * book's sub-ledgers say, person by person, and what its two control accounts say.
 */
export async function expectWhole({ database, book }: DuesGround): Promise<void> {
  const { rows } = await database.pool.query<Record<string, string>>(
    `with charged as (
      select person_id, sum(due_fen) as due, sum(collected_fen) as collected, sum(exempt_fen) as exempt,
        sum(due_fen - exempt_fen - collected_fen) as arrears
      from membership.dues_charge where undone_at is null group by person_id
    ), settled as (
      select c.person_id, sum(s.amount_fen) as settled from membership.dues_settlement s
      join membership.dues_charge c on c.id = s.charge_id where c.undone_at is null group by c.person_id
    ), posted as (
      select y.person_id, coalesce(sum(p.side * p.amount_fen) filter (where a.code = '113'), 0) as owed,
        -coalesce(sum(p.side * p.amount_fen) filter (where a.code = '221'), 0) as ahead
      from ledger.posting p join ledger.account a on a.id = p.account_id join ledger.party y on y.id = p.party_id
      where p.book_id = $1 group by y.person_id
    )
    select person_id from posted full join charged using (person_id) full join settled using (person_id)
      full join (select person_id, sum(amount_fen) as amount from membership.dues_ahead group by 1) h using (person_id)
    where coalesce(arrears, 0) <> coalesce(owed, 0) or coalesce(ahead, 0) <> coalesce(h.amount, 0)
      or coalesce(collected, 0) <> coalesce(settled, 0) or coalesce(arrears, 0) < 0
      or coalesce(due, 0) <> coalesce(collected, 0) + coalesce(arrears, 0) + coalesce(exempt, 0)`,
    [book.id],
  );
  expect(rows).toEqual([]);
  const { rows: money } = await database.pool.query<{ collected: string; banked: string }>(
    `select (select coalesce(sum(amount_fen), 0) from membership.dues_payment where undone_at is null) as collected,
      (select coalesce(sum(p.side * p.amount_fen), 0) from ledger.posting p join ledger.account a on a.id = p.account_id
        where a.money is not null and p.book_id = $1) as banked`,
    [book.id],
  );
  expect(money[0]!.banked).toBe(money[0]!.collected);
}
