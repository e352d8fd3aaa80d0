import { defineErrors, type PermissionName } from '#kernel/contract';
import { bookErrors, bookPermissions } from './books/contract';
import { budgetErrors, budgetParameters, budgetPermissions } from './budgets/contract';
import { entryErrors } from './entries/contract';
import { periodPermissions } from './periods/contract';
import { exchangeErrors, exchangePermissions } from './exchange/contract';
import { statementErrors, statementPermissions } from './statements/contract';
import { yearErrors, yearPermissions } from './year-end/contract';
import { voucherYearsShape } from './parties/shapes';
import { transferErrors, transferPermissions } from './transfers/contract';

/** The ledger's door for both sides. An area adds its permissions, errors and endpoints here. */
export * from './balances/contract';
export * from './books/contract';
export * from './budgets/contract';
export * from './entries/contract';
export * from './exchange/contract';
export * from './periods/contract';
export * from './statements/contract';
export * from './year-end/contract';
export * from './transfers/contract';

export const ledgerPermissions = [
  ...bookPermissions,
  ...periodPermissions,
  ...yearPermissions,
  ...statementPermissions,
  ...exchangePermissions,
  ...budgetPermissions,
  ...transferPermissions,
] as const satisfies readonly PermissionName[];

export const ledgerParameters = [voucherYearsShape, ...budgetParameters] as const;

export const ledgerErrors = defineErrors({
  'ledger.entry_lines': 422,
  'ledger.amount_impossible': 422,
  'ledger.entry_unbalanced': 422,
  'ledger.day_in_future': 422,
  'ledger.day_before_book': 422,
  'ledger.day_before_entry': 422,
  'ledger.book_taken': 409,
  'ledger.book_closed': 409,
  'ledger.period_closed': 409,
  'ledger.period_open': 409,
  'ledger.period_not_over': 409,
  'ledger.period_order': 409,
  'ledger.sealing_waits': 409,
  'ledger.account_unknown': 422,
  'ledger.account_closed': 409,
  'ledger.account_is_summary': 422,
  'ledger.party_not_wanted': 422,
  'ledger.party_missing': 422,
  'ledger.party_unfit': 422,
  'ledger.key_reused': 409,
  'ledger.reversal_stands': 409,
  'ledger.reversed_already': 409,
  ...bookErrors,
  ...entryErrors,
  ...statementErrors,
  ...yearErrors,
  ...exchangeErrors,
  ...budgetErrors,
  ...transferErrors,
});
