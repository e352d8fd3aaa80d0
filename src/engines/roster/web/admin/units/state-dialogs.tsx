import { type UnitRow, listUnits, markRemote, reopenUnit, showUnit } from '../../../contract';
import { addDays } from '#kernel/contract';
import { DayInput, Field, showToast, useAct, useToday } from '#ui';
import { useState } from 'react';
import { FormDialog, useDayFault } from '../../pieces/form-dialog';
import { ReasonField, withReason } from '../../pieces/reason-field';
import { useRosterTexts } from '../../texts';

const touched = [listUnits, showUnit];

interface DialogProps {
  unit: UnitRow;
  onClose: () => void;
}

interface FromAndReasonProps {
  from: string;
  reason: string;
  fault: string | undefined;
  onFrom: (from: string) => void;
  onReason: (reason: string) => void;
}

function FromAndReason({ from, reason, fault, onFrom, onReason }: FromAndReasonProps) {
  const t = useRosterTexts();
  const year = Number(useToday().slice(0, 4));
  return (
    <>
      <Field label={t('from')} fault={fault}>
        <DayInput value={from} yearAtHand={year} onChange={onFrom} />
      </Field>
      <ReasonField value={reason} onChange={onReason} />
    </>
  );
}

/** Opens a closed unit again: today, or the day after a closing that is still ahead. */
export function ReopenUnitDialog({ unit, onClose }: DialogProps) {
  const t = useRosterTexts();
  const today = useToday();
  const dayFault = useDayFault();
  const next = unit.validTo === null ? today : addDays(unit.validTo, 1);
  const [from, setFrom] = useState(next > today ? next : today);
  const [reason, setReason] = useState('');
  const [isTried, setTried] = useState(false);
  const act = useAct(reopenUnit, { changes: touched, onDone: () => (showToast(t('units.reopened')), onClose()) });
  const fault = dayFault(from);
  const submit = (): boolean => {
    setTried(true);
    if (!fault) void act.act({ params: { id: unit.id }, body: { from, ...withReason(reason) } });
    return !fault;
  };
  return (
    <FormDialog
      title={t('units.reopenTitle', { name: unit.name })}
      effect={t('units.reopenEffect')}
      submit={t('units.reopen')}
      error={act.error}
      isBusy={act.isUnderWay}
      onSubmit={submit}
      onClose={onClose}
    >
      <FromAndReason {...{ from, reason, onFrom: setFrom, onReason: setReason }} fault={isTried ? fault : undefined} />
    </FormDialog>
  );
}

/** Marks a unit as remote from a day on, or takes the mark away. */
export function MarkRemoteDialog({ unit, onClose }: DialogProps) {
  const t = useRosterTexts();
  const dayFault = useDayFault();
  const [from, setFrom] = useState(useToday());
  const [reason, setReason] = useState('');
  const [isTried, setTried] = useState(false);
  const act = useAct(markRemote, { changes: touched, onDone: () => (showToast(t('units.marked')), onClose()) });
  const isRemote = !unit.isRemote;
  const fault = dayFault(from);
  const submit = (): boolean => {
    setTried(true);
    if (!fault) void act.act({ params: { id: unit.id }, body: { isRemote, from, ...withReason(reason) } });
    return !fault;
  };
  return (
    <FormDialog
      title={t(isRemote ? 'units.markTitle' : 'units.unmarkTitle', { name: unit.name })}
      effect={t('units.markEffect')}
      submit={t(isRemote ? 'units.markRemote' : 'units.unmarkRemote')}
      error={act.error}
      isBusy={act.isUnderWay}
      onSubmit={submit}
      onClose={onClose}
    >
      <FromAndReason {...{ from, reason, onFrom: setFrom, onReason: setReason }} fault={isTried ? fault : undefined} />
    </FormDialog>
  );
}
