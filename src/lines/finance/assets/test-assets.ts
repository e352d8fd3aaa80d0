import { inTransaction, registerTexts, seedParameters, type Context, type Parameter, type SignedInUser } from '#kernel';
import { openTestDatabase, standingClock, testUser } from '#kernel/testing';
import { accountByCode, netBalances, postEntry, type BookRecord, type DraftLine } from '#engines/ledger';
import { makeBook } from '#engines/ledger/testing';
import { makePerson, makeUnit } from '#engines/roster/testing';
import { financePermissions, type AssetWhole } from '../contract';
import { financeTexts } from '../texts';
import { addAsset } from './cards';
import { checkAssets } from './check';
import { assetLives, assetWriteDown } from './parameters';
import * as runs from './runs';
import { decideScrapping, proposeScrapping } from './scrapping';

const may = [...financePermissions, 'roster.person.read', 'roster.unit.read'];
const treasurer = testUser(may);
const chair = testUser(may);
const stranger = testUser(may, '/999/');
const parameters = new Map(
  [assetLives as Parameter, assetWriteDown as Parameter].map((one): [string, Parameter] => [one.shape.key, one]),
);
const of = (id: string) => ({ params: { id }, query: {} });
const refused = (code: string) => ({ code });

type Run = <R>(work: (ctx: Context) => Promise<R>, user?: SignedInUser) => Promise<R>;
interface Now {
  book: BookRecord;
  /** A pumping station of the book's works, and two people who work there. */
  place: string;
  keeperId: string;
  otherId: string;
}
type Body = Parameters<typeof addAsset>[1]['body'];

/** What is bought and entered. */
function cardActs(run: Run, at: Now) {
  const post = async (lines: DraftLine[], on = '2024-04-10', kind: 'ordinary' | 'opening' = 'ordinary') =>
    (
      await run((ctx) =>
        postEntry(ctx, { bookId: at.book.id, on, words: '购电视', source: 'test.case:1', kind, lines }),
      )
    ).id;
  const buy = (amount: bigint) =>
    post([
      { account: '131', debit: amount },
      { account: '301', credit: amount },
    ]);
  const tv = (): Body => ({
    ...{ bookId: at.book.id, name: '彩色电视机', class: 'electrical', specification: '55英寸', formerNumber: '' },
    ...{ boughtOn: '2024-04-10', cost: 3_998_00n, entryId: null, unitId: at.place, keeperId: at.keeperId },
  });
  const add = (change: Partial<Body> = {}, user = treasurer) =>
    run((ctx) => addAsset(ctx, { params: {}, query: {}, body: { ...tv(), ...change } }), user);
  return { post, buy, add };
}

/** What is posted and proposed. */
function moneyActs(run: Run, at: Now) {
  const check = () => run((ctx) => checkAssets(ctx, at.book.id));
  const preview = (month?: string) => run((ctx) => runs.previewAssetRun(ctx, { ...of(at.book.id), query: { month } }));
  const make = async (month: string, amount?: bigint) =>
    run(async (ctx) => {
      const planned = await runs.previewAssetRun(ctx, { ...of(at.book.id), query: { month } });
      return runs.makeAssetRun(ctx, { ...of(at.book.id), body: { month, amount: amount ?? planned.amount } });
    });
  const undo = (id: string) => run((ctx) => runs.undoAssetRun(ctx, { ...of(id), body: { reason: '漏了一件' } }));
  const propose = ({ id, version }: AssetWhole, user = treasurer) =>
    run((ctx) => proposeScrapping(ctx, { ...of(id), body: { version, reason: '显像管坏' } }), user);
  const decide = (id: string, isGranted: boolean, user = chair) =>
    run((ctx) => decideScrapping(ctx, { ...of(id), body: { isGranted, words: '' } }), user);
  const balance = async (code: string) => {
    const { id } = await run((ctx) => accountByCode(ctx, at.book.id, code));
    return (await run((ctx) => netBalances(ctx, { bookId: at.book.id, on: '2024-06-18' }))).get(id) ?? 0n;
  };
  return { check, preview, make, undo, propose, decide, balance };
}

/** A fresh book for each test, three people with every right, of whom one is elsewhere, and acts. */
export async function openAssets() {
  const database = await openTestDatabase();
  registerTexts({ finance: financeTexts });
  const clock = standingClock('2024-06-18');
  const run: Run = (work, user = treasurer) => {
    const seed = database.seed({ user, clock });
    return inTransaction({ ...seed, house: { ...seed.house, parameters } }, work);
  };
  await run(seedParameters);
  const at = {} as Now;
  const renew = async (): Promise<void> => {
    at.book = await run((ctx) => makeBook(ctx));
    const station = { parentId: at.book.unitId, kind: 'pumping_station', name: '东泵站' };
    at.place = (await run((ctx) => makeUnit(ctx, station))).id;
    at.keeperId = (await run((ctx) => makePerson(ctx, { unitId: at.place, name: '孙泵工' }))).id;
    at.otherId = (await run((ctx) => makePerson(ctx, { unitId: at.place, name: '李泵工' }))).id;
  };
  return {
    database,
    at,
    run,
    renew,
    of,
    refused,
    treasurer,
    chair,
    stranger,
    ...cardActs(run, at),
    ...moneyActs(run, at),
  };
}
