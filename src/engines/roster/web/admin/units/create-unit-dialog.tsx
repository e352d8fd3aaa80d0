import { type UnitRow, createUnit, getCatalogue, listUnits } from '../../../contract';
import { DayInput, Field, Select, TextInput, showToast, useAct, useCall, useLanguage, useToday } from '#ui';
import { useState } from 'react';
import { FormDialog, useDayFault } from '../../pieces/form-dialog';
import { ReasonField, withReason } from '../../pieces/reason-field';
import { UnitPick } from '../../pieces/unit-pick';
import { useRosterTexts } from '../../texts';

interface Values {
  parentId: string;
  kind: string;
  name: string;
  from: string;
  reason: string;
}

/** The kinds of unit that may lie under the parent, or at the top. */
function useFittingKinds(parent: UnitRow | undefined) {
  const language = useLanguage();
  const kinds = useCall(getCatalogue, {}).data?.unitKinds ?? [];
  const fitting = kinds.filter((kind) => (parent ? kind.liesUnder.includes(parent.kind) : kind.isRoot));
  return fitting.map((kind) => ({ value: kind.code, label: language === 'en' ? kind.englishName : kind.name }));
}

interface FieldsProps {
  values: Values;
  kinds: readonly { value: string; label: string }[];
  faults: Partial<Record<keyof Values, string | undefined>>;
  set: (patch: Partial<Values>) => void;
}

function Fields({ values, kinds, faults, set }: FieldsProps) {
  const t = useRosterTexts();
  const year = Number(useToday().slice(0, 4));
  const atTop = t('units.atTop');
  return (
    <>
      <Field label={t('units.parent')}>
        <UnitPick value={values.parentId} onChange={(parentId) => set({ parentId, kind: '' })} blank={atTop} />
      </Field>
      <Field label={t('units.kind')} width="half" fault={faults.kind}>
        <Select
          options={kinds}
          blank={t('units.kindPick')}
          value={values.kind}
          onChange={(event) => set({ kind: event.target.value })}
        />
      </Field>
      <Field label={t('from')} width="half" fault={faults.from}>
        <DayInput value={values.from} yearAtHand={year} onChange={(from) => set({ from })} />
      </Field>
      <Field label={t('units.name')} fault={faults.name}>
        <TextInput
          data-autofocus
          value={values.name}
          maxLength={60}
          placeholder={t('units.nameExample')}
          onChange={(event) => set({ name: event.target.value })}
        />
      </Field>
      <ReasonField value={values.reason} onChange={(reason) => set({ reason })} />
    </>
  );
}

export interface CreateUnitDialogProps {
  units: readonly UnitRow[];
  parentId: string;
  onClose: () => void;
  /** The new unit is shown where it lies. */
  onCreated: (id: string) => void;
}

/** Adds a unit below another one, after those that lie there already. */
export function CreateUnitDialog({ units, parentId, onClose, onCreated }: CreateUnitDialogProps) {
  const t = useRosterTexts();
  const today = useToday();
  const dayFault = useDayFault();
  const top = parentId || (units[0]?.id ?? '');
  const [values, setValues] = useState<Values>({ parentId: top, kind: '', name: '', from: today, reason: '' });
  const [isTried, setTried] = useState(false);
  const act = useAct(createUnit, {
    changes: [listUnits],
    onDone: ({ id }) => (showToast(t('units.created')), onCreated(id)),
  });
  const kinds = useFittingKinds(units.find((unit) => unit.id === values.parentId));
  const faults = {
    kind: kinds.some((kind) => kind.value === values.kind) ? undefined : t('units.kindMissing'),
    name: values.name.trim() === '' ? t('units.nameMissing') : undefined,
    from: dayFault(values.from),
  };
  const submit = (): boolean => {
    setTried(true);
    if (faults.kind || faults.name || faults.from) return false;
    const beside = units.filter((unit) => unit.parentId === (values.parentId || null));
    const position = Math.max(0, ...beside.map((unit) => unit.position)) + 1;
    const { kind, from, reason } = values;
    const body = { parentId: values.parentId || null, kind, name: values.name.trim(), from, position };
    void act.act({ body: { ...body, ...withReason(reason) } });
    return true;
  };
  const dialog = { title: t('units.new'), submit: t('units.create'), error: act.error, onClose };
  const set = (patch: Partial<Values>) => setValues((before) => ({ ...before, ...patch }));
  return (
    <FormDialog {...dialog} isBusy={act.isUnderWay} onSubmit={submit}>
      <Fields values={values} kinds={kinds} faults={isTried ? faults : {}} set={set} />
    </FormDialog>
  );
}
