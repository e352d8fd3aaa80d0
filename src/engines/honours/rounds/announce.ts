import {
  AppError,
  answerObjection,
  audit,
  extendNotice,
  notFound,
  noticesOf,
  openNotice,
  raiseObjection,
} from '#kernel';
import { scopePaths, showNotice, text, withdrawNotice, type Context } from '#kernel';
import { addDays, type EndpointInput, type PublicNotice } from '#kernel/contract';
import { unitNames } from '#engines/roster';
import { nameOf, nominationNames } from '../nominations/names';
import { nominationsOf, updateNominationState, writeOutcome, type NominationRecord } from '../nominations/store';
import { decimal } from '#engines/contest';
import type { RoundWhole, ShownNotice } from './contract';
import type * as contract from './contract';
import { isEnough } from './outcome';
import { mayRead, refuseOwnCase, roundFor } from './policy';
import { presentRound, subjectOf } from './present';
import { roundAfter } from './states';
import * as store from './store';

const READ = 'honours.notice.read';
/** Notices stay in sight for so long after the end of their round's window. */
const DAYS_SHOWN = 365;

/** Refuses: nobody chosen any more (honours.nobody_left), a window below the fewest working days (notice.window_short). */
export async function announceRound(ctx: Context, id: string, version: number): Promise<RoundWhole> {
  const round = await roundFor(ctx, id, 'honours.round.manage', 'announce', version);
  const chosen = (await nominationsOf(ctx, id)).filter(({ state }) => state === 'chosen');
  if (chosen.length === 0) throw new AppError('honours.nobody_left');
  const names = await nominationNames(ctx, chosen);
  await openNotice(ctx, {
    subject: subjectOf(id),
    // A notice is a document of the union: it is Chinese whoever publishes it.
    title: text('zh-CN', 'honours:rounds.notice.title', { title: round.title, name: round.name }),
    body: text('zh-CN', 'honours:rounds.notice.body', { title: round.title }),
    workingDays: round.definition.noticeDays,
    takesAnonymous: round.definition.takesAnonymous,
    rows: chosen.map((one) => ({
      key: one.id,
      name: nameOf(names, one),
      isPerson: one.personId !== null,
      detail: one.personId === null ? '' : (names.units.get(one.unitId) ?? ''),
    })),
  });
  await store.updateRound(ctx, id, { state: roundAfter(round.state, 'announce')! });
  audit(ctx, { action: 'honours.announceRound', subject: `honour_round:${id}`, details: { count: chosen.length } });
  return presentRound(ctx, id);
}

async function openNoticeOf(ctx: Context, roundId: string): Promise<PublicNotice> {
  const notice = (await noticesOf(ctx, [subjectOf(roundId)])).find(({ state }) => state === 'open');
  if (notice === undefined) throw notFound();
  return notice;
}

/** Refuses: a round whose notice doesn't stand open (honours.round_step_impossible). */
export async function extendRoundNotice(
  ctx: Context,
  { params, body }: EndpointInput<typeof contract.extendRoundNotice>,
): Promise<RoundWhole> {
  const round = await roundFor(ctx, params.id, 'honours.round.manage', 'answer', body.version);
  await extendNotice(ctx, (await openNoticeOf(ctx, round.id)).id, body.days);
  await store.updateRound(ctx, round.id, { state: round.state });
  return presentRound(ctx, round.id);
}

/**
 * Answers an objection. Upheld, it strikes whom it was about, the notice is withdrawn, and the next by the review moves up
 * where exactly one is next and has enough; the rest is announced anew for a whole window. Refuses: the own case
 * (honours.own_case), and what the kernel refuses of an answer.
 */
export async function answerRoundObjection(
  ctx: Context,
  { params, body }: EndpointInput<typeof contract.answerRoundObjection>,
): Promise<RoundWhole> {
  const round = await roundFor(ctx, params.id, 'honours.round.manage', 'answer');
  const { noticeId, rowKey } = await answerObjection(ctx, subjectOf(round.id), params.objectionId, body);
  const nominations = await nominationsOf(ctx, round.id);
  const about = nominations.find(({ id }) => id === rowKey);
  await refuseOwnCase(ctx, about === undefined ? [] : [about]);
  if (body.state === 'upheld') {
    await withdrawNotice(ctx, noticeId, text('zh-CN', 'honours:rounds.notice.withdrawn'));
    if (about !== undefined) {
      await updateNominationState(ctx, about.id, { state: 'struck', reason: body.findings });
      await moveUp(ctx, round, nominations);
    }
    await store.updateRound(ctx, round.id, { state: 'chosen' });
  }
  audit(ctx, {
    action: 'honours.answerObjection',
    subject: `honour_round:${round.id}`,
    details: { objectionId: params.objectionId, state: body.state },
  });
  return presentRound(ctx, round.id);
}

/** The next by the review, if exactly one is next and has enough: equals are for a meeting, and a meeting has no order. */
export function nextOf(round: Pick<store.RoundRecord, 'definition'>, nominations: readonly NominationRecord[]) {
  const { review } = round.definition;
  if (review.way === 'meeting') return null;
  const able = nominations.filter(
    ({ state, place, result }) => state === 'not_chosen' && place !== null && isEnough(review, decimal(result)),
  );
  const best = Math.min(...able.map(({ place }) => place!));
  const next = able.filter(({ place }) => place === best);
  return next.length === 1 ? next[0]! : null;
}

async function moveUp(ctx: Context, round: store.RoundRecord, nominations: readonly NominationRecord[]): Promise<void> {
  const next = nextOf(round, nominations);
  if (next !== null) await writeOutcome(ctx, [{ ...next, state: 'chosen' }]);
}

async function present(
  ctx: Context,
  rounds: readonly store.RoundRecord[],
  notices: readonly (PublicNotice & { subject: string })[],
): Promise<ShownNotice[]> {
  const units = await unitNames(ctx, [...new Set(rounds.map(({ unitId }) => unitId))]);
  return notices.map((notice) => {
    const round = rounds.find(({ id }) => subjectOf(id) === notice.subject)!;
    return {
      ...notice,
      roundId: round.id,
      conditions: round.definition.conditions,
      unit: { id: round.unitId, name: units.get(round.unitId) ?? '' },
    };
  });
}

/** Notices for the reader's units: what stands, and what stood in the last year. */
export async function listNotices(ctx: Context): Promise<{ rows: ShownNotice[] }> {
  const since = addDays(ctx.clock.today(), -DAYS_SHOWN);
  const rounds = await store.announcedRounds(ctx, scopePaths(ctx.user, READ), since);
  const notices = await noticesOf(
    ctx,
    rounds.map(({ id }) => subjectOf(id)),
  );
  return { rows: await present(ctx, rounds, notices) };
}

/** Refuses: a notice that isn't there, isn't of a round, or isn't for the reader. */
export async function showRoundNotice(ctx: Context, id: string): Promise<ShownNotice> {
  const notice = await showNotice(ctx, id);
  const [subject, roundId] = notice.subject.split(':', 2) as [string, string | undefined];
  const round = subject === 'honours.round' && roundId !== undefined ? await store.roundById(ctx, roundId) : null;
  if (round === null || !mayRead(ctx, READ, round.unitPath)) throw notFound();
  return (await present(ctx, [round], [notice]))[0]!;
}

/** Refuses: a notice that isn't for the reader, and what the kernel refuses of an objection. */
export async function objectToNotice(
  ctx: Context,
  { params, body }: EndpointInput<typeof contract.objectToNotice>,
): Promise<{ id: string }> {
  await showRoundNotice(ctx, params.id);
  return { id: await raiseObjection(ctx, params.id, body) };
}
