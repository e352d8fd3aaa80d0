/** All that can happen at the door, as the log of sign-ins keeps it. Words: `outcomes.<name>` of the log's page. */
export const signInOutcomes = [
  'signed_in',
  'wrong_password',
  'locked',
  'signed_out',
  'password_changed',
  'revoked',
  'code_used',
  'wrong_code',
  'second_factor_wrong',
  'second_factor_locked',
  'second_factor_on',
  'second_factor_off',
  'second_factor_reset',
  'recovery_code_used',
  'provider_signed_in',
  'provider_refused',
  'provider_linked',
  'provider_unlinked',
] as const;
export type SignInOutcome = (typeof signInOutcomes)[number];

/** What should make a reader of the log look twice. */
export const refusedOutcomes: ReadonlySet<SignInOutcome> = new Set([
  'wrong_password',
  'locked',
  'wrong_code',
  'second_factor_wrong',
  'second_factor_locked',
  'provider_refused',
]);
