import { notFound, scopePaths, type Context } from '#kernel';

/**
 * Who may, in sentences. Two records are compared and merged by who may do both there where each of them stands: keep
 * the person's file, and merge. A pair across two parts of the tree is there only for who keeps both.
 */
export function mergeScopes(ctx: Context): string[] {
  const keeps = scopePaths(ctx.user, 'roster.person.write');
  const merges = scopePaths(ctx.user, 'roster.person.merge');
  return keeps.flatMap((kept) =>
    merges.flatMap((merged) => (kept.startsWith(merged) ? [kept] : merged.startsWith(kept) ? [merged] : [])),
  );
}

/** Refuses with "not found" unless all of them lie where the person merges. */
export function admitAll(ctx: Context, paths: readonly string[]): void {
  const scopes = mergeScopes(ctx);
  if (!paths.every((path) => scopes.some((scope) => path.startsWith(scope)))) throw notFound();
}

/** Closing an account takes all its roles away: it is done where the highest of them is. */
export function reachesAll(ctx: Context, unitPaths: readonly string[]): boolean {
  const scopes = mergeScopes(ctx);
  return unitPaths.every((path) => scopes.some((scope) => path.startsWith(scope)));
}
