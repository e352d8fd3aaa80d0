/** The five elements of the accounting rules for unions: what an account is decides on which side it grows. */
export const elements = ['asset', 'liability', 'net_asset', 'income', 'expense'] as const;
export type Element = (typeof elements)[number];

/** What a posting to the account must name beside the account: the account is the sum of its parties' accounts. */
export const partyKinds = ['person', 'unit', 'payee'] as const;
export type PartyKind = (typeof partyKinds)[number];

export interface ChartAccount {
  readonly code: string;
  readonly name: string;
  readonly element: Element;
  /** Grows on the other side than its element: 累计折旧 is an asset account with a credit balance. */
  readonly isContra?: boolean;
  readonly party?: PartyKind;
  readonly money?: 'cash' | 'bank';
  /** Through it, and by nothing else, money passes between this book and the others. */
  readonly isClearing?: boolean;
  /** Where income and spending go at the year's end. */
  readonly carriesTo?: string;
}

/** What one book owes the others or has with them; over all books it sums to nothing. */
export const clearingAccount: ChartAccount = { code: '191', name: '账间往来', element: 'asset', isClearing: true };

/** An edition of a chart of accounts. A book begins with a copy of it, which its keepers go on with. */
export interface Chart {
  readonly edition: string;
  readonly name: string;
  readonly source: string;
  readonly accounts: readonly ChartAccount[];
}

/** The account that an account lies below: the longest code that its own begins with. */
export function accountAbove(code: string, codes: ReadonlySet<string>): string | null {
  for (let length = code.length - 1; length >= 3; length -= 1)
    if (codes.has(code.slice(0, length))) return code.slice(0, length);
  return null;
}

/** What is wrong with a chart, or null; asked when the program starts. */
export function faultOfChart({ accounts }: Chart): string | null {
  const byCode = new Map(accounts.map((account) => [account.code, account]));
  if (byCode.size !== accounts.length) return 'a code stands twice';
  if (accounts.filter((account) => account.isClearing).length !== 1) return 'there is not one clearing account';
  for (const account of accounts) {
    const above = accountAbove(account.code, new Set(byCode.keys()));
    if (above !== null && byCode.get(above)!.element !== account.element)
      return `${account.code} is of another element than ${above}`;
    const isResult = account.element === 'income' || account.element === 'expense';
    if (isResult !== (account.carriesTo !== undefined)) return `${account.code} is carried wrongly`;
    if (account.carriesTo !== undefined && byCode.get(account.carriesTo)?.element !== 'net_asset')
      return `${account.code} is carried to no net asset`;
  }
  return null;
}
