import { AppError, audit, dayCursorOf, may, newId, notFound, readDayCursor, type Context } from '#kernel';
import type { EndpointInput, Page } from '#kernel/contract';
import { getUnit } from '#engines/roster';
import { getEvent } from '#engines/schedule';
import { newContest, type ContestRow, type ContestWhole, type NewContest } from './contract';
import type * as contract from './contract';
import { issuesOf } from './faults';
import type { KindOfContest, KindTable } from './kinds';
import { contestFor, contestToRead, refuseStep, visibilityOf } from './policy';
import { presentContest, presentContests } from './present';
import { stepFrom } from './rules';
import * as store from './store';

/** A page of the contests that the reader may see, the latest first. Refuses: a unit out of reach, a broken cursor. */
export async function listContests(
  ctx: Context,
  { query }: Pick<EndpointInput<typeof contract.listContests>, 'query'>,
): Promise<Page<ContestRow>> {
  const { cursor, limit, unitId, ...filter } = query;
  const rows = await store.selectContests(ctx, {
    ...filter,
    seen: visibilityOf(ctx),
    unitPath: unitId === undefined ? undefined : (await unitSeen(ctx, unitId)).path,
    after: cursor === undefined ? undefined : readDayCursor(cursor),
    limit: limit + 1,
  });
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    rows: await presentContests(ctx, page),
    nextCursor: rows.length > limit && last !== undefined ? dayCursorOf({ day: last.beginsOn, id: last.id }) : null,
  };
}

async function unitSeen(ctx: Context, unitId: string): Promise<{ id: string; path: string }> {
  const unit = await getUnit(ctx, unitId);
  const { subtrees, audiences } = visibilityOf(ctx);
  if (!subtrees.some((path) => unit.path.startsWith(path)) && !audiences.includes(unit.path)) throw notFound();
  return unit;
}

/** Refuses: a contest that isn't there or isn't the reader's to see. */
export async function showContest(ctx: Context, id: string): Promise<ContestWhole> {
  return presentContest(ctx, await contestToRead(ctx, id));
}

/** The kind of a contest with its rules read by its own schema. Refuses: rules that don't fit it (contest.rules_unfit). */
export function rulesRead(ctx: Context, kind: KindOfContest, given: Record<string, unknown>): Record<string, unknown> {
  const read = kind.rules.safeParse(given);
  if (!read.success) {
    const issues = read.error.issues.map(({ path, message }) => ({ path: ['rules', ...path].join('.'), message }));
    throw new AppError('contest.rules_unfit', { fields: issues.map(({ path }) => path).join(', ') }, issues);
  }
  const faults = kind.faultsOfRules(read.data);
  if (faults.length > 0)
    throw new AppError('contest.rules_unfit', { fields: faults.map(({ at }) => at).join(', ') }, issuesOf(ctx, faults));
  return read.data;
}

export const kindOf = (kinds: KindTable, { kind }: Pick<store.ContestRecord, 'kind'>): KindOfContest => {
  const found = kinds[kind];
  if (found === undefined) throw notFound();
  return found;
};

function refuseDays(beginsOn: string, endsOn: string): void {
  if (endsOn < beginsOn) throw new AppError('contest.days_reversed');
}

/**
 * Draws up a contest. Refuses: a unit or audience that isn't there or out of reach, days that end before they begin
 * (contest.days_reversed), rules that don't fit the kind (contest.rules_unfit), an event that another unit holds
 * (contest.event_elsewhere).
 */
export const createContest =
  (kinds: KindTable) =>
  async (ctx: Context, given: NewContest): Promise<ContestWhole> => {
    const { unitId, audienceUnitId, eventId, rules, ...contest } = newContest.parse(given);
    const unit = await getUnit(ctx, unitId);
    if (!may(ctx.user, 'contest.contest.manage', unit.path)) throw notFound();
    const audience =
      audienceUnitId === null ? unit : await unitSeen(ctx, audienceUnitId).then(({ id }) => getUnit(ctx, id));
    refuseDays(contest.beginsOn, contest.endsOn);
    const read = rulesRead(ctx, kindOf(kinds, contest), rules);
    if (eventId !== null && (await getEvent(ctx, eventId)).unit.id !== unitId)
      throw new AppError('contest.event_elsewhere');
    const id = newId();
    await store.insertContest(ctx, {
      ...contest,
      ...{
        id,
        unitId,
        unitPath: unit.path,
        audienceUnitId: audience.id,
        audiencePath: audience.path,
        eventId,
        rules: read,
      },
    });
    audit(ctx, { action: 'contest.createContest', subject: `contest:${id}`, details: { kind: contest.kind, unitId } });
    return showContest(ctx, id);
  };

/** Refuses: one that has started (contest.step_impossible), and what createContest refuses. */
export const changeContest =
  (kinds: KindTable) =>
  async (ctx: Context, { params, body }: EndpointInput<typeof contract.changeContest>): Promise<ContestWhole> => {
    const { version, rules, ...change } = body;
    const contest = await contestFor(ctx, params.id, 'contest.contest.manage', { version });
    refuseStep(contest, 'change');
    refuseDays(change.beginsOn, change.endsOn);
    await store.updateContest(ctx, contest.id, { ...change, rules: rulesRead(ctx, kindOf(kinds, contest), rules) });
    audit(ctx, { action: 'contest.changeContest', subject: `contest:${contest.id}` });
    return showContest(ctx, contest.id);
  };

/**
 * Freezes the rules. Refuses: one that isn't a draft (contest.step_impossible), fewer entrants than can compete
 * (contest.too_few_entrants), what its kind still needs, named one by one (contest.not_ready).
 */
export const startContest =
  (kinds: KindTable) =>
  async (ctx: Context, id: string, version: number): Promise<ContestWhole> => {
    const contest = await contestFor(ctx, id, 'contest.contest.manage', { version });
    refuseStep(contest, 'start');
    const kind = kindOf(kinds, contest);
    if (contest.entrants < kind.fewest)
      throw new AppError('contest.too_few_entrants', { fewest: kind.fewest, count: contest.entrants });
    const lacking = await kind.notReady(ctx, contest);
    if (lacking.length > 0) throw new AppError('contest.not_ready', { count: lacking.length }, issuesOf(ctx, lacking));
    await store.insertRulesVersion(ctx, id, { number: 1, rules: contest.rules, fromDay: contest.beginsOn, reason: '' });
    await store.updateContest(ctx, id, { state: stepFrom(contest.state, 'start')! });
    audit(ctx, { action: 'contest.startContest', subject: `contest:${id}` });
    return showContest(ctx, id);
  };

/**
 * Amends frozen rules from a day on; what was published by the old ones stays. Refuses: a contest that isn't under way
 * (contest.step_impossible), a day outside it or before the last amendment (contest.amendment_outside), unfit rules.
 */
export const amendRules =
  (kinds: KindTable) =>
  async (ctx: Context, { params, body }: EndpointInput<typeof contract.amendRules>): Promise<ContestWhole> => {
    const { version, rules, fromDay, reason } = body;
    const contest = await contestFor(ctx, params.id, 'contest.contest.publish', { version });
    refuseStep(contest, 'amend');
    const last = (await store.rulesVersionsOf(ctx, contest.id)).at(-1)!;
    if (fromDay < last.fromDay || fromDay > contest.endsOn)
      throw new AppError('contest.amendment_outside', { from: last.fromDay, to: contest.endsOn });
    const read = rulesRead(ctx, kindOf(kinds, contest), rules);
    const number = contest.rulesNumber + 1;
    await store.insertRulesVersion(ctx, contest.id, { number, rules: read, fromDay, reason });
    await store.updateContest(ctx, contest.id, { rules: read, rulesNumber: number });
    audit(ctx, { action: 'contest.amendRules', subject: `contest:${contest.id}`, details: { number, fromDay } });
    return showContest(ctx, contest.id);
  };

/** Refuses: one that is over (contest.step_impossible), one of which something is published (contest.step_impossible). */
export async function cancelContest(
  ctx: Context,
  id: string,
  body: { version: number; reason: string },
): Promise<ContestWhole> {
  const contest = await contestFor(ctx, id, 'contest.contest.manage', body);
  refuseStep(contest, 'cancel');
  if (contest.publishedAt !== null) throw new AppError('contest.step_impossible', { name: contest.name });
  await store.updateContest(ctx, id, { state: 'cancelled', stateReason: body.reason });
  audit(ctx, { action: 'contest.cancelContest', subject: `contest:${id}` });
  return showContest(ctx, id);
}

/** Refuses: one that isn't signed off (contest.step_impossible): nothing of it is published yet. */
export async function closeContest(ctx: Context, id: string, version: number): Promise<ContestWhole> {
  const contest = await contestFor(ctx, id, 'contest.contest.publish', { version });
  refuseStep(contest, 'close');
  await store.updateContest(ctx, id, { state: 'closed' });
  audit(ctx, { action: 'contest.closeContest', subject: `contest:${id}` });
  return showContest(ctx, id);
}

/**
 * The groups in their order. Refuses: a contest that has started (contest.step_impossible), a name twice
 * (contest.group_name_twice), a group left out in which somebody is entered (contest.group_in_use), a strange id.
 */
export async function setGroups(
  ctx: Context,
  { params, body }: EndpointInput<typeof contract.setGroups>,
): Promise<ContestWhole> {
  const contest = await contestFor(ctx, params.id, 'contest.contest.manage', { version: body.version });
  refuseStep(contest, 'change');
  const standing = await store.groupsOf(ctx, contest.id);
  const groups = body.groups.map(({ id, name }) => ({ id: id ?? newId(), name, isOld: id !== null }));
  if (groups.some(({ id, isOld }) => isOld && !standing.some((one) => one.id === id))) throw notFound();
  if (new Set(groups.map(({ name }) => name)).size < groups.length) throw new AppError('contest.group_name_twice');
  const gone = standing.find(({ id, entrants }) => entrants > 0 && !groups.some((one) => one.id === id));
  if (gone !== undefined) throw new AppError('contest.group_in_use', { name: gone.name });
  await store.replaceGroups(ctx, contest.id, groups);
  await store.updateContest(ctx, contest.id, {});
  audit(ctx, { action: 'contest.setGroups', subject: `contest:${contest.id}`, details: { count: groups.length } });
  return showContest(ctx, contest.id);
}
