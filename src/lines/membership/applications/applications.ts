import {
  addWorkingDays,
  AppError,
  audit,
  FileAnswer,
  fileRow,
  fileRows,
  may,
  newId,
  notFound,
  parameterOn,
  photoTypes,
  readFileBytes,
  storeFile,
  userOf,
  type Context,
} from '#kernel';
import { enrolmentsOf, moveEnrolment, voidLastState, type KnownPerson } from '#engines/roster';
import type { Day, EndpointInput, Page } from '#kernel/contract';
import { decodePlace, encodePlace } from '../cursor';
import type { StepDays } from '../parameter-contract';
import { ownPerson, pathsAsked } from '../policy';
import { knownPerson, presentApplication, presentApplications, presentPerson } from '../present';
import { memberScheme } from '../scheme';
import type * as contract from './contract';
import { MAX_PAPER_BYTES, type ApplicationForm, type ApplicationRow, type ApplicationWhole } from './contract';
import { deadlineOf, hasUnpaidSixMonths, isOpen, procedures, type OpenState } from './procedures';
import * as store from './store';
import { tellNextStep } from './told';

type Body<E> = EndpointInput<E>['body'];

/** The last day of a step that begins on a day. */
export async function dueOn(ctx: Context, state: OpenState, from: Day): Promise<Day> {
  const { value } = await parameterOn<StepDays>(ctx, 'membership.stepDays', from);
  return addWorkingDays(from, value[deadlineOf[state]]);
}

/** Adds a step to an application's record and notes it for the audit; what was written stays out of the latter. */
export async function addStep(
  ctx: Context,
  application: Pick<store.ApplicationRecord, 'id' | 'kind' | 'personId'>,
  step: Pick<store.StepRecord, 'step' | 'day'> & Partial<Pick<store.StepRecord, 'note' | 'details'>>,
): Promise<void> {
  const { accountId, name } = userOf(ctx);
  const { note = '', details = {} } = step;
  await store.insertSteps(ctx, [
    { ...step, note, details, id: newId(), applicationId: application.id, by: accountId, byName: name },
  ]);
  audit(ctx, {
    action: `membership.${step.step}`,
    subject: `application:${application.id}`,
    details: { kind: application.kind, personId: application.personId, day: step.day },
  });
}

/** Refuses: a step that somebody else has taken meanwhile, with the words that say who decided. */
export function refuseStale(application: store.ApplicationRecord, version: number, wanted: readonly string[]): void {
  const { state, decidedByName, decidedOn } = application;
  if (state === 'approved' || state === 'refused')
    throw new AppError('membership.decided_already', { name: decidedByName, day: decidedOn, outcome: state });
  if (!wanted.includes(state)) throw new AppError('membership.step_not_open');
  if (application.version !== version) throw new AppError('kernel.changed_meanwhile');
}

interface Given {
  person: KnownPerson;
  form: ApplicationForm;
  way: 'phone' | 'paper';
  paperId: string | null;
  declaration: { id: string; text: string } | null;
  on: Day;
}

async function refuseImpossible(ctx: Context, { person, form, on }: Given): Promise<void> {
  const procedure = procedures[form.kind];
  const present = (await enrolmentsOf(ctx, memberScheme, { personIds: [person.id], day: ctx.clock.today() })).get(
    person.id,
  );
  const state = present?.state ?? null;
  if (state === 'applicant') throw new AppError('membership.open_already', { name: person.name });
  if (!procedure.from.includes(state)) throw new AppError('membership.not_possible_now', { name: person.name, state });
  if (procedure.needsEmployment && person.employedTo !== null)
    throw new AppError('membership.not_employed', { name: person.name });
  if (on > ctx.clock.today()) throw new AppError('membership.day_ahead', { today: ctx.clock.today() });
}

/** The record of an application is made, the person becomes an applicant where the procedure says so, the group is told. */
async function begin(ctx: Context, given: Given): Promise<ApplicationWhole> {
  await refuseImpossible(ctx, given);
  const { person, form, way, paperId, declaration, on } = given;
  const { accountId, name } = userOf(ctx);
  const procedure = procedures[form.kind];
  const record: store.ApplicationRecord = {
    ...{ id: newId(), personId: person.id, unitId: person.unitId, unitPath: person.unitPath, kind: form.kind },
    ...{ state: procedure.begins, way, form, paperId, enteredBy: accountId, enteredByName: name, submittedOn: on },
    declaration: declaration?.text ?? null,
    declarationId: declaration?.id ?? null,
    dueOn: await dueOn(ctx, procedure.begins, ctx.clock.today()),
    decidedByName: null,
    decidedOn: null,
    version: 1,
  };
  if ((await store.insertApplications(ctx, [record])) === 0)
    throw new AppError('membership.open_already', { name: person.name });
  const source = `application:${record.id}`;
  if (procedure.makesApplicant)
    await moveEnrolment(ctx, memberScheme, { personId: person.id, to: 'applicant', from: on, reason: '', source });
  await addStep(ctx, record, { step: 'submitted', day: on });
  await tellNextStep(ctx, record, person.name);
  return presentApplication(ctx, record);
}

const sameName = (one: string, other: string) => one.replace(/\s/g, '') === other.replace(/\s/g, '');

/** Who signs types the own name: a form that somebody else filled in on this phone is noticed. */
function refuseForeignSignature(form: ApplicationForm, person: KnownPerson): void {
  if ('signedName' in form && !sameName(form.signedName, person.name))
    throw new AppError('membership.wrong_signature', { name: person.name });
}

export async function getOwnMembership(ctx: Context) {
  const person = await knownPerson(ctx, ownPerson(ctx));
  const today = ctx.clock.today();
  const present = (await enrolmentsOf(ctx, memberScheme, { personIds: [person.id], day: today })).get(person.id);
  const last = await store.lastApplication(ctx, person.id);
  const declaration = await parameterOn<string>(ctx, 'membership.declaration', today);
  const isFree = last === null || !isOpen(last.state);
  const state = present?.state ?? null;
  return {
    person: presentPerson(person),
    state,
    since: present?.since ?? null,
    application: last === null ? null : await presentApplication(ctx, last),
    declaration: { id: declaration.id, text: declaration.value },
    abilities: {
      join: isFree && person.employedTo === null && procedures.join.from.includes(state),
      withdraw: isFree && procedures.withdrawal.from.includes(state),
    },
  };
}

/**
 * Asks to join or to leave. Refuses: an account without a person, a state that it doesn't fit, an open application, a
 * signature that isn't the own name, a declaration that was changed while it was read, somebody who has left the works.
 */
export async function applyOwn(ctx: Context, body: Body<typeof contract.applyOwn>): Promise<ApplicationWhole> {
  const person = await knownPerson(ctx, ownPerson(ctx));
  const { form } = body;
  refuseForeignSignature(form, person);
  const today = ctx.clock.today();
  const current = form.kind === 'join' ? await parameterOn<string>(ctx, 'membership.declaration', today) : null;
  if (current !== null && current.id !== body.declarationId) throw new AppError('kernel.changed_meanwhile');
  const declaration = current === null ? null : { id: current.id, text: current.value };
  return begin(ctx, { person, form, way: 'phone', paperId: null, declaration, on: today });
}

/** The own application, held until the act is over. Refuses: one that isn't there or isn't the own. */
async function ownApplication(ctx: Context, id: string): Promise<store.ApplicationRecord> {
  const application = await store.applicationRow(ctx, id, 'lock');
  if (application === null || application.personId !== ownPerson(ctx) || application.way !== 'phone') throw notFound();
  return application;
}

/** Refuses: an application that isn't the own or isn't returned, one of another kind, a signature that isn't the own name. */
export async function correctOwn(ctx: Context, id: string, body: Body<typeof contract.correctOwn>) {
  const application = await ownApplication(ctx, id);
  const person = await knownPerson(ctx, application.personId);
  refuseStale(application, body.version, ['returned']);
  if (body.form.kind !== application.kind) throw new AppError('membership.step_not_open');
  refuseForeignSignature(body.form, person);
  const today = ctx.clock.today();
  const change = { state: 'submitted', dueOn: await dueOn(ctx, 'submitted', today), form: body.form } as const;
  await store.changeApplication(ctx, id, change);
  await addStep(ctx, application, { step: 'corrected', day: today });
  const next = { ...application, ...change, version: application.version + 1 };
  await tellNextStep(ctx, next, person.name);
  return presentApplication(ctx, next);
}

/** What is not decided ends without a decision; an applicant is what he was before. */
export async function endOpen(
  ctx: Context,
  application: store.ApplicationRecord,
  reason: string,
): Promise<ApplicationWhole> {
  const change = { state: 'taken_back', dueOn: null } as const;
  await store.changeApplication(ctx, application.id, change);
  if (procedures[application.kind].makesApplicant)
    await voidLastState(ctx, memberScheme, { personId: application.personId, reason });
  await addStep(ctx, application, { step: 'taken_back', day: ctx.clock.today(), note: reason });
  return presentApplication(ctx, { ...application, ...change, version: application.version + 1 });
}

/** Refuses: an application that isn't the own, that is decided, or that somebody has changed meanwhile. */
export async function takeBackOwn(ctx: Context, id: string, version: number): Promise<ApplicationWhole> {
  const application = await ownApplication(ctx, id);
  refuseStale(application, version, ['submitted', 'agreed', 'returned']);
  return endOpen(ctx, application, '');
}

/** Refuses: an application that isn't in reach or came from a phone, that is decided, or was changed meanwhile. */
export async function takeBackEntered(ctx: Context, id: string, body: Body<typeof contract.takeBackEntered>) {
  const application = await store.applicationRow(ctx, id, 'lock');
  const isInReach = application !== null && may(ctx.user, 'membership.member.write', application.unitPath);
  if (!isInReach || application.way !== 'paper') throw notFound();
  refuseStale(application, body.version, ['submitted', 'agreed', 'returned']);
  return endOpen(ctx, application, body.reason);
}

/** Six months, a talk after they began, all in the past: what a proposal says must be able to be true. */
function refuseUnripe(form: ApplicationForm, on: Day): void {
  if (form.kind !== 'lapse') return;
  if (!hasUnpaidSixMonths(form.unpaidSince, on)) throw new AppError('membership.unpaid_too_short');
  if (form.talkOn < form.unpaidSince || form.talkOn > on) throw new AppError('membership.talk_outside');
}

/**
 * Enters a paper, or proposes what nobody asks for himself. Refuses: a person out of reach, a state that it doesn't fit, an
 * open application, a paper that is missing or that somebody else sent, a day that has not come, months that are too few.
 */
export async function enterApplication(
  ctx: Context,
  body: Body<typeof contract.enterApplication>,
): Promise<ApplicationWhole> {
  const person = await knownPerson(ctx, body.personId);
  if (!may(ctx.user, 'membership.member.write', person.unitPath)) throw notFound();
  const { form, paperId } = body;
  if (procedures[form.kind].needsPaper && paperId === null) throw new AppError('membership.paper_missing');
  if (paperId !== null) {
    const file = (await fileRows(ctx, [paperId])).get(paperId);
    if (file?.createdBy !== userOf(ctx).accountId) throw new AppError('membership.paper_foreign');
  }
  refuseForeignSignature(form, person);
  refuseUnripe(form, body.submittedOn);
  return begin(ctx, { person, form, way: 'paper', paperId, declaration: null, on: body.submittedOn });
}

const paperTypes = [...photoTypes, 'application/pdf'];

/** Refuses: bytes that are no photo and no PDF, more than 10 MB. */
export async function addPaper(ctx: Context, bytes: Uint8Array, name: string): Promise<{ id: string; name: string }> {
  if (bytes.length > MAX_PAPER_BYTES) throw new AppError('kernel.too_large');
  const file = await storeFile(ctx, bytes, name, paperTypes);
  return { id: file.id, name: file.name };
}

/** Refuses: an application that isn't in reach or has no paper. */
export async function getPaper(ctx: Context, id: string): Promise<FileAnswer> {
  const { paperId } = await visibleApplication(ctx, id);
  if (paperId === null) throw notFound();
  const file = await fileRow(ctx, paperId);
  return new FileAnswer(await readFileBytes(ctx, file), file.mediaType, file.name, true);
}

/** Refuses: an application that isn't there or isn't in reach. */
async function visibleApplication(ctx: Context, id: string): Promise<store.ApplicationRecord> {
  const application = await store.applicationRow(ctx, id);
  if (application === null || !may(ctx.user, 'membership.member.read', application.unitPath)) throw notFound();
  return application;
}

export async function showApplication(ctx: Context, id: string): Promise<ApplicationWhole> {
  return presentApplication(ctx, await visibleApplication(ctx, id));
}

/** Refuses: a unit that isn't in reach. */
export async function listApplications(
  ctx: Context,
  query: EndpointInput<typeof contract.listApplications>['query'],
): Promise<Page<ApplicationRow>> {
  const { kind, state, unitId, cursor, limit } = query;
  const under = await pathsAsked(ctx, 'membership.member.read', unitId);
  const rows = await store.applicationRows(ctx, { under, kind, state, after: decodePlace(cursor), limit: limit + 1 });
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    rows: await presentApplications(ctx, page),
    nextCursor: rows.length > limit && last !== undefined ? encodePlace(last.submittedOn, last.id) : null,
  };
}
