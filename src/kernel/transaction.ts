import { writeAuditNotes } from './audit';
import type { Context, House } from './context';
import type { Clock } from './clock';
import type { Language } from './language';
import { sendTopics } from './live/tell';
import type { SignedInUser } from './user';

export interface ContextSeed {
  requestId: string;
  user: SignedInUser | null;
  clock: Clock;
  language: Language;
  house: House;
}

/**
 * Runs one act in one transaction: commits when it returns, rolls back when it throws. The audit rows that the
 * act noted are written in the same transaction, and what they name is told to live pages with the commit: this is
 * the one place, because every write is audited and so none can be forgotten. Effects wait for the commit and can't undo it.
 */
export async function inTransaction<Result>(
  seed: ContextSeed,
  act: (ctx: Context) => Promise<Result>,
): Promise<Result> {
  const afterCommit: Context['afterCommit'] = [];
  const result = await seed.house.database.transaction().execute(async (transaction) => {
    const ctx: Context = { ...seed, transaction, auditNotes: [], liveTopics: new Set(), afterCommit };
    const value = await act(ctx);
    await writeAuditNotes(ctx);
    await sendTopics(ctx);
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
