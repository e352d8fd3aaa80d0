import { Checkbox, MoneyInput, TextArea, TextInput } from '#ui';
import { usePlanTexts } from '../../texts';
import { planWords } from '../../words';
import { type ContentDraft, targetTypeOf } from './content-draft';

interface TargetFieldsProps {
  draft: ContentDraft;
  set: (patch: Partial<ContentDraft>) => void;
}

/** The fields of a target, as its kind needs them. */
export function TargetFields({ draft, set }: TargetFieldsProps) {
  const t = usePlanTexts();
  const words = (name: WordsField, label: string) => <Words draft={draft} set={set} name={name} label={label} />;
  const plain = (name: NumberField, label: string) => <Plain draft={draft} set={set} name={name} label={label} />;
  switch (targetTypeOf(draft.kind)) {
    case 'held':
      return (
        <>
          {plain('times', t('form.times'))}
          <span className="dim nw">{t('form.timesWord')}</span>
        </>
      );
    case 'stops':
      return words('cohort', t('form.stops'));
    case 'members':
      return <Members draft={draft} set={set} />;
    case 'count':
    case 'rate':
      return <Ends draft={draft} set={set} />;
    case 'money':
      return <MoneyFields draft={draft} set={set} />;
    case 'coverage':
      return (
        <>
          {words('cohort', t('form.cohort'))}
          {plain('share', t('form.share'))}
          <span className="dim nw">% ×</span>
          {plain('times', t('form.times'))}
        </>
      );
    case 'participation':
      return (
        <>
          {plain('min', t('form.expected'))}
          <span className="plan-narrow">{words('countUnit', t('form.countUnit'))}</span>
          {words('cohort', t('form.cohort'))}
        </>
      );
    case 'awards':
      return words('names', t('form.awards'));
    case 'lists':
      return words('names', t('form.lists'));
    case 'once':
      return <span className="dim">{t('target.once')}</span>;
    case null:
      return null;
  }
}

type NumberField = 'min' | 'max' | 'times' | 'share';
type WordsField = 'cohort' | 'names' | 'countUnit';

function Plain({ draft, set, name, label }: TargetFieldsProps & { name: NumberField; label: string }) {
  return (
    <span className="plan-narrow">
      <TextInput
        inputMode="decimal"
        aria-label={label}
        placeholder={label}
        value={draft[name]}
        onChange={(event) => set({ [name]: event.target.value })}
      />
    </span>
  );
}

function Words({ draft, set, name, label }: TargetFieldsProps & { name: WordsField; label: string }) {
  return (
    <TextInput
      aria-label={label}
      placeholder={label}
      value={draft[name]}
      onChange={(event) => set({ [name]: event.target.value })}
      {...planWords}
    />
  );
}

function Members({ draft, set }: TargetFieldsProps) {
  const t = usePlanTexts();
  return (
    <TextArea
      rows={4}
      aria-label={t('form.members')}
      placeholder={t('form.membersExample')}
      value={draft.members}
      onChange={(event) => set({ members: event.target.value })}
      {...planWords}
    />
  );
}

/** Two ends of a number, with its unit or as a share. */
function Ends({ draft, set }: TargetFieldsProps) {
  const t = usePlanTexts();
  return (
    <>
      <Plain draft={draft} set={set} name="min" label={t('form.atLeast')} />
      <span className="dim">—</span>
      <Plain draft={draft} set={set} name="max" label={t('form.atMost')} />
      {targetTypeOf(draft.kind) === 'rate' ? (
        <span className="dim">%</span>
      ) : (
        <Words draft={draft} set={set} name="countUnit" label={t('form.countUnit')} />
      )}
    </>
  );
}

function MoneyFields({ draft, set }: TargetFieldsProps) {
  const t = usePlanTexts();
  return (
    <>
      <MoneyInput
        aria-label={draft.isAbout ? t('form.amount') : t('form.atLeast')}
        placeholder={draft.isAbout ? t('form.amount') : t('form.atLeast')}
        value={draft.min}
        onChange={(event) => set({ min: event.target.value })}
      />
      {draft.isAbout ? null : (
        <MoneyInput
          aria-label={t('form.atMost')}
          placeholder={t('form.atMost')}
          value={draft.max}
          onChange={(event) => set({ max: event.target.value })}
        />
      )}
      <Checkbox
        label={t('form.about')}
        checked={draft.isAbout}
        onChange={(event) => set({ isAbout: event.target.checked })}
      />
    </>
  );
}
