import type { Context } from '#kernel';
import { postedLines, type PostedLine } from '#engines/ledger';
import type { Day } from '#kernel/contract';
import { aidAccounts, TRUST } from '../money';
import { ownAccountsOn } from '../payments/payments';
import type { Source } from '../terms';

export interface Span {
  readonly under: readonly string[];
  readonly from: Day;
  readonly to: Day;
}

/**
 * The postings that aid of one source consists of. Own funds are what the union's own book spends on its accounts of relief, by
 * whichever voucher; the group's money stands there too, but on the account of what is held in trust, and only as this line
 * paid it out. Nothing is counted in two of them.
 */
export async function aidPostings(ctx: Context, source: Source, span: Span): Promise<PostedLine[]> {
  switch (source) {
    case 'own':
      return postedLines(ctx, {
        ...span,
        kind: 'union_funds',
        codes: (await ownAccountsOn(ctx)).map(({ code }) => code),
      });
    case 'group':
      return postedLines(ctx, { ...span, kind: 'union_funds', codes: [TRUST], by: 'relief.payment' });
    case 'mutual_aid':
      return postedLines(ctx, { ...span, kind: 'mutual_aid', codes: [aidAccounts.mutual_aid] });
    case 'donation':
      return postedLines(ctx, { ...span, kind: 'donation', codes: [aidAccounts.donation] });
  }
}
