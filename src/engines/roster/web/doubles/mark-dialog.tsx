import { type DoublePerson, listDifferences, listDoubles, markDifferent } from '../../contract';
import { Field, TextInput, showToast, useAct } from '#ui';
import { useState } from 'react';
import { FormDialog } from '../pieces/form-dialog';
import { RecordLine } from './record-line';
import { useDoubleTexts } from './texts';
import { useReasonFault } from './use-reason-fault';

export interface MarkDialogProps {
  one: DoublePerson;
  other: DoublePerson;
  onClose: () => void;
}

/** Says of two records that they are two people, and why. */
export function MarkDialog({ one, other, onClose }: MarkDialogProps) {
  const t = useDoubleTexts();
  const faultOf = useReasonFault();
  const [reason, setReason] = useState('');
  const [isTried, setTried] = useState(false);
  const mark = useAct(markDifferent, {
    changes: [listDoubles, listDifferences],
    onDone: () => (showToast(t('mark.done')), onClose()),
  });
  const submit = (): boolean => {
    setTried(true);
    if (faultOf(reason)) return false;
    void mark.act({ body: { oneId: one.id, otherId: other.id, reason } });
    return true;
  };
  return (
    <FormDialog
      title={t('mark.title', {
        name: one.name,
        number: one.staffNumber,
        other: other.name,
        otherNumber: other.staffNumber,
      })}
      effect={t('mark.effect')}
      submit={t('mark.submit')}
      error={mark.error}
      isBusy={mark.isUnderWay}
      onSubmit={submit}
      onClose={onClose}
    >
      <div className="col g4">
        <RecordLine person={one} />
        <RecordLine person={other} />
      </div>
      <Field label={t('mark.reason')} fault={isTried ? faultOf(reason) : undefined}>
        <TextInput
          value={reason}
          maxLength={200}
          placeholder={t('mark.reasonExample')}
          onChange={(event) => setReason(event.target.value)}
        />
      </Field>
    </FormDialog>
  );
}
