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
  const plain = (name: 'min' | 'max' | 'times' | 'share', label: string) => (
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
  const words = (name: 'cohort' | 'names' | 'countUnit', label: string) => (
    <TextInput
      aria-label={label}
      placeholder={label}
      value={draft[name]}
      onChange={(event) => set({ [name]: event.target.value })}
      {...planWords}
    />
  );
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
    case 'count':
      return (
        <>
          {plain('min', t('form.atLeast'))}
          <span className="dim">—</span>
          {plain('max', t('form.atMost'))}
          {words('countUnit', t('form.countUnit'))}
        </>
      );
    case 'rate':
      return (
        <>
          {plain('min', t('form.atLeast'))}
          <span className="dim">—</span>
          {plain('max', t('form.atMost'))}
          <span className="dim">%</span>
        </>
      );
    case 'money':
      return <MoneyFields draft={draft} set={set} />;
    case 'coverage':
      return (
        <>
          {words('cohort', t('form.cohort'))}
          {plain('share', t('form.share'))}
          <span className="dim">% ×</span>
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
