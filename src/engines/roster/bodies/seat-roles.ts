import { notify, type Context } from '#kernel';
import type { Day } from '#kernel/contract';
import { endCodesOf } from '../codes/store';
import { beginSeatGrant } from '../rights/grants';
import { accountsOf, moveSeatGrants, tellAccount } from '../store/grants';
import { seatRows, type SeatRecord } from './store';

/** Where a person sees the own roles. */
const ownAccount = { desktop: '/account', phone: '/me' } as const;

/** The roles of seats on their bodies' units, for as long as the seats are held. Who has no account gets them with it. */
export async function giveSeatRoles(ctx: Context, seats: readonly SeatRecord[]): Promise<void> {
  const accounts = new Map(
    (
      await accountsOf(
        ctx,
        seats.map((seat) => seat.personId),
      )
    ).map((link) => [link.personId, link.accountId]),
  );
  for (const seat of seats) {
    const accountId = accounts.get(seat.personId);
    if (seat.role === null || seat.validTo < seat.validFrom) continue;
    if (accountId === undefined) {
      // A slip from before would now open more than its maker was let to open.
      await endCodesOf(ctx, [seat.personId]);
      continue;
    }
    const { role, unitId } = seat;
    const grant = { accountId, role, unitId, from: seat.validFrom, to: seat.validTo };
    // Who holds the role there already, by another seat or by hand, keeps that grant and needs no second one.
    if (!(await beginSeatGrant(ctx, { ...grant, seatId: seat.id }))) continue;
    await tellAccount(ctx, accountId);
    await notify(ctx, {
      to: [accountId],
      kind: 'roster.role_granted',
      params: { roleWord: `roles.${role}`, unit: seat.unitName, day: seat.validFrom },
      link: ownAccount,
    });
  }
}

const waitingSeats = async (ctx: Context, personIds: readonly string[]): Promise<SeatRecord[]> =>
  (await seatRows(ctx, { personIds })).filter(
    (seat) => seat.role !== null && seat.validTo >= seat.validFrom && seat.validTo >= ctx.clock.today(),
  );

/** A person who gets an account gets the roles of the seats that are held today or will be. */
export async function giveWaitingSeatRoles(ctx: Context, personId: string): Promise<void> {
  await giveSeatRoles(ctx, await waitingSeats(ctx, [personId]));
}

/** What an account would bring these people besides its first role: whoever makes one for them has to reach it too. */
export async function rolesWaitingFor(
  ctx: Context,
  personIds: readonly string[],
): Promise<{ personId: string; role: string; unitPath: string }[]> {
  const seats = await waitingSeats(ctx, personIds);
  return seats.flatMap(({ personId, role, unitPath }) => (role === null ? [] : { personId, role, unitPath }));
}

/** The roles of seats end when the seats end, and go on with a term that is prolonged. */
export async function moveSeatRoles(ctx: Context, seatIds: readonly string[], lastDay: Day): Promise<void> {
  for (const accountId of await moveSeatGrants(ctx, seatIds, lastDay)) await tellAccount(ctx, accountId);
}
