import { randomUUID } from 'node:crypto';
import { accountNames } from '../accounts';
import { audit } from '../audit';
import { addWorkingDays } from '../calendar';
import type { Context, Parameter } from '../context';
import { AppError, notFound } from '../errors';
import { newId } from '../ids';
import { parameterOn } from '../parameters';
import { noticeDaysShape, type NewObjection, type ObjectionAnswer } from './contract';
import type { PublicNotice, PublicObjection } from './contract';
import { maskedName } from './masked-name';
import * as store from './store';

/**
 * Public notices (公示): what is laid open for some working days so that anybody who may read it may object before it is
 * decided. A module opens, extends, withdraws and ends one by these functions within its own act and judges the rights;
 * each objection is answered with findings, and a notice ends only when its window is over and no objection is open.
 */
export const noticeDays: Parameter<number> = {
  shape: noticeDaysShape,
  seed: {
    value: 5,
    validFrom: '1949-10-01',
    level: 'product',
    source: '评选表彰通行做法：公示不少于5个工作日',
    confidence: 'K-H',
  },
};

export interface NoticeDraft {
  /** `honours.round:<id>`: what it is about. One notice of a subject stands open at a time. */
  readonly subject: string;
  readonly title: string;
  readonly body: string;
  readonly workingDays: number;
  readonly takesAnonymous: boolean;
  /** Names of people are masked here, before they are written; those of units are not. */
  readonly rows: readonly {
    readonly key: string;
    readonly name: string;
    readonly isPerson: boolean;
    readonly detail: string;
  }[];
}

async function refuseShort(ctx: Context, workingDays: number): Promise<void> {
  const { value: fewest } = await parameterOn<number>(ctx, noticeDaysShape.key, ctx.clock.today());
  if (workingDays < fewest) throw new AppError('notice.window_short', { fewest });
}

/**
 * Lays open from today; the window counts from tomorrow. The answer is the notice. Refuses: a window below the fewest working
 * days (notice.window_short), no rows (notice.nothing_to_show), a subject of which one stands open (notice.open_already).
 */
export async function openNotice(ctx: Context, draft: NoticeDraft): Promise<PublicNotice> {
  await refuseShort(ctx, draft.workingDays);
  if (draft.rows.length === 0) throw new AppError('notice.nothing_to_show');
  const earlier = await store.noticesBySubject(ctx, [draft.subject]);
  if (earlier.some(({ state }) => state === 'open')) throw new AppError('notice.open_already');
  const id = newId();
  const beginsOn = ctx.clock.today();
  await store.insertNotice(ctx, {
    ...draft,
    ...{ id, number: earlier.length + 1, beginsOn, endsOn: addWorkingDays(beginsOn, draft.workingDays) },
    rows: draft.rows.map(({ key, name, isPerson, detail }) => ({
      ...{ key, detail },
      name: isPerson ? maskedName(name) : name,
    })),
  });
  audit(ctx, { action: 'notice.open', subject: `public_notice:${id}`, details: { count: draft.rows.length } });
  return showNotice(ctx, id);
}

async function openNoticeFor(ctx: Context, id: string): Promise<store.NoticeRecord> {
  const notice = await store.noticeById(ctx, id, 'lock');
  if (notice === null) throw notFound();
  if (notice.state !== 'open') throw new AppError('notice.closed', { title: notice.title });
  return notice;
}

/** So many more working days after the last one. Refuses: a notice that doesn't stand open (notice.closed). */
export async function extendNotice(ctx: Context, id: string, moreDays: number): Promise<PublicNotice> {
  const notice = await openNoticeFor(ctx, id);
  await store.updateWindow(ctx, id, addWorkingDays(notice.endsOn, moreDays), notice.workingDays + moreDays);
  audit(ctx, { action: 'notice.extend', subject: `public_notice:${id}`, details: { days: moreDays } });
  return showNotice(ctx, id);
}

/** Takes a notice back, to announce anew what is left of it. Refuses: one that doesn't stand open (notice.closed). */
export async function withdrawNotice(ctx: Context, id: string, reason: string): Promise<void> {
  await openNoticeFor(ctx, id);
  await store.closeNotice(ctx, id, 'withdrawn', reason);
  audit(ctx, { action: 'notice.withdraw', subject: `public_notice:${id}` });
}

/**
 * Ends a notice: what it announced may be decided. Refuses: one that doesn't stand open (notice.closed), whose last day isn't
 * over (notice.window_open), of which an objection has no findings yet (notice.objections_open).
 */
export async function endNotice(ctx: Context, id: string): Promise<void> {
  const notice = await openNoticeFor(ctx, id);
  if (ctx.clock.today() <= notice.endsOn) throw new AppError('notice.window_open', { until: notice.endsOn });
  const open = (await store.objectionsOf(ctx, [id])).filter(({ state }) => state === 'open').length;
  if (open > 0) throw new AppError('notice.objections_open', { count: open });
  await store.closeNotice(ctx, id, 'ended', '');
  audit(ctx, { action: 'notice.end', subject: `public_notice:${id}` });
}

/**
 * Objects; whoever calls it has judged that the person may read the notice. Refuses: a notice that takes none any more
 * (notice.over), a row that it hasn't, an objection without a name where the notice asks for names (notice.name_wanted).
 */
export async function raiseObjection(ctx: Context, noticeId: string, given: NewObjection): Promise<string> {
  const notice = await store.noticeById(ctx, noticeId, 'lock');
  if (notice === null) throw notFound();
  if (!isTaking(ctx, notice)) throw new AppError('notice.over', { title: notice.title });
  if (given.isAnonymous && !notice.takesAnonymous) throw new AppError('notice.name_wanted');
  const rows = await store.rowsOfNotices(ctx, [noticeId]);
  if (given.rowKey !== null && !rows.some(({ key }) => key === given.rowKey)) throw notFound();
  // An id that carries the moment would lead from the log of requests to whoever objected without a name.
  const id = randomUUID();
  const accountId = given.isAnonymous ? null : (ctx.user?.accountId ?? null);
  if (!given.isAnonymous && accountId === null) throw notFound();
  await store.insertObjection(ctx, { ...given, id, noticeId, accountId });
  audit(ctx, {
    action: 'notice.object',
    subject: `public_notice:${noticeId}`,
    ...(given.isAnonymous ? { isWithoutActor: true } : {}),
  });
  return id;
}

/**
 * Answers an objection with what was found; the answer is the row that it was about. Refuses: one that isn't of a notice of
 * this subject, one that has its answer (notice.answered_already), one's own (notice.own_objection), one of a notice that
 * doesn't stand open (notice.closed).
 */
export async function answerObjection(
  ctx: Context,
  subject: string,
  id: string,
  answer: ObjectionAnswer,
): Promise<{ noticeId: string; rowKey: string | null }> {
  const objection = await store.objectionById(ctx, id);
  const notice = objection === null ? null : await store.noticeById(ctx, objection.noticeId, 'read');
  if (objection === null || notice?.subject !== subject) throw notFound();
  if (objection.state !== 'open') throw new AppError('notice.answered_already');
  if (objection.accountId !== null && objection.accountId === ctx.user?.accountId)
    throw new AppError('notice.own_objection');
  await openNoticeFor(ctx, notice.id);
  await store.updateObjection(ctx, id, answer);
  audit(ctx, {
    action: 'notice.answer',
    subject: `public_notice:${notice.id}`,
    details: { objectionId: id, state: answer.state },
  });
  return { noticeId: notice.id, rowKey: objection.rowKey };
}

const isTaking = (ctx: Context, { state, endsOn }: store.NoticeRecord): boolean =>
  state === 'open' && ctx.clock.today() <= endsOn;

async function present(ctx: Context, notices: readonly store.NoticeRecord[]): Promise<PublicNotice[]> {
  const rows = await store.rowsOfNotices(
    ctx,
    notices.map(({ id }) => id),
  );
  return notices.map((notice) => ({
    ...notice,
    isTaking: isTaking(ctx, notice),
    rows: rows.filter(({ noticeId }) => noticeId === notice.id).map(({ key, name, detail }) => ({ key, name, detail })),
  }));
}

/** Notices of subjects, the latest first; whoever asks has judged the rights. */
export async function noticesOf(
  ctx: Context,
  subjects: readonly string[],
): Promise<(PublicNotice & { subject: string })[]> {
  const notices = await store.noticesBySubject(ctx, subjects);
  const shown = await present(ctx, notices);
  return shown.map((notice, at) => ({ ...notice, subject: notices[at]!.subject }));
}

/** Refuses: a notice that isn't there. Whoever asks has judged the rights by its subject. */
export async function showNotice(ctx: Context, id: string): Promise<PublicNotice & { subject: string }> {
  const notice = await store.noticeById(ctx, id, 'read');
  if (notice === null) throw notFound();
  return { ...(await present(ctx, [notice]))[0]!, subject: notice.subject };
}

/** Who opened and who ended the notices of a subject: what one hand announced another one decides. */
export async function handsOfNotices(ctx: Context, subject: string): Promise<(string | null)[]> {
  return (await store.noticesBySubject(ctx, [subject])).map(({ openedBy }) => openedBy);
}

/** The objections to notices, for those who answer them. */
export async function objectionsTo(ctx: Context, noticeIds: readonly string[]): Promise<PublicObjection[]> {
  const objections = await store.objectionsOf(ctx, noticeIds);
  const names = await accountNames(
    ctx,
    objections.flatMap(({ accountId, answeredBy }) => [accountId ?? [], answeredBy ?? []].flat()),
  );
  return objections.map(({ accountId, answeredBy, ...objection }) => ({
    ...objection,
    raisedByName: names.get(accountId ?? '') ?? '',
    answeredByName: names.get(answeredBy ?? '') ?? '',
  }));
}
