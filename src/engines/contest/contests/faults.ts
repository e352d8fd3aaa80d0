import { text, type Context } from '#kernel';
import type { FileFault } from '../ranking/contest-file';

/** Faults in the reader's words, each with the place where it stands: what a refusal lists beside itself. */
export function issuesOf(ctx: Context, faults: readonly FileFault[]): { path: string; message: string }[] {
  return faults.map(({ at, key, params }) => ({ path: at, message: text(ctx.language, `contest:${key}`, params) }));
}
