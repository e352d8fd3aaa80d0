import { z } from 'zod';
import type { Context } from '#kernel';
import type { PersonFollower } from '#engines/roster';
import { canStep, movingUp } from './rules';
import { findEvent } from './store';
import * as store from './store-person';
import { moveUp, selectSeats } from './store-taking-part';
import { tellMovedUp } from './tell-people';

const ids = z.array(z.string());
const journal = z.object({
  /** Sign-ups that gave way to the person's other one for the same event. */
  withdrawn: z.array(z.object({ id: z.string(), eventId: z.string(), state: z.enum(['placed', 'waiting']) })),
  signUps: ids,
  /** Attendance of events to which both records are said to have come. */
  dropped: z.array(z.record(z.string(), z.unknown())),
  attended: ids,
  feeds: ids,
  duties: ids,
});
type Withdrawn = z.infer<typeof journal>['withdrawn'];

/** Of two sign-ups for one event the better one stays: a place before waiting, then the earlier one. */
function worseOf(clash: store.SignUpClash): Withdrawn[number] {
  const { eventId } = clash;
  const isFromBetter =
    clash.fromState === clash.toState ? clash.fromPosition < clash.toPosition : clash.fromState === 'placed';
  return isFromBetter
    ? { id: clash.toId, eventId, state: clash.toState }
    : { id: clash.fromId, eventId, state: clash.fromState };
}

/** Who waited for a place that a person held twice moves up, as after any withdrawal. */
async function fillSeats(ctx: Context, withdrawn: Withdrawn): Promise<void> {
  for (const { eventId } of withdrawn.filter(({ state }) => state === 'placed')) {
    const event = (await findEvent(ctx, eventId, 'lock'))!;
    const hasBegun = event.startsAt !== null && event.startsAt <= ctx.clock.now();
    if (!canStep(event.state, 'change') || hasBegun) continue;
    const moved = movingUp(await selectSeats(ctx, eventId), event.places).map((seat) => seat.personId);
    await moveUp(ctx, eventId, moved);
    await tellMovedUp(ctx, event, moved);
  }
}

/** Sign-ups, attendance, calendar addresses and duties go over; of two that say the same of one event one stays. */
export const scheduleFollower: PersonFollower = {
  name: 'schedule',
  columns: [
    'schedule.sign_up.person_id',
    'schedule.attendance.person_id',
    'schedule.feed.person_id',
    'schedule.duty.person_id',
  ],
  describe: async (ctx, { from, to }) => {
    const counts = await store.countsOfPerson(ctx, from, to);
    const twice = (await store.signUpClashes(ctx, from, to)).length;
    return [
      { what: 'schedule:followed.signUps', moves: counts.signUps - twice, clashes: twice },
      {
        what: 'schedule:followed.attendance',
        moves: counts.attendance - counts.doubleAttendance,
        clashes: counts.doubleAttendance,
      },
      { what: 'schedule:followed.feeds', moves: counts.feeds, clashes: 0 },
      { what: 'schedule:followed.duties', moves: counts.duties, clashes: 0 },
    ];
  },
  follow: async (ctx, { from, to }) => {
    const clashes = await store.signUpClashes(ctx, from, to);
    for (const { eventId } of clashes) await findEvent(ctx, eventId, 'lock');
    // Who withdrew or moved up before the lock is read again.
    const withdrawn = (await store.signUpClashes(ctx, from, to)).map(worseOf);
    await store.withdrawSignUps(
      ctx,
      withdrawn.map(({ id }) => id),
    );
    const moved = {
      withdrawn,
      signUps: await store.moveSignUps(ctx, from, to),
      dropped: await store.dropDoubleAttendance(ctx, from, to),
      attended: await store.moveAttendance(ctx, from, to),
      feeds: await store.moveFeeds(ctx, from, to),
      duties: await store.moveDuties(ctx, from, to),
    };
    await fillSeats(ctx, withdrawn);
    return moved satisfies z.input<typeof journal>;
  },
  undo: async (ctx, { from, to }, kept) => {
    const { withdrawn, signUps, dropped, attended, feeds, duties } = journal.parse(kept);
    await store.moveDuties(ctx, to, from, duties);
    await store.moveFeeds(ctx, to, from, feeds);
    await store.moveAttendance(ctx, to, from, attended);
    await store.putAttendance(ctx, dropped);
    await store.moveSignUps(ctx, to, from, signUps);
    for (const { id, eventId, state } of withdrawn) {
      await findEvent(ctx, eventId, 'lock');
      await store.restoreSignUp(ctx, id, state);
    }
  },
};
