import { AppError, audit, newId, notFound, type Context } from '#kernel';
import type { Day } from '#kernel/contract';
import { mayFollow, statesIn, type EnrolmentScheme } from './scheme';
import * as store from './store';

/** What a line moves: the person, the state and from which day on. Whoever calls has judged the rights. */
export interface EnrolmentMove<State extends string> {
  readonly personId: string;
  readonly to: State;
  readonly from: Day;
  readonly reason: string;
  /** The record that brings it about, such as `application:<id>`. */
  readonly source?: string;
}

export interface Enrolment<State extends string = string> {
  readonly personId: string;
  readonly state: State;
  readonly since: Day;
}

/**
 * Moves a person to the next state of a scheme. Refuses: a person who isn't there, a state that doesn't follow the
 * present one (roster.enrolment_misplaced), a day before the present state began (roster.day_before_start) or that has
 * not come (roster.day_in_future).
 */
export async function moveEnrolment<State extends string>(
  ctx: Context,
  scheme: EnrolmentScheme<State>,
  move: EnrolmentMove<State>,
): Promise<Enrolment<State>> {
  const [moved] = await moveEnrolments(ctx, scheme, [move]);
  return moved!;
}

/** Many people at once, each of whom is moved or nobody. Refuses: as `moveEnrolment`, for the first who can't be. */
export async function moveEnrolments<State extends string>(
  ctx: Context,
  scheme: EnrolmentScheme<State>,
  moves: readonly EnrolmentMove<State>[],
): Promise<Enrolment<State>[]> {
  const ids = moves.map((move) => move.personId);
  const known = await store.holdPeople(ctx, ids);
  if (ids.some((id) => !known.has(id))) throw notFound();
  const last = new Map<string, store.EnrolmentRecord>();
  for (const row of await store.enrolmentRows(ctx, ids, scheme.name)) if (!row.isVoid) last.set(row.personId, row);

  for (const move of moves) refuseMove(ctx, scheme, move, last.get(move.personId) ?? null);

  await store.insertEnrolments(
    ctx,
    moves.map((move) => ({ ...moveRow(scheme, move), id: newId() })),
  );
  for (const { personId, to, from, source = null } of moves)
    audit(ctx, {
      action: 'roster.moveEnrolment',
      subject: `person:${personId}`,
      details: { scheme: scheme.name, from: last.get(personId)?.state ?? null, to, day: from, source },
    });
  return moves.map(({ personId, to, from }) => ({ personId, state: to, since: from }));
}

function refuseMove<State extends string>(
  ctx: Context,
  scheme: EnrolmentScheme<State>,
  move: EnrolmentMove<State>,
  last: store.EnrolmentRecord | null,
): void {
  const present = (last?.state ?? null) as State | null;
  if (move.from > ctx.clock.today()) throw new AppError('roster.day_in_future', { today: ctx.clock.today() });
  if (!mayFollow(scheme, present, move.to))
    throw new AppError('roster.enrolment_misplaced', { from: present ?? '', to: move.to });
  if (last !== null && move.from < last.validFrom)
    throw new AppError('roster.day_before_start', { from: last.validFrom });
}

/**
 * Many people who are in no state of the scheme at once, for the program itself and imports: whoever calls it has judged
 * rights and rows. Refuses: a person who is in the scheme already.
 */
export async function importEnrolments<State extends string>(
  ctx: Context,
  scheme: EnrolmentScheme<State>,
  moves: readonly EnrolmentMove<State>[],
): Promise<void> {
  const ids = moves.map((move) => move.personId);
  await store.holdPeople(ctx, ids);
  const known = await store.enrolmentRows(ctx, ids, scheme.name);
  const inside = known.find((row) => !row.isVoid && row.validTo === null && scheme.states[row.state as State].isIn);
  if (inside !== undefined) throw new AppError('roster.enrolment_misplaced', { from: inside.state, to: moves[0]!.to });
  await store.insertEnrolments(
    ctx,
    moves.map((move) => ({ ...moveRow(scheme, move), id: newId() })),
  );
  audit(ctx, { action: 'roster.importEnrolments', details: { scheme: scheme.name, count: moves.length } });
}

/**
 * Takes the last state off the record because it was recorded by mistake; the one before it goes on. The mistake stays
 * to be read. Refuses: a person who is not in the scheme.
 */
export async function voidLastState<State extends string>(
  ctx: Context,
  scheme: EnrolmentScheme<State>,
  { personId, reason }: { personId: string; reason: string },
): Promise<Enrolment<State> | null> {
  await store.holdPeople(ctx, [personId]);
  const valid = (await store.enrolmentRows(ctx, [personId], scheme.name)).filter((row) => !row.isVoid);
  const [previous, last] = [valid.at(-2) ?? null, valid.at(-1)];
  if (last === undefined) throw notFound();

  await store.voidEnrolment(ctx, { id: last.id, previousId: previous?.id ?? null, reason });
  audit(ctx, {
    action: 'roster.voidEnrolment',
    subject: `person:${personId}`,
    details: { scheme: scheme.name, state: last.state, enrolmentId: last.id },
  });
  return previous === null ? null : { personId, state: previous.state as State, since: previous.validFrom };
}

function moveRow<State extends string>(scheme: EnrolmentScheme<State>, move: EnrolmentMove<State>) {
  return {
    personId: move.personId,
    scheme: scheme.name,
    state: move.to,
    from: move.from,
    reason: move.reason,
    source: move.source ?? null,
  };
}

/** In which state people are on a day; who is in none is left out. */
export async function enrolmentsOf<State extends string>(
  ctx: Context,
  scheme: EnrolmentScheme<State>,
  question: { personIds: readonly string[]; day: Day },
): Promise<ReadonlyMap<string, Enrolment<State> & { source: string | null }>> {
  const rows = await store.statesOn(ctx, { ...question, scheme: scheme.name });
  return new Map(rows.map((row) => [row.personId, { ...row, state: row.state as State }]));
}

/** All that was recorded of people in a scheme, oldest first, with what was voided. */
export function enrolmentHistory(
  ctx: Context,
  question: { personIds: readonly string[]; scheme?: string },
): Promise<store.EnrolmentRecord[]> {
  return store.enrolmentRows(ctx, question.personIds, question.scheme);
}

/**
 * Who is in some states of a scheme on a day (left out: those in which one counts as being in it), by name, in subtrees
 * of the day's tree. Whoever asks hands over the paths that may be seen.
 */
export function enrolledOn<State extends string>(
  ctx: Context,
  scheme: EnrolmentScheme<State>,
  question: {
    day: Day;
    states?: readonly State[];
    under: readonly string[];
    /** Only some of them. */
    personIds?: readonly string[];
    after?: readonly [nameKey: string, id: string] | null;
    limit?: number;
  },
): Promise<store.EnrolledPerson[]> {
  return store.enrolledRows(ctx, { ...question, scheme: scheme.name, states: question.states ?? statesIn(scheme) });
}

/** The staff of a day who are not in a scheme, by name. */
export function notEnrolledOn<State extends string>(
  ctx: Context,
  scheme: EnrolmentScheme<State>,
  question: {
    day: Day;
    under: readonly string[];
    after?: readonly [nameKey: string, id: string] | null;
    limit?: number;
  },
): Promise<store.StaffPerson[]> {
  return store.notEnrolledRows(ctx, { ...question, scheme: scheme.name, states: statesIn(scheme) });
}

/** Staff and enrolled of a day by unit: the base of every rate. `trait` narrows to states that have it. */
export function enrolmentRatesOn<State extends string>(
  ctx: Context,
  scheme: EnrolmentScheme<State>,
  question: { day: Day; under: readonly string[]; trait?: string },
): Promise<store.UnitRate[]> {
  const { trait, ...rest } = question;
  return store.rateRows(ctx, { ...rest, scheme: scheme.name, states: statesIn(scheme, trait) });
}
