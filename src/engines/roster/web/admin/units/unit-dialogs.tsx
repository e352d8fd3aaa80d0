import {
  type UnitRow,
  closeUnit,
  createUnit,
  getCatalogue,
  listUnits,
  moveUnit,
  renameUnit,
  showUnit,
} from '#engines/roster/contract';
import { DayInput, Field, Select, TextInput, showToast, useAct, useCall, useLanguage, useToday } from '#ui';
import { useState } from 'react';
import { FormDialog, useDayFault } from '../../pieces/form-dialog';
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
  const [isTried, setTried] = useState(false);
  const act = useAct(renameUnit, { changes: touched, onDone: () => (showToast(t('units.renamed')), onClose()) });
  const faults = { name: name.trim() === '' ? t('units.nameMissing') : undefined, from: dayFault(from) };
  const submit = (): boolean => {
    setTried(true);
    if (faults.name || faults.from) return false;
    void act.act({
      params: { id: unit.id },
      body: { name: name.trim(), shortName: shortName.trim() || name.trim(), from },
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
  const [isTried, setTried] = useState(false);
  const act = useAct(moveUnit, { changes: touched, onDone: () => (showToast(t('units.moved')), onClose()) });
  const faults = { parentId: parentId === '' ? t('pick.unitMissing') : undefined, from: dayFault(from) };
  const submit = (): boolean => {
    setTried(true);
    if (faults.parentId || faults.from) return false;
    void act.act({ params: { id: unit.id }, body: { parentId, from } });
    return true;
  };
  const isOffered = (row: UnitRow) =>
    !row.path.startsWith(unit.path) && (liesUnder.includes(row.kind) || row.parentId === null);
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
    </FormDialog>
  );
}

export function CloseUnitDialog({ unit, onClose }: DialogProps) {
  const t = useRosterTexts();
  const today = useToday();
  const dayFault = useDayFault();
  const [lastDay, setLastDay] = useState(today);
  const [isTried, setTried] = useState(false);
  const act = useAct(closeUnit, { changes: touched, onDone: () => (showToast(t('units.closedDone')), onClose()) });
  const submit = (): boolean => {
    setTried(true);
    if (dayFault(lastDay)) return false;
    void act.act({ params: { id: unit.id }, body: { lastDay } });
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
    </FormDialog>
  );
}

export function CreateUnitDialog({
  units,
  parentId,
  onClose,
}: {
  units: readonly UnitRow[];
  parentId: string;
  onClose: () => void;
}) {
  const t = useRosterTexts();
  const language = useLanguage();
  const today = useToday();
  const dayFault = useDayFault();
  const kinds = useCall(getCatalogue, {}).data?.unitKinds ?? [];
  const [values, setValues] = useState({ parentId: parentId || (units[0]?.id ?? ''), kind: '', name: '', from: today });
  const [isTried, setTried] = useState(false);
  const act = useAct(createUnit, { changes: touched, onDone: () => (showToast(t('units.created')), onClose()) });
  const parent = units.find((unit) => unit.id === values.parentId);
  const fitting = kinds.filter((kind) => (parent ? kind.liesUnder.includes(parent.kind) : kind.isRoot));
  const options = fitting.map((kind) => ({
    value: kind.code,
    label: language === 'en' ? kind.englishName : kind.name,
  }));
  const faults = {
    kind: values.kind === '' || !fitting.some((kind) => kind.code === values.kind) ? t('units.kindMissing') : undefined,
    name: values.name.trim() === '' ? t('units.nameMissing') : undefined,
    from: dayFault(values.from),
  };
  const set = (patch: Partial<typeof values>) => setValues((before) => ({ ...before, ...patch }));
  const submit = (): boolean => {
    setTried(true);
    if (faults.kind || faults.name || faults.from) return false;
    void act.act({
      body: {
        parentId: values.parentId || null,
        kind: values.kind,
        name: values.name.trim(),
        from: values.from,
        position: 0,
      },
    });
    return true;
  };
  const show = (fault: string | undefined) => (isTried ? fault : undefined);
  return (
    <FormDialog
      title={t('units.new')}
      effect={null}
      submit={t('units.create')}
      error={act.error}
      isBusy={act.isUnderWay}
      onSubmit={submit}
      onClose={onClose}
    >
      <Field label={t('units.parent')}>
        <UnitPick
          value={values.parentId}
          onChange={(next) => set({ parentId: next, kind: '' })}
          blank={t('units.atTop')}
        />
      </Field>
      <Field label={t('units.kind')} width="half" fault={show(faults.kind)}>
        <Select
          options={options}
          blank={t('units.kindPick')}
          value={values.kind}
          onChange={(event) => set({ kind: event.target.value })}
        />
      </Field>
      <Field label={t('from')} width="half" fault={show(faults.from)}>
        <DayInput value={values.from} yearAtHand={Number(today.slice(0, 4))} onChange={(from) => set({ from })} />
      </Field>
      <Field label={t('units.name')} fault={show(faults.name)}>
        <TextInput
          data-autofocus
          value={values.name}
          maxLength={60}
          placeholder={t('units.nameExample')}
          onChange={(event) => set({ name: event.target.value })}
        />
      </Field>
    </FormDialog>
  );
}
