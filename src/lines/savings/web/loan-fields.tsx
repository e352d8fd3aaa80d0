import { Field, MoneyInput, Select, TextInput, parseMoney } from '#ui';
import { useState } from 'react';
import { useSavingsTexts } from './texts';

const MOST_PARTS = 12;
const blank = { amount: '', instalments: '6', purpose: '', number1: '', name1: '', number2: '', name2: '' };

/** What is asked of whoever wants a loan, at the desk and on the phone: how much, for what, who answers for it. */
export function useLoanFields(mostInstalments = MOST_PARTS) {
  const t = useSavingsTexts();
  const [values, setValues] = useState(blank);
  const [isTried, setTried] = useState(false);
  const set = (name: keyof typeof blank) => (event: { target: { value: string } }) =>
    setValues((before) => ({ ...before, [name]: event.target.value }));
  const amount = parseMoney(values.amount);
  const guarantors = [
    { staffNumber: values.number1.trim(), name: values.name1.trim() },
    { staffNumber: values.number2.trim(), name: values.name2.trim() },
  ].filter((one) => one.staffNumber !== '' || one.name !== '');
  const isNamed = guarantors.length > 0 && guarantors.every((one) => one.staffNumber !== '' && one.name !== '');
  const faults = {
    amount: amount === null || amount <= 0n ? t('pages.money.wrong') : undefined,
    purpose: values.purpose.trim().length < 2 ? t('pages.loans.purposeMissing') : undefined,
    guarantors: isNamed ? undefined : t('pages.loans.guarantorMissing'),
  };
  const show = (fault: string | undefined) => (isTried ? fault : undefined);
  /** The application, or null while something is missing; what it is then stands beside the fields. */
  const read = () => {
    setTried(true);
    if (amount === null || Object.values(faults).some((fault) => fault !== undefined)) return null;
    return { amount, instalments: Number(values.instalments), purpose: values.purpose.trim(), guarantors };
  };
  const parts = Array.from({ length: mostInstalments }, (_, i) => ({
    ...{ value: String(i + 1), label: t('pages.loans.parts', { count: i + 1 }) },
  }));
  const fields = (
    <>
      <Field label={t('sheets.columns.amount')} width="half" fault={show(faults.amount)}>
        <MoneyInput value={values.amount} onChange={set('amount')} />
      </Field>
      <Field label={t('pages.loans.instalments')} width="half">
        <Select options={parts} value={values.instalments} onChange={set('instalments')} />
      </Field>
      <Field label={t('sheets.columns.purpose')} fault={show(faults.purpose)}>
        <TextInput maxLength={200} value={values.purpose} onChange={set('purpose')} />
      </Field>
      <Field label={t('pages.loans.number1')} width="half" fault={show(faults.guarantors)}>
        <TextInput maxLength={40} value={values.number1} onChange={set('number1')} />
      </Field>
      <Field label={t('pages.loans.name1')} width="half">
        <TextInput maxLength={40} value={values.name1} onChange={set('name1')} />
      </Field>
      <Field label={t('pages.loans.number2')} width="half" isOptional>
        <TextInput maxLength={40} value={values.number2} onChange={set('number2')} />
      </Field>
      <Field label={t('pages.loans.name2')} width="half" isOptional>
        <TextInput maxLength={40} value={values.name2} onChange={set('name2')} />
      </Field>
    </>
  );
  return { fields, read };
}
