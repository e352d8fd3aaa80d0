import type { Endpoint } from '#kernel/contract';
import { Button, ConfirmDialog, type Tone, ToneTag, showToast, useAct } from '#ui';
import { type ReactNode, useState } from 'react';
import type { undoGift } from '../../campaigns/contract';
import type { undoAddition, undoContribution, undoFundList } from '../../contributions/contract';
import type { undoGoodsMove } from '../../goods/contract';
import type { PaymentState } from '../../payments/contract';
import './funds.css';
import { useFundTexts } from './texts';

/** Sums beside each other, each under its word. */
export function Figures({ rows }: { rows: readonly { label: string; value: ReactNode }[] }) {
  return (
    <dl className="rf-figures">
      {rows.map(({ label, value }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

const tones: Readonly<Record<PaymentState, Tone>> = {
  prepared: 'late',
  approved: 'late',
  refused: 'none',
  withdrawn: 'none',
  paid: 'kept',
  undone: 'none',
};

export function PaymentTag({ state }: { state: PaymentState }) {
  const t = useFundTexts();
  return <ToneTag tone={tones[state]}>{t(`states.${state}`)}</ToneTag>;
}

/** Takes one record back by a reversal, with the reason; all such acts have one form. */
export function UndoButton({
  endpoint,
  id,
  changes,
  effect,
}: {
  endpoint:
    typeof undoContribution | typeof undoAddition | typeof undoFundList | typeof undoGift | typeof undoGoodsMove;
  id: string;
  changes: readonly Pick<Endpoint, 'name'>[];
  /** Where it isn't the books that are set right. */
  effect?: string;
}) {
  const t = useFundTexts();
  const [isOpen, setOpen] = useState(false);
  const undo = useAct(endpoint, { changes, onDone: () => (setOpen(false), showToast(t('pages.undone'))) });
  return (
    <>
      <Button size="sm" kind="text" onClick={() => setOpen(true)}>
        {t('pages.undo')}
      </Button>
      {isOpen ? (
        <ConfirmDialog
          title={t('pages.undo')}
          confirm={t('pages.undo')}
          asksReason
          isBusy={undo.isUnderWay}
          error={undo.error}
          onConfirm={(reason) => void undo.act({ params: { id }, body: { reason } })}
          onClose={() => setOpen(false)}
        >
          <p>{effect ?? t('pages.undoEffect')}</p>
        </ConfirmDialog>
      ) : null}
    </>
  );
}
