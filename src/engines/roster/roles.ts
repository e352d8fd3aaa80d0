import { AppError } from '#kernel';

export interface Role {
  readonly permissions: readonly string[];
  /** Who alone gives and takes this role: holders of one of these. Without it, whoever keeps grants there. */
  readonly grantableBy?: readonly string[];
  /** Roles that one person must not hold beside this one in the same part of the tree, each with the rule that says so. */
  readonly keptApartFrom?: Readonly<Record<string, string>>;
  /** False for what belongs to a person and can't be handed to another for a leave. */
  readonly isDelegable?: boolean;
}

/** The roles of the house with what each may do; the composition root hands them in as data. */
export type RoleTable = Readonly<Record<string, Role>>;

/** Refuses: a role that the house doesn't have. */
export function refuseUnknownRole(roles: RoleTable, role: string): void {
  if (!Object.hasOwn(roles, role)) throw new AppError('roster.role_unknown', { role });
}
