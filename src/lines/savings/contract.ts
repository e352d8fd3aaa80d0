import { defineErrors, type PermissionName } from '#kernel/contract';
import { accountErrors } from './accounts/contract';
import { associationErrors } from './associations/contract';
import { listErrors } from './lists/contract';
import { loanErrors } from './loans/contract';
import { reportErrors } from './reports/contract';
import { shareErrors } from './shares/contract';

/** The line's door for both sides: the association, its accounts, lists, loans and what is shared. */
export * from './terms';
export * from './parameter-contract';
export * from './associations/contract';
export * from './accounts/contract';
export * from './lists/contract';
export * from './loans/contract';
export * from './shares/contract';
export * from './reports/contract';

export const savingsPermissions = [
  'savings.association.found',
  'savings.association.decide',
  'savings.account.read',
  'savings.account.write',
  'savings.account.pay',
  'savings.account.own',
] as const satisfies readonly PermissionName[];

export const savingsErrors = defineErrors({
  'savings.amount': 422,
  'savings.day_ahead': 422,
  'savings.no_person': 409,
  'savings.under_way': 409,
  'savings.not_done': 409,
  'savings.money_used': 409,
  ...associationErrors,
  ...accountErrors,
  ...listErrors,
  ...loanErrors,
  ...shareErrors,
  ...reportErrors,
});
