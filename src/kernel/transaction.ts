import { sql, type TransactionBuilder } from 'kysely';
import { auditInsert } from './audit';
import type { Context, House } from './context';
import type { Clock } from './clock';
import type { Language } from './language';
import { newsOf } from './live/tell';
import type { SignedInUser } from './user';

export interface ContextSeed {
  requestId: string;
  user: SignedInUser | null;
  onBehalfOf?: readonly string[];
  clock: Clock;
  language: Language;
  house: House;
}

/**
 * Runs one act in one transaction: commits when it returns, rolls back when it throws. The audit rows that the
 * act noted are written in the same transaction, and what they name is told to live pages with the commit: this is
 * the one place, because every write is audited and so none can be forgotten. Effects wait for the commit and can't undo it.
 */
export function inTransaction<Result>(seed: ContextSeed, act: (ctx: Context) => Promise<Result>): Promise<Result> {
  return run(seed, seed.house.database.transaction(), act);
}

/** Runs a read: on one connection, each statement by itself. What it notes for the audit is written after it. */
export function inReading<Result>(seed: ContextSeed, act: (ctx: Context) => Promise<Result>): Promise<Result> {
  return run(seed, seed.house.reader.transaction(), act);
}

/** Runs a read of many statements that must all see one moment, for a report whose figures fit each other. */
export function inOneMoment<Result>(seed: ContextSeed, act: (ctx: Context) => Promise<Result>): Promise<Result> {
  return run(seed, seed.house.database.transaction().setIsolationLevel('repeatable read'), act);
}

async function run<Result>(
  seed: ContextSeed,
  builder: TransactionBuilder<unknown>,
  act: (ctx: Context) => Promise<Result>,
): Promise<Result> {
  const afterCommit: Context['afterCommit'] = [];
  const result = await builder.execute(async (transaction) => {
    const ctx: Context = { ...seed, transaction, auditNotes: [], liveTopics: new Set(), afterCommit };
    const value = await act(ctx);
    await closeAct(ctx);
    return value;
  });
  for (const effect of afterCommit) {
    try {
      await effect();
    } catch (error) {
      seed.house.log.error({ err: error, requestId: seed.requestId }, 'an effect after commit failed');
    }
  }
  return result;
}

/** The last statement of an act: its rows for the audit, and what live pages are told with the commit. */
async function closeAct(ctx: Context): Promise<void> {
  const notes = auditInsert(ctx);
  const news = newsOf(ctx);
  if (notes === null && news === null) return;
  if (notes === null) await news!.execute(ctx.transaction);
  else if (news === null) await notes.execute(ctx.transaction);
  else await sql`with noted as (${notes}) ${news}`.execute(ctx.transaction);
}
