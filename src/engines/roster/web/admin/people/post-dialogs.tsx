import {
  type Holding,
  type PersonRow,
  appoint,
  endPost,
  getCatalogue,
  listHoldings,
  showPerson,
} from '../../../contract';
import { DayInput, Field, Select, showToast, useAct, useCall, useLanguage, useToday } from '#ui';
import { useState } from 'react';
import { FormDialog, useDayFault } from '../../pieces/form-dialog';
import { UnitPick } from '../../pieces/unit-pick';
import { useRosterTexts } from '../../texts';

const touched = [showPerson, listHoldings];

export function AppointDialog({ person, onClose }: { person: PersonRow; onClose: () => void }) {
  const t = useRosterTexts();
  const language = useLanguage();
  const today = useToday();
  const dayFault = useDayFault();
  const posts = useCall(getCatalogue, {}).data?.posts ?? [];
  const [values, setValues] = useState({ post: '', unitId: person.unitId ?? '', from: today, to: '' });
  const [isTried, setTried] = useState(false);
  const act = useAct(appoint, { changes: touched, onDone: () => (showToast(t('people.appointed')), onClose()) });
  const set = (patch: Partial<typeof values>) => setValues((before) => ({ ...before, ...patch }));
  const faults = {
    post: values.post === '' ? t('people.postMissing') : undefined,
    unitId: values.unitId === '' ? t('pick.unitMissing') : undefined,
    from: dayFault(values.from),
    to:
      values.to === '' ? undefined : (dayFault(values.to) ?? (values.to < values.from ? t('toBeforeFrom') : undefined)),
  };
  const submit = (): boolean => {
    setTried(true);
    if (faults.post || faults.unitId || faults.from || faults.to) return false;
    const { post, unitId, from, to } = values;
    void act.act({ body: { personId: person.id, post, unitId, from, to: to === '' ? null : to } });
    return true;
  };
  const show = (fault: string | undefined) => (isTried ? fault : undefined);
  const options = posts.map((post) => ({ value: post.code, label: language === 'en' ? post.englishName : post.name }));
  const year = Number(today.slice(0, 4));
  return (
    <FormDialog
      title={t('people.appointTitle', { name: person.name })}
      effect={null}
      submit={t('people.appoint')}
      error={act.error}
      isBusy={act.isUnderWay}
      onSubmit={submit}
      onClose={onClose}
    >
      <Field label={t('people.post')} fault={show(faults.post)}>
        <Select
          options={options}
          blank={t('people.postPick')}
          value={values.post}
          onChange={(event) => set({ post: event.target.value })}
        />
      </Field>
      <Field label={t('people.unit')} fault={show(faults.unitId)}>
        <UnitPick value={values.unitId} onChange={(unitId) => set({ unitId })} />
      </Field>
      <Field label={t('from')} width="half" fault={show(faults.from)}>
        <DayInput value={values.from} yearAtHand={year} onChange={(from) => set({ from })} />
      </Field>
      <Field label={t('to')} isOptional width="half" fault={show(faults.to)}>
        <DayInput value={values.to} yearAtHand={year} onChange={(to) => set({ to })} />
      </Field>
    </FormDialog>
  );
}

export function EndPostDialog({ holding, onClose }: { holding: Holding; onClose: () => void }) {
  const t = useRosterTexts();
  const today = useToday();
  const dayFault = useDayFault();
  const [lastDay, setLastDay] = useState(today);
  const [isTried, setTried] = useState(false);
  const act = useAct(endPost, { changes: touched, onDone: () => (showToast(t('people.postEnded')), onClose()) });
  const submit = (): boolean => {
    setTried(true);
    if (dayFault(lastDay)) return false;
    void act.act({ params: { id: holding.id }, body: { lastDay } });
    return true;
  };
  const title = t('people.endPostTitle', { name: holding.personName, post: holding.postName, unit: holding.unitName });
  return (
    <FormDialog
      title={title}
      effect={t('people.endPostEffect')}
      submit={t('people.endPost')}
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
