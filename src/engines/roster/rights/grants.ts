import { AppError, newId, text, userOf, type Context } from '#kernel';
import { grantAbilities, mayGive } from '../policy';
import type { RoleTable } from '../roles';
import { insertGrant, type GrantRecord, type NewGrant } from '../store/grants';
import type { UserRow } from '../user-contract';
import { ruleBetween } from './rules';
import { areOfOnePerson, grantsAlongside, type GrantAlongside } from './store';

export function presentGrant(ctx: Context, roles: RoleTable, grant: GrantRecord): UserRow['grants'][number] {
  const { id, role, unitId, unitName, validFrom, validTo, delegatedBy } = grant;
  const abilities = grantAbilities(ctx, roles, grant);
  return { id, role, unitId, unitName, validFrom, validTo, delegatedBy, abilities };
}

/** Refuses: a role that only holders of certain roles give and take, to everybody else. */
export function refuseKeptRole(ctx: Context, roles: RoleTable, role: string, unitPath: string): void {
  if (mayGive(ctx, roles, role, unitPath)) return;
  const givers = roles[role]?.grantableBy ?? [];
  throw new AppError('roster.role_kept', {
    role: wordOf(ctx, role),
    givers: givers.map((giver) => wordOf(ctx, giver)).join(text(ctx.language, 'roster:exports.listMark')),
  });
}

/**
 * Writes a grant; the one place where any role begins, whoever gives it. Refuses: the same role there at the same time,
 * and a role that is kept apart from one that the person holds in the same part of the tree on a day of both.
 */
export async function beginGrant(ctx: Context, roles: RoleTable, grant: NewGrant): Promise<string> {
  const alongside = await grantsAlongside(ctx, grant);
  if (alongside.some((held) => isTheSame(held, grant))) throw new AppError('roster.grant_overlap');
  refuseApart(ctx, grant, alongside, (one, other) => ruleBetween(roles, one, other));
  const id = newId();
  await insertGrant(ctx, { ...grant, id });
  return id;
}

/**
 * Writes the grant that comes with a seat; false where the account holds the role there already. Refuses: a role that is
 * kept apart from one that the person holds there on a day of both: whoever keeps the books does not audit them.
 */
export async function beginSeatGrant(ctx: Context, grant: NewGrant & { seatId: string }): Promise<boolean> {
  const alongside = await grantsAlongside(ctx, grant);
  if (alongside.some((held) => isTheSame(held, grant))) return false;
  refuseApart(ctx, grant, alongside, (one, other) => ctx.house.rolesApart(one, other));
  await insertGrant(ctx, { ...grant, id: newId() });
  return true;
}

function refuseApart(
  ctx: Context,
  grant: NewGrant,
  alongside: readonly GrantAlongside[],
  ruleOf: (one: string, other: string) => string | null,
): void {
  for (const held of alongside) {
    const rule = ruleOf(grant.role, held.role);
    if (rule !== null) throw refusalOfPair(ctx, grant, held, rule);
  }
}

/** Whether the account holds the same role there on some day of the grant. Until the commit nobody else gives it one. */
export async function holdsAlready(ctx: Context, grant: NewGrant): Promise<boolean> {
  return (await grantsAlongside(ctx, grant)).some((held) => isTheSame(held, grant));
}

const isTheSame = (held: GrantAlongside, grant: NewGrant): boolean =>
  held.accountId === grant.accountId && held.role === grant.role && held.unitId === grant.unitId;

const wordOf = (ctx: Context, role: string): string => text(ctx.language, `roster:roles.${role}`);

function refusalOfPair(ctx: Context, grant: NewGrant, held: GrantAlongside, rule: string): AppError {
  const say = (key: string, params = {}) => text(ctx.language, `roster:rights.${key}`, params);
  return new AppError('roster.roles_apart', {
    role: wordOf(ctx, grant.role),
    other: wordOf(ctx, held.role),
    unit: held.unitName,
    days:
      held.validTo === null
        ? say('since', { from: held.validFrom })
        : say('fromTo', { from: held.validFrom, to: held.validTo }),
    rule: say(`apart.${rule}.rule`),
    source: say(`apart.${rule}.source`),
  });
}

/**
 * For acts that approve what somebody has entered: one person doesn't do both, through whichever account. Refuses: the
 * person who entered it.
 */
export async function refuseSameHand(ctx: Context, enteredBy: string): Promise<void> {
  const { accountId } = userOf(ctx);
  const isSame = accountId === enteredBy || (await areOfOnePerson(ctx, accountId, enteredBy));
  if (isSame) throw new AppError('roster.same_hand');
}
