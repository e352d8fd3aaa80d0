import { notify, type Context } from '#kernel';
import type { Day } from '#kernel/contract';
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
    if (accountId === undefined || seat.role === null || seat.validTo < seat.validFrom) continue;
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

/** A person who gets an account gets the roles of the seats that are held today or will be. */
export async function giveWaitingSeatRoles(ctx: Context, personId: string): Promise<void> {
  const seats = await seatRows(ctx, { personIds: [personId] });
  await giveSeatRoles(
    ctx,
    seats.filter((seat) => seat.validTo >= ctx.clock.today()),
  );
}

/** The roles of seats end when the seats end, and go on with a term that is prolonged. */
export async function moveSeatRoles(ctx: Context, seatIds: readonly string[], lastDay: Day): Promise<void> {
  for (const accountId of await moveSeatGrants(ctx, seatIds, lastDay)) await tellAccount(ctx, accountId);
}
