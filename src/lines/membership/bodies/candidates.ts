import { AppError, may, notFound, text, type Context } from '#kernel';
import { enrolmentsOf, peopleById, statesIn, type KnownPerson } from '#engines/roster';
import type { Day } from '#kernel/contract';
import { memberScheme } from '../scheme';
import { bodySeats, declaredKinds, type Candidate } from './contract';
import { kindWord, say, type UnionBody } from './policy';

const standing = statesIn(memberScheme, 'stands');

/**
 * Who may be seated: an active member of the unit, on a seat that the body has, where the law asks for it declared to be
 * no close relative of the head of the enterprise. Every name that doesn't fit is told at once. Refuses: the rest.
 */
export async function refuseUnfit(
  ctx: Context,
  body: UnionBody,
  candidates: readonly Candidate[],
  day: Day,
): Promise<void> {
  const seats: readonly string[] = bodySeats[body.kindName];
  const foreign = candidates.find((one) => !seats.includes(one.seat));
  if (foreign !== undefined)
    throw new AppError('membership.seat_unknown', {
      body: kindWord(ctx, body.kindName),
      seats: listed(
        ctx,
        seats.map((seat) => say(ctx, `${body.kindName}.seats.${seat}`)),
      ),
    });
  const people = await candidatePeople(ctx, body, candidates);
  const states = await enrolmentsOf(ctx, memberScheme, { personIds: people.map((person) => person.id), day });
  const unfit = people.flatMap(({ id, name }) => {
    const state = states.get(id)?.state;
    if (state !== undefined && standing.includes(state)) return [];
    const why =
      state === undefined ? say(ctx, 'notMember') : text(ctx.language, `membership:schemes.union.states.${state}`);
    return [say(ctx, 'nameAndWhy', { name, why })];
  });
  if (unfit.length > 0) throw new AppError('membership.candidate_unfit', { names: listed(ctx, unfit), day });
  if (!declaredKinds.includes(body.kindName)) return;
  const silent = new Set(candidates.filter((one) => !one.isNoRelative).map((one) => one.personId));
  const names = people.filter(({ id }) => silent.has(id)).map((person) => person.name);
  if (names.length > 0) throw new AppError('membership.candidate_undeclared', { names: listed(ctx, names) });
}

/** Refuses: a person who isn't there or out of reach (not found), one who works outside of the unit. */
async function candidatePeople(
  ctx: Context,
  body: UnionBody,
  candidates: readonly Candidate[],
): Promise<KnownPerson[]> {
  const known = await peopleById(
    ctx,
    candidates.map((one) => one.personId),
  );
  const people = candidates.map((one) => known.get(one.personId));
  const found = people.filter((person) => person !== undefined);
  if (found.length < people.length) throw notFound();
  const outside = found.filter((person) => !person.unitPath.startsWith(body.unitPath));
  if (outside.some((person) => !may(ctx.user, 'membership.body.read', person.unitPath))) throw notFound();
  if (outside.length > 0)
    throw new AppError('membership.candidate_elsewhere', {
      names: listed(
        ctx,
        outside.map(({ name, unitName }) => say(ctx, 'nameAndWhy', { name, why: unitName })),
      ),
      unit: body.unitName,
    });
  return found;
}

/** Names one after the other as the language writes them. */
export function listed(ctx: Context, names: readonly string[]): string {
  return names.join(say(ctx, 'comma'));
}
