import { FormDialog } from '#engines/roster/web';
import { Button, ConfirmDialog, Field, Note, TextArea, messageOf, showToast, useAct, useUiTexts } from '#ui';
import { useState } from 'react';
import { listBankAccounts, showBankAccount } from '../../bank/contract';
import {
  type BankSheet,
  finishBankSheet,
  getBankMatching,
  listBankMatches,
  reopenBankSheet,
  reviewBankSheet,
  showBankSheet,
} from '../../bank/contract-match';
import { asFen } from './pieces';
import { useBankTexts } from './texts';

const changes = [showBankSheet, listBankAccounts, showBankAccount, getBankMatching, listBankMatches];

export function FinishButton({ sheet }: { sheet: BankSheet }) {
  const t = useBankTexts();
  const ui = useUiTexts();
  const [isOpen, setOpen] = useState(false);
  const [note, setNote] = useState('');
  const [isTried, setTried] = useState(false);
  const { act, error, isUnderWay } = useAct(finishBankSheet, {
    changes,
    onDone: () => (showToast(t('sheet.finished')), setOpen(false)),
  });
  const needsNote = asFen(sheet.content.difference) !== 0n;
  const isShort = needsNote && note.trim().length < 2;
  const submit = (): boolean => {
    setTried(true);
    if (isShort) return false;
    void act({ params: { id: sheet.account.id }, body: { month: sheet.month, note: note.trim() } });
    return true;
  };
  const whyNot = sheet.whyNotFinish ?? (sheet.waiting > 0 ? t('sheet.waits') : undefined);
  return (
    <>
      <Button kind="main" whyNot={whyNot} onClick={() => setOpen(true)}>
        {t('sheet.finish')}
      </Button>
      {isOpen ? (
        <FormDialog
          {...{ title: t('sheet.finish'), submit: t('sheet.finish'), effect: t('sheet.finishEffect'), error }}
          {...{ isBusy: isUnderWay, onSubmit: submit, onClose: () => setOpen(false) }}
        >
          <Field
            label={t('sheet.note')}
            isOptional={!needsNote}
            hint={needsNote ? t('sheet.noteHint') : undefined}
            fault={isTried && isShort ? ui('field.missing') : undefined}
          >
            <TextArea rows={3} maxLength={300} value={note} onChange={(event) => setNote(event.target.value)} />
          </Field>
        </FormDialog>
      ) : null}
    </>
  );
}

export function RecordActs({ record }: { record: NonNullable<BankSheet['record']> }) {
  const t = useBankTexts();
  const ui = useUiTexts();
  const [isAsking, setAsking] = useState(false);
  const { id, version, abilities } = record;
  const review = useAct(reviewBankSheet, { changes, onDone: () => showToast(t('sheet.reviewDone')) });
  const reopen = useAct(reopenBankSheet, { changes, onDone: () => setAsking(false) });
  return (
    <>
      {abilities.review ? (
        <Button
          kind="main"
          icon="tick"
          isBusy={review.isUnderWay}
          onClick={() => void review.act({ params: { id }, body: { version } })}
        >
          {t('sheet.review')}
        </Button>
      ) : null}
      {abilities.reopen ? <Button onClick={() => setAsking(true)}>{t('sheet.reopen')}</Button> : null}
      {review.error ? <Note kind="refuse">{messageOf(review.error, ui)}</Note> : null}
      {isAsking ? (
        <ConfirmDialog
          {...{ title: t('sheet.reopen'), confirm: t('sheet.reopen'), asksReason: true }}
          {...{ isBusy: reopen.isUnderWay, error: reopen.error, onClose: () => setAsking(false) }}
          onConfirm={(reason) => void reopen.act({ params: { id }, body: { version, reason } })}
        >
          <p>{t('sheet.reopenEffect')}</p>
        </ConfirmDialog>
      ) : null}
    </>
  );
}
