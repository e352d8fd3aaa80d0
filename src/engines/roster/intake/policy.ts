import { may, scopePaths, type Context } from '#kernel';

/**
 * Who may read people in, in sentences: whoever may run imports on a unit reads in the people of that unit and all
 * below it, as far as the same person may also write people there. A run belongs to the unit at the top of the scope
 * of whoever began it; whoever may run imports there sees it, goes on with it and undoes it.
 */
export function isWithinIntake(ctx: Context, path: string): boolean {
  return may(ctx.user, 'roster.intake.run', path) && may(ctx.user, 'roster.person.write', path);
}

/** The subtrees in which people may be read in; none means that nothing may. */
export function intakeScopes(ctx: Context): string[] {
  const paths = ['roster.intake.run', 'roster.person.write'].flatMap((permission) => scopePaths(ctx.user, permission));
  const within = [...new Set(paths)].filter((path) => isWithinIntake(ctx, path)).sort();
  return within.filter((path, i) => !within.slice(0, i).some((outer) => path.startsWith(outer)));
}
