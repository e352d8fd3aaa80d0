import { Button, ToneTag, formatMoment, formatMoney, showToast, useAct, useLanguage } from '#ui';
import { type Column, Table } from '#ui/desktop';
import { useState } from 'react';
import { type BudgetShift, decideBudgetShift } from '../../budgets/contract';
import { DecideDialog } from './board-acts';
import { touched } from './pieces';
import { useBudgetTerms, useBudgetTexts } from './texts';

const tones = { proposed: 'late', approved: 'kept', refused: 'none' } as const;

/** Transfers between lines, with the decision where one waits for it. */
export function ShiftList({ shifts }: { shifts: readonly BudgetShift[] }) {
  const t = useBudgetTexts();
  const terms = useBudgetTerms();
  const language = useLanguage();
  const [open, setOpen] = useState<BudgetShift | null>(null);
  const decide = useAct(decideBudgetShift, {
    changes: touched,
    onDone: () => (showToast(t('decided')), setOpen(null)),
  });
  const columns: readonly Column<BudgetShift>[] = [
    {
      ...{ key: 'lines', label: t('shiftLines') },
      cell: (row) => (
        <span lang="zh-CN">
          {row.from.name} → {row.to.name}
        </span>
      ),
    },
    { key: 'amount', label: t('amount'), isNumber: true, cell: (row) => formatMoney(row.amount) },
    { key: 'reason', label: t('reason'), cell: (row) => <span lang="zh-CN">{row.reason}</span> },
    {
      ...{ key: 'who', label: t('who') },
      cell: (row) => (
        <span className="dim t12">
          {t('askedBy', { name: row.proposedBy, at: formatMoment(row.proposedAt, language) })}
          {row.decidedBy === null ? null : (
            <>
              <br />
              {t('decidedBy', { name: row.decidedBy, at: formatMoment(row.decidedAt!, language) })}
            </>
          )}
        </span>
      ),
    },
    {
      ...{ key: 'state', label: t('state') },
      cell: (row) => (
        <span className="row g8">
          <ToneTag tone={tones[row.state]}>{terms(`shifts.${row.state}`)}</ToneTag>
          {row.abilities.decide ? (
            <Button size="sm" onClick={() => setOpen(row)}>
              {t('decide')}
            </Button>
          ) : null}
        </span>
      ),
    },
  ];
  return (
    <>
      <Table label={t('shifts')} columns={columns} rows={shifts} keyOf={(row) => row.id} />
      {open === null ? null : (
        <DecideDialog
          title={t('decideShift', { from: open.from.name, to: open.to.name, amount: formatMoney(open.amount) })}
          {...{ effect: t('decideShiftEffect'), isBusy: decide.isUnderWay, error: decide.error }}
          onDecide={(isGranted, words) => void decide.act({ params: { id: open.id }, body: { isGranted, words } })}
          onClose={() => setOpen(null)}
        />
      )}
    </>
  );
}
