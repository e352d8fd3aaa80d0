import { FormDialog } from '#engines/roster/web';
import { Field, Select, TextInput, showToast, useAct, useToday, useUiTexts } from '#ui';
import { useState } from 'react';
import { listDuesCharges, showDues, showDuesOf } from '../../dues/contract';
import { exemptFromDues } from '../../dues/contract-money';
import { useDuesTexts, useMonthOptions } from './texts';

/** Exempts a member by a decision, from a month on. */
export function ExemptDialog({ person, onClose }: { person: { id: string; name: string }; onClose: () => void }) {
  const t = useDuesTexts();
  const ui = useUiTexts();
  const today = useToday();
  const months = useMonthOptions();
  const [values, setValues] = useState({ from: months[0]!.value, to: '', reason: '' });
  const [isTried, setTried] = useState(false);
  const set = (patch: Partial<typeof values>) => setValues((before) => ({ ...before, ...patch }));
  const act = useAct(exemptFromDues, {
    changes: [showDuesOf, listDuesCharges, showDues],
    onDone: () => (showToast(t('pages.exempt.done')), onClose()),
  });
  const fault = values.reason.trim().length < 2 ? ui('field.missing') : undefined;
  const submit = (): boolean => {
    setTried(true);
    if (fault !== undefined) return false;
    const { from: fromMonth, to, reason } = values;
    const toMonth = to === '' ? null : to;
    void act.act({ body: { personId: person.id, fromMonth, toMonth, reason: reason.trim(), postedOn: today } });
    return true;
  };
  return (
    <FormDialog
      title={`${t('pages.exempt.title')} · ${person.name}`}
      effect={t('pages.exempt.effect')}
      submit={t('pages.exempt.title')}
      error={act.error}
      isBusy={act.isUnderWay}
      onSubmit={submit}
      onClose={onClose}
    >
      <Field label={t('pages.exempt.from')} width="half">
        <Select options={months} value={values.from} onChange={(event) => set({ from: event.target.value })} />
      </Field>
      <Field label={t('pages.exempt.to')} width="half">
        <Select
          options={months}
          blank={t('pages.exempt.open')}
          value={values.to}
          onChange={(event) => set({ to: event.target.value })}
        />
      </Field>
      <Field label={t('pages.exempt.reason')} fault={isTried ? fault : undefined}>
        <TextInput maxLength={200} value={values.reason} onChange={(event) => set({ reason: event.target.value })} />
      </Field>
    </FormDialog>
  );
}
