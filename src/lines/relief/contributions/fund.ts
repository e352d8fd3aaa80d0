import { may, moneyInWords, type Context } from '#kernel';
import { accountByCode, openBooks, turnovers } from '#engines/ledger';
import { enrolmentRatesOn, pathsOn, unitNames } from '#engines/roster';
import type { EndpointInput, EndpointResponse } from '#kernel/contract';
import { ownGifts } from '../campaigns/store';
import { fundAccounts, pathsAsked, sumOf } from '../money';
import { ownAid } from '../payments/store';
import { schemes } from '../schemes';
import type * as contract from './contract';
import { feeOn, periodOf } from './contributions';
import { countPaid, ownContributions } from './store';
import { additionRows } from './store-additions';

type Fund = EndpointResponse<typeof contract.showFund>;

/** Refuses: a unit out of reach. */
export async function showFund(
  ctx: Context,
  { year: asked, unitId }: EndpointInput<typeof contract.showFund>['query'],
): Promise<Fund> {
  const under = await pathsAsked(ctx, 'relief.fund.read', unitId);
  const today = ctx.clock.today();
  const year = asked ?? Number(today.slice(0, 4));
  const last = `${year}-12-31` < today ? `${year}-12-31` : today;
  const day = last.slice(0, 4) === String(year) ? last : `${year}-01-01`;
  const fee = await feeOn(ctx, day);
  const rates = await enrolmentRatesOn(ctx, schemes.mutual_aid, { day, under: await pathsOn(ctx, under, day) });
  const books = (await openBooks(ctx, 'mutual_aid')).filter((book) =>
    under.some((path) => book.unitPath.startsWith(path)),
  );
  const additions = await additionRows(ctx, under, year);
  const names = await unitNames(ctx, [...books.map((book) => book.unitId), ...additions.map((one) => one.unitId)]);
  const nameOf = (id: string) => ({ id, name: names.get(id) ?? '' });
  const rows: Fund['books'] = [];
  for (const { id, name, unitId: ofUnit } of books)
    rows.push({ id, name, unit: nameOf(ofUnit), ...(await flowsOf(ctx, id, year)) });
  return {
    ...{ year, enrolled: rates.reduce((sum, row) => sum + row.enrolled, 0) },
    fee: { isYearly: fee.value.rhythm === '每年', amount: BigInt(fee.value.feeFen), source: fee.source },
    paid: await countPaid(ctx, under, periodOf(fee.value, day)),
    books: rows,
    additions: additions.map(
      ({ id, kind, unitId: ofUnit, unitPath, amount, on, words, entryId, byName, undoReason }) => ({
        ...{ id, kind, unit: nameOf(ofUnit), amount, on, words, entryId, byName, undoReason },
        abilities: { undo: undoReason === null && may(ctx.user, 'relief.fund.write', unitPath) },
      }),
    ),
    abilities: abilitiesOn(ctx, under),
  };
}

function abilitiesOn(ctx: Context, under: readonly string[]): Record<string, boolean> {
  const mayThere = (permission: string) => under.some((path) => may(ctx.user, permission, path));
  return { pay: mayThere('relief.fund.pay'), add: mayThere('relief.fund.write') };
}

/** What came in and went out of a fund's book in a year, by the accounts of its chart, and what it has. */
async function flowsOf(ctx: Context, bookId: string, year: number) {
  const codeOf = new Map<string, string>();
  for (const code of [...Object.values(fundAccounts), '408', '501', '502', '510'])
    codeOf.set((await accountByCode(ctx, bookId, code)).id, code);
  const span = { from: `${year}-01-01`, to: `${year}-12-31` };
  const accountIds = [...codeOf.keys()];
  const turned = await turnovers(ctx, { bookIds: [bookId], ...span, withClosing: false, accountIds });
  const of = (...codes: string[]) =>
    sumOf(turned, ({ accountId, debit, credit }) => (codes.includes(codeOf.get(accountId)!) ? credit - debit : 0n));
  return {
    ...{ members: of(fundAccounts.members), employer: of(fundAccounts.employer), union: of(fundAccounts.union) },
    ...{ other: of(fundAccounts.donations, '408'), aid: -of('501'), costs: -of('502', '510') },
    balance: await fundBalance(ctx, bookId, span.to),
  };
}

/** What belongs to the fund at the end of a day: all that came in less all that went out, since the book began. */
export async function fundBalance(ctx: Context, bookId: string, on: string): Promise<bigint> {
  const ids: string[] = [];
  for (const code of ['311', ...Object.values(fundAccounts), '408', '501', '502', '510'])
    ids.push((await accountByCode(ctx, bookId, code)).id);
  const rows = await turnovers(ctx, {
    ...{ bookIds: [bookId], from: '1949-10-01', to: on, withClosing: true, accountIds: ids },
  });
  return sumOf(rows, ({ debit, credit }) => credit - debit);
}

/** The own money with the union; empty for an account that belongs to nobody of the roster. */
export async function showOwnRelief(ctx: Context): Promise<EndpointResponse<typeof contract.showOwnRelief>> {
  const personId = ctx.user?.personId ?? null;
  if (personId === null) return { contributions: [], gifts: [], aid: [] };
  const contributions = await ownContributions(ctx, personId);
  const gifts = await ownGifts(ctx, personId);
  return {
    contributions: contributions.map(({ id, period, amount, on }) => ({ id, period, amount, on })),
    gifts: gifts.map((row) => ({ ...row, inWords: moneyInWords(row.amount) })),
    aid: await ownAid(ctx, personId),
  };
}
