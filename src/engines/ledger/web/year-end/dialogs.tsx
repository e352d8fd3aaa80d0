import { formatFen } from '#kernel/contract';
import { Button, ConfirmDialog, showToast, useAct } from '#ui';
import { useState } from 'react';
import {
  type YearEndRow,
  askToReopenYear,
  decideYearEnd,
  decideYearReopening,
  proposeYearEnd,
  showYearEnd,
} from '../../year-end/contract';
import { usePaperTexts } from '../paper-texts';
import { asFen } from '../pieces';

const changes = [showYearEnd];

export function ProposeDialog(props: {
  bookId: string;
  year: number;
  targets: Readonly<Record<string, string>>;
  onClose: () => void;
}) {
  const { bookId, year, targets, onClose } = props;
  const t = usePaperTexts();
  const { act, error, isUnderWay } = useAct(proposeYearEnd, {
    changes,
    onDone: () => (showToast(t('yearEnd.pages.proposed')), onClose()),
  });
  const chosen = Object.entries(targets).map(([account, to]) => ({ account, to }));
  return (
    <ConfirmDialog
      title={t('yearEnd.pages.proposeTitle', { year })}
      confirm={t('yearEnd.pages.propose')}
      isBusy={isUnderWay}
      error={error}
      onClose={onClose}
      onConfirm={() => void act({ params: { id: bookId }, body: { year, targets: chosen } })}
    >
      <p>{t('yearEnd.pages.proposeEffect')}</p>
    </ConfirmDialog>
  );
}

export interface OfRow {
  row: YearEndRow;
  /** The sums of the year, as they would be carried now. */
  sums: Readonly<Record<'income' | 'spending', bigint>>;
  onClose: () => void;
}

export function DeclineDialog({ row, onClose }: OfRow) {
  const t = usePaperTexts();
  const { act, error, isUnderWay } = useAct(decideYearEnd, {
    changes,
    onDone: () => (showToast(t('yearEnd.pages.declined')), onClose()),
  });
  return (
    <ConfirmDialog
      title={t('yearEnd.pages.declineReason')}
      confirm={t('yearEnd.pages.decline')}
      asksReason
      isBusy={isUnderWay}
      error={error}
      onClose={onClose}
      onConfirm={(reason) => void act({ params: { id: row.id }, body: { isGranted: false, reason } })}
    />
  );
}

export function ApproveDialog({ row, sums, onClose }: OfRow) {
  const t = usePaperTexts();
  const { act, error, isUnderWay } = useAct(decideYearEnd, {
    changes,
    onDone: () => (showToast(t('yearEnd.pages.approved')), onClose()),
  });
  return (
    <ConfirmDialog
      title={t('yearEnd.pages.approveTitle', { year: row.year })}
      confirm={t('yearEnd.pages.approve')}
      isBusy={isUnderWay}
      error={error}
      onClose={onClose}
      onConfirm={() => void act({ params: { id: row.id }, body: { isGranted: true } })}
    >
      <p>
        {t('yearEnd.pages.approveEffect', {
          ...{ year: row.year, income: formatFen(asFen(sums.income)), spending: formatFen(asFen(sums.spending)) },
        })}
      </p>
    </ConfirmDialog>
  );
}

export function AskDialog({ row, onClose }: OfRow) {
  const t = usePaperTexts();
  const { act, error, isUnderWay } = useAct(askToReopenYear, {
    changes,
    onDone: () => (showToast(t('yearEnd.pages.asked')), onClose()),
  });
  return (
    <ConfirmDialog
      title={t('yearEnd.pages.askReopen')}
      confirm={t('yearEnd.pages.askReopen')}
      asksReason
      isBusy={isUnderWay}
      error={error}
      onClose={onClose}
      onConfirm={(reason) => void act({ params: { id: row.id }, body: { reason } })}
    >
      <p>{t('yearEnd.pages.reopenEffect')}</p>
    </ConfirmDialog>
  );
}

export function ReopenDialog({ row, onClose }: OfRow) {
  const t = usePaperTexts();
  const [isGranted, setGranted] = useState(true);
  const { act, error, isUnderWay } = useAct(decideYearReopening, {
    changes,
    onDone: () => (showToast(t(isGranted ? 'yearEnd.pages.reopened' : 'yearEnd.pages.kept')), onClose()),
  });
  const decide = (granted: boolean): void => {
    setGranted(granted);
    void act({ params: { id: row.id }, body: { isGranted: granted } });
  };
  return (
    <ConfirmDialog
      title={t('yearEnd.pages.grantReopen')}
      confirm={t('yearEnd.pages.grantReopen')}
      isBusy={isUnderWay}
      error={error}
      onClose={onClose}
      onConfirm={() => decide(true)}
    >
      <p lang="zh-CN">{row.reason}</p>
      <p>{t('yearEnd.pages.reopenEffect')}</p>
      <div>
        <Button onClick={() => decide(false)}>{t('yearEnd.pages.refuseReopen')}</Button>
      </div>
    </ConfirmDialog>
  );
}
