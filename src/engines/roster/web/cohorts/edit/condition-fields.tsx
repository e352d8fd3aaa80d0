import { type Condition, employmentKinds, genders, getCatalogue, listSchemes } from '../../../contract';
import { Button, Checkbox, Select, TextInput, useCall, useLanguage } from '#ui';
import { UnitPick } from '../../pieces/unit-pick';
import { useUnitOptions } from '../../pieces/use-unit-options';
import { useRosterTerms } from '../../texts';
import { useCohortTexts } from '../texts';

/** Empty conditions to begin with, one of each kind, in the order in which they are offered. */
export const blanks: readonly Condition[] = [
  { kind: 'post', posts: [], isNot: false },
  { kind: 'gender', gender: 'female', isNot: false },
  { kind: 'age', from: null, to: null, isNot: false },
  { kind: 'youth', isNot: false },
  { kind: 'employment', kinds: [], isNot: false },
  { kind: 'units', unitIds: [], isNot: false },
  { kind: 'unitKind', kinds: [], isNot: false },
  { kind: 'frontLine', isNot: false },
  { kind: 'remote', isNot: false },
  { kind: 'service', years: 1, isNot: false },
  { kind: 'migrant', isNot: false },
  { kind: 'enrolment', scheme: '', states: [], isNot: false },
];

/** Whether everything that the condition needs was chosen. */
export function isComplete(condition: Condition): boolean {
  switch (condition.kind) {
    case 'post':
      return condition.posts.length > 0;
    case 'employment':
    case 'unitKind':
      return condition.kinds.length > 0;
    case 'units':
      return condition.unitIds.length > 0;
    case 'enrolment':
      return condition.states.length > 0;
    case 'age': {
      const { from, to } = condition;
      return (from !== null || to !== null) && (from === null || to === null || from <= to);
    }
    default:
      return true;
  }
}

const toggled = <Word extends string>(list: readonly Word[], word: Word): Word[] =>
  list.includes(word) ? list.filter((one) => one !== word) : [...list, word];

function Choices<Word extends string>(props: {
  options: readonly { value: Word; label: string }[];
  chosen: readonly Word[];
  onChange: (chosen: Word[]) => void;
}) {
  return (
    <span className="co-choices">
      {props.options.map(({ value, label }) => (
        <Checkbox
          key={value}
          label={label}
          checked={props.chosen.includes(value)}
          onChange={() => props.onChange(toggled(props.chosen, value))}
        />
      ))}
    </span>
  );
}

function Years({
  label,
  value,
  onChange,
}: {
  label: string;
  value: number | null;
  onChange: (years: number | null) => void;
}) {
  return (
    <TextInput
      className="co-years num"
      aria-label={label}
      placeholder={label}
      inputMode="numeric"
      value={value ?? ''}
      onChange={(event) => {
        const digits = event.target.value.replace(/\D/g, '').slice(0, 3);
        onChange(digits === '' ? null : Math.min(120, Number(digits)));
      }}
    />
  );
}

function Units({ unitIds, onChange }: { unitIds: readonly string[]; onChange: (ids: string[]) => void }) {
  const t = useCohortTexts();
  const options = useUnitOptions();
  const nameOf = (id: string) => options.find((option) => option.value === id)?.label.trim() ?? '—';
  return (
    <span className="col g8">
      <span className="row g8 wrap">
        {unitIds.map((id) => (
          <Button key={id} size="sm" icon="close" onClick={() => onChange(unitIds.filter((one) => one !== id))}>
            {nameOf(id)}
          </Button>
        ))}
      </span>
      <UnitPick
        label={t('pickUnit')}
        blank={t('pickUnit')}
        value=""
        isOffered={(row) => !unitIds.includes(row.id)}
        onChange={(id) => id && onChange([...unitIds, id])}
      />
    </span>
  );
}

type Enrolment = Extract<Condition, { kind: 'enrolment' }>;

/** A scheme and states of it; the states of one are nothing to another. */
function EnrolmentFields({ condition, onChange }: { condition: Enrolment; onChange: (condition: Enrolment) => void }) {
  const t = useCohortTexts();
  const schemes = useCall(listSchemes, {}).data?.rows;
  if (schemes?.length === 0) return <span className="dim">{t('noScheme')}</span>;
  const chosen = schemes?.find((row) => row.scheme === condition.scheme);
  const options = (schemes ?? []).map(({ scheme, name }) => ({ value: scheme, label: name }));
  return (
    <span className="col g8">
      <Select
        aria-label={t('scheme')}
        options={[{ value: '', label: t('scheme') }, ...options]}
        value={condition.scheme}
        onChange={(event) => onChange({ ...condition, scheme: event.target.value, states: [] })}
      />
      <Choices
        options={(chosen?.states ?? []).map(({ state, name }) => ({ value: state, label: name }))}
        chosen={condition.states}
        onChange={(states) => onChange({ ...condition, states })}
      />
    </span>
  );
}

interface FieldsProps {
  condition: Condition;
  onChange: (condition: Condition) => void;
}

function useWords() {
  const language = useLanguage();
  const catalogue = useCall(getCatalogue, {}).data;
  const named = (rows: readonly { code: string; name: string; englishName: string }[] | undefined) =>
    (rows ?? []).map((row) => ({ value: row.code, label: language === 'en' ? row.englishName : row.name }));
  return { posts: named(catalogue?.posts), unitKinds: named(catalogue?.unitKinds) };
}

/** What a condition of its kind needs to be told. */
function KindFields({ condition, onChange }: FieldsProps) {
  const t = useCohortTexts();
  const terms = useRosterTerms();
  const words = useWords();
  switch (condition.kind) {
    case 'post':
      return (
        <Choices
          options={words.posts}
          chosen={condition.posts}
          onChange={(posts) => onChange({ ...condition, posts })}
        />
      );
    case 'unitKind':
      return (
        <Choices
          options={words.unitKinds}
          chosen={condition.kinds}
          onChange={(kinds) => onChange({ ...condition, kinds })}
        />
      );
    case 'employment': {
      const options = employmentKinds.map((value) => ({ value, label: terms(`employment.${value}`) }));
      return (
        <Choices options={options} chosen={condition.kinds} onChange={(kinds) => onChange({ ...condition, kinds })} />
      );
    }
    case 'gender':
      return (
        <Select
          aria-label={t('kind.gender')}
          options={genders.map((value) => ({ value, label: terms(`gender.${value}`) }))}
          value={condition.gender}
          onChange={(event) => onChange({ ...condition, gender: event.target.value === 'male' ? 'male' : 'female' })}
        />
      );
    case 'age':
      return (
        <span className="row g8">
          <Years label={t('ageFrom')} value={condition.from} onChange={(from) => onChange({ ...condition, from })} />
          <Years label={t('ageTo')} value={condition.to} onChange={(to) => onChange({ ...condition, to })} />
        </span>
      );
    case 'service':
      return (
        <Years
          label={t('years')}
          value={condition.years}
          onChange={(years) => onChange({ ...condition, years: Math.min(60, Math.max(1, years ?? 1)) })}
        />
      );
    case 'enrolment':
      return <EnrolmentFields condition={condition} onChange={onChange} />;
    case 'units':
      return <Units unitIds={condition.unitIds} onChange={(unitIds) => onChange({ ...condition, unitIds })} />;
    default:
      return <span />;
  }
}

/** One condition as a line: what it is about, whether it is so or not so, and what it needs to be told. */
export function ConditionFields({ condition, onChange, onTake }: FieldsProps & { onTake: () => void }) {
  const t = useCohortTexts();
  const pick = (kind: string) => {
    const blank = blanks.find((one) => one.kind === kind);
    if (blank) onChange(blank);
  };
  const turns = [
    { value: 'is', label: t('is') },
    { value: 'isNot', label: t('isNot') },
  ];
  return (
    <div className="co-condition">
      <Select
        aria-label={t('condition')}
        options={blanks.map(({ kind }) => ({ value: kind, label: t(`kind.${kind}`) }))}
        value={condition.kind}
        onChange={(event) => pick(event.target.value)}
      />
      <Select
        aria-label={`${t(`kind.${condition.kind}`)} · ${t('is')} / ${t('isNot')}`}
        options={turns}
        value={condition.isNot ? 'isNot' : 'is'}
        onChange={(event) => onChange({ ...condition, isNot: event.target.value === 'isNot' })}
      />
      <KindFields condition={condition} onChange={onChange} />
      <Button size="sm" kind="text" onClick={onTake}>
        {t('takeCondition')}
      </Button>
    </div>
  );
}
