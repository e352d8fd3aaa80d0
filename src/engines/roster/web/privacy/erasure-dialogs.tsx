import {
  type ErasureRow,
  approveErasure,
  listDueErasures,
  listErasures,
  proposeErasures,
  refuseErasure,
} from '../../contract';
import type { EndpointResponse } from '#kernel/contract';
import { Button, Field, Note, Overlay, TextInput, showToast, useAct, useUiTexts } from '#ui';
import { useState } from 'react';
import { FormDialog } from '../pieces/form-dialog';
import { useErasureTexts } from './erasure-texts';
import { KeptReasons } from './kept-reasons';

const changes = [listErasures, listDueErasures];
type Kept = EndpointResponse<typeof proposeErasures>['kept'];

/** For whom nothing was proposed, and why. */
function KeptPeople({ kept, onClose }: { kept: Kept; onClose: () => void }) {
  const t = useErasureTexts();
  return (
    <Overlay
      title={t('dialog.keptTitle', { count: kept.length })}
      onClose={onClose}
      acts={<Button onClick={onClose}>{t('preview.close')}</Button>}
    >
      <div className="col g12">
        {kept.map(({ personName, reasons }) => (
          <div key={personName}>
            <b>{personName}</b>
            <KeptReasons reasons={reasons} hasLinks />
          </div>
        ))}
      </div>
    </Overlay>
  );
}

export interface ProposeProps {
  personIds: readonly string[];
  onClose: () => void;
}

/** Proposes to erase the data of several people; who can't be erased is told with the reasons. */
export function ProposeDialog({ personIds, onClose }: ProposeProps) {
  const t = useErasureTexts();
  const ui = useUiTexts();
  const [reason, setReason] = useState('');
  const [isTried, setTried] = useState(false);
  const [kept, setKept] = useState<Kept>([]);
  const act = useAct(proposeErasures, {
    changes,
    onDone: (done) => {
      showToast(t('dialog.proposed', { count: done.proposed }));
      if (done.kept.length === 0) onClose();
      else setKept(done.kept);
    },
  });
  const isMissing = reason.trim().length < 2;
  const submit = (): boolean => {
    setTried(true);
    if (isMissing) return false;
    void act.act({ body: { personIds: [...personIds], reason } });
    return true;
  };
  if (kept.length > 0) return <KeptPeople kept={kept} onClose={onClose} />;
  return (
    <FormDialog
      title={t('dialog.proposeTitle', { count: personIds.length })}
      effect={t('dialog.proposeEffect')}
      submit={t('due.propose')}
      error={act.error}
      isBusy={act.isUnderWay}
      onSubmit={submit}
      onClose={onClose}
    >
      <Field label={t('dialog.reason')} fault={isTried && isMissing ? ui('field.missing') : undefined}>
        <TextInput
          value={reason}
          maxLength={300}
          placeholder={t('dialog.reasonExample')}
          onChange={(event) => setReason(event.target.value)}
        />
      </Field>
    </FormDialog>
  );
}

export interface DecideProps {
  row: ErasureRow;
  onClose: () => void;
}

/** The data go at once, or are blocked where a law keeps the books. */
export function ApproveDialog({ row, onClose }: DecideProps) {
  const t = useErasureTexts();
  const act = useAct(approveErasure, {
    changes,
    onDone: (done) => (showToast(t(done.outcome === 'blocked' ? 'dialog.blocked' : 'dialog.approved')), onClose()),
  });
  return (
    <FormDialog
      title={t('dialog.approveTitle', { name: row.personName })}
      effect={t('dialog.approveEffect')}
      submit={t('list.approve')}
      error={act.error}
      isBusy={act.isUnderWay}
      onSubmit={() => (void act.act({ params: { id: row.id } }), true)}
      onClose={onClose}
    >
      <p>{row.reason}</p>
      {row.wish === null ? null : <Note>{row.wish}</Note>}
    </FormDialog>
  );
}

/** The data stay, and who asked reads why. */
export function RefuseErasureDialog({ row, onClose }: DecideProps) {
  const t = useErasureTexts();
  const ui = useUiTexts();
  const [reason, setReason] = useState('');
  const [isTried, setTried] = useState(false);
  const act = useAct(refuseErasure, { changes, onDone: () => (showToast(t('dialog.refused')), onClose()) });
  const isMissing = reason.trim().length < 2;
  const submit = (): boolean => {
    setTried(true);
    if (isMissing) return false;
    void act.act({ params: { id: row.id }, body: { reason } });
    return true;
  };
  return (
    <FormDialog
      title={t('dialog.refuseTitle', { name: row.personName })}
      effect={t('dialog.refuseEffect')}
      submit={t('list.refuse')}
      error={act.error}
      isBusy={act.isUnderWay}
      onSubmit={submit}
      onClose={onClose}
    >
      <Field label={t('dialog.reason')} fault={isTried && isMissing ? ui('field.missing') : undefined}>
        <TextInput value={reason} maxLength={300} onChange={(event) => setReason(event.target.value)} />
      </Field>
    </FormDialog>
  );
}
