import { AppError, audit, type Context, type JobGround } from '#kernel';
import { changeWork, type WorkTable } from './store-work';
import type { ListState, ShareState } from './terms';

export interface Work {
  readonly table: WorkTable;
  readonly id: string;
  readonly action: string;
  /** Does what waits, in one transaction: a program that is killed leaves it as if not begun. */
  readonly goOn: (ctx: Context) => Promise<void>;
  readonly stateOf: (ctx: Context) => Promise<ListState | ShareState | null>;
}

/** Does what waits; whoever does it again finds it done. What it is refused for stands with it afterwards. */
export async function workOn(ground: JobGround, { table, id, action, goOn, stateOf }: Work): Promise<void> {
  try {
    await ground.act(goOn);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const { code, params } = error;
    await ground.act(async (ctx) => {
      const present = await stateOf(ctx);
      if (present !== 'waiting' && present !== 'undoing') return;
      const state = present === 'waiting' ? 'failed' : 'done';
      await changeWork(ctx, table, id, { state, fault: { code, params } });
      audit(ctx, { action, subject: `savings:${id}`, details: { code } });
    });
  }
}
