import { ActConnection, type Togetherness } from './act-connection';
import { auditInsert } from './audit';
import type { Context, House } from './context';
import type { Clock } from './clock';
import type { Language } from './language';
import { topicsOf } from './live/tell';
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
 * act noted are written in the same transaction, and what they name is told to live pages after the commit: this is
 * the one place, because every write is audited and so none can be forgotten. Effects wait for the commit and can't undo it.
 */
export function inTransaction<Result>(seed: ContextSeed, act: (ctx: Context) => Promise<Result>): Promise<Result> {
  return run(seed, 'begin', act);
}

/** Runs a read: on one connection, each statement by itself. What it notes for the audit is written after it. */
export function inReading<Result>(seed: ContextSeed, act: (ctx: Context) => Promise<Result>): Promise<Result> {
  return run(seed, 'apart', act);
}

/** Runs a read of many statements that must all see one moment, for a report whose figures fit each other. */
export function inOneMoment<Result>(seed: ContextSeed, act: (ctx: Context) => Promise<Result>): Promise<Result> {
  return run(seed, 'begin isolation level repeatable read', act);
}

async function run<Result>(
  seed: ContextSeed,
  togetherness: Togetherness,
  act: (ctx: Context) => Promise<Result>,
): Promise<Result> {
  const connection = new ActConnection(seed.house.pool, togetherness);
  const { transaction, steady } = connection;
  const afterCommit: Context['afterCommit'] = [];
  const ctx: Context = {
    ...seed,
    transaction,
    steady,
    auditNotes: [],
    leave: (change, refusals) => connection.leave(change, refusals),
    liveTopics: new Set(),
    afterCommit,
  };
  let result: Result;
  try {
    result = await act(ctx);
    const noted = auditInsert(ctx);
    if (noted !== null) connection.leave(noted);
    await connection.close();
  } catch (error) {
    await connection.undo();
    throw error;
  }
  seed.house.crier.cry(topicsOf(ctx));
  for (const effect of afterCommit) {
    try {
      await effect();
    } catch (error) {
      seed.house.log.error({ err: error, requestId: seed.requestId }, 'an effect after commit failed');
    }
  }
  return result;
}
