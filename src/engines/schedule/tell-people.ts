import { notify, type Context } from '#kernel';
import { dayOf } from '#kernel/contract';
import { accountsOfPeople } from '#engines/roster';
import { daysOf } from './rules';
import type { EventRecord } from './store';
import { selectSeats } from './store-taking-part';

const clock = new Intl.DateTimeFormat('en-GB', { timeZone: 'Asia/Shanghai', hour: '2-digit', minute: '2-digit' });

const linkOf = (event: EventRecord) => ({ desktop: `/events/${event.id}`, phone: `/activities/${event.id}` });

/** Where it is, or that this is open yet, in the reader's words. */
const placeOf = ({ place }: EventRecord): Record<string, string> =>
  place === '' ? { placeWord: 'pages.list.noPlace' } : { place };

/** The accounts of those who hold a seat; who has no account is told by the unit's officer, as ever. */
async function accountsOfSeats(ctx: Context, eventId: string, state: 'placed' | 'any'): Promise<string[]> {
  const seats = (await selectSeats(ctx, eventId)).filter((seat) => state === 'any' || seat.state === state);
  if (seats.length === 0) return [];
  const accounts = await accountsOfPeople(
    ctx,
    seats.map((seat) => seat.personId),
  );
  return [...accounts.values()];
}

/** Tells those who waited that they have a place now. */
export async function tellMovedUp(ctx: Context, event: EventRecord, personIds: readonly string[]): Promise<void> {
  if (personIds.length === 0) return;
  const to = [...(await accountsOfPeople(ctx, personIds)).values()];
  const params = { title: event.title, day: daysOf(event, null).first };
  await notify(ctx, { to, kind: 'schedule.moved_up', params, link: linkOf(event) });
}

export async function tellCancelled(ctx: Context, event: EventRecord, reason: string): Promise<void> {
  const to = await accountsOfSeats(ctx, event.id, 'any');
  const params = { title: event.title, reason };
  await notify(ctx, { to, kind: 'schedule.cancelled', params, link: linkOf(event) });
}

export async function tellOnAgain(ctx: Context, event: EventRecord, reason: string): Promise<void> {
  const to = await accountsOfSeats(ctx, event.id, 'any');
  const params = { title: event.title, day: daysOf(event, null).first, reason };
  await notify(ctx, { to, kind: 'schedule.on_again', params, link: linkOf(event) });
}

const sameMoment = (a: Date | null, b: Date | null): boolean => a?.getTime() === b?.getTime();

/** Tells those who signed up what has become of time and place, and why; what stayed as it was is not told. */
export async function tellWhenAndWhere(
  ctx: Context,
  before: EventRecord,
  event: EventRecord,
  reason: string,
): Promise<void> {
  const isMoved = !sameMoment(before.startsAt, event.startsAt);
  const isWindowMoved = before.windowFrom !== event.windowFrom || before.windowTo !== event.windowTo;
  const isTimeSame = !isMoved && sameMoment(before.endsAt, event.endsAt) && (event.startsAt !== null || !isWindowMoved);
  if (isTimeSame && before.place === event.place) return;
  const to = await accountsOfSeats(ctx, event.id, 'any');
  if (to.length === 0) return;
  const link = linkOf(event);
  const { title, windowFrom, windowTo } = event;
  if (event.startsAt === null) {
    if (isTimeSame)
      return notify(ctx, { to, kind: 'schedule.place_changed', params: { title, ...placeOf(event) }, link });
    const params = { title, from: windowFrom, to: windowTo, reason };
    return notify(ctx, { to, kind: 'schedule.time_open', params, link });
  }
  const params = { title, day: dayOf(event.startsAt), time: clock.format(event.startsAt), ...placeOf(event) };
  if (isMoved && before.startsAt !== null)
    return notify(ctx, { to, kind: 'schedule.moved', params: { ...params, reason }, link });
  return notify(ctx, { to, kind: 'schedule.time_set', params, link });
}

/** Reminds those with a place of one event that begins on the next day; once, however often it is asked. */
export async function tellOfTomorrow(ctx: Context, event: EventRecord): Promise<void> {
  if (event.startsAt === null) return;
  const to = await accountsOfSeats(ctx, event.id, 'placed');
  const day = dayOf(event.startsAt);
  const params = { title: event.title, day, time: clock.format(event.startsAt), ...placeOf(event) };
  await notify(ctx, { to, kind: 'schedule.tomorrow', params, link: linkOf(event), key: `tomorrow:${event.id}:${day}` });
}
