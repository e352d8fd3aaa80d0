import { AppError, assert, audit, errorText, may, notFound, userOf, type Context } from '#kernel';
import { moveEnrolment, voidLastState } from '#engines/roster';
import type { EndpointInput } from '#kernel/contract';
import { giveCards } from '../cards/give';
import { refuseOwnEyes } from '../policy';
import { knownPerson, presentApplication } from '../present';
import { memberScheme } from '../scheme';
import { addStep, dueOn, refuseStale } from './applications';
import type * as contract from './contract';
import type { ApplicationWhole } from './contract';
import { endsMembership, procedures } from './procedures';
import * as store from './store';
import { tellNextStep, tellOutcome } from './told';

type Body<E> = EndpointInput<E>['body'];
type Verdict = Body<typeof contract.decideApplication>;

/** The application, held until the act is over. Refuses: one that isn't there or isn't in reach. */
async function heldApplication(
  ctx: Context,
  id: string,
  permission: 'membership.application.opinion' | 'membership.application.approve',
): Promise<store.ApplicationRecord> {
  const application = await store.applicationRow(ctx, id, 'lock');
  if (application === null || !may(ctx.user, permission, application.unitPath)) throw notFound();
  return application;
}

/**
 * The union group agrees, or gives back with its reason what the applicant then corrects. Refuses: the own application or
 * one that the person entered, a step that is taken already, an application that somebody has changed meanwhile.
 */
export async function giveOpinion(
  ctx: Context,
  id: string,
  body: Body<typeof contract.giveOpinion>,
): Promise<ApplicationWhole> {
  const application = await heldApplication(ctx, id, 'membership.application.opinion');
  refuseStale(application, body.version, ['submitted']);
  await refuseOwnEyes(ctx, application);
  const state = body.verdict === 'agree' ? 'agreed' : 'returned';
  const today = ctx.clock.today();
  const change = { state, dueOn: await dueOn(ctx, state, today) } as const;
  await store.changeApplication(ctx, id, change);
  await addStep(ctx, application, { step: state, day: today, note: body.note });
  const next = { ...application, ...change, version: application.version + 1 };
  if (state === 'agreed') await tellNextStep(ctx, next, (await knownPerson(ctx, application.personId)).name);
  else await tellOutcome(ctx, next, 'returned', body.note);
  return presentApplication(ctx, next);
}

/**
 * The committee approves from a day on, or refuses with its reason. Two who decide at one moment decide once: the second
 * is told by whom. Refuses: as giveOpinion; a day that has not come; a withdrawal that is to be refused; an expulsion that
 * was not filed with the union above; an end of which it isn't said whether the card came back.
 */
export async function decideApplication(ctx: Context, id: string, body: Verdict): Promise<ApplicationWhole> {
  const application = await heldApplication(ctx, id, 'membership.application.approve');
  refuseStale(application, body.version, ['agreed']);
  await refuseOwnEyes(ctx, application);
  refuseUnfit(ctx, application, body);
  await decide(ctx, application, body);
  const decided = await store.applicationRow(ctx, id);
  assert(decided !== null, `application ${id} is gone`);
  return presentApplication(ctx, decided);
}

function refuseUnfit(ctx: Context, { kind }: store.ApplicationRecord, body: Verdict): void {
  const today = ctx.clock.today();
  if (body.on > today) throw new AppError('membership.day_ahead', { today });
  if (body.verdict === 'refuse') {
    if (!procedures[kind].mayBeRefused) throw new AppError('membership.cannot_be_refused');
    return;
  }
  if (kind === 'expulsion' && (body.filedNote ?? '') === '') throw new AppError('membership.filing_missing');
  if (endsMembership(kind) && body.isCardReturned === undefined) throw new AppError('membership.card_unsaid');
}

/** Answers the number of the card that comes with an admission. */
async function decide(ctx: Context, application: store.ApplicationRecord, body: Verdict): Promise<string | null> {
  const { id, personId, kind, form } = application;
  const isApproved = body.verdict === 'approve';
  const { leadsTo, makesApplicant } = procedures[kind];
  const state = isApproved ? 'approved' : 'refused';
  await store.changeApplication(ctx, id, {
    ...{ state, dueOn: null, decidedOn: body.on, decidedByName: userOf(ctx).name },
  });
  let number: string | null = null;
  if (isApproved) {
    const source = `application:${id}`;
    await moveEnrolment(ctx, memberScheme, { personId, to: leadsTo, from: body.on, reason: body.note, source });
    if (leadsTo === 'active') {
      const memberSince = form.kind === 'transfer_in' ? form.memberSince : null;
      const paysByPayroll = form.kind === 'join' && form.paysByPayroll;
      const [given] = await giveCards(ctx, [
        { personId, unitPath: application.unitPath, on: body.on, memberSince, paysByPayroll },
      ]);
      number = given!.number;
    }
  } else if (makesApplicant) await voidLastState(ctx, memberScheme, { personId, reason: body.note });
  const details = {
    ...(body.isCardReturned === undefined ? {} : { isCardReturned: body.isCardReturned }),
    ...(body.filedNote === undefined ? {} : { filedNote: body.filedNote }),
  };
  await addStep(ctx, application, { step: state, day: body.on, note: body.note, details });
  await tellOutcome(ctx, application, state, body.note);
  return number;
}

/** Why one of many can't be approved, in words; null for one that can. */
async function reasonAgainst(
  ctx: Context,
  application: store.ApplicationRecord,
  version: number,
): Promise<string | null> {
  try {
    refuseStale(application, version, ['agreed']);
    await refuseOwnEyes(ctx, application);
    if (endsMembership(application.kind)) throw new AppError('membership.card_unsaid');
    return null;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return errorText(ctx.language, error.code, error.params);
  }
}

/**
 * Approves many admissions from one day on. Each that can't be is named with its reason and the others go through; one out
 * of reach is told as one that isn't there. Refuses the whole: a day that has not come.
 */
export async function approveApplications(
  ctx: Context,
  { rows, on }: Body<typeof contract.approveApplications>,
): Promise<{ rows: { id: string; number: string | null; refusal: string | null }[] }> {
  const today = ctx.clock.today();
  if (on > today) throw new AppError('membership.day_ahead', { today });
  const held = await store.lockApplications(
    ctx,
    rows.map((row) => row.id),
  );
  const known = new Map(held.map((application) => [application.id, application]));
  const answers: { id: string; number: string | null; refusal: string | null }[] = [];
  for (const { id, version } of rows) {
    const application = known.get(id);
    known.delete(id);
    if (application === undefined || !may(ctx.user, 'membership.application.approve', application.unitPath)) {
      answers.push({ id, number: null, refusal: errorText(ctx.language, 'kernel.not_found', {}) });
      continue;
    }
    const day = on < application.submittedOn ? application.submittedOn : on;
    const refusal = await reasonAgainst(ctx, application, version);
    const number =
      refusal === null ? await decide(ctx, application, { version, verdict: 'approve', on: day, note: '' }) : null;
    answers.push({ id, number, refusal });
  }
  const approved = answers.filter((answer) => answer.refusal === null).length;
  const details = { day: on, given: rows.length, approved };
  audit(ctx, { action: 'membership.approveTogether', subject: 'applications', details });
  return { rows: answers };
}
