import { isDay } from '#kernel/contract';
import type { EndpointResponse } from '#kernel/contract';
import {
  Button,
  DayInput,
  Field,
  MoneyInput,
  Note,
  Segmented,
  Select,
  TextInput,
  focusFirstFault,
  messageOf,
  parseMoney,
  showToast,
  useAct,
  useCall,
  useDraft,
  useToday,
  useUiTexts,
} from '#ui';
import { Drawer } from '#ui/desktop';
import { type FormEvent, useRef, useState } from 'react';
import { listTransferBooks, proposeTransfer } from '../../transfers/contract';
import { touched } from './pieces';
import { useTransferTexts } from './texts';
import './transfers.css';

type Book = EndpointResponse<typeof listTransferBooks>['rows'][number];

interface TypedHalf {
  bookId: string;
  account: string;
  purpose: string;
}
interface Typed {
  from: TypedHalf;
  to: TypedHalf;
  budgetLineId: string;
  isFinal: boolean;
  amount: string;
  on: string;
  words: string;
}

const blank = (): TypedHalf => ({ bookId: '', account: '', purpose: '' });

type Faults = Readonly<
  Partial<
    Record<
      'fromBook' | 'fromAccount' | 'fromPurpose' | 'toBook' | 'toAccount' | 'toPurpose' | 'amount' | 'on' | 'words',
      string
    >
  >
>;

function useFaults(): (typed: Typed) => Faults {
  const t = useTransferTexts();
  const ui = useUiTexts();
  return ({ from, to, isFinal, amount, on, words }) => {
    const missing = ui('field.missing');
    const fen = parseMoney(amount);
    const half = (name: 'from' | 'to', { bookId, account, purpose }: TypedHalf) => ({
      ...(bookId === '' ? { [`${name}Book`]: missing } : {}),
      ...(account === '' ? { [`${name}Account`]: missing } : {}),
      ...(isFinal && purpose === '' ? { [`${name}Purpose`]: missing } : {}),
    });
    return {
      ...half('from', from),
      ...half('to', to),
      ...(fen === null || fen <= 0n ? { amount: t('amountWrong') } : {}),
      ...(isDay(on) ? {} : { on: ui('field.dayWrong') }),
      ...(words.trim() === '' ? { words: missing } : {}),
    };
  };
}

interface HalfProps {
  side: 'from' | 'to';
  typed: Typed;
  books: readonly Book[];
  faults: Faults;
  onChange: (half: TypedHalf) => void;
}

/** One half as it is typed: a book, cash or bank, and what it is for. */
function HalfFields({ side, typed, books, faults, onChange }: HalfProps) {
  const t = useTransferTexts();
  const half = typed[side];
  const other = typed[side === 'from' ? 'to' : 'from'];
  const book = books.find((one) => one.id === half.bookId);
  const named = (accounts: readonly { code: string; name: string }[] = []) =>
    accounts.map(({ code, name }) => ({ value: code, label: `${code} ${name}` }));
  const choose = (bookId: string) => {
    const money = books.find((one) => one.id === bookId)?.money ?? [];
    const bank = money.find((one) => one.code === '102') ?? money[0];
    onChange({ bookId, account: bank?.code ?? '', purpose: '' });
  };
  return (
    <section className="tf-half">
      <h3>{t(side)}</h3>
      <Field label={t('book')} fault={faults[`${side}Book`]}>
        <Select
          blank={t('chooseBook')}
          options={books
            .filter((one) => one.id !== other.bookId)
            .map((one) => ({ value: one.id, label: `${one.name} · ${one.unitName}` }))}
          value={half.bookId}
          onChange={(event) => choose(event.target.value)}
        />
      </Field>
      <Field label={t(side === 'from' ? 'pays' : 'receives')} fault={faults[`${side}Account`]}>
        <Select
          blank={t('chooseAccount')}
          options={named(book?.money)}
          value={half.account}
          onChange={(event) => onChange({ ...half, account: event.target.value })}
        />
      </Field>
      {typed.isFinal ? (
        <Field label={t(side === 'from' ? 'spentFor' : 'receivedAs')} fault={faults[`${side}Purpose`]}>
          <Select
            blank={t('chooseAccount')}
            options={named(book?.purposes)}
            value={half.purpose}
            onChange={(event) => onChange({ ...half, purpose: event.target.value })}
          />
        </Field>
      ) : null}
    </section>
  );
}

const bodyOf = ({ from, to, budgetLineId, isFinal, amount, on, words }: Typed) => ({
  from: {
    ...{ bookId: from.bookId, account: from.account, purpose: isFinal ? from.purpose : null },
    budgetLineId: isFinal && budgetLineId !== '' ? budgetLineId : null,
  },
  to: { bookId: to.bookId, account: to.account, purpose: isFinal ? to.purpose : null },
  ...{ amount: parseMoney(amount)!, on, words: words.trim() },
});

interface PartProps {
  values: Typed;
  books: readonly Book[];
  faults: Faults;
  set: (patch: Partial<Typed>) => void;
}

/** Both halves, whether the books owe each other for it, and the line of the budget that pays. */
function Halves({ values, books, faults, set }: PartProps) {
  const t = useTransferTexts();
  const lines = (books.find((one) => one.id === values.from.bookId)?.budgetLines ?? []).filter(
    ({ accounts }) => accounts.length === 0 || accounts.some((code) => values.from.purpose.startsWith(code)),
  );
  const kinds = [
    { value: 'final', label: t('isFinal') },
    { value: 'loan', label: t('isLoan') },
  ] as const;
  return (
    <>
      <div>
        <Segmented
          label={t('kind')}
          value={values.isFinal ? 'final' : 'loan'}
          options={kinds}
          onChange={(kind) => set({ isFinal: kind === 'final' })}
        />
      </div>
      <p className="dim t13">{values.isFinal ? t('finalNote') : t('owed')}</p>
      <div className="tf-halves">
        <HalfFields {...{ side: 'from', typed: values, books, faults }} onChange={(from) => set({ from })} />
        <HalfFields {...{ side: 'to', typed: values, books, faults }} onChange={(to) => set({ to })} />
      </div>
      {values.isFinal && lines.length > 0 ? (
        <Field label={t('budgetLine')} isOptional>
          <Select
            blank={t('noBudgetLine')}
            options={lines.map((line) => ({ value: line.id, label: line.name }))}
            value={values.budgetLineId}
            onChange={(event) => set({ budgetLineId: event.target.value })}
          />
        </Field>
      ) : null}
    </>
  );
}

function WhatFields({ values, faults, set }: Omit<PartProps, 'books'>) {
  const t = useTransferTexts();
  return (
    <div className="fields">
      <Field label={t('amount')} width="half" fault={faults.amount}>
        <MoneyInput value={values.amount} onChange={(event) => set({ amount: event.target.value })} />
      </Field>
      <Field label={t('day')} width="half" fault={faults.on}>
        <DayInput value={values.on} onChange={(on) => set({ on })} />
      </Field>
      <Field label={t('words')} fault={faults.words}>
        <TextInput
          maxLength={200}
          value={values.words}
          placeholder={t('wordsExample')}
          onChange={(event) => set({ words: event.target.value })}
        />
      </Field>
    </div>
  );
}

/** Asks for a transfer; nothing is posted until somebody else approves. What isn't sent is kept as a draft. */
export function ProposeDrawer({ onClose }: { onClose: () => void }) {
  const t = useTransferTexts();
  const ui = useUiTexts();
  const form = useRef<HTMLFormElement>(null);
  const today = useToday();
  const { data } = useCall(listTransferBooks, {});
  const books = data?.rows ?? [];
  const [first] = useState<Typed>(() => ({
    ...{ from: blank(), to: blank(), budgetLineId: '', isFinal: true, amount: '', on: today, words: '' },
  }));
  const { values, set, drop, isDraft } = useDraft<Typed>('ledger.transfer', first);
  const [isTried, setTried] = useState(false);
  const found = useFaults()(values);
  const faults = isTried ? found : {};
  const { act, error, isUnderWay } = useAct(proposeTransfer, {
    changes: touched,
    onDone: () => (drop(), showToast(t('asked')), onClose()),
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (Object.keys(found).length > 0) return void requestAnimationFrame(() => focusFirstFault(form.current));
    void act({ body: bodyOf(values) });
  };
  const parts = { values, faults, set };
  return (
    <Drawer title={t('ask')} note={t('askNote')} size="wide" onClose={onClose}>
      <form ref={form} noValidate className="col g16" onSubmit={submit}>
        <Halves {...parts} books={books} />
        <WhatFields {...parts} />
        {error ? <Note kind="refuse">{messageOf(error, ui)}</Note> : null}
        <div className="row g8">
          <Button kind="main" type="submit" isBusy={isUnderWay}>
            {t('ask')}
          </Button>
          {isDraft ? (
            <Button kind="text" onClick={drop}>
              {t('dropTyped')}
            </Button>
          ) : null}
        </div>
      </form>
    </Drawer>
  );
}
