import { may, type Context } from '#kernel';
import { numbersOf } from '#engines/ledger';
import { unitNames } from '#engines/roster';
import type { AssetCheck, CheckedSide } from './contract';
import { originIn, postingsBelow } from './entries';
import { assetBookFor, COST, WRITTEN_DOWN, type AssetBook } from './policy';
import { writtenDownOf } from './present';
import { bothSides, type Sided } from './rules';
import * as store from './store';
import { postedByRegister } from './store-runs';

const sumOf = <Row>(rows: readonly Row[], value: (row: Row) => bigint): bigint =>
  rows.reduce((all, row) => all + value(row), 0n);

/** So many cards without an entry are named; the list of assets has them all. */
const MOST_BARE = 100;

/** Cards that name no entry and bring something to this side. */
const bareOf = (assets: readonly store.AssetRecord[], amountOf: (one: store.AssetRecord) => bigint) =>
  assets
    .map((one) => ({ id: one.id, number: one.number, name: one.name, amount: amountOf(one), entryId: one.entryId }))
    .filter(({ amount, entryId }) => entryId === null && amount !== 0n)
    .map(({ entryId: _, ...card }) => card)
    .sort((a, b) => a.number - b.number);

/** An account beside the register; `sign` is that of the side on which it grows. */
async function sideOf(
  ctx: Context,
  { accounts }: AssetBook,
  asked: { code: string; sign: bigint; register: readonly Sided[]; bare: CheckedSide['bare'] },
): Promise<CheckedSide> {
  const { code, sign, register, bare } = asked;
  const postings = await postingsBelow(ctx, accounts, code);
  const origin = originIn(postings);
  const book = postings.map(({ entryId, amount }) => ({ entryId: origin(entryId), amount: amount * sign }));
  const told = register.map(({ entryId, amount }) => ({ entryId: origin(entryId), amount }));
  const uneven = bothSides(book, told).filter((one) => one.book !== one.register);
  const named = new Map(postings.map((one) => [one.entryId, one]));
  const others = uneven.flatMap(({ entryId }) => (entryId !== null && !named.has(entryId) ? [entryId] : []));
  const numbers = await numbersOf(ctx, others);
  const entryOf = (id: string | null) => {
    if (id === null) return null;
    const posting = named.get(id);
    // A card may name an entry that was taken back, or of which nothing stands on the account any more.
    const { month, number } = posting ?? numbers.get(id)!;
    return { id, month, number, words: posting?.words ?? '' };
  };
  const [inBook, inRegister] = [sumOf(book, (one) => one.amount), sumOf(register, (one) => one.amount)];
  return {
    ...{ bare: bare.slice(0, MOST_BARE), bareCount: bare.length },
    ...{ code, name: accounts.find((account) => account.code === code)?.name ?? code },
    ...{ book: inBook, register: inRegister, difference: inRegister - inBook },
    rows: uneven.map((one) => ({
      ...{ entry: entryOf(one.entryId), book: one.book, register: one.register, difference: one.register - one.book },
    })),
  };
}

/** Refuses: a book that isn't in reach or keeps no fixed assets. */
export async function checkAssets(ctx: Context, id: string): Promise<AssetCheck> {
  const found = await assetBookFor(ctx, id, 'finance.asset.read');
  const { book } = found;
  const assets = await store.assetsOfBook(ctx, book.id);
  const posted = await postedByRegister(ctx, book.id);
  const cost = [
    ...assets.map((one) => ({ entryId: one.entryId, amount: one.cost })),
    ...posted.map((one) => ({ entryId: one.entryId, amount: one.cost })),
  ];
  const gone = [
    ...assets.map((one) => ({ entryId: one.entryId, amount: one.before })),
    ...posted.map((one) => ({ entryId: one.entryId, amount: one.writtenDown })),
  ];
  const here = assets.filter((one) => one.state !== 'scrapped');
  const writes = may(ctx.user, 'finance.asset.write', book.unitPath);
  return {
    book: { id: book.id, name: book.name },
    unit: { id: book.unitId, name: (await unitNames(ctx, [book.unitId])).get(book.unitId) ?? '' },
    ...{ on: ctx.clock.today(), count: here.length },
    cost: await sideOf(ctx, found, {
      ...{ code: COST, sign: 1n, register: cost },
      bare: bareOf(assets, (one) => one.cost),
    }),
    writtenDown: await sideOf(ctx, found, {
      ...{ code: WRITTEN_DOWN, sign: -1n, register: gone },
      bare: bareOf(assets, (one) => one.before),
    }),
    net: sumOf(here, (one) => one.cost - writtenDownOf(one)),
    abilities: { write: writes, approve: may(ctx.user, 'finance.asset.approve', book.unitPath) },
  };
}
