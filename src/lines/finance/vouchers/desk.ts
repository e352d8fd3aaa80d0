import type { Context } from '#kernel';
import type { EndpointInput, EndpointResponse } from '#kernel/contract';
import { bookAccounts, openBudgetLines } from '#engines/ledger';
import { readName } from '#engines/roster';
import { ruleOn } from '#engines/rulebook';
import { rules } from '#engines/rulebook/contract';
import { bookFor } from '../policy';
import type * as contract from './contract';
import { voucherTemplates } from './templates';

/** What is typed to find an account: the first letter of each syllable. */
async function initialsOf(name: string): Promise<string> {
  return (await readName(name)).map((syllable) => syllable[0] ?? '').join('');
}

/** With what a voucher of a book is entered. Refuses: a book that isn't in reach. */
export async function getVoucherDesk(
  ctx: Context,
  { params }: EndpointInput<typeof contract.getVoucherDesk>,
): Promise<EndpointResponse<typeof contract.getVoucherDesk>> {
  const { id, name, openedOn } = await bookFor(ctx, params.id, 'finance.voucher.write');
  const usable = (await bookAccounts(ctx, [id])).filter(
    ({ isSummary, isClosed, isClearing }) => !isSummary && !isClosed && !isClearing,
  );
  const accounts = [];
  for (const account of usable) {
    const { code, name: title, party, money } = account;
    accounts.push({ code, name: title, party, money, initials: await initialsOf(title) });
  }
  const codes = new Set(usable.map((account) => account.code));
  const { value, source } = await ruleOn(ctx, rules.remittedShare, ctx.clock.today());
  const year = Number(ctx.clock.today().slice(0, 4));
  const budgetLines = [];
  for (const one of [year, year - 1])
    for (const line of await openBudgetLines(ctx, id, one))
      budgetLines.push({ ...line, accounts: [...line.accounts], year: one });
  return {
    book: { id, name, openedOn },
    accounts,
    budgetLines,
    templates: voucherTemplates
      .filter(({ lines }) => lines.every((line) => codes.has(line.account)))
      .map(({ key, words, lines }) => ({ key, words, lines: [...lines] })),
    remittedShare: { value, source },
  };
}
