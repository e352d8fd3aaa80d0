import { accountNames, allPages, AppError, audit, exportTable, FileAnswer, fileRow, fileRows } from '#kernel';
import { may, newId, notFound, photoTypes, readFileBytes, storeFile, text, type Context } from '#kernel';
import type { EndpointInput } from '#kernel/contract';
import { getPerson, getUnit } from '#engines/roster';
import { mayRead, refuseOwnCase, refuseSameHand, roundFor, roundToRead, runs } from '../rounds/policy';
import { roundAfter, nominationAfter, type NominationStep } from '../rounds/states';
import { quotasOf, roundById, type RoundRecord } from '../rounds/store';
import { MOST_NOMINATION_FILES, newNomination, type Nomination, type NewNomination } from './contract';
import type * as contract from './contract';
import { eligibilityFaults, partFaults, type Fault } from './eligibility';
import { factsOf } from './facts';
import { nameOf, nominationNames } from './names';
import * as store from './store';

const READ = 'honours.nomination.read';
const WRITE = 'honours.nomination.write';
const REVIEW = 'honours.nomination.review';
const fileTypes = [...photoTypes, 'application/pdf'];

/** Those who run a round see all that is put forward in it, others what their own units put forward. */
const isSeen = (ctx: Context, round: RoundRecord, { unitPath }: { unitPath: string }): boolean =>
  runs(ctx, round) || may(ctx.user, READ, unitPath);

function abilitiesOf(ctx: Context, round: RoundRecord, one: store.NominationRecord): Record<string, boolean> {
  const isOpen = roundAfter(round.state, 'nominate') !== null;
  const can = (step: NominationStep): boolean => nominationAfter(one.state, step) !== null;
  const writes = isOpen && may(ctx.user, WRITE, one.unitPath);
  const own = ctx.user?.accountId ?? null;
  return {
    change: writes && can('change'),
    submit: writes && can('submit'),
    remove: writes && can('submit'),
    review: isOpen && can('pass') && may(ctx.user, REVIEW, one.unitPath) && own !== one.nominatedBy,
    qualify:
      roundAfter(round.state, 'qualify') !== null &&
      (can('qualify') || can('unqualify')) &&
      may(ctx.user, 'honours.round.manage', round.unitPath) &&
      own !== one.nominatedBy &&
      own !== one.passedBy,
  };
}

export async function presentNominations(
  ctx: Context,
  round: RoundRecord,
  rows: readonly store.NominationRecord[],
): Promise<Nomination[]> {
  const names = await nominationNames(ctx, rows);
  const hands = await accountNames(
    ctx,
    rows.flatMap(({ nominatedBy, passedBy, qualifiedBy }) =>
      [nominatedBy, passedBy, qualifiedBy].flatMap((id) => id ?? []),
    ),
  );
  const attached = await store.filesOf(
    ctx,
    rows.map(({ id }) => id),
  );
  const files = await fileRows(
    ctx,
    attached.map(({ fileId }) => fileId),
  );
  return rows.map((one) => ({
    ...one,
    name: nameOf(names, one),
    unit: { id: one.unitId, name: names.units.get(one.unitId) ?? '' },
    quotaUnit: one.quotaUnitId === null ? null : { id: one.quotaUnitId, name: names.units.get(one.quotaUnitId) ?? '' },
    files: attached
      .filter(({ nominationId }) => nominationId === one.id)
      .map(({ fileId }) => ({ id: fileId, name: files.get(fileId)?.name ?? '' })),
    nominatedByName: hands.get(one.nominatedBy ?? '') ?? '',
    passedByName: hands.get(one.passedBy ?? '') ?? '',
    qualifiedByName: hands.get(one.qualifiedBy ?? '') ?? '',
    abilities: abilitiesOf(ctx, round, one),
  }));
}

/** Refuses: a round that isn't for the reader. */
export async function listNominations(ctx: Context, roundId: string) {
  const round = await roundToRead(ctx, roundId);
  const rows = (await store.nominationsOf(ctx, roundId)).filter((one) => isSeen(ctx, round, one));
  const nominate = roundAfter(round.state, 'nominate') !== null && may(ctx.user, WRITE);
  return { rows: await presentNominations(ctx, round, rows), abilities: { nominate } };
}

/** The list as a file, by the list's own act. */
export async function exportNominations(ctx: Context, roundId: string): Promise<FileAnswer> {
  const round = await roundToRead(ctx, roundId);
  const say = (key: string): string => text(ctx.language, `honours:nominations.${key}`);
  const { rows: all } = await listNominations(ctx, roundId);
  const { file, rows } = await exportTable<Nomination>(ctx, {
    title: round.name,
    permission: READ,
    filters: [],
    columns: [
      { key: 'name', title: say('columns.name'), kind: 'text', width: 20, value: ({ name }) => name },
      { key: 'unit', title: say('columns.unit'), kind: 'text', width: 24, value: ({ unit }) => unit.name },
      {
        key: 'state',
        title: say('columns.state'),
        kind: 'text',
        width: 14,
        value: ({ state }) => say(`states.${state}`),
      },
      { key: 'place', title: say('columns.place'), kind: 'count', width: 8, value: ({ place }) => place },
      { key: 'result', title: say('columns.result'), kind: 'text', width: 12, value: ({ result }) => result },
    ],
    rows: allPages(async () => ({ rows: all, nextCursor: null })),
  });
  audit(ctx, { action: 'honours.exportNominations', subject: `honour_round:${roundId}`, details: { count: rows } });
  return file;
}

async function openRound(ctx: Context, id: string): Promise<RoundRecord> {
  const round = await roundById(ctx, id, 'lock');
  if (round === null || !mayRead(ctx, 'honours.round.read', round.unitPath)) throw notFound();
  if (roundAfter(round.state, 'nominate') === null || ctx.clock.today() > round.nominateUntil)
    throw new AppError('honours.nominations_closed', { name: round.name, until: round.nominateUntil });
  return round;
}

interface Place {
  readonly unitId: string;
  readonly unitPath: string;
  readonly personId: string | null;
}

type Nominee = Pick<ReturnType<typeof newNomination.parse>, 'unitId' | 'personId'>;

/** A person is put forward by the unit of its work, whatever was sent. */
async function placeOf(ctx: Context, round: RoundRecord, { unitId, personId }: Nominee): Promise<Place> {
  const isPerson = round.kind === 'individual';
  if (isPerson !== (personId !== null) || (!isPerson && unitId === null))
    throw new AppError('honours.nominee_unfit', { title: round.title });
  const person = personId === null ? null : await getPerson(ctx, personId);
  if (person !== null && person.unitId === null) throw notFound();
  const unit = await getUnit(ctx, person?.unitId ?? unitId!);
  if (!may(ctx.user, WRITE, unit.path) || !unit.path.startsWith(round.unitPath)) throw notFound();
  return { unitId: unit.id, unitPath: unit.path, personId };
}

/**
 * Puts forward as a draft. Refuses: a round that takes none any more (honours.nominations_closed), a person where units are
 * asked for or a unit of no quota (honours.nominee_unfit), who is out of reach, who is put forward already, by name
 * (honours.nominated_already).
 */
export async function nominate(ctx: Context, roundId: string, given: NewNomination): Promise<Nomination> {
  const round = await openRound(ctx, roundId);
  const form = newNomination.parse(given);
  const place = await placeOf(ctx, round, form);
  const standing = (await store.nominationsOf(ctx, roundId)).find((one) =>
    place.personId === null ? one.unitId === place.unitId : one.personId === place.personId,
  );
  if (standing !== undefined)
    throw new AppError('honours.nominated_already', { name: nameOf(await nominationNames(ctx, [standing]), standing) });
  const id = newId();
  const quotaUnitId = await quotaOf(ctx, round, place.unitPath);
  await store.insertNomination(ctx, { ...form, ...place, id, roundId, quotaUnitId });
  audit(ctx, { action: 'honours.nominate', subject: `nomination:${id}`, details: { roundId, unitId: place.unitId } });
  return present(ctx, id);
}

/** The nearest unit above with a quota. */
async function quotaOf(ctx: Context, round: RoundRecord, unitPath: string): Promise<string | null> {
  if (round.definition.quota.way === 'none') return null;
  const above = (await quotasOf(ctx, round.id)).filter((one) => unitPath.startsWith(one.unitPath));
  const [nearest] = above.sort((a, b) => b.unitPath.length - a.unitPath.length);
  if (nearest === undefined) throw new AppError('honours.nominee_unfit', { title: round.title });
  return nearest.unitId;
}

async function present(ctx: Context, id: string): Promise<Nomination> {
  const one = (await store.nominationById(ctx, id))!;
  return (await presentNominations(ctx, (await roundById(ctx, one.roundId))!, [one]))[0]!;
}

/** Refuses: one that isn't there or out of reach, another version than was seen, a step that its state doesn't allow. */
async function nominationFor(
  ctx: Context,
  id: string,
  permission: typeof WRITE | typeof REVIEW,
  step: NominationStep,
  version?: number,
): Promise<{ round: RoundRecord; one: store.NominationRecord }> {
  const seen = await store.nominationById(ctx, id);
  if (seen === null || !may(ctx.user, permission, seen.unitPath)) throw notFound();
  const round = await openRound(ctx, seen.roundId);
  const one = (await store.nominationById(ctx, id, 'lock'))!;
  refuseNominationStep(one, step, version);
  return { round, one };
}

function refuseNominationStep(one: store.NominationRecord, step: NominationStep, version: number | undefined): void {
  if (version !== undefined && one.version !== version) throw new AppError('kernel.changed_meanwhile');
  if (nominationAfter(one.state, step) === null) throw new AppError('honours.nomination_step_impossible');
}

/** Refuses: one that is submitted (honours.nomination_step_impossible). One that was refused becomes a draft again. */
export async function changeNomination(
  ctx: Context,
  { params, body }: EndpointInput<typeof contract.changeNomination>,
): Promise<Nomination> {
  const { one } = await nominationFor(ctx, params.id, WRITE, 'change', body.version);
  await store.updateForm(ctx, one.id, body);
  audit(ctx, { action: 'honours.changeNomination', subject: `nomination:${one.id}` });
  return present(ctx, one.id);
}

function refuseFaults(
  ctx: Context,
  code: 'honours.parts_missing' | 'honours.ineligible',
  faults: readonly Fault[],
): void {
  if (faults.length === 0) return;
  const issues = faults.map(({ at, key, params }) => ({
    path: at,
    message: text(ctx.language, `honours:nominations.faults.${key}`, params),
  }));
  throw new AppError(code, { faults: issues.map(({ message }) => message).join(' ') }, issues);
}

/**
 * Submits. Refuses: a form of which parts are empty or short, by title (honours.parts_missing), a nominee who has not agreed
 * to the notice (honours.consent_missing), and everything that the scheme asks and the roster denies, item by item
 * (honours.ineligible).
 */
export async function submitNomination(ctx: Context, id: string, version: number): Promise<Nomination> {
  const { round, one } = await nominationFor(ctx, id, WRITE, 'submit', version);
  refuseFaults(ctx, 'honours.parts_missing', partFaults(round.definition, one.parts));
  if (!one.hasAgreed) throw new AppError('honours.consent_missing');
  const facts = await factsOf(ctx, round, one);
  const { year } = round;
  refuseFaults(
    ctx,
    'honours.ineligible',
    eligibilityFaults(round.definition, round.kind, facts, { year, newMerits: one.newMerits }),
  );
  await store.updateNominationState(ctx, id, { state: nominationAfter(one.state, 'submit')!, hand: 'nominated_by' });
  audit(ctx, { action: 'honours.submitNomination', subject: `nomination:${id}` });
  return present(ctx, id);
}

/** Refuses: one that is no draft (honours.nomination_step_impossible). */
export async function removeNomination(ctx: Context, id: string): Promise<Record<string, never>> {
  await nominationFor(ctx, id, WRITE, 'submit');
  await store.deleteNomination(ctx, id);
  audit(ctx, { action: 'honours.removeNomination', subject: `nomination:${id}` });
  return {};
}

/** Refuses: a file of another type, more than a dozen (honours.files_full), one that is submitted. */
export async function addNominationFile(
  ctx: Context,
  { params, query, body }: EndpointInput<typeof contract.addNominationFile>,
): Promise<Nomination> {
  const { one } = await nominationFor(ctx, params.id, WRITE, 'change');
  const files = await store.filesOf(ctx, [one.id]);
  if (files.length >= MOST_NOMINATION_FILES) throw new AppError('honours.files_full', { most: MOST_NOMINATION_FILES });
  const { id: fileId } = await storeFile(ctx, body, query.name, fileTypes);
  await store.insertFile(ctx, one.id, fileId);
  audit(ctx, { action: 'honours.addNominationFile', subject: `nomination:${one.id}`, details: { fileId } });
  return present(ctx, one.id);
}

/** Refuses: a nomination that isn't for the reader, a file that is not among its own. */
export async function readNominationFile(
  ctx: Context,
  { params }: Pick<EndpointInput<typeof contract.readNominationFile>, 'params'>,
): Promise<FileAnswer> {
  const one = await store.nominationById(ctx, params.id);
  const round = one === null ? null : await roundById(ctx, one.roundId);
  if (one === null || round === null || !isSeen(ctx, round, one)) throw notFound();
  const files = await store.filesOf(ctx, [one.id]);
  if (!files.some(({ fileId }) => fileId === params.fileId)) throw notFound();
  const file = await fileRow(ctx, params.fileId);
  return new FileAnswer(await readFileBytes(ctx, file), file.mediaType, file.name, true);
}

/**
 * The unit's own review. Refuses: whoever put forward (honours.same_hand), the own case (honours.own_case), one more than the
 * unit's quota with its surplus (honours.quota_exceeded), a refusal without its reason (honours.reason_missing).
 */
export async function reviewNomination(
  ctx: Context,
  { params, body }: EndpointInput<typeof contract.reviewNomination>,
): Promise<Nomination> {
  const step = body.isPassed ? 'pass' : 'refuse';
  const { round, one } = await nominationFor(ctx, params.id, REVIEW, step, body.version);
  refuseSameHand(ctx, [one.nominatedBy]);
  await refuseOwnCase(ctx, [one]);
  if (!body.isPassed && body.reason === '') throw new AppError('honours.reason_missing');
  if (body.isPassed && one.quotaUnitId !== null) await refuseOverQuota(ctx, round, one.quotaUnitId);
  await store.updateNominationState(ctx, one.id, {
    state: nominationAfter(one.state, step)!,
    reason: body.reason,
    hand: 'passed_by',
  });
  audit(ctx, { action: 'honours.reviewNomination', subject: `nomination:${one.id}`, details: { state: step } });
  return present(ctx, one.id);
}

/** Asked under the hold of the round, so that of two at once one is refused. */
async function refuseOverQuota(ctx: Context, round: RoundRecord, unitId: string): Promise<void> {
  const quota = (await quotasOf(ctx, round.id)).find((one) => one.unitId === unitId)!;
  if (quota.used < quota.candidates) return;
  const names = await nominationNames(ctx, [{ personId: null, unitId }]);
  throw new AppError('honours.quota_exceeded', {
    unit: names.units.get(unitId) ?? '',
    candidates: quota.candidates,
    share: quota.share,
  });
}

/**
 * Looks into one that its unit has passed. Refuses: whoever put forward or passed it (honours.same_hand), the own case, an
 * item of which nothing was found out (honours.vetoes_open), a refusal without its reason (honours.reason_missing).
 */
export async function qualifyNomination(
  ctx: Context,
  { params, body }: EndpointInput<typeof contract.qualifyNomination>,
): Promise<Nomination> {
  const seen = await store.nominationById(ctx, params.id);
  if (seen === null) throw notFound();
  const round = await roundFor(ctx, seen.roundId, 'honours.round.manage', 'qualify');
  const one = (await store.nominationById(ctx, params.id, 'lock'))!;
  const step = body.isQualified ? 'qualify' : 'unqualify';
  refuseNominationStep(one, step, body.version);
  refuseSameHand(ctx, [one.nominatedBy, one.passedBy]);
  await refuseOwnCase(ctx, [one]);
  const open = round.definition.vetoes.filter(({ key }) => (body.vetoes[key] ?? '') === '');
  if (body.isQualified && open.length > 0)
    throw new AppError('honours.vetoes_open', { items: open.map(({ title }) => title).join('、') });
  if (!body.isQualified && body.reason === '') throw new AppError('honours.reason_missing');
  await store.updateNominationState(ctx, one.id, {
    state: nominationAfter(one.state, step)!,
    ...{ reason: body.reason, hand: 'qualified_by', vetoes: body.vetoes },
  });
  audit(ctx, { action: 'honours.qualifyNomination', subject: `nomination:${one.id}`, details: { state: step } });
  return present(ctx, one.id);
}
