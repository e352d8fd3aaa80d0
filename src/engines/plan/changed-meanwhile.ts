import { AppError, text, type Context } from '#kernel';
import { dayOf } from '#kernel/contract';
import type { CommitmentContent } from './contract';
import { dayWords, targetWords, windowDays } from './report-lines';
import { wordsIn } from './report-words';
import type { LastChange, Snapshot } from './records';

/** The name of who changed a row, and when, in words of the reader. */
export function changerWords(ctx: Context, change: LastChange): { by: string; at: string } {
  const say = (key: string) => text(ctx.language, `plan:changed.${key}`);
  const isOwn = change.changedBy !== null && change.changedBy === ctx.user?.accountId;
  const by = isOwn ? say('yourself') : change.changedByName || say('somebody');
  if (change.changedAt === null) return { by, at: say('lately') };
  const time = change.changedAt.toLocaleTimeString('en-GB', {
    timeZone: 'Asia/Shanghai',
    hour: '2-digit',
    minute: '2-digit',
  });
  const day = dayWords(dayOf(change.changedAt), wordsIn(ctx.language), Number(ctx.clock.today().slice(0, 4)));
  return { by, at: `${day} ${time}` };
}

/** What a commitment reads now, in one line: name, kind, when, how much, and what was decided about it. */
export function commitmentWords(
  ctx: Context,
  content: CommitmentContent,
  reviewState: Snapshot['reviewState'] | null,
): string {
  const words = wordsIn(ctx.language);
  const when = content.window === null ? '' : content.window.words || windowDays(content, words);
  return [
    content.title,
    words.say(`pages.kind.${content.kind}`),
    when,
    targetWords(content.target, words),
    reviewState === null ? '' : words.say(`pages.review.${reviewState}`),
  ]
    .filter((part) => part !== '')
    .join(' · ');
}

/**
 * The refusal for what somebody changed meanwhile: who, when, and what it reads now, so that the person can weigh the
 * other's change against the own one. `now` is a sentence's part in the reader's language.
 */
export function changedMeanwhile(
  ctx: Context,
  row: { id: string; number?: string; title: string; change: LastChange; now: string },
): AppError {
  const { by, at } = changerWords(ctx, row.change);
  return new AppError('plan.row_changed', {
    id: row.id,
    number: row.number ?? '',
    title: row.title,
    by,
    at,
    changedAt: row.change.changedAt?.toISOString() ?? null,
    now: row.now,
  });
}

export const unchanged: LastChange = { changedAt: null, changedBy: null, changedByName: '' };
