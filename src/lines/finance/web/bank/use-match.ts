import { showToast, useAct } from '#ui';
import { listBankAccounts, showBankAccount } from '../../bank/contract';
import { getBankMatching, listBankMatches, matchBank, showBankSheet } from '../../bank/contract-match';
import { useBankTexts } from './texts';

export interface Match {
  lineIds: string[];
  entryIds: string[];
  amount?: bigint;
}

export const changedByMatching = [getBankMatching, listBankMatches, showBankSheet, showBankAccount, listBankAccounts];

/** Confirms that lines of both sides belong together. */
export function useMatch(accountId: string, onDone: () => void) {
  const t = useBankTexts();
  const { act, error, isUnderWay } = useAct(matchBank, {
    changes: changedByMatching,
    onDone: ({ count }) => (showToast(t('matching.done', { count })), onDone()),
  });
  const confirm = (groups: Match[]): void => void act({ params: { id: accountId }, body: { groups } });
  return { confirm, error, isUnderWay };
}
