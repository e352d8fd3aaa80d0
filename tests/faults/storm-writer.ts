import { AppError, inTransaction, type Context } from '#kernel';
import { isConnectionLost, openLog, readSettings } from '#kernel/composition';
import { addDays, type Day } from '#kernel/contract';
import { postEntries, postEntry, reverseEntry, sealEntries, type DraftLine, type EntryDraft } from '#engines/ledger';
import { layFoundation } from '../../src/app/foundation';
import { randomFrom, type StormGround } from './storm-ground';

/**
 * One of the programs of the storm: sixteen callers post, take back and post again under keys that others use as well, until
 * the program is killed. Each line that it writes is something that was acknowledged, or a fault that nobody expected.
 */
const ground = JSON.parse(process.argv[2]!) as StormGround & { seed: number };
const base = await layFoundation(readSettings(process.env), openLog('silent'));
const say = (...words: string[]) => process.stdout.write(`${words.join(' ')}\n`);
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

const random = randomFrom(ground.seed);
const oneOf = <Thing>(things: readonly Thing[]): Thing => things[random(things.length)]!;
const act = <Result>(work: (ctx: Context) => Promise<Result>) => inTransaction(base.seed(), work);

function linesOf(fen: bigint): DraftLine[] {
  const cash: DraftLine = { account: '102', debit: fen };
  if (random(3) > 0) return [cash, { account: '401', credit: fen }];
  return [
    { account: '113', debit: fen, partyId: oneOf(ground.parties) },
    { account: '102', debit: 1n },
    { account: '113', credit: 1n, partyId: oneOf(ground.parties) },
    { account: '401', credit: fen },
  ];
}

const draft = (change: Partial<EntryDraft> = {}): EntryDraft => ({
  bookId: oneOf(ground.books),
  on: addDays(ground.from as Day, random(ground.days)),
  words: '风暴',
  source: 'test.storm:1',
  lines: linesOf(BigInt(1 + random(1_000_000))),
  ...change,
});

const kept: string[] = [];

/** The same key brings the same entry, whoever comes with it. */
function keyed(): EntryDraft {
  const number = random(ground.keys);
  const [bookId, fen] = [ground.books[number % ground.books.length]!, BigInt(number + 1)];
  const lines: DraftLine[] = [
    { account: '102', debit: fen },
    { account: '401', credit: fen },
  ];
  return draft({ bookId, on: ground.from as Day, key: `key-${number}`, lines });
}

async function once(): Promise<void> {
  const what = random(10);
  if (what < 5) {
    const { id } = await act((ctx) => postEntry(ctx, draft()));
    kept.push(id);
    say('posted', id);
  } else if (what < 6) {
    const ids = await act((ctx) => postEntries(ctx, [draft(), draft(), draft(), draft()]));
    for (const { id } of ids) say('posted', id);
  } else if (what < 8) {
    const given = keyed();
    const { id } = await act((ctx) => postEntry(ctx, given));
    say('keyed', id, given.key!);
  } else if (kept.length > 0) {
    const entryId = oneOf(kept);
    const { id } = await act((ctx) => reverseEntry(ctx, entryId, { reason: '冲销' }));
    say('reversed', id, entryId);
  }
}

/** Refused by name, or cut off: both may happen in a storm, and neither leaves anything. */
const isExpected = (error: unknown): boolean =>
  (error instanceof AppError && ['ledger.period_closed', 'ledger.reversed_already'].includes(error.code)) ||
  isConnectionLost(error);

async function caller(): Promise<never> {
  for (;;) {
    try {
      await once();
    } catch (error) {
      if (!isExpected(error)) say('fault', String((error as Error).stack).replaceAll('\n', ' | '));
      else if (isConnectionLost(error)) await pause(50);
    }
  }
}

async function sealer(): Promise<never> {
  for (;;) {
    await sealEntries(base.database.kysely).catch((error: unknown) => {
      if (!isConnectionLost(error)) say('fault', String(error));
    });
    await pause(40);
  }
}

say('ready');
await Promise.all([sealer(), ...Array.from({ length: 16 }, caller)]);
