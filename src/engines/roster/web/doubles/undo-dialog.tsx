import { listDoubles, listMerges, listPeople, previewUndo, showPerson, undoMerge } from '../../contract';
import { ErrorState, Field, Overlay, Skeleton, TextInput, showToast, useAct, useCall } from '#ui';
import { useState } from 'react';
import { FormDialog } from '../pieces/form-dialog';
import { useDoubleTexts } from './texts';
import { useReasonFault } from './use-reason-fault';

function Lines({ title, rows }: { title: string; rows: readonly { what: string; count: number }[] }) {
  const t = useDoubleTexts();
  if (rows.length === 0) return null;
  return (
    <div className="col g4">
      <b>{title}</b>
      <ul className="do-lines">
        {rows.map((row) => (
          <li key={row.what}>{t('merges.line', row)}</li>
        ))}
      </ul>
    </div>
  );
}

/** Says what goes back and what stays, asks why, and makes two records again. */
export function UndoDialog({ mergeId, onClose }: { mergeId: string; onClose: () => void }) {
  const t = useDoubleTexts();
  const faultOf = useReasonFault();
  const [reason, setReason] = useState('');
  const [isTried, setTried] = useState(false);
  const answer = useCall(previewUndo, { params: { id: mergeId } });
  const undo = useAct(undoMerge, {
    changes: [listMerges, listDoubles, listPeople, showPerson],
    onDone: () => (showToast(t('merges.undoneDone')), onClose()),
  });
  const preview = answer.data?.merge.id === mergeId ? answer.data : null;
  if (preview === null)
    return (
      <Overlay title={t('merges.undo')} onClose={onClose}>
        {answer.error ? (
          <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />
        ) : (
          <Skeleton lines={5} />
        )}
      </Overlay>
    );
  const submit = (): boolean => {
    setTried(true);
    if (faultOf(reason)) return false;
    void undo.act({ params: { id: mergeId }, body: { reason } });
    return true;
  };
  const { merge, goesBack, stays, keptFields } = preview;
  const fields = keptFields.map((field) => t(`compare.fields.${field}`)).join(t('merges.listMark'));
  return (
    <FormDialog
      title={t('merges.undoTitle', {
        merged: merge.mergedName,
        number: merge.mergedNumber,
        survivor: merge.survivorName,
      })}
      submit={t('merges.undo')}
      error={undo.error}
      isBusy={undo.isUnderWay}
      onSubmit={submit}
      onClose={onClose}
    >
      {goesBack.length > 0 ? (
        <Lines title={t('merges.goesBack')} rows={goesBack} />
      ) : (
        <p className="dim">{t('merges.nothingBack')}</p>
      )}
      <Lines title={t('merges.stays')} rows={stays} />
      {keptFields.length > 0 ? <p>{t('merges.keptFields', { fields })}</p> : null}
      <Field label={t('merges.reason')} fault={isTried ? faultOf(reason) : undefined}>
        <TextInput value={reason} maxLength={200} onChange={(event) => setReason(event.target.value)} />
      </Field>
    </FormDialog>
  );
}
