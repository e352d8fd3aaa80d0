import { expect } from 'vitest';
import {
  inTransaction,
  registerTexts,
  seedParameters,
  setParameter,
  type Context,
  type JobGround,
  type SignedInUser,
} from '#kernel';
import { openTestDatabase, standingClock, testUser } from '#kernel/testing';
import { postEntry } from '#engines/ledger';
import { makePerson, makeUnit } from '#engines/roster/testing';
import type { Day } from '#kernel/contract';
import { addDeposit } from './accounts/money';
import { openAccount } from './accounts/opening';
import { showAccount } from './accounts/statement';
import { foundAssociation, showWarnings } from './associations/associations';
import { controlOn } from './associations/control';
import { associationById } from './associations/store';
import { savingsPermissions } from './contract';
import { savingsLine } from './line';
import { applyPayrollList, addPayrollList } from './lists/lists';
import { workOnList } from './lists/take';
import { answerGuarantee, askForLoan } from './loans/asking';
import { decideLoan } from './loans/lending';
import type { MemberFinder } from './members';
import { parameters } from './parameters';
import { workOnShares } from './shares/make';

/** Three people who must be three: the books, the cash, and who decides. */
const keeper = testUser(['savings.account.read', 'savings.account.write']);
const cashier = testUser(['savings.account.read', 'savings.account.pay']);
const chair = testUser(['savings.account.read', 'savings.association.found', 'savings.association.decide']);

export const decision = '2024年会员大会决议';
export const FOUNDED = '2024-01-01';

export interface Saver {
  readonly id: string;
  readonly personId: string;
  readonly staffNumber: string;
  readonly name: string;
  readonly own: <Result>(act: (ctx: Context) => Promise<Result>) => Promise<Result>;
}

const sheetOf = (rows: readonly (readonly string[])[]) =>
  new TextEncoder().encode(rows.map((row) => row.join(',')).join('\n'));

/** A works with a team below it, where everybody is a member but those who are taken out. */
export async function openSavings() {
  const database = await openTestDatabase();
  const clock = standingClock('2024-06-18');
  const outside = new Set<string>();
  const members: MemberFinder = {
    membersOf: async (_ctx, { personIds }) => new Set(personIds.filter((id) => !outside.has(id))),
  };
  registerTexts({ savings: savingsLine(members).texts });
  const known = new Map(parameters.map((one) => [one.shape.key, one]));
  const house = { ...database.house, parameters: known, rolesWith: () => ['chair'] };
  const as = (user: SignedInUser) => {
    return <Result>(act: (ctx: Context) => Promise<Result>) =>
      inTransaction(database.seed({ user, house, clock }), act);
  };
  const [keep, pay, decide] = [as(keeper), as(cashier), as(chair)];
  await keep((ctx) => seedParameters(ctx));
  const works = await keep((ctx) => makeUnit(ctx));
  const team = await keep((ctx) => makeUnit(ctx, { parentId: works.id }));
  const ground = (act: JobGround['act']): JobGround => ({ act, log: database.house.log, stopping: undefined });

  const found = async (unitId = works.id) => {
    const { edition, warnings } = await decide((ctx) => showWarnings(ctx));
    const acknowledged = warnings.map((_, place) => place);
    return decide((ctx) => foundAssociation(ctx, { unitId, foundedOn: FOUNDED, decision, edition, acknowledged }));
  };
  const person = (name = '张海燕') => keep((ctx) => makePerson(ctx, { unitId: team.id, name }));
  /** A saver with so much on the account since a day in January. */
  const saver = async (amount = 0n, on: Day = '2024-01-10'): Promise<Saver> => {
    const { id: personId, staffNumber, name } = await person();
    const { id } = await keep((ctx) => openAccount(ctx, members, { personId, monthly: 50_00n, openedOn: FOUNDED }));
    if (amount > 0n) await pay((ctx) => addDeposit(ctx, id, { amount, on, way: 'bank', words: '' }));
    const own = as(testUser(['savings.account.own'], '/', { personId }));
    return { id, personId, staffNumber, name, own };
  };
  const statement = (id: string) => keep((ctx) => showAccount(ctx, id, {}));
  const addList = (associationId: string, month: Day, rows: readonly (readonly string[])[]) => {
    const asked = { associationId, month, name: '储金.csv' };
    return keep((ctx) => addPayrollList(ctx, members, asked, sheetOf([['工号', '姓名', '储金', '还款'], ...rows])));
  };
  /** A payroll list from the sheet to the last entry. */
  const takeList = async (
    associationId: string,
    month: Day,
    rows: readonly (readonly string[])[],
    postedOn: Day = clock.today(),
  ) => {
    const { id, version } = await addList(associationId, month, rows);
    await keep((ctx) => applyPayrollList(ctx, members, id, { version, postedOn }));
    await workOnList(ground(keep), id);
    return id;
  };
  /** A loan up to its approval, with one guarantor who agrees. */
  const approved = async (borrower: Saver, guarantor: Saver, amount: bigint, instalments = 3) => {
    const { staffNumber, name } = guarantor;
    const asked = { amount, instalments, purpose: '家里修房', guarantors: [{ staffNumber, name }] };
    const { id } = await borrower.own((ctx) => askForLoan(ctx, asked));
    await guarantor.own((ctx) => answerGuarantee(ctx, id, { isAgreed: true }));
    await decide((ctx) => decideLoan(ctx, id, { isGranted: true, words: '' }));
    return id;
  };
  const rule = (key: string, value: unknown) =>
    keep((ctx) => setParameter(ctx, { key, value, validFrom: clock.today(), source: decision }));
  const shareWork = (id: string) => workOnShares(ground(decide), id);
  return {
    ...{ database, clock, house, members, outside, as, keep, pay, decide, works, team, ground },
    ...{ found, person, saver, statement, addList, takeList, approved, rule, shareWork, close: database.close },
  };
}

export type SavingsGround = Awaited<ReturnType<typeof openSavings>>;

/** Somebody who may do all; for acts of which no two hands are asked. */
export const everyRight = testUser(savingsPermissions);

/** 500 yuan from nowhere into the bank account of an association, so that there is something to lend or lose. */
export const bankMoney = (ctx: Context, bookId: string, amount: bigint) =>
  postEntry(ctx, {
    ...{ bookId, on: '2024-01-02', words: '暂存', source: 'test.case:1' },
    lines: [
      { account: '102', debit: amount },
      { account: '312', credit: amount },
    ],
  });

/**
 * What must hold at every moment: what savers have and owe is what the book's sub-ledgers say, person by person, and what the two
 * control accounts say on every day; what is kept beside the movements is their sum; statements add up.
 */
export async function expectWhole({ database, keep }: SavingsGround, associationId: string): Promise<void> {
  const { rows } = await database.pool.query(
    `with own as (
      select a.person_id, m.moved_on as day, sum(m.amount_fen) as saved, sum(m.loan_fen) as lent
      from savings.movement m join savings.account a on a.id = m.account_id where a.association_id = $1 group by 1, 2
    ), posted as (
      select y.person_id, p.posted_on as day, -coalesce(sum(p.side * p.amount_fen) filter (where c.code = '222'), 0) as saved,
        coalesce(sum(p.side * p.amount_fen) filter (where c.code = '114'), 0) as lent
      from ledger.posting p join ledger.account c on c.id = p.account_id join ledger.party y on y.id = p.party_id
      where p.book_id = (select book_id from savings.association where id = $1) group by 1, 2
    )
    select person_id, day from own full join posted using (person_id, day)
    where coalesce(own.saved, 0) <> coalesce(posted.saved, 0) or coalesce(own.lent, 0) <> coalesce(posted.lent, 0)
    union all
    select a.person_id, null from savings.account a
    where a.association_id = $1 and (a.balance_fen <> (select coalesce(sum(m.amount_fen), 0) from savings.movement m
        where m.account_id = a.id)
      or (select coalesce(sum(l.owed_fen), 0) from savings.loan l where l.account_id = a.id)
        <> (select coalesce(sum(m.loan_fen), 0) from savings.movement m where m.account_id = a.id))`,
    [associationId],
  );
  expect(rows).toEqual([]);
  const association = (await keep((ctx) => associationById(ctx, associationId)))!;
  for (const day of ['2024-01-01', '2024-01-31', '2024-03-15', '2024-06-17', '2024-06-18'])
    expect(await keep((ctx) => controlOn(ctx, association, day))).toMatchObject({ on: day, isWhole: true });
}
