import { isDay } from '#kernel/contract';
import { FormDialog, UnitPick } from '#engines/roster/web';
import { DayInput, Field, Select, TextInput, navigate, useAct, useScope, useToday, useUiTexts } from '#ui';
import { useState } from 'react';
import { createContest, listContests } from '../../contests/contract';
import { contestKinds, entrantKinds, type ContestKind, type EntrantKind } from '../../terms';
import { kindParts } from './kind-parts';
import { useContestTerms, useContestTexts } from './texts';

const offered = contestKinds.filter((kind) => kindParts[kind] !== undefined);

/** Draws up a contest; its rules are those that its kind proposes, to be looked at on its own page. */
export function DraftDialog({ onClose }: { onClose: () => void }) {
  const t = useContestTexts();
  const terms = useContestTerms();
  const ui = useUiTexts();
  const today = useToday();
  const { unitId } = useScope();
  const [values, setValues] = useState({
    ...{ name: '', unitId: unitId ?? '', audienceUnitId: '', beginsOn: today, endsOn: today },
    ...{ kind: (offered[0] ?? 'measured') as ContestKind, entrantKind: 'person' as EntrantKind },
  });
  const [isTried, setTried] = useState(false);
  const { act, error, isUnderWay } = useAct(createContest, {
    changes: [listContests],
    onDone: ({ id }) => navigate(`/contests/${id}`),
  });
  const set = (patch: Partial<typeof values>) => setValues((before) => ({ ...before, ...patch }));
  const missing = (value: string) => (isTried && value.trim() === '' ? ui('field.missing') : undefined);
  const dayFault = (value: string) => (isTried && !isDay(value) ? t('draft.dayFault') : undefined);
  const submit = (): boolean => {
    setTried(true);
    const { name, beginsOn, endsOn, audienceUnitId } = values;
    if (name.trim() === '' || values.unitId === '' || !isDay(beginsOn) || !isDay(endsOn)) return false;
    void act({ body: { ...values, name: name.trim(), audienceUnitId: audienceUnitId === '' ? null : audienceUnitId } });
    return true;
  };
  return (
    <FormDialog
      {...{ title: t('draft.act'), submit: t('draft.save'), error, isBusy: isUnderWay, onSubmit: submit, onClose }}
    >
      <Field label={terms('columns.name')} fault={missing(values.name)}>
        <TextInput
          maxLength={120}
          placeholder={t('draft.nameExample')}
          value={values.name}
          onChange={(event) => set({ name: event.target.value })}
        />
      </Field>
      <Field label={terms('columns.kind')} width="half">
        <Select
          options={offered.map((one) => ({ value: one, label: terms(`kinds.${one}`) }))}
          value={values.kind}
          onChange={(event) => set({ kind: event.target.value as ContestKind })}
        />
      </Field>
      <Field label={t('draft.entrantKind')} width="half">
        <Select
          options={entrantKinds.map((one) => ({ value: one, label: terms(`entrantKinds.${one}`) }))}
          value={values.entrantKind}
          onChange={(event) => set({ entrantKind: event.target.value as EntrantKind })}
        />
      </Field>
      <Field label={terms('columns.beginsOn')} width="half" fault={dayFault(values.beginsOn)}>
        <DayInput value={values.beginsOn} onChange={(beginsOn) => set({ beginsOn })} />
      </Field>
      <Field label={terms('columns.endsOn')} width="half" fault={dayFault(values.endsOn)}>
        <DayInput value={values.endsOn} onChange={(endsOn) => set({ endsOn })} />
      </Field>
      <Field label={t('draft.unit')} fault={missing(values.unitId)}>
        <UnitPick value={values.unitId} onChange={(chosen) => set({ unitId: chosen })} />
      </Field>
      <Field label={t('draft.audience')} isOptional>
        <UnitPick
          value={values.audienceUnitId}
          blank={t('draft.audienceOwn')}
          onChange={(audienceUnitId) => set({ audienceUnitId })}
        />
      </Field>
    </FormDialog>
  );
}
