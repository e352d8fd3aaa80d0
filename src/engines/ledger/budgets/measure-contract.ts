/** The promises that spending keeps; plain data, so that the tool that only reads a plan can propose the measure. */
export const spentSuits = { measure: 'ledger.spent', kinds: ['money_about', 'money_cap'] } as const;
