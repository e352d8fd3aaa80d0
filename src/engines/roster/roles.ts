import { AppError } from '#kernel';

/** The roles of the house with what each may do; the composition root hands them in as data. */
export type RoleTable = Readonly<Record<string, { readonly permissions: readonly string[] }>>;

/** Refuses: a role that the house doesn't have. */
export function refuseUnknownRole(roles: RoleTable, role: string): void {
  if (!Object.hasOwn(roles, role)) throw new AppError('roster.role_unknown', { role });
}
