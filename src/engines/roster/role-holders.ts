import type { Context } from '#kernel';
import { roleHolders } from './store/role-holders';

/** The accounts that may do something on a unit by the roles they hold today: those who are to be told of it. */
export function accountsWhoMay(ctx: Context, permission: string, unitPath: string): Promise<string[]> {
  return roleHolders(ctx, ctx.house.rolesWith(permission), unitPath);
}
