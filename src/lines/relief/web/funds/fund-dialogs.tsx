import { FormDialog, PersonPick, UnitPick, useUnitOptions, type PickedPerson } from '#engines/roster/web';
import { isDay } from '#kernel/contract';
import {
  DayInput,
  Field,
  MoneyInput,
  Select,
  TextInput,
  parseMoney,
  showToast,
  useAct,
  useToday,
  useUiTexts,
} from '#ui';
import { useState } from 'react';
import { addAddition, addContribution, listContributions, showFund } from '../../contributions/contract';
import { useFundTexts } from './texts';

const changes = [showFund, listContributions];
const twoWays = ['cash', 'bank'] as const;
const wayOf = (value: string): 'cash' | 'bank' => (value === 'bank' ? 'bank' : 'cash');

export function WayField({ value, onChange }: { value: string; onChange: (way: 'cash' | 'bank') => void }) {
  const t = useFundTexts();
  return (
    <Field label={t('columns.way')} width="half">
      <Select
        options={twoWays.map((one) => ({ value: one, label: t(`ways.${one}`) }))}
        value={value}
        onChange={(event) => onChange(wayOf(event.target.value))}
      />
    </Field>
  );
}

/** Takes in the contribution of one member at the counter. */
export function ContributionDialog({ onClose }: { onClose: () => void }) {
  const t = useFundTexts();
  const ui = useUiTexts();
  const today = useToday();
  const [person, setPerson] = useState<PickedPerson | null>(null);
  const [values, setValues] = useState<{ on: string; way: 'cash' | 'bank' }>({ on: today, way: 'cash' });
  const [isTried, setTried] = useState(false);
  const add = useAct(addContribution, { changes, onDone: () => (showToast(t('pages.contribution.done')), onClose()) });
  const submit = (): boolean => {
    setTried(true);
    if (person === null || !isDay(values.on)) return false;
    void add.act({ body: { personId: person.id, ...values } });
    return true;
  };
  return (
    <FormDialog
      title={t('pages.contribution.title')}
      effect={t('pages.contribution.effect')}
      submit={t('pages.contribution.title')}
      error={add.error}
      isBusy={add.isUnderWay}
      onSubmit={submit}
      onClose={onClose}
    >
      <PersonPick label={t('columns.name')} name={person?.name ?? ''} onPick={setPerson} />
      {isTried && person === null ? <p className="c-refuse t13">{ui('field.missing')}</p> : null}
      <Field
        label={t('columns.on')}
        width="half"
        fault={isTried && !isDay(values.on) ? ui('field.dayWrong') : undefined}
      >
        <DayInput
          value={values.on}
          yearAtHand={Number(today.slice(0, 4))}
          onChange={(on) => setValues({ ...values, on })}
        />
      </Field>
      <WayField value={values.way} onChange={(way) => setValues({ ...values, way })} />
    </FormDialog>
  );
}

/** Records what the employer adds, or the group gives. */
export function AdditionDialog({ onClose }: { onClose: () => void }) {
  const t = useFundTexts();
  const ui = useUiTexts();
  const today = useToday();
  const [kind, setKind] = useState<'employer' | 'group'>('employer');
  const units = useUnitOptions();
  const [chosen, setUnitId] = useState<string | null>(null);
  const unitId = chosen ?? units[0]?.value ?? '';
  const [values, setValues] = useState({ amount: '', on: today, words: '' });
  const [way, setWay] = useState<'cash' | 'bank'>('bank');
  const [isTried, setTried] = useState(false);
  const add = useAct(addAddition, { changes, onDone: () => (showToast(t('pages.addition.done')), onClose()) });
  const amount = parseMoney(values.amount);
  const faults = {
    unit: unitId === '' ? ui('field.missing') : undefined,
    amount: amount === null || amount <= 0n ? t('pages.amountWrong') : undefined,
    on: isDay(values.on) ? undefined : ui('field.dayWrong'),
    words: values.words.trim().length < 2 ? ui('field.missing') : undefined,
  };
  const show = (fault: string | undefined) => (isTried ? fault : undefined);
  const submit = (): boolean => {
    setTried(true);
    if (amount === null || Object.values(faults).some((fault) => fault !== undefined)) return false;
    void add.act({ body: { kind, unitId, amount, on: values.on, way, words: values.words.trim() } });
    return true;
  };
  return (
    <FormDialog
      title={t('pages.addition.title')}
      effect={t(`pages.addition.${kind}Effect`)}
      submit={t('pages.addition.title')}
      error={add.error}
      isBusy={add.isUnderWay}
      onSubmit={submit}
      onClose={onClose}
    >
      <Field label={t('columns.kind')} width="half">
        <Select
          options={(['employer', 'group'] as const).map((value) => ({ value, label: t(`additions.${value}`) }))}
          value={kind}
          onChange={(event) => setKind(event.target.value === 'group' ? 'group' : 'employer')}
        />
      </Field>
      <Field label={t('columns.unit')} width="half" fault={show(faults.unit)}>
        <UnitPick value={unitId} onChange={setUnitId} />
      </Field>
      <Field label={t('columns.amount')} width="half" fault={show(faults.amount)}>
        <MoneyInput value={values.amount} onChange={(event) => setValues({ ...values, amount: event.target.value })} />
      </Field>
      <Field label={t('columns.on')} width="half" fault={show(faults.on)}>
        <DayInput
          value={values.on}
          yearAtHand={Number(today.slice(0, 4))}
          onChange={(on) => setValues({ ...values, on })}
        />
      </Field>
      <WayField value={way} onChange={setWay} />
      <Field label={t('columns.words')} fault={show(faults.words)}>
        <TextInput
          maxLength={100}
          value={values.words}
          onChange={(event) => setValues({ ...values, words: event.target.value })}
        />
      </Field>
    </FormDialog>
  );
}
