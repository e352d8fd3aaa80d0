import {
  type ReorganisationPreview,
  type UnitRow,
  listUnits,
  previewSplit,
  showUnit,
  splitUnit,
} from '../../../contract';
import { isDay } from '#kernel/contract';
import {
  Button,
  DayInput,
  ErrorState,
  Field,
  Select,
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
import { useRosterTexts } from '../../texts';
import { AffectedLists, type Choices, noChoices } from './affected-lists';

interface Values {
  readonly names: readonly string[];
  /** The part of each person and unit below that goes with none of the rest. */
  readonly places: Readonly<Record<string, string>>;
  /** The number of a part, or empty: the old unit stays. */
  readonly restTo: string;
  readonly from: string;
  readonly reason: string;
}

interface PieceProps {
  values: Values;
  set: (patch: Partial<Values>) => void;
}

function usePartName(values: Values): (index: number) => string {
  const t = useRosterTexts();
  return (index) => values.names[index]?.trim() || t('units.unnamed', { number: index + 1 });
}

function Parts({ values, set, fault }: PieceProps & { fault: string | undefined }) {
  const t = useRosterTexts();
  const write = (index: number, name: string) =>
    set({ names: values.names.map((one, i) => (i === index ? name : one)) });
  const last = values.names.length - 1;
  const takeLast = () =>
    set({
      names: values.names.slice(0, last),
      places: Object.fromEntries(Object.entries(values.places).filter(([, part]) => part !== String(last))),
      restTo: values.restTo === String(last) ? '' : values.restTo,
    });
  return (
    <>
      {values.names.map((name, index) => (
        <Field
          key={index}
          width="half"
          label={t('units.part', { number: index + 1 })}
          fault={name.trim() === '' ? fault : undefined}
        >
          <TextInput value={name} maxLength={60} onChange={(event) => write(index, event.target.value)} />
        </Field>
      ))}
      <span className="row g8">
        <Button size="sm" icon="plus" onClick={() => set({ names: [...values.names, ''] })}>
          {t('units.partAdd')}
        </Button>
        {last > 0 ? (
          <Button size="sm" kind="text" onClick={takeLast}>
            {t('units.partTake')}
          </Button>
        ) : null}
      </span>
    </>
  );
}

/** Everybody and everything with the part it goes to; what is not named goes with the rest. */
function Places({ values, set, shown }: PieceProps & { shown: ReorganisationPreview }) {
  const t = useRosterTexts();
  const nameOf = usePartName(values);
  const options = values.names.map((_name, index) => ({ value: String(index), label: nameOf(index) }));
  const row = (id: string, name: string, detail: string) => (
    <div key={id} className="ro-place">
      <span>
        {name} <span className="dim t12">{detail}</span>
      </span>
      <Select
        aria-label={`${name} · ${t('units.goesTo')}`}
        options={options}
        blank={t('units.byRest')}
        value={values.places[id] ?? ''}
        onChange={(event) => {
          const { [id]: _before, ...others } = values.places;
          set({ places: event.target.value === '' ? others : { ...others, [id]: event.target.value } });
        }}
      />
    </div>
  );
  return (
    <div className="ro-places">
      {shown.children.map((child) => row(child.id, child.name, t('units.found.people', { count: child.people })))}
      {shown.people.map((person) => row(person.id, person.name, person.staffNumber))}
    </div>
  );
}

function Rest({ values, set, unit }: PieceProps & { unit: UnitRow }) {
  const t = useRosterTexts();
  const nameOf = usePartName(values);
  const options = values.names.map((_name, index) => ({
    value: String(index),
    label: t('units.restTo', { name: nameOf(index) }),
  }));
  return (
    <Field label={t('units.rest')}>
      <Select
        options={values.names.length > 1 ? options : []}
        blank={t('units.restStays', { name: unit.name })}
        value={values.restTo}
        onChange={(event) => set({ restTo: event.target.value })}
      />
    </Field>
  );
}

function partsOf(values: Values, shown: ReorganisationPreview) {
  const named = (part: number, list: readonly { id: string }[]) =>
    list.map((one) => one.id).filter((id) => values.places[id] === String(part));
  return values.names.map((name, part) => ({
    name: name.trim(),
    personIds: named(part, shown.people),
    childIds: named(part, shown.children),
  }));
}

/** New units come out of one; who goes where is chosen by hand, and whoever is not named goes with the rest. */
export function SplitUnitDialog({ unit, onClose }: { unit: UnitRow; onClose: () => void }) {
  const t = useRosterTexts();
  const language = useLanguage();
  const dayFault = useDayFault();
  const [values, setValues] = useState<Values>({ names: [''], places: {}, restTo: '', from: useToday(), reason: '' });
  const [choices, setChoices] = useState<Choices>(noChoices);
  const [isTried, setTried] = useState(false);
  const { from } = values;
  const preview = useCall(previewSplit, { params: { id: unit.id }, query: { from } }, { enabled: isDay(from) });
  const shown = isDay(from) && !preview.isPlaceholderData ? preview.data : undefined;
  const act = useAct(splitUnit, {
    changes: [listUnits, showUnit, previewSplit],
    onDone: () => (showToast(t('units.splitDone')), onClose()),
  });
  const set = (patch: Partial<Values>) => setValues((before) => ({ ...before, ...patch }));
  const isEarly = shown !== undefined && from < shown.earliest;
  const early = isEarly ? t('units.found.tooEarly', { day: formatDay(shown.earliest, language) }) : undefined;
  const faults = { from: dayFault(from) ?? early, names: t('units.partMissing') };
  const isNamed = values.names.every((name) => name.trim() !== '');
  const submit = (): boolean => {
    setTried(true);
    if (faults.from || !isNamed || !shown) return false;
    const { endPosts, endGrants } = choices;
    const restTo = values.restTo === '' ? null : Number(values.restTo);
    const body = { from, seen: shown.seen, parts: partsOf(values, shown), restTo, ...withReason(values.reason) };
    const ended = { endPosts: [...endPosts], endGrants: [...endGrants] };
    void act.act({ params: { id: unit.id }, body: { ...body, ...ended } });
    return true;
  };
  return (
    <FormDialog
      size="wide"
      title={t('units.splitTitle', { name: unit.name })}
      effect={t('units.splitEffect')}
      submit={t('units.split')}
      error={act.error}
      isBusy={act.isUnderWay || (isDay(from) && preview.isFetching)}
      onSubmit={submit}
      onClose={onClose}
    >
      <Parts values={values} set={set} fault={isTried ? faults.names : undefined} />
      <Rest values={values} set={set} unit={unit} />
      <Field label={t('from')} width="half" fault={isTried || shown ? faults.from : undefined}>
        <DayInput value={from} yearAtHand={Number(from.slice(0, 4))} onChange={(day) => set({ from: day })} />
      </Field>
      <ReasonField value={values.reason} onChange={(reason) => set({ reason })} />
      {preview.error && !shown ? <ErrorState error={preview.error} /> : null}
      {shown ? <Places values={values} set={set} shown={shown} /> : null}
      {shown ? (
        <AffectedLists
          shown={{ ...shown, people: [], children: [], grants: values.restTo === '' ? [] : shown.grants }}
          choices={choices}
          onChange={setChoices}
        />
      ) : null}
    </FormDialog>
  );
}
