import type { ReviewRow } from '../../../contract';
import { ConfirmDialog, useSearch } from '#ui';
import { usePlanTexts } from '../../texts';
import { planWords } from '../../words';
import { AddDialog, FindDialog } from './add-dialog';
import type { Dialog, DialogProps } from './dialog-types';
import { HistoryDrawer } from './history-drawer';
import { AssignDialog, MergeDialog } from './several-dialogs';
import { ConfirmPlanDialog, DiscardDialog, FactsDialog } from './plan-dialogs';
import { SplitDialog } from './split-dialog';
import { refOf } from './use-review';

export function ReviewDialogs({ dialog, ...rest }: DialogProps & { dialog: Dialog }) {
  switch (dialog.kind) {
    case 'drop':
      return <DropDialog {...rest} row={dialog.row} />;
    case 'split':
      return <SplitDialog {...rest} row={dialog.row} at={dialog.at} />;
    case 'merge':
      return <MergeDialog {...rest} rows={dialog.rows} />;
    case 'assign':
      return <AssignDialog {...rest} rows={dialog.rows} />;
    case 'add':
      return <AddDialog {...rest} at={dialog.at} end={dialog.end} />;
    case 'find':
      return <FindDialog {...rest} />;
    case 'facts':
      return <FactsDialog {...rest} />;
    case 'history':
      return <HistoryDrawer {...rest} />;
    case 'discard':
      return <DiscardDialog {...rest} />;
    case 'confirm':
      return <ConfirmPlanDialog {...rest} />;
  }
}

/** Says why a sentence is no commitment; it can be taken back from the list of the dropped. */
function DropDialog({ work, row, onClose }: DialogProps & { row: ReviewRow }) {
  const t = usePlanTexts();
  const [, change] = useSearch();
  const drop = async (reason: string): Promise<void> => {
    if (!(await work.take({ kind: 'drop', row: refOf(row), reason }))) return;
    change({ edit: null }, { replace: true });
    onClose();
  };
  return (
    <ConfirmDialog
      title={t('review.dropTitle')}
      confirm={t('review.drop')}
      asksReason
      isBusy={work.isBusy}
      error={work.error}
      onConfirm={(reason) => void drop(reason)}
      onClose={onClose}
    >
      <blockquote className="ink" {...planWords}>
        {row.quote}
      </blockquote>
    </ConfirmDialog>
  );
}
