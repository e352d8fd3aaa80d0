import { may, notFound, text, type Context } from '#kernel';
import { getBody, type BodyRecord, type SeatRecord, type TermRecord } from '#engines/roster';
import type { BodyKindName } from './contract';
import { bringsRoles, kindOf } from './kinds';

/** A body of the union as the roster has it. */
export interface UnionBody extends BodyRecord {
  readonly kindName: BodyKindName;
  readonly terms: readonly TermRecord[];
  readonly seats: readonly SeatRecord[];
}

/**
 * Whoever keeps bodies of a unit may change them. Where a seat brings a role of the house, whoever fills or empties it
 * gives or takes that role, and must have the right to give roles there too.
 */
export function mayChangeBody(ctx: Context, kind: BodyKindName, unitPath: string): boolean {
  return (
    may(ctx.user, 'membership.body.write', unitPath) &&
    (!bringsRoles(kind) || may(ctx.user, 'roster.grant.write', unitPath))
  );
}

/** Refuses: a body that isn't there, that is no body of the union, or that isn't in reach. */
export async function visibleBody(ctx: Context, id: string): Promise<UnionBody> {
  const body = await getBody(ctx, id);
  const kindName = kindOf(body.kind);
  if (kindName === null || !may(ctx.user, 'membership.body.read', body.unitPath)) throw notFound();
  return { ...body, kindName };
}

/** Refuses: as visibleBody, and a body that the person may not change. */
export async function bodyToChange(ctx: Context, id: string): Promise<UnionBody> {
  const body = await visibleBody(ctx, id);
  if (!mayChangeBody(ctx, body.kindName, body.unitPath)) throw notFound();
  return body;
}

/** Refuses: a term that isn't one of this body's. */
export function termOf(body: UnionBody, termId: string): TermRecord {
  const term = body.terms.find((one) => one.id === termId);
  if (term === undefined) throw notFound();
  return term;
}

/** A word of this area in the reader's language. */
export function say(ctx: Context, key: string, params: Record<string, unknown> = {}): string {
  return text(ctx.language, `membership:bodies.${key}`, params);
}

export const kindWord = (ctx: Context, kind: BodyKindName): string => say(ctx, `${kind}.name`);
