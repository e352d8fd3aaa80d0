import { z } from 'zod';
import { audit, job, notify, parameterOn, type Context } from '#kernel';
import { accountsOfPeople, accountsWhoMay, bodiesOf, seatsOn, type BodyRecord, type TermRecord } from '#engines/roster';
import { daysBetween, type Day } from '#kernel/contract';
import { rosterKinds } from './kinds';
import { termNoticeShape } from './size-parameters';

interface DueTerm {
  readonly body: BodyRecord;
  readonly term: TermRecord;
  readonly daysLeft: number;
}

/** The last terms of bodies that end soon or have run out without a re-election. */
async function dueTerms(ctx: Context, today: Day, within: number): Promise<DueTerm[]> {
  const bodies = await bodiesOf(ctx, { kinds: rosterKinds, scopes: ['/'], day: today });
  return bodies.flatMap(({ terms, ...body }) => {
    const term = terms.at(-1);
    if (term === undefined || term.endedOn !== null || term.startsOn > today) return [];
    const daysLeft = daysBetween(today, term.endsOn);
    return daysLeft > within ? [] : [{ body, term, daysLeft }];
  });
}

/** Who is told: those who keep the bodies of the unit, and whoever leads this one, or led it to its end. */
async function accountsToTell(ctx: Context, { body, term, daysLeft }: DueTerm, today: Day): Promise<string[]> {
  const day = daysLeft < 0 ? term.endsOn : today;
  const seats = await seatsOn(ctx, { kinds: [body.kind], day, scopes: [body.unitPath] });
  const heads = seats.filter((seat) => seat.bodyId === body.id && ['chair', 'leader'].includes(seat.seat));
  const accounts = await accountsOfPeople(
    ctx,
    heads.map((seat) => seat.personId),
  );
  return [...new Set([...(await accountsWhoMay(ctx, 'membership.body.write', body.unitPath)), ...accounts.values()])];
}

/**
 * Calls re-elections to mind: once when a term comes near its end, once more shortly before, once when it has run out. A
 * term that is prolonged is called to mind anew. Asked twice, it tells nobody twice.
 */
export async function remindOfTerms(ctx: Context): Promise<number> {
  const today = ctx.clock.today();
  const { value: notice } = await parameterOn<{ first: number; again: number }>(ctx, termNoticeShape.key, today);
  const due = await dueTerms(ctx, today, notice.first);
  for (const one of due) {
    const { body, term, daysLeft } = one;
    const stage = daysLeft < 0 ? 'over' : daysLeft <= notice.again ? 'again' : 'first';
    const told = { body: body.name, unit: body.unitName, day: term.endsOn };
    const to = await accountsToTell(ctx, one, today);
    const link = { desktop: `/membership/bodies/${body.id}` };
    const key = `membership.term:${term.id}:${term.endsOn}:${stage}`;
    if (daysLeft < 0) await notify(ctx, { to, kind: 'membership.term_overdue', params: told, link, key });
    else await notify(ctx, { to, kind: 'membership.term_ending', params: { ...told, count: daysLeft }, link, key });
  }
  if (due.length > 0) audit(ctx, { action: 'membership.remindOfTerms', details: { due: due.length } });
  return due.length;
}

export const termReminderJob = job({
  name: 'membership.remind_of_terms',
  payload: z.unknown(),
  rhythm: { dailyAt: '08:40' },
  work: async (ground) => {
    await ground.act(remindOfTerms);
  },
});
