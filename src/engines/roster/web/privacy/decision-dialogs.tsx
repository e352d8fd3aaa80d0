import {
  type CorrectionRow,
  acceptCorrection,
  listCorrections,
  listPeople,
  refuseCorrection,
  showPerson,
} from '../../contract';
import { Field, TextInput, showToast, useAct, useUiTexts } from '#ui';
import { useState } from 'react';
import { FormDialog } from '../pieces/form-dialog';
import { usePrivacyTexts } from './texts';
import { useValueWords } from './words';

interface DecisionProps {
  row: CorrectionRow;
  onClose: () => void;
}

function Wish({ row }: { row: CorrectionRow }) {
  const t = usePrivacyTexts();
  const words = useValueWords();
  const from = row.stood === null ? t('corrections.nothingStood') : words(row.field, row.stood);
  return (
    <div className="col g4">
      <b>{t('own.request', { from, to: words(row.field, row.proposed) })}</b>
      <span className="dim">{row.reason}</span>
    </div>
  );
}

/** Writes what was asked for into the file. */
export function AcceptDialog({ row, onClose }: DecisionProps) {
  const t = usePrivacyTexts();
  const accept = useAct(acceptCorrection, {
    changes: [listCorrections, listPeople, showPerson],
    onDone: () => (showToast(t('corrections.accepted')), onClose()),
  });
  const submit = (): boolean => {
    void accept.act({ params: { id: row.id } });
    return true;
  };
  return (
    <FormDialog
      title={t('corrections.acceptTitle', { name: row.personName, field: t(`fields.${row.field}`) })}
      effect={t('corrections.acceptEffect', { name: row.personName })}
      submit={t('corrections.accept')}
      error={accept.error}
      isBusy={accept.isUnderWay}
      onSubmit={submit}
      onClose={onClose}
    >
      <Wish row={row} />
    </FormDialog>
  );
}

/** Leaves the file as it is, and says why. */
export function RefuseDialog({ row, onClose }: DecisionProps) {
  const t = usePrivacyTexts();
  const ui = useUiTexts();
  const [reason, setReason] = useState('');
  const [isTried, setTried] = useState(false);
  const refuse = useAct(refuseCorrection, {
    changes: [listCorrections],
    onDone: () => (showToast(t('corrections.refused')), onClose()),
  });
  const isMissing = reason.trim().length < 2;
  const submit = (): boolean => {
    setTried(true);
    if (isMissing) return false;
    void refuse.act({ params: { id: row.id }, body: { reason } });
    return true;
  };
  return (
    <FormDialog
      title={t('corrections.refuseTitle', { name: row.personName })}
      effect={t('corrections.refuseEffect', { name: row.personName })}
      submit={t('corrections.refuse')}
      error={refuse.error}
      isBusy={refuse.isUnderWay}
      onSubmit={submit}
      onClose={onClose}
    >
      <Wish row={row} />
      <Field label={t('corrections.refuseReason')} fault={isTried && isMissing ? ui('field.missing') : undefined}>
        <TextInput value={reason} maxLength={300} onChange={(event) => setReason(event.target.value)} />
      </Field>
    </FormDialog>
  );
}
