import { isDay } from '#kernel/contract';
import { DayInput, Field, TextInput, showToast, useAct, useToday, useUiTexts } from '#ui';
import { FormDialog } from '#engines/roster/web';
import { useState } from 'react';
import { type TransferRow, listOpenMatters, recordReceipt } from '../../moves/contract';
import { useMembershipTexts } from '../texts';

/** The receipt of the union that received a member closes the transfer. */
export function ReceiptDialog({ transfer, onClose }: { transfer: TransferRow; onClose: () => void }) {
  const t = useMembershipTexts();
  const ui = useUiTexts();
  const today = useToday();
  const [on, setOn] = useState(today);
  const [note, setNote] = useState('');
  const act = useAct(recordReceipt, {
    changes: [listOpenMatters],
    onDone: () => (showToast(t('open.receiptDone')), onClose()),
  });
  const fault = isDay(on) ? undefined : ui('field.dayWrong');
  const submit = (): boolean => {
    if (fault) return false;
    void act.act({ params: { id: transfer.id }, body: { on, note } });
    return true;
  };
  return (
    <FormDialog
      title={t('open.receiptTitle', { name: transfer.person.name })}
      submit={t('open.recordReceipt')}
      error={act.error}
      isBusy={act.isUnderWay}
      onSubmit={submit}
      onClose={onClose}
    >
      <Field label={t('open.receiptOn')} fault={fault}>
        <DayInput value={on} yearAtHand={Number(today.slice(0, 4))} onChange={setOn} />
      </Field>
      <Field label={t('open.receiptNote')} isOptional>
        <TextInput maxLength={300} value={note} onChange={(event) => setNote(event.target.value)} />
      </Field>
    </FormDialog>
  );
}
