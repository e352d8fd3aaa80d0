import type pg from 'pg';
import { z } from 'zod';
import { assert, inTransaction, may, newId, type Context, type SignedInUser } from '#kernel';
import { fen } from '#kernel/contract';
import { foundBook, postEntry, proveLedger, sealEntries } from '#engines/ledger';
import type { Foundation } from '../../../src/app/foundation';
import type { Bench } from '../bench';
import { median, type Figure } from '../figure';
import { foundationOn } from '../ground';
import { tpcB } from '../tpcb';

const CALLERS = 16;
const ROUNDS = 3;
const part = 'ledger';

/** What an endpoint that posts would take in. */
const posting = z.strictObject({
  bookId: z.uuid(),
  on: z.iso.date(),
  words: z.string().trim().min(1).max(200),
  key: z.string().min(8).max(100),
  lines: z
    .array(z.strictObject({ account: z.string().regex(/^\d{3,12}$/), debit: fen.optional(), credit: fen.optional() }))
    .min(2)
    .max(200),
});

async function works(ctx: Context): Promise<{ id: string; path: string }> {
  const { rows } = await (ctx.house.pool as pg.Pool).query<{ id: string; path: string }>(
    `select id, path from roster.unit where kind = 'works'`,
  );
  return rows[0]!;
}

function keeperOf(unit: { id: string; path: string }): SignedInUser {
  const grant = { role: 'treasurer', unitId: unit.id, unitName: '量度盐场', unitPath: unit.path };
  return {
    ...{ accountId: newId(), sessionId: newId(), username: 'keeper', name: 'keeper', personId: null },
    ...{ mustChangePassword: false, grants: [{ ...grant, permissions: new Set(['ledger.book.write']) }] },
  };
}

/** The act as it is behind an endpoint: what came in is read, the right is asked, and the entry is posted under its key. */
function poster(base: Foundation, user: SignedInUser, unitPath: string) {
  return (body: unknown) =>
    inTransaction({ ...base.seed(), user }, async (ctx) => {
      const { lines, ...given } = posting.parse(body);
      assert(may(ctx.user, 'ledger.book.write', unitPath), 'the keeper of the books may post');
      return postEntry(ctx, {
        ...given,
        on: given.on as `${number}-${number}-${number}`,
        source: 'bench.entry:1',
        lines: lines.map(({ account, debit, credit }) => ({
          account,
          ...(debit === undefined ? {} : { debit }),
          ...(credit === undefined ? {} : { credit }),
        })),
      });
    });
}

const expenses = ['50101', '50102', '50103', '50199'];

/** Entries a second of sixteen callers, while the sealer works as it does in the program. */
async function postingsPerSecond(
  base: Foundation,
  seconds: number,
  post: (caller: number, n: number) => Promise<unknown>,
): Promise<number> {
  const until = performance.now() + seconds * 1000;
  const from = performance.now();
  let count = 0;
  const caller = async (lane: number): Promise<void> => {
    for (let n = 0; performance.now() < until; n += 1) {
      await post(lane, n);
      count += 1;
    }
  };
  const sealer = async (): Promise<void> => {
    while (performance.now() < until) {
      await new Promise((resolve) => setTimeout(resolve, 1000));
      await sealEntries(base.database.kysely);
    }
  };
  const sealing = sealer();
  await Promise.all(Array.from({ length: CALLERS }, (_none, lane) => caller(lane)));
  const perSecond = (count * 1000) / (performance.now() - from);
  await sealing;
  return perSecond;
}

export async function measureLedger(bench: Bench): Promise<Figure[]> {
  const ground = await bench.ground();
  const url = await ground.make();
  const yardstick = await tpcB(await ground.make(), CALLERS);
  const base = await foundationOn(ground, url);
  try {
    const unit = await inTransaction(base.seed(), works);
    const books = await inTransaction(base.seed(), async (ctx) => {
      const ids: string[] = [];
      for (let n = 0; n < CALLERS; n += 1)
        ids.push(
          (await foundBook(ctx, { unitId: unit.id, kind: 'union_funds', name: `账${n}`, openedOn: '2024-01-01' })).id,
        );
      return ids;
    });
    const post = poster(base, keeperOf(unit), unit.path);
    const entry = (bookId: string, account: string, lane: number, n: number) => ({
      ...{ bookId, on: '2024-06-18', words: '购买文具', key: `${newId()}-${lane}-${n}` },
      lines: [
        { account, debit: '1250' },
        { account: '102', credit: '1250' },
      ],
    });
    const spread = (lane: number, n: number) => post(entry(books[lane]!, expenses[n % expenses.length]!, lane, n));
    const hot = (lane: number, n: number) => post(entry(books[0]!, '50102', lane, n));
    const found: Record<'bare' | 'spread' | 'hot', number[]> = { bare: [], spread: [], hot: [] };
    // Books that have been kept for a while, which the database knows: on the first minute alone its plans are those of empty tables.
    await postingsPerSecond(base, 3, spread);
    await base.database.pool.query('analyze');
    await postingsPerSecond(base, 1, spread);
    for (let round = 0; round < ROUNDS; round += 1) {
      found.bare.push(await yardstick.perSecond(bench.seconds));
      found.spread.push(await postingsPerSecond(base, bench.seconds, spread));
      found.hot.push(await postingsPerSecond(base, bench.seconds, hot));
    }
    while ((await sealEntries(base.database.kysely)) > 0);
    assert((await proveLedger(base.database.kysely)).isWhole, 'the books are whole after the rounds');
    const [bare, apart, one] = [found.bare, found.spread, found.hot].map(median) as [number, number, number];
    return [
      {
        ...{ part, what: `post an entry, each caller in a book of its own, ${CALLERS} callers`, value: apart },
        ...{ unit: 'per second', aim: { atLeastShare: 0.5 }, yardstick: { what: yardstick.what, value: bare } },
      },
      {
        ...{ part, what: 'all callers on one account of one book', value: one, unit: 'per second' },
        ...{ aim: { atLeastShare: 0.6 }, yardstick: { what: 'each in a book of its own', value: apart } },
      },
    ];
  } finally {
    await base.close();
  }
}
