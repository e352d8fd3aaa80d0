/** The roles of the house for the browser, in the order in which people are shown them; a test holds them against the house's own. */
export const roleNames = [
  'chair',
  'unit_officer',
  'treasurer',
  'cashier',
  'auditor',
  'superior',
  'administrator',
  'worker',
] as const;
export type RoleWord = (typeof roleNames)[number];
