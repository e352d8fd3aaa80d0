import { inTransaction, registerTexts, seedParameters, type Context, type SignedInUser } from '#kernel';
import { openTestDatabase, standingClock, testUser } from '#kernel/testing';
import { rulebookModule } from '#engines/rulebook';
import { budgetHouse, makeBook } from '#engines/ledger/testing';
import { makePerson, makeUnit } from '#engines/roster/testing';
import { importEnrolments } from '#engines/roster';
import { reliefLine } from '../line';
import { schemes } from '../schemes';

/** Three people whose hands never meet, and who only looks. */
const read = ['relief.fund.read', 'ledger.book.read', 'roster.person.read'];
const accountant = testUser([...read, 'relief.fund.write', 'ledger.transfer.write']);
const chair = testUser([...read, 'relief.fund.approve', 'ledger.transfer.approve']);
const cashier = testUser([...read, 'relief.fund.pay']);

/** A works with its books of the union, the mutual-aid fund, and people in the fund; acts by whoever is asked for. */
export async function openFunds() {
  const database = await openTestDatabase();
  const clock = standingClock('2024-06-18');
  registerTexts({ relief: reliefLine.texts });
  const budget = budgetHouse(database.house);
  const own = [...reliefLine.parameters!, ...rulebookModule.parameters!].map((one) => [one.shape.key, one] as const);
  const house = { ...budget, parameters: new Map([...budget.parameters, ...own]) };
  const as = (user: SignedInUser) => {
    const seed = () => database.seed({ user, house, clock });
    return <Result>(act: (ctx: Context) => Promise<Result>) => inTransaction(seed(), act);
  };
  const [write, approve, pay] = [as(accountant), as(chair), as(cashier)];
  await write(seedParameters);
  const works = await write((ctx) => makeUnit(ctx));
  const team = await write((ctx) => makeUnit(ctx, { parentId: works.id }));
  const other = await write((ctx) => makeUnit(ctx));
  const open = { unitId: works.id, openedOn: '2023-01-01' } as const;
  const union = await write((ctx) => makeBook(ctx, { ...open, kind: 'union_funds' }));
  const fund = await write((ctx) => makeBook(ctx, { ...open, kind: 'mutual_aid' }));
  const person = async (isEnrolled = true, unitId = team.id) => {
    const made = await write((ctx) => makePerson(ctx, { unitId }));
    if (isEnrolled) await enrol([made.id]);
    return made;
  };
  const enrol = (ids: readonly string[], from = '2023-01-01') =>
    write((ctx) =>
      importEnrolments(
        ctx,
        schemes.mutual_aid,
        ids.map((personId) => ({ personId, to: 'covered', from, reason: '' })),
      ),
    );
  /** Rows of a sheet as a text file. */
  const sheet = (...rows: readonly (readonly string[])[]) =>
    new TextEncoder().encode(rows.map((row) => row.join(',')).join('\n'));
  return {
    ...{ database, clock, house, as, write, approve, pay, works, team, other, union, fund },
    ...{ person, enrol, sheet, close: database.close },
  };
}

export type FundGround = Awaited<ReturnType<typeof openFunds>>;

/** Debit less credit of an account of a book, as its postings say. */
export async function netOf({ database }: FundGround, bookId: string, code: string): Promise<string> {
  const { rows } = await database.pool.query<{ net: string }>(
    `select coalesce(sum(p.side * p.amount_fen), 0)::text as net from ledger.posting p
     join ledger.account a on a.id = p.account_id where p.book_id = $1 and a.code = $2`,
    [bookId, code],
  );
  return rows[0]!.net;
}
