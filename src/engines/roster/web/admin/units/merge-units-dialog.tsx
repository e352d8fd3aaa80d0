import { type UnitRow, listUnits, mergeUnits, previewMerger, showUnit } from '../../../contract';
import { isDay } from '#kernel/contract';
import {
  Button,
  DayInput,
  ErrorState,
  Field,
  Segmented,
  TextInput,
  formatDay,
  showToast,
  useAct,
  useCall,
  useLanguage,
  useToday,
} from '#ui';
import { useState } from 'react';
import { FormDialog, useDayFault } from '../../pieces/form-dialog';
import { ReasonField, withReason } from '../../pieces/reason-field';
import { UnitPick } from '../../pieces/unit-pick';
import { useRosterTexts } from '../../texts';
import { AffectedLists, type Choices, noChoices } from './affected-lists';

interface Values {
  readonly sources: readonly { id: string; name: string }[];
  readonly into: 'old' | 'new';
  readonly targetId: string;
  readonly name: string;
  readonly from: string;
  readonly reason: string;
}

/** What the server says would happen, once enough is chosen to ask. */
function usePreview({ sources, into, targetId, from }: Values) {
  const isAskable = isDay(from) && (into === 'new' ? sources.length > 1 : targetId !== '');
  const target = into === 'old' ? { targetId } : {};
  const query = { sources: sources.map((unit) => unit.id).join(','), from, ...target };
  const answer = useCall(previewMerger, { query }, { enabled: isAskable });
  return { ...answer, shown: isAskable && !answer.isPlaceholderData ? answer.data : undefined, isAskable };
}

function Sources({
  values,
  units,
  set,
}: {
  values: Values;
  units: readonly UnitRow[];
  set: (patch: Partial<Values>) => void;
}) {
  const t = useRosterTexts();
  const chosen = values.sources;
  const isFree = (row: UnitRow) =>
    row.validTo === null && row.id !== values.targetId && chosen.every((unit) => unit.id !== row.id);
  return (
    <Field label={t('units.mergeSources')}>
      <div className="col g8">
        <span className="row g8 wrap">
          {chosen.map((unit) => (
            <Button
              key={unit.id}
              size="sm"
              icon="close"
              aria-label={t('units.mergeTake', { name: unit.name })}
              {...(chosen.length === 1 ? { whyNot: t('units.mergeTooFew') } : {})}
              onClick={() => set({ sources: chosen.filter((one) => one.id !== unit.id) })}
            >
              {unit.name}
            </Button>
          ))}
        </span>
        <UnitPick
          label={t('units.mergeAdd')}
          blank={t('units.mergeAdd')}
          value=""
          isOffered={isFree}
          onChange={(id) => {
            const unit = units.find((row) => row.id === id);
            if (unit) set({ sources: [...chosen, unit] });
          }}
        />
      </div>
    </Field>
  );
}

function Target({
  values,
  unit,
  fault,
  set,
}: {
  values: Values;
  unit: UnitRow;
  fault: string | undefined;
  set: (patch: Partial<Values>) => void;
}) {
  const t = useRosterTexts();
  const isOffered = (row: UnitRow) =>
    row.validTo === null && row.kind === unit.kind && values.sources.every((one) => one.id !== row.id);
  const options = [
    { value: 'old' as const, label: t('units.mergeOld') },
    ...(unit.parentId === null ? [] : [{ value: 'new' as const, label: t('units.mergeNew') }]),
  ];
  return (
    <>
      <Segmented
        label={t('units.mergeInto')}
        value={values.into}
        options={options}
        onChange={(into) => set({ into })}
      />
      <Field label={t('units.mergeTarget')} fault={fault}>
        {values.into === 'old' ? (
          <UnitPick value={values.targetId} isOffered={isOffered} onChange={(targetId) => set({ targetId })} />
        ) : (
          <TextInput
            value={values.name}
            maxLength={60}
            placeholder={t('units.nameExample')}
            onChange={(event) => set({ name: event.target.value })}
          />
        )}
      </Field>
    </>
  );
}

function useFaults(values: Values, earliest: string | undefined) {
  const t = useRosterTexts();
  const language = useLanguage();
  const dayFault = useDayFault();
  const isEarly = earliest !== undefined && isDay(values.from) && values.from < earliest;
  const tooFew = values.sources.length < 2 ? t('units.mergeTooFew') : undefined;
  const nameless = values.name.trim() === '' ? t('units.nameMissing') : tooFew;
  return {
    target: values.into === 'old' ? (values.targetId === '' ? t('pick.unitMissing') : undefined) : nameless,
    from: isEarly ? t('units.found.tooEarly', { day: formatDay(earliest, language) }) : dayFault(values.from),
  };
}

/** Several units become one: first what hangs on them is shown, then it is done as it was shown. */
export function MergeUnitsDialog({ unit, onClose }: { unit: UnitRow; onClose: () => void }) {
  const t = useRosterTexts();
  const units = useCall(listUnits, { query: {} }).data?.rows ?? [];
  const [values, setValues] = useState<Values>({
    ...{ sources: [unit], into: 'old', targetId: '', name: '', from: useToday(), reason: '' },
  });
  const [choices, setChoices] = useState<Choices>(noChoices);
  const [isTried, setTried] = useState(false);
  const preview = usePreview(values);
  const faults = useFaults(values, preview.shown?.earliest);
  const act = useAct(mergeUnits, {
    changes: [listUnits, showUnit, previewMerger],
    onDone: () => (showToast(t('units.merged')), onClose()),
  });
  const set = (patch: Partial<Values>) => setValues((before) => ({ ...before, ...patch }));
  const submit = (): boolean => {
    setTried(true);
    const { shown } = preview;
    if (faults.target || faults.from || !shown) return false;
    const fresh = { parentId: unit.parentId ?? '', kind: unit.kind, name: values.name.trim() };
    void act.act({
      body: {
        sources: values.sources.map((one) => one.id),
        target: values.into === 'old' ? { unitId: values.targetId } : fresh,
        from: values.from,
        seen: shown.seen,
        endPosts: [...choices.endPosts],
        endGrants: [...choices.endGrants],
        names: Object.entries(choices.names).map(([unitId, name]) => ({ unitId, name: name.trim() })),
        ...withReason(values.reason),
      },
    });
    return true;
  };
  return (
    <FormDialog
      size="wide"
      title={t('units.mergeTitle')}
      effect={t('units.mergeEffect')}
      submit={t('units.merge')}
      error={act.error}
      isBusy={act.isUnderWay || (preview.isAskable && preview.isFetching)}
      onSubmit={submit}
      onClose={onClose}
    >
      <Sources values={values} units={units} set={set} />
      <Target values={values} unit={unit} fault={isTried ? faults.target : undefined} set={set} />
      <Field label={t('from')} width="half" fault={isTried || preview.shown ? faults.from : undefined}>
        <DayInput value={values.from} yearAtHand={Number(values.from.slice(0, 4))} onChange={(from) => set({ from })} />
      </Field>
      <ReasonField value={values.reason} onChange={(reason) => set({ reason })} />
      {preview.isAskable && preview.error ? <ErrorState error={preview.error} /> : null}
      {preview.shown ? <AffectedLists shown={preview.shown} choices={choices} onChange={setChoices} /> : null}
    </FormDialog>
  );
}
