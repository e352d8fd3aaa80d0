import { FormDialog } from '#engines/roster/web';
import { showToast, useAct } from '#ui';
import { enterLoan, listLoans, showAccount } from '../contract';
import { useLoanFields } from './loan-fields';
import { useSavingsTexts } from './texts';

/** Enters an application for a loan that came on paper. */
export function LoanDialog({ accountId, onClose }: { accountId: string; onClose: () => void }) {
  const t = useSavingsTexts();
  const { fields, read } = useLoanFields();
  const enter = useAct(enterLoan, {
    changes: [listLoans, showAccount],
    onDone: () => (showToast(t('pages.loans.asked')), onClose()),
  });
  const send = (): boolean => {
    const asked = read();
    if (asked !== null) void enter.act({ body: { ...asked, accountId } });
    return asked !== null;
  };
  return (
    <FormDialog
      title={t('pages.account.lend')}
      effect={t('pages.loans.effect')}
      submit={t('pages.loans.send')}
      error={enter.error}
      isBusy={enter.isUnderWay}
      onSubmit={send}
      onClose={onClose}
    >
      {fields}
    </FormDialog>
  );
}
