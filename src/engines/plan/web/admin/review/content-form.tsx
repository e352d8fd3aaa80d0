import { commitmentKinds, recurrences } from '../../../contract';
import { DayWindowInput, Icon, Select, TextInput } from '#ui';
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
export function ContentForm(props: ContentFormProps) {
  const { draft, set, faults, measures } = props;
  const t = usePlanTexts();
  const text = (name: TextField, label: string, placeholder?: string) => (
    <TextInput
      aria-label={label}
      placeholder={placeholder ?? label}
      value={draft[name]}
      onChange={(event) => set({ [name]: event.target.value })}
      {...planWords}
    />
  );
  return (
    <div className="plan-form">
      <WhatRows {...props} />
      {targetTypeOf(draft.kind) ? (
        <FormRow label={t('form.target')} fault={faults.target && t(`fault.${faults.target}`)}>
          <TargetFields draft={draft} set={set} />
        </FormRow>
      ) : null}
      {draft.kind === 'event' || draft.seriesName ? (
        <FormRow label={t('form.series')} fault={faults.series && t(`fault.${faults.series}`)}>
          {text('seriesName', t('form.seriesName'), t('form.seriesExample'))}
          <span className="plan-narrow">{text('edition', t('form.edition'))}</span>
        </FormRow>
      ) : null}
      {draft.kind === 'problem' ? (
        <FormRow label={t('form.nextStep')}>{text('nextStep', t('form.nextStep'), t('form.nextStepExample'))}</FormRow>
      ) : null}
      <FormRow label={t('form.people')}>
        {text('people', t('form.people'), t('form.listExample'))}
        {text('units', t('form.units'), t('form.unitsExample'))}
      </FormRow>
      <OwnerRow {...props} />
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

type TextField = 'seriesName' | 'edition' | 'nextStep' | 'people' | 'units' | 'themes';

/** Its name, its kind, how often, and when. */
function WhatRows({ draft, set, faults, year }: ContentFormProps) {
  const t = usePlanTexts();
  const kinds = commitmentKinds.map((kind) => ({ value: kind, label: t(`kind.${kind}`) }));
  const rounds = recurrences.map((every) => ({ value: every, label: t(`every.${every}`) }));
  const pickKind = (kind: string) => set({ kind: kind as ContentDraft['kind'], isAbout: kind === 'money_about' });
  return (
    <>
      <FormRow label={t('form.title')} fault={faults.title && t(`fault.${faults.title}`)}>
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
          onChange={(event) => pickKind(event.target.value)}
        />
        <Select
          aria-label={t('form.every')}
          blank={t('form.once')}
          options={rounds}
          value={draft.every}
          onChange={(event) => set({ every: event.target.value })}
        />
      </FormRow>
      <FormRow label={t('form.window')} fault={faults.window && t(`fault.${faults.window}`)}>
        <DayWindowInput
          withWords
          yearAtHand={year}
          value={{ from: draft.from, to: draft.to, words: draft.words }}
          onChange={(value) => set({ from: value.from, to: value.to, words: value.words ?? '' })}
        />
      </FormRow>
    </>
  );
}

function OwnerRow({ draft, set }: ContentFormProps) {
  const t = usePlanTexts();
  return (
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
  );
}
