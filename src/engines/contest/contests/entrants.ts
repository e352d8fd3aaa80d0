import { AppError, audit, may, newId, notFound, type Context } from '#kernel';
import type { EndpointInput } from '#kernel/contract';
import { getPerson, getUnit } from '#engines/roster';
import { listSignUps } from '#engines/schedule';
import { newEntrant, type EntrantRow, type NewEntrant } from './contract-entrants';
import type * as contract from './contract-entrants';
import { kindOf } from './contests';
import type { KindTable } from './kinds';
import { entrantNames } from './names';
import { contestFor, contestToRead, mayEnter, refuseStep } from './policy';
import { stepFrom } from './rules';
import { contestById, groupsOf, type ContestRecord } from './store';
import * as store from './store-entrants';

type Rows = Promise<{ rows: EntrantRow[] }>;
type Entry = ReturnType<typeof newEntrant.parse>;

/**
 * Who takes part, by number. Of a blind contest under way nobody but who runs it reads more than numbers, for a judge is a
 * reader, too. Refuses: a contest that isn't the reader's to see.
 */
export const listEntrants =
  (kinds: KindTable) =>
  async (ctx: Context, contestId: string): Rows => {
    const contest = await contestToRead(ctx, contestId);
    const rows = await presentEntrants(ctx, contest, await store.entrantsOf(ctx, contestId));
    const isBlind = contest.state === 'running' && kinds[contest.kind]?.isBlind?.(contest.rules) === true;
    if (!isBlind || may(ctx.user, 'contest.contest.manage', contest.unitPath)) return { rows };
    const hidden = { name: '', personId: null, members: [], stateReason: '', unit: { id: contest.unitId, name: '' } };
    return { rows: rows.map((row) => ({ ...row, ...hidden })) };
  };

async function presentEntrants(
  ctx: Context,
  contest: ContestRecord,
  entrants: readonly store.EntrantRecord[],
): Promise<EntrantRow[]> {
  const members = await store.membersOf(ctx, contest.id);
  const names = await entrantNames(ctx, entrants, members);
  const isOpen = stepFrom(contest.state, 'enter') !== null;
  const isRunning = stepFrom(contest.state, 'amend') !== null;
  return entrants.map((entrant) => {
    const { id, number, groupId, personId, rating, seed, state, stateReason, version, unitId, unitPath } = entrant;
    const enters = mayEnter(ctx, contest, unitPath);
    const manages = mayEnter(ctx, contest, contest.audiencePath);
    return {
      ...{ id, number, groupId, personId, rating, seed, state, stateReason, version },
      name: names.of(entrant),
      unit: { id: unitId, name: names.unit(unitId) },
      members: members
        .filter(({ entrantId }) => entrantId === id)
        .map((member) => ({
          personId: member.personId,
          name: names.person(member.personId),
          isCaptain: member.isCaptain,
        })),
      abilities: { change: enters && isOpen, remove: enters && isOpen, setState: manages && (isOpen || isRunning) },
    };
  });
}

/** Held so that nobody starts the contest while somebody is entered. */
async function contestToEnter(ctx: Context, kinds: KindTable, id: string): Promise<ContestRecord> {
  // Whoever enters one of the own people need not manage the contest; seeing it is asked first, then held.
  await contestToRead(ctx, id);
  const contest = (await contestById(ctx, id, 'lock'))!;
  const isLate = contest.state === 'running' && kindOf(kinds, contest).takesLateEntries;
  if (stepFrom(contest.state, 'enter') === null && !isLate)
    throw new AppError('contest.entry_closed', { name: contest.name });
  return contest;
}

/**
 * Enters all that are given, or none. Refuses: a contest that takes no entries now (contest.entry_closed), people or units out
 * of reach, an entry of another kind than the contest's (contest.entrant_unfit), somebody entered already
 * (contest.entered_already), a person twice in a team (contest.member_twice) or in another one (contest.in_another_team), a
 * team without a name (contest.team_name_missing), a number that another has (contest.entrant_number_taken).
 */
export const enterEntrants =
  (kinds: KindTable) =>
  async (ctx: Context, contestId: string, given: readonly NewEntrant[]): Rows => {
    const contest = await contestToEnter(ctx, kinds, contestId);
    const entries = given.map((entry) => newEntrant.parse(entry));
    const groups = await groupsOf(ctx, contestId);
    const rows: store.NewEntrantRow[] = [];
    for (const entry of entries) {
      refuseUnfit(contest, entry);
      if (entry.groupId !== null && !groups.some(({ id }) => id === entry.groupId)) throw notFound();
      rows.push({ ...entry, id: newId(), ...(await placeOf(ctx, contest, entry)) });
    }
    await refuseTaken(ctx, contest, rows);
    await store.insertEntrants(ctx, contestId, rows);
    for (const [i, { members }] of entries.entries()) await putMembers(ctx, contest, rows[i]!.id, members);
    for (const { id, unitId } of rows)
      audit(ctx, { action: 'contest.enterEntrant', subject: `entrant:${id}`, details: { contestId, unitId } });
    const entered = new Set(rows.map(({ id }) => id));
    const all = await store.entrantsOf(ctx, contestId);
    return {
      rows: await presentEntrants(
        ctx,
        contest,
        all.filter(({ id }) => entered.has(id)),
      ),
    };
  };

function refuseUnfit(contest: ContestRecord, { personId, members, name }: Omit<Entry, 'unitId'>): void {
  const isTeam = contest.entrantKind === 'team';
  if (
    (personId !== null) !== (contest.entrantKind === 'person') ||
    (members.length > 0 && !isTeam) ||
    (name !== '' && !isTeam)
  )
    throw new AppError('contest.entrant_unfit', { name: contest.name });
  if (isTeam && name === '') throw new AppError('contest.team_name_missing');
  if (new Set(members.map((member) => member.personId)).size < members.length)
    throw new AppError('contest.member_twice');
}

/** Where an entrant belongs: a person to the unit where it works, whatever was sent. Refuses: who is out of reach or not there. */
async function placeOf(
  ctx: Context,
  contest: ContestRecord,
  { unitId, personId }: Pick<Entry, 'unitId' | 'personId'>,
): Promise<{ unitId: string; unitPath: string }> {
  const person = personId === null ? null : await getPerson(ctx, personId);
  if (person !== null && person.unitPath === null) throw notFound();
  const unit = await getUnit(ctx, person?.unitId ?? unitId);
  if (!mayEnter(ctx, contest, unit.path)) throw notFound();
  return { unitId: unit.id, unitPath: unit.path };
}

async function refuseTaken(ctx: Context, contest: ContestRecord, rows: readonly store.NewEntrantRow[]): Promise<void> {
  const standing: readonly Pick<store.NewEntrantRow, 'personId' | 'unitId' | 'number' | 'name'>[] =
    await store.entrantsOf(ctx, contest.id);
  const whoOf = ({ personId, unitId, name }: Pick<store.NewEntrantRow, 'personId' | 'unitId' | 'name'>): string =>
    contest.entrantKind === 'team' ? name : (personId ?? unitId);
  const who = new Set(standing.map(whoOf));
  const numbers = new Set(standing.map(({ number }) => number));
  for (const row of rows) {
    if (who.has(whoOf(row))) {
      const names = await entrantNames(ctx, [row]);
      throw new AppError('contest.entered_already', { name: names.of(row) });
    }
    if (row.number !== null && numbers.has(row.number))
      throw new AppError('contest.entrant_number_taken', { number: row.number });
    who.add(whoOf(row));
    numbers.add(row.number);
  }
}

async function putMembers(
  ctx: Context,
  contest: ContestRecord,
  entrantId: string,
  members: Entry['members'],
): Promise<void> {
  const others = (await store.membersOf(ctx, contest.id)).filter((member) => member.entrantId !== entrantId);
  for (const { personId } of members) {
    const person = await getPerson(ctx, personId);
    if (person.unitPath === null || !mayEnter(ctx, contest, person.unitPath)) throw notFound();
    if (others.some((member) => member.personId === personId))
      throw new AppError('contest.in_another_team', { name: person.name });
  }
  await store.replaceMembers(ctx, contest.id, entrantId, members);
}

/**
 * Everybody who holds a place at the contest's event. Refuses: a contest without an event (contest.no_event) or of units or
 * teams (contest.entrant_unfit), and what enterEntrants refuses.
 */
export const enterSignedUp =
  (kinds: KindTable) =>
  async (ctx: Context, contestId: string): Rows => {
    const contest = await contestFor(ctx, contestId, 'contest.contest.manage');
    if (contest.eventId === null) throw new AppError('contest.no_event');
    if (contest.entrantKind !== 'person') throw new AppError('contest.entrant_unfit', { name: contest.name });
    const known = new Set((await store.entrantsOf(ctx, contestId)).map(({ personId }) => personId));
    const placed = await placedAt(ctx, contest.eventId);
    const fresh = placed.filter((personId) => !known.has(personId));
    audit(ctx, { action: 'contest.enterSignedUp', subject: `contest:${contestId}`, details: { count: fresh.length } });
    return fresh.length === 0
      ? { rows: [] }
      : enterEntrants(kinds)(
          ctx,
          contestId,
          fresh.map((personId) => ({ unitId: contest.unitId, personId })),
        );
  };

async function placedAt(ctx: Context, eventId: string): Promise<string[]> {
  const placed: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await listSignUps(ctx, eventId, { ...(cursor === undefined ? {} : { cursor }), limit: 200 });
    placed.push(...page.rows.filter(({ state }) => state === 'placed').map(({ personId }) => personId));
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return placed;
}

/** Refuses: an entrant that isn't there or out of reach, and what enterEntrants refuses of an entry. */
export const changeEntrant =
  (kinds: KindTable) =>
  async (ctx: Context, { params, body }: EndpointInput<typeof contract.changeEntrant>): Promise<EntrantRow> => {
    const { version, members, ...change } = body;
    const contest = await contestToEnter(ctx, kinds, params.id);
    const entrant = await entrantFor(ctx, contest, params.entrantId);
    if (entrant.version !== version) throw new AppError('kernel.changed_meanwhile');
    refuseUnfit(contest, { ...change, members, personId: entrant.personId });
    const others = (await store.entrantsOf(ctx, contest.id)).filter(({ id }) => id !== entrant.id);
    if (change.number !== null && others.some(({ number }) => number === change.number))
      throw new AppError('contest.entrant_number_taken', { number: change.number });
    if (change.groupId !== null && !(await groupsOf(ctx, contest.id)).some(({ id }) => id === change.groupId))
      throw notFound();
    await store.updateEntrant(ctx, entrant.id, change);
    await putMembers(ctx, contest, entrant.id, members);
    audit(ctx, {
      action: 'contest.changeEntrant',
      subject: `entrant:${entrant.id}`,
      details: { contestId: contest.id },
    });
    return presentOne(ctx, contest, entrant.id);
  };

async function entrantFor(ctx: Context, contest: ContestRecord, id: string): Promise<store.EntrantRecord> {
  const entrant = await store.entrantById(ctx, contest.id, id);
  if (entrant === null || !mayEnter(ctx, contest, entrant.unitPath)) throw notFound();
  return entrant;
}

async function presentOne(ctx: Context, contest: ContestRecord, id: string): Promise<EntrantRow> {
  const entrant = await store.entrantById(ctx, contest.id, id);
  return (await presentEntrants(ctx, contest, [entrant!]))[0]!;
}

/** Takes an entry back. Refuses: one out of reach, a contest that has started (contest.entry_closed): there one withdraws. */
export async function removeEntrant(
  ctx: Context,
  contestId: string,
  entrantId: string,
): Promise<Record<string, never>> {
  await contestToRead(ctx, contestId);
  const contest = (await contestById(ctx, contestId, 'lock'))!;
  if (stepFrom(contest.state, 'enter') === null) throw new AppError('contest.entry_closed', { name: contest.name });
  const entrant = await entrantFor(ctx, contest, entrantId);
  await store.deleteEntrant(ctx, entrant.id);
  audit(ctx, { action: 'contest.removeEntrant', subject: `entrant:${entrantId}`, details: { contestId } });
  return {};
}

/**
 * Withdraws or disqualifies, with the reason that is printed beside it, or lets in again. What was published stays as it is;
 * it changes by publishing anew. Refuses: a contest that is over (contest.step_impossible).
 */
export async function setEntrantState(
  ctx: Context,
  { params, body }: EndpointInput<typeof contract.setEntrantState>,
): Promise<EntrantRow> {
  const contest = await contestFor(ctx, params.id, 'contest.contest.manage');
  if (stepFrom(contest.state, 'enter') === null) refuseStep(contest, 'amend');
  const entrant = await store.entrantById(ctx, contest.id, params.entrantId);
  if (entrant === null) throw notFound();
  if (entrant.version !== body.version) throw new AppError('kernel.changed_meanwhile');
  await store.updateEntrantState(ctx, entrant.id, body.state, body.reason);
  audit(ctx, {
    action: 'contest.setEntrantState',
    subject: `entrant:${entrant.id}`,
    details: { contestId: contest.id, state: body.state },
  });
  return presentOne(ctx, contest, entrant.id);
}
