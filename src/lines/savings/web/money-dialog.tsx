import { FormDialog } from '#engines/roster/web';
import { isDay } from '#kernel/contract';
import { DayInput, Field, MoneyInput, Select, TextInput, parseMoney, useToday, useUiTexts } from '#ui';
import { type ReactNode, useState } from 'react';
import { type Way, ways } from '../contract';
import { useSavingsTexts } from './texts';

export interface MoneyAsked {
  readonly amount: bigint;
  readonly on: string;
  readonly way: Way;
  readonly words: string;
}

interface MoneyDialogProps {
  title: string;
  effect: string;
  submit: string;
  error: Error | null;
  isBusy: boolean;
  /** What can't be chosen here is not asked for. */
  asks?: readonly ('amount' | 'on' | 'way' | 'words')[];
  amount?: string;
  /** Words that must be written. */
  needsWords?: boolean;
  /** Beside the form: what else may be done with the sum. */
  beside?: (amount: bigint | null) => ReactNode;
  onSubmit: (asked: MoneyAsked) => void;
  onClose: () => void;
  children?: ReactNode;
}

/** Money that comes or goes: how much, on which day, in cash or through the bank, and what for. */
export function MoneyDialog(props: MoneyDialogProps) {
  const { title, effect, submit, error, isBusy, needsWords = false, beside, onSubmit, onClose, children } = props;
  const asks = props.asks ?? ['amount', 'on', 'way', 'words'];
  const t = useSavingsTexts();
  const ui = useUiTexts();
  const today = useToday();
  const [values, setValues] = useState({ amount: props.amount ?? '', on: today, way: 'cash', words: '' });
  const [isTried, setTried] = useState(false);
  const set = (patch: Partial<typeof values>) => setValues((before) => ({ ...before, ...patch }));
  const amount = asks.includes('amount') ? parseMoney(values.amount) : 0n;
  const faults = {
    amount: asks.includes('amount') && (amount === null || amount <= 0n) ? t('pages.money.wrong') : undefined,
    on: isDay(values.on) ? undefined : ui('field.dayWrong'),
    words: needsWords && values.words.trim().length < 2 ? ui('field.missing') : undefined,
  };
  const show = (fault: string | undefined) => (isTried ? fault : undefined);
  const send = (): boolean => {
    setTried(true);
    if (amount === null || Object.values(faults).some((fault) => fault !== undefined)) return false;
    const way = values.way === 'bank' ? 'bank' : 'cash';
    onSubmit({ amount, on: values.on, way, words: values.words.trim() });
    return true;
  };
  return (
    <FormDialog {...{ title, effect, submit, error, isBusy, onClose }} onSubmit={send}>
      {children}
      {asks.includes('amount') ? (
        <Field label={t('sheets.columns.amount')} width="half" fault={show(faults.amount)}>
          <MoneyInput value={values.amount} onChange={(event) => set({ amount: event.target.value })} />
        </Field>
      ) : null}
      {asks.includes('on') ? (
        <Field label={t('sheets.columns.on')} width="half" fault={show(faults.on)}>
          <DayInput value={values.on} yearAtHand={Number(today.slice(0, 4))} onChange={(on) => set({ on })} />
        </Field>
      ) : null}
      {asks.includes('way') ? (
        <Field label={t('pages.money.way')} width="half">
          <Select
            options={ways.map((value) => ({ value, label: t(`pages.money.ways.${value}`) }))}
            value={values.way}
            onChange={(event) => set({ way: event.target.value })}
          />
        </Field>
      ) : null}
      {asks.includes('words') ? (
        <Field label={t('sheets.columns.words')} isOptional={!needsWords} fault={show(faults.words)}>
          <TextInput maxLength={100} value={values.words} onChange={(event) => set({ words: event.target.value })} />
        </Field>
      ) : null}
      {beside?.(amount)}
    </FormDialog>
  );
}
