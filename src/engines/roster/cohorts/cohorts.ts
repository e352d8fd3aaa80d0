import { AppError, audit, may, type Context } from '#kernel';
import type { EndpointInput } from '#kernel/contract';
import { kindRows } from '../store/units';
import { postRows } from '../store/posts';
import { visibleUnit } from '../units';
import type * as contract from './contract';
import type { CohortRow, Condition, Definition } from './contract';
import { youthAgeOn } from './parameters';
import { asksForYouth, getCohort, namesOfUnits, presentMembers, questionOf, type Asked } from './questions';
import { conditionsOf } from './rules';
import * as store from './store/definitions';
import { memberCount, memberRows } from './store/members';
import { schemeStates } from './store/schemes';

type Draft = Pick<CohortRow, 'name' | 'note' | 'definition'>;

/** A cohort counts for the whole house, so the place of the role is not asked; its members end at the own part of the tree. */
const mayWrite = (ctx: Context): boolean => may(ctx.user, 'roster.cohort.write');

function present(ctx: Context, { versionId: _unsaid, ...cohort }: store.CohortRecord): CohortRow {
  const isOwn = mayWrite(ctx) && !cohort.isBuiltIn && cohort.retiredOn === null;
  return { ...cohort, abilities: { save: isOwn, retire: isOwn, copy: mayWrite(ctx) } };
}

export async function listCohorts(ctx: Context) {
  const rows = await store.cohortRows(ctx);
  return {
    rows: rows.map((row) => present(ctx, row)),
    unitNames: await namesOfUnits(
      ctx,
      rows.map((row) => row.definition),
    ),
    youthAge: (await youthAgeOn(ctx, ctx.clock.today())).value,
    abilities: { create: mayWrite(ctx) },
  };
}

export async function showCohort(ctx: Context, id: string, asked: Asked) {
  const cohort = await getCohort(ctx, { id }, asked.version);
  const question = await questionOf(ctx, cohort.definition, asked);
  const versions = await store.versionRows(ctx, id);
  const youth = await youthAgeOn(ctx, question.day);
  return {
    cohort: present(ctx, cohort),
    day: question.day,
    count: await memberCount(ctx, question),
    versionId: cohort.versionId,
    youthAge: youth.value,
    youthAgeVersionId: asksForYouth(cohort.definition) ? youth.id : null,
    versions,
    unitNames: await namesOfUnits(
      ctx,
      versions.map((version) => version.definition),
    ),
  };
}

const TRIED = 20;

/** Refuses: a definition that names what there is not. */
export async function tryCohort(ctx: Context, body: EndpointInput<typeof contract.tryCohort>['body']) {
  await refuseUnfit(ctx, body.definition, null);
  const question = await questionOf(ctx, body.definition, { day: body.day });
  const count = await memberCount(ctx, question);
  const rows = await memberRows(ctx, question, { after: null, limit: TRIED });
  audit(ctx, { action: 'roster.tryCohort', details: { day: question.day, count } });
  return {
    day: question.day,
    count,
    youthAge: question.youthAge,
    rows: await presentMembers(ctx, question, rows),
    unitNames: await namesOfUnits(ctx, [body.definition]),
  };
}

/** Refuses: a name that another cohort in use bears, a definition that names what there is not. */
export async function createCohort(ctx: Context, draft: Draft): Promise<CohortRow> {
  await store.lockCohorts(ctx);
  await refuseTakenName(ctx, draft.name, null);
  await refuseUnfit(ctx, draft.definition, null);

  const id = await store.insertCohort(ctx, draft);

  audit(ctx, { action: 'roster.createCohort', subject: `cohort:${id}` });
  return present(ctx, await getCohort(ctx, { id }));
}

/**
 * A new version; the earlier ones stay for the figures that name them. Refuses: a cohort of the program, one that was
 * given up, a version that somebody else has changed meanwhile, a taken name, a definition that names what there is not.
 */
export async function saveCohort(ctx: Context, id: string, body: Draft & { version: number }): Promise<CohortRow> {
  const cohort = await changeable(ctx, id, body.version);
  await refuseTakenName(ctx, body.name, id);
  await refuseUnfit(ctx, body.definition, cohort.definition);

  const { name, note, definition } = body;
  await store.addVersion(ctx, { cohortId: id, number: cohort.version + 1, name, note, definition });

  audit(ctx, { action: 'roster.saveCohort', subject: `cohort:${id}`, details: { version: cohort.version + 1 } });
  return present(ctx, await getCohort(ctx, { id }));
}

/** Refuses: a cohort of the program, one that was given up, a version that somebody else has changed meanwhile. */
export async function retireCohort(ctx: Context, id: string, version: number): Promise<CohortRow> {
  await changeable(ctx, id, version);

  await store.retireRow(ctx, id, ctx.clock.today());

  audit(ctx, { action: 'roster.retireCohort', subject: `cohort:${id}` });
  return present(ctx, await getCohort(ctx, { id }));
}

async function changeable(ctx: Context, id: string, version: number): Promise<store.CohortRecord> {
  await store.lockCohorts(ctx);
  const cohort = await getCohort(ctx, { id });
  if (cohort.isBuiltIn) throw new AppError('roster.cohort_built_in', { name: cohort.name });
  if (cohort.retiredOn !== null)
    throw new AppError('roster.cohort_retired', { name: cohort.name, day: cohort.retiredOn });
  if (cohort.version !== version) throw new AppError('kernel.changed_meanwhile');
  return cohort;
}

async function refuseTakenName(ctx: Context, name: string, exceptId: string | null): Promise<void> {
  if (await store.isCohortNameTaken(ctx, name, exceptId)) throw new AppError('roster.cohort_name_taken', { name });
}

/** Units that the definition named before may stay in it, also where the person does not see them. */
async function refuseUnfit(ctx: Context, definition: Definition, before: Definition | null): Promise<void> {
  const unitsIn = (one: Definition) => conditionsOf(one).flatMap((c) => (c.kind === 'units' ? c.unitIds : []));
  const known = new Set(before === null ? [] : unitsIn(before));
  const [posts, kinds] = [await postRows(ctx), await kindRows(ctx)].map((rows) => new Set(rows.map((row) => row.code)));
  const schemes = new Set([...statesIn(before), ...(await schemeStates(ctx)).map(pairOf)]);
  for (const condition of conditionsOf(definition)) {
    if (condition.kind === 'age') refuseTurned(condition);
    if (condition.kind === 'enrolment') refuseUnknownStates(condition, schemes);
    if (condition.kind === 'post') refuseUnknown(condition.posts, posts!, 'roster.post_unknown', 'post');
    if (condition.kind === 'unitKind') refuseUnknown(condition.kinds, kinds!, 'roster.unit_kind_unknown', 'kind');
  }
  for (const id of new Set(unitsIn(definition))) if (!known.has(id)) await visibleUnit(ctx, id, 'roster.cohort.read');
}

type AskedStates = Pick<Extract<Condition, { kind: 'enrolment' }>, 'scheme' | 'states'>;
const pairOf = ({ scheme, state }: { scheme: string; state: string }): string => `${scheme}/${state}`;
const pairsOf = ({ scheme, states }: AskedStates): string[] => states.map((state) => pairOf({ scheme, state }));

/** The states that a definition asks for. */
function statesIn(definition: Definition | null): string[] {
  if (definition === null) return [];
  return conditionsOf(definition).flatMap((one) => (one.kind === 'enrolment' ? pairsOf(one) : []));
}

function refuseUnknownStates(asked: AskedStates, known: ReadonlySet<string>): void {
  const unknown = pairsOf(asked).find((pair) => !known.has(pair));
  if (unknown !== undefined) throw new AppError('roster.scheme_unknown', { scheme: unknown });
}

function refuseTurned({ from, to }: { from: number | null; to: number | null }): void {
  if ((from === null && to === null) || (from !== null && to !== null && to < from))
    throw new AppError('roster.cohort_age_turned');
}

function refuseUnknown(codes: readonly string[], known: ReadonlySet<string>, error: string, what: string): void {
  const unknown = codes.find((code) => !known.has(code));
  if (unknown !== undefined) throw new AppError(error, { [what]: unknown });
}
