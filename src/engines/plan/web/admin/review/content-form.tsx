import { commitmentKinds, recurrences } from '#engines/plan/contract';
import { DayWindowInput, Icon, Select, TextArea, TextInput } from '#ui';
import type { ReactNode } from 'react';
import '../../styles/content-form.css';
import { usePlanTexts } from '../../texts';
import { planWords } from '../../words';
import { PersonPick, UnitPick } from '../roster-picks';
import { type ContentDraft, type DraftFaults, targetTypeOf } from './content-draft';
import { TargetFields } from './target-fields';

/** A line of the form: its name at the left, its fields, each with a name of its own, and what is wrong under them. */
export function FormRow({
  label,
  fault,
  children,
}: {
  label: string;
  fault?: string | undefined;
  children: ReactNode;
}) {
  return (
    <div className="plan-form-row" {...(fault ? { 'data-faulty': true } : {})}>
      <span className="plan-form-label" aria-hidden="true">
        {label}
      </span>
      <div className="plan-form-fields">{children}</div>
      {fault ? (
        <span className="plan-form-fault" role="alert">
          <Icon name="refuse" size="s" />
          {fault}
        </span>
      ) : null}
    </div>
  );
}

export interface ContentFormProps {
  draft: ContentDraft;
  set: (patch: Partial<ContentDraft>) => void;
  faults: DraftFaults;
  year: number;
  measures: readonly { name: string; label: string; unit: string }[];
}

/** All that a person may change of a commitment; which target fields stand there depends on its kind. */
export function ContentForm({ draft, set, faults, year, measures }: ContentFormProps) {
  const t = usePlanTexts();
  const say = (fault: DraftFaults[keyof DraftFaults]) => (fault ? t(`fault.${fault}`) : undefined);
  const kinds = commitmentKinds.map((kind) => ({ value: kind, label: t(`kind.${kind}`) }));
  const rounds = recurrences.map((every) => ({ value: every, label: t(`every.${every}`) }));
  const text = (name: keyof ContentDraft & string, label: string, placeholder?: string) => (
    <TextInput
      aria-label={label}
      placeholder={placeholder ?? label}
      value={String(draft[name])}
      onChange={(event) => set({ [name]: event.target.value })}
      {...planWords}
    />
  );
  return (
    <div className="plan-form">
      <FormRow label={t('form.title')} fault={say(faults.title)}>
        <TextInput
          aria-label={t('form.title')}
          aria-invalid={faults.title ? true : undefined}
          maxLength={120}
          value={draft.title}
          onChange={(event) => set({ title: event.target.value })}
          {...planWords}
        />
      </FormRow>
      <FormRow label={t('form.kind')}>
        <Select
          aria-label={t('form.kind')}
          options={kinds}
          value={draft.kind}
          onChange={(event) =>
            set({ kind: event.target.value as ContentDraft['kind'], isAbout: event.target.value === 'money_about' })
          }
        />
        <Select
          aria-label={t('form.every')}
          blank={t('form.once')}
          options={rounds}
          value={draft.every}
          onChange={(event) => set({ every: event.target.value })}
        />
      </FormRow>
      <FormRow label={t('form.window')} fault={say(faults.window)}>
        <DayWindowInput
          withWords
          yearAtHand={year}
          value={{ from: draft.from, to: draft.to, words: draft.words }}
          onChange={(value) => set({ from: value.from, to: value.to, words: value.words ?? '' })}
        />
      </FormRow>
      {targetTypeOf(draft.kind) ? (
        <FormRow label={t('form.target')} fault={say(faults.target)}>
          <TargetFields draft={draft} set={set} />
        </FormRow>
      ) : null}
      {draft.kind === 'event' || draft.seriesName ? (
        <FormRow label={t('form.series')} fault={say(faults.series)}>
          {text('seriesName', t('form.seriesName'), t('form.seriesExample'))}
          <span className="plan-narrow">{text('edition', t('form.edition'))}</span>
        </FormRow>
      ) : null}
      {draft.kind === 'problem' ? (
        <FormRow label={t('form.nextStep')}>
          <TextArea
            rows={2}
            aria-label={t('form.nextStep')}
            placeholder={t('form.nextStepExample')}
            value={draft.nextStep}
            onChange={(event) => set({ nextStep: event.target.value })}
            {...planWords}
          />
        </FormRow>
      ) : null}
      <FormRow label={t('form.people')}>
        {text('people', t('form.people'), t('form.listExample'))}
        {text('units', t('form.units'), t('form.unitsExample'))}
      </FormRow>
      <FormRow label={t('form.responsible')}>
        <UnitPick label={t('form.unit')} value={draft.unitId} onChange={(unitId) => set({ unitId })} />
        <PersonPick
          label={t('form.officer')}
          id={draft.officerId}
          name={draft.officerName}
          unitId={draft.unitId}
          onChange={(officerId, officerName) => set({ officerId, officerName })}
        />
      </FormRow>
      <FormRow label={t('form.measure')}>
        <Select
          aria-label={t('form.measure')}
          blank={t('form.noMeasure')}
          options={measures.map((measure) => ({ value: measure.name, label: measure.label }))}
          value={draft.measure}
          onChange={(event) => set({ measure: event.target.value })}
        />
        {text('themes', t('form.themes'))}
      </FormRow>
    </div>
  );
}
