import { type UnitRow, closeUnit, getCatalogue, listUnits, moveUnit, renameUnit, showUnit } from '../../../contract';
import { DayInput, Field, TextInput, showToast, useAct, useCall, useToday } from '#ui';
import { useState } from 'react';
import { FormDialog, useDayFault } from '../../pieces/form-dialog';
import { ReasonField, withReason } from '../../pieces/reason-field';
import { UnitPick } from '../../pieces/unit-pick';
import { useRosterTexts } from '../../texts';

const touched = [listUnits, showUnit];

interface DialogProps {
  unit: UnitRow;
  onClose: () => void;
}

export function RenameUnitDialog({ unit, onClose }: DialogProps) {
  const t = useRosterTexts();
  const today = useToday();
  const dayFault = useDayFault();
  const [name, setName] = useState(unit.name);
  const [shortName, setShortName] = useState(unit.shortName);
  const [from, setFrom] = useState(today);
  const [reason, setReason] = useState('');
  const [isTried, setTried] = useState(false);
  const act = useAct(renameUnit, { changes: touched, onDone: () => (showToast(t('units.renamed')), onClose()) });
  const faults = { name: name.trim() === '' ? t('units.nameMissing') : undefined, from: dayFault(from) };
  const submit = (): boolean => {
    setTried(true);
    if (faults.name || faults.from) return false;
    void act.act({
      params: { id: unit.id },
      body: { name: name.trim(), shortName: shortName.trim() || name.trim(), from, ...withReason(reason) },
    });
    return true;
  };
  return (
    <FormDialog
      title={t('units.renameTitle', { name: unit.name })}
      effect={t('units.renameEffect')}
      submit={t('units.rename')}
      error={act.error}
      isBusy={act.isUnderWay}
      onSubmit={submit}
      onClose={onClose}
    >
      <Field label={t('units.name')} fault={isTried ? faults.name : undefined}>
        <TextInput data-autofocus value={name} maxLength={60} onChange={(event) => setName(event.target.value)} />
      </Field>
      <Field label={t('units.shortName')} isOptional>
        <TextInput value={shortName} maxLength={60} onChange={(event) => setShortName(event.target.value)} />
      </Field>
      <Field label={t('from')} fault={isTried ? faults.from : undefined}>
        <DayInput value={from} yearAtHand={Number(today.slice(0, 4))} onChange={setFrom} />
      </Field>
      <ReasonField value={reason} onChange={setReason} />
    </FormDialog>
  );
}

export function MoveUnitDialog({ unit, onClose }: DialogProps) {
  const t = useRosterTexts();
  const today = useToday();
  const dayFault = useDayFault();
  const kinds = useCall(getCatalogue, {}).data?.unitKinds ?? [];
  const liesUnder = kinds.find((kind) => kind.code === unit.kind)?.liesUnder ?? [];
  const [parentId, setParent] = useState('');
  const [from, setFrom] = useState(today);
  const [reason, setReason] = useState('');
  const [isTried, setTried] = useState(false);
  const act = useAct(moveUnit, { changes: touched, onDone: () => (showToast(t('units.moved')), onClose()) });
  const faults = { parentId: parentId === '' ? t('pick.unitMissing') : undefined, from: dayFault(from) };
  const submit = (): boolean => {
    setTried(true);
    if (faults.parentId || faults.from) return false;
    void act.act({ params: { id: unit.id }, body: { parentId, from, ...withReason(reason) } });
    return true;
  };
  const isOffered = (row: UnitRow) =>
    !row.path.startsWith(unit.path) && row.id !== unit.parentId && row.validTo === null && liesUnder.includes(row.kind);
  return (
    <FormDialog
      title={t('units.moveTitle', { name: unit.name })}
      effect={t('units.moveEffect')}
      submit={t('units.move')}
      error={act.error}
      isBusy={act.isUnderWay}
      onSubmit={submit}
      onClose={onClose}
    >
      <Field label={t('units.newParent')} fault={isTried ? faults.parentId : undefined}>
        <UnitPick value={parentId} onChange={setParent} isOffered={isOffered} />
      </Field>
      <Field label={t('from')} fault={isTried ? faults.from : undefined}>
        <DayInput value={from} yearAtHand={Number(today.slice(0, 4))} onChange={setFrom} />
      </Field>
      <ReasonField value={reason} onChange={setReason} />
    </FormDialog>
  );
}

export function CloseUnitDialog({ unit, onClose }: DialogProps) {
  const t = useRosterTexts();
  const today = useToday();
  const dayFault = useDayFault();
  const [lastDay, setLastDay] = useState(today);
  const [reason, setReason] = useState('');
  const [isTried, setTried] = useState(false);
  const act = useAct(closeUnit, { changes: touched, onDone: () => (showToast(t('units.closedDone')), onClose()) });
  const submit = (): boolean => {
    setTried(true);
    if (dayFault(lastDay)) return false;
    void act.act({ params: { id: unit.id }, body: { lastDay, ...withReason(reason) } });
    return true;
  };
  return (
    <FormDialog
      title={t('units.closeTitle', { name: unit.name })}
      effect={t('units.closeEffect')}
      submit={t('units.close')}
      error={act.error}
      isBusy={act.isUnderWay}
      onSubmit={submit}
      onClose={onClose}
    >
      <Field label={t('units.lastDay')} fault={isTried ? dayFault(lastDay) : undefined}>
        <DayInput value={lastDay} yearAtHand={Number(today.slice(0, 4))} onChange={setLastDay} />
      </Field>
      <ReasonField value={reason} onChange={setReason} />
    </FormDialog>
  );
}
