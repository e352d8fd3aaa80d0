import { FormDialog } from '#engines/roster/web';
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
import { type ReactNode, useState } from 'react';
import { listDuesCharges, showDues, showDuesOf } from '../../dues/contract';
import { addDuesReceipt, refundDues } from '../../dues/contract-money';
import { useDuesTexts } from './texts';

interface MoneyDialogProps {
  kind: 'receipt' | 'refund';
  person: { id: string; name: string } | null;
  /** Where the person is chosen, unless the page knows her. */
  picker?: ReactNode;
  onClose: () => void;
}

/** Takes in what one member pays, or gives back what was paid ahead. */
export function MoneyDialog({ kind, person, picker, onClose }: MoneyDialogProps) {
  const t = useDuesTexts();
  const ui = useUiTexts();
  const today = useToday();
  const [values, setValues] = useState({ amount: '', on: today, way: 'cash', words: '' });
  const [isTried, setTried] = useState(false);
  const set = (patch: Partial<typeof values>) => setValues((before) => ({ ...before, ...patch }));
  const options = {
    changes: [showDuesOf, listDuesCharges, showDues],
    onDone: () => (showToast(t(`pages.money.${kind}Done`)), onClose()),
  };
  const receipt = useAct(addDuesReceipt, options);
  const refund = useAct(refundDues, options);
  const act = kind === 'receipt' ? receipt : refund;
  const amount = parseMoney(values.amount);
  const faults = {
    person: person === null ? ui('field.missing') : undefined,
    amount: amount === null || amount <= 0n ? t('pages.money.amountWrong') : undefined,
    on: isDay(values.on) ? undefined : ui('field.dayWrong'),
    words: kind === 'refund' && values.words.trim().length < 2 ? ui('field.missing') : undefined,
  };
  const show = (fault: string | undefined) => (isTried ? fault : undefined);
  const submit = (): boolean => {
    setTried(true);
    if (person === null || amount === null || Object.values(faults).some((fault) => fault !== undefined)) return false;
    const { on, words } = values;
    const way = values.way === 'bank' ? 'bank' : 'cash';
    void act.act({ body: { personId: person.id, amount, on, way, words: words.trim() } });
    return true;
  };
  return (
    <FormDialog
      title={person === null || picker ? t(`pages.money.${kind}`) : `${t(`pages.money.${kind}`)} · ${person.name}`}
      effect={t(`pages.money.${kind}Effect`)}
      submit={t(`pages.money.${kind}`)}
      error={act.error}
      isBusy={act.isUnderWay}
      onSubmit={submit}
      onClose={onClose}
    >
      {picker}
      {picker && show(faults.person) ? <p className="c-refuse t13">{faults.person}</p> : null}
      <Field label={t('exports.columns.amount')} width="half" fault={show(faults.amount)}>
        <MoneyInput value={values.amount} onChange={(event) => set({ amount: event.target.value })} />
      </Field>
      <Field label={t('exports.columns.on')} width="half" fault={show(faults.on)}>
        <DayInput value={values.on} yearAtHand={Number(today.slice(0, 4))} onChange={(on) => set({ on })} />
      </Field>
      <Field label={t('pages.money.way')} width="half">
        <Select
          options={(['cash', 'bank'] as const).map((value) => ({ value, label: t(`pages.ways.${value}`) }))}
          value={values.way}
          onChange={(event) => set({ way: event.target.value })}
        />
      </Field>
      <Field label={t('exports.columns.words')} isOptional={kind === 'receipt'} fault={show(faults.words)}>
        <TextInput maxLength={100} value={values.words} onChange={(event) => set({ words: event.target.value })} />
      </Field>
    </FormDialog>
  );
}
