import { type AccessRow, type CodeSlip, listAccess, makeCode, makeUnitCodes, revokeCode } from '../../codes/contract';
import { Checkbox, ConfirmDialog, Field, showToast, useAct } from '#ui';
import { useState } from 'react';
import { FormDialog } from '../pieces/form-dialog';
import { UnitPick } from '../pieces/unit-pick';
import { useCodeTexts } from './texts';

const changes = [listAccess];

interface Slips {
  onSlips: (slips: readonly CodeSlip[]) => void;
  onClose: () => void;
}

/** A code for one person: for the first sign-in, or for a new password. */
export function MakeCodeDialog({ row, onSlips, onClose }: Slips & { row: AccessRow }) {
  const t = useCodeTexts();
  const act = useAct(makeCode, { changes, onDone: (slip) => onSlips([slip]) });
  const kind = row.hasAccount ? 'reset' : 'invite';
  return (
    <ConfirmDialog
      title={t(`${kind}Title`, { name: row.name })}
      confirm={t(kind)}
      isBusy={act.isUnderWay}
      error={act.error}
      onClose={onClose}
      onConfirm={() => void act.act({ params: { id: row.personId } })}
    >
      <p>{t(`${kind}What`)}</p>
    </ConfirmDialog>
  );
}

export function RevokeCodeDialog({ row, onClose }: { row: AccessRow; onClose: () => void }) {
  const t = useCodeTexts();
  const onDone = () => (showToast(t('revoked')), onClose());
  const act = useAct(revokeCode, { changes, onDone });
  return (
    <ConfirmDialog
      title={t('revokeTitle', { name: row.name })}
      confirm={t('revoke')}
      isBusy={act.isUnderWay}
      error={act.error}
      onClose={onClose}
      onConfirm={() => void act.act({ params: { id: row.code!.id } })}
    >
      <p>{t('revokeWhat')}</p>
    </ConfirmDialog>
  );
}

/** Slips for everybody in a unit who has no account yet. */
export function UnitCodesDialog({ unitId: given, onSlips, onClose }: Slips & { unitId: string }) {
  const t = useCodeTexts();
  const [unitId, setUnitId] = useState(given);
  const [isAnew, setAnew] = useState(false);
  const [isTried, setTried] = useState(false);
  const act = useAct(makeUnitCodes, { changes, onDone: ({ slips }) => onSlips(slips) });
  const submit = (): boolean => {
    setTried(true);
    if (unitId === '') return false;
    void act.act({ params: { id: unitId }, body: { isAnew } });
    return true;
  };
  return (
    <FormDialog
      title={t('printUnit')}
      effect={t('printUnitWhat')}
      submit={t('make')}
      error={act.error}
      isBusy={act.isUnderWay}
      onSubmit={submit}
      onClose={onClose}
    >
      <Field label={t('unit')} fault={isTried && unitId === '' ? t('unitMissing') : undefined}>
        <UnitPick value={unitId} onChange={setUnitId} />
      </Field>
      <Checkbox label={t('isAnew')} checked={isAnew} onChange={(event) => setAnew(event.target.checked)} />
    </FormDialog>
  );
}
