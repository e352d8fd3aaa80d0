import { AppError, audit, newId, notFound, type Context } from '#kernel';
import type { Day, EndpointInput } from '#kernel/contract';
import type * as contract from './contract';
import type { Holding } from './contract';
import type { NewHolding } from './imports';
import { visiblePerson } from './people';
import { admit, holdingAbilities, scopeOf } from './policy';
import * as store from './store/posts';
import { refuseClosed, namedUnit, visibleUnit } from './units';

type HoldingRow = Holding & { abilities: Record<string, boolean> };

const present = (ctx: Context, row: Holding): HoldingRow => ({ ...row, abilities: holdingAbilities(ctx, row) });

/** Who held the posts on a day, below a path of today's tree; one row a holding, so one person may come twice. */
export function holdersOn(
  ctx: Context,
  question: { posts: readonly string[]; day: Day; under?: string },
): Promise<Holding[]> {
  return store.holdingRows(ctx, question);
}

export async function listHoldings(ctx: Context, query: EndpointInput<typeof contract.listHoldings>['query']) {
  const unit = query.under === undefined ? null : await visibleUnit(ctx, query.under, 'roster.person.read');
  const rows = await store.holdingRows(ctx, {
    posts: query.post === undefined ? undefined : [query.post],
    day: query.day ?? ctx.clock.today(),
    under: unit?.path,
    scopes: scopeOf(ctx, 'roster.person.read'),
  });
  return { rows: rows.map((row) => present(ctx, row)) };
}

/**
 * The person may come from elsewhere; the right is needed where the post is, and the person must be visible.
 * Refuses: an unknown post, a person who has left, a closed unit, days in the wrong order or that overlap with the
 * same post of the same person there.
 */
export async function appoint(ctx: Context, body: EndpointInput<typeof contract.appoint>['body']): Promise<HoldingRow> {
  const unit = await namedUnit(ctx, 'unitId', body.unitId, 'roster.post.write', 'hold');
  const person = await visiblePerson(ctx, body.personId, 'roster.person.read', 'change');

  await refuseUnknownPosts(ctx, [body.post]);
  if (person.unitId === null) throw new AppError('roster.person_left', { name: person.name });
  refuseClosed(unit, body.from);
  if (body.from < person.employedFrom) throw new AppError('roster.day_before_start', { from: person.employedFrom });
  if (body.to !== null && body.to < body.from) throw new AppError('roster.day_before_start', { from: body.from });

  const id = newId();
  await refuseOverlap(
    store.insertHoldings(ctx, [
      { id, personId: person.id, post: body.post, unitId: unit.id, from: body.from, to: body.to },
    ]),
  );

  audit(ctx, {
    action: 'roster.appoint',
    subject: `person:${person.id}`,
    details: { post: body.post, unitId: unit.id, from: body.from },
  });
  return present(ctx, (await store.holdingById(ctx, id))!);
}

/** Refuses: a post that has ended already, a last day before the first. */
export async function endPost(ctx: Context, id: string, lastDay: Day): Promise<HoldingRow> {
  const holding = await store.holdingById(ctx, id);
  if (holding === null) throw notFound();
  admit(ctx, 'roster.post.write', holding.unitPath);

  if (holding.validTo !== null && holding.validTo <= lastDay)
    throw new AppError('roster.already_ended', { day: holding.validTo });
  if (lastDay < holding.validFrom) throw new AppError('roster.day_before_start', { from: holding.validFrom });

  await store.endHoldingRow(ctx, id, lastDay);

  audit(ctx, {
    action: 'roster.endPost',
    subject: `person:${holding.personId}`,
    details: { post: holding.post, lastDay },
  });
  return present(ctx, { ...holding, validTo: lastDay });
}

/** Many posts at once, for the program itself and imports. Refuses: an unknown post, overlapping days. */
export async function importHoldings(ctx: Context, rows: readonly NewHolding[]): Promise<void> {
  await refuseUnknownPosts(ctx, [...new Set(rows.map((row) => row.post))]);
  await refuseOverlap(
    store.insertHoldings(
      ctx,
      rows.map((row) => ({ ...row, id: newId(), to: row.to ?? null })),
    ),
  );
  audit(ctx, { action: 'roster.importHoldings', details: { count: rows.length } });
}

async function refuseUnknownPosts(ctx: Context, posts: readonly string[]): Promise<void> {
  const known = new Set((await store.postRows(ctx)).map((row) => row.code));
  const unknown = posts.find((post) => !known.has(post));
  if (unknown !== undefined) throw new AppError('roster.post_unknown', { post: unknown });
}

/** The database decides, so that two appointments at the same moment can't both pass. */
async function refuseOverlap(insert: Promise<void>): Promise<void> {
  try {
    await insert;
  } catch (error) {
    const isOverlap = (error as { constraint?: unknown }).constraint === 'post_holding_days_overlap';
    throw isOverlap ? new AppError('roster.post_overlap') : error;
  }
}
