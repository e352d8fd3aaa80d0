import { formatFen, isDay } from '#kernel/contract';
import { listBooks } from '#engines/ledger/contract';
import { FormDialog } from '#engines/roster/web';
import {
  DayInput,
  Field,
  MoneyInput,
  Select,
  TextInput,
  parseMoney,
  showToast,
  useAct,
  useCall,
  useRows,
  useToday,
  useUiTexts,
} from '#ui';
import { useState } from 'react';
import {
  type BankAccount,
  addBankAccount,
  listBankAccounts,
  saveBankAccount,
  showBankAccount,
} from '../../bank/contract';
import { getVoucherDesk } from '../../vouchers/contract';
import { asFen } from './pieces';
import { useBankTexts } from './texts';

const numberForm = /^[0-9A-Za-z][0-9A-Za-z -]{2,38}[0-9A-Za-z]$/;

/** The account of the book: chosen once, since its lines stand on it. */
function BookFields(props: {
  bookId: string;
  account: string;
  set: (patch: { bookId?: string; account?: string }) => void;
  fault: string | undefined;
}) {
  const t = useBankTexts();
  const { bookId, account, set } = props;
  const books = useRows(listBooks, { query: { limit: 100 } });
  const open = books.rows.filter((book) => book.closedOn === null);
  const desk = useCall(getVoucherDesk, { params: { id: bookId } }, { enabled: bookId !== '' });
  const accounts = desk.data?.book.id === bookId ? desk.data.accounts.filter(({ money }) => money === 'bank') : [];
  return (
    <>
      <Field label={t('account.book')} width="half" fault={bookId === '' ? props.fault : undefined}>
        <Select
          blank={t('account.chooseBook')}
          options={open.map((book) => ({ value: book.id, label: `${book.name} · ${book.unit.name}` }))}
          value={bookId}
          onChange={(event) => set({ bookId: event.target.value, account: '' })}
        />
      </Field>
      <Field label={t('account.ledger')} width="half" fault={bookId !== '' && account === '' ? props.fault : undefined}>
        <Select
          blank={t('account.chooseLedger')}
          options={accounts.map(({ code, name }) => ({ value: code, label: `${code} ${name}` }))}
          value={account}
          onChange={(event) => set({ account: event.target.value })}
        />
      </Field>
    </>
  );
}

/** What is typed, what is wrong with it, and the act that keeps it. */
function useAccountForm(account: BankAccount | undefined, today: string, onClose: () => void) {
  const t = useBankTexts();
  const ui = useUiTexts();
  const [values, setValues] = useState({
    ...{ bookId: '', account: '', startsOn: `${today.slice(0, 4)}-01-01` },
    ...{ bankName: account?.bankName ?? '', number: account?.number ?? '' },
    opening: account === undefined ? '' : formatFen(asFen(account.opening)),
  });
  const [isTried, setTried] = useState(false);
  const options = {
    changes: [listBankAccounts, showBankAccount],
    onDone: () => (showToast(t('account.saved')), onClose()),
  };
  const add = useAct(addBankAccount, options);
  const save = useAct(saveBankAccount, options);
  const opening = parseMoney(values.opening);
  const faults = {
    book: account === undefined && (values.bookId === '' || values.account === '') ? ui('field.missing') : undefined,
    bankName: values.bankName.trim().length < 2 ? ui('field.missing') : undefined,
    number: numberForm.test(values.number.trim()) ? undefined : t('account.numberWrong'),
    startsOn: isDay(values.startsOn) ? undefined : ui('field.dayWrong'),
    opening: opening === null ? t('account.openingWrong') : undefined,
  };
  const submit = (): boolean => {
    setTried(true);
    if (opening === null || Object.values(faults).some((fault) => fault !== undefined)) return false;
    const told = { bankName: values.bankName.trim(), number: values.number.trim(), opening };
    if (account === undefined) {
      const { bookId, account: code, startsOn } = values;
      void add.act({ body: { bookId, account: code, startsOn, ...told } });
    } else void save.act({ params: { id: account.id }, body: { version: account.version, ...told } });
    return true;
  };
  const set = (patch: Partial<typeof values>) => setValues((before) => ({ ...before, ...patch }));
  const faultOf = (name: keyof typeof faults) => (isTried ? faults[name] : undefined);
  return { values, set, faultOf, submit, act: account === undefined ? add : save };
}

/** A new bank account, or a correction of one. */
export function AccountDialog({ account, onClose }: { account?: BankAccount; onClose: () => void }) {
  const t = useBankTexts();
  const today = useToday();
  const { values, set, faultOf, submit, act } = useAccountForm(account, today, onClose);
  return (
    <FormDialog
      {...{ title: t(account === undefined ? 'account.add' : 'account.change'), submit: t('account.save') }}
      {...{ effect: t('account.effect'), error: act.error, isBusy: act.isUnderWay, onSubmit: submit, onClose }}
    >
      {account === undefined ? <BookFields {...values} set={set} fault={faultOf('book')} /> : null}
      <Field label={t('account.bankName')} width="half" fault={faultOf('bankName')}>
        <TextInput maxLength={60} value={values.bankName} onChange={(event) => set({ bankName: event.target.value })} />
      </Field>
      <Field label={t('account.number')} width="half" fault={faultOf('number')}>
        <TextInput
          maxLength={40}
          className="num"
          value={values.number}
          onChange={(event) => set({ number: event.target.value })}
        />
      </Field>
      {account === undefined ? (
        <Field label={t('account.startsOn')} width="half" fault={faultOf('startsOn')} hint={t('account.startsOnHint')}>
          <DayInput
            value={values.startsOn}
            yearAtHand={Number(today.slice(0, 4))}
            onChange={(startsOn) => set({ startsOn })}
          />
        </Field>
      ) : null}
      <Field label={t('account.opening')} width="half" fault={faultOf('opening')} hint={t('account.openingHint')}>
        <MoneyInput value={values.opening} onChange={(event) => set({ opening: event.target.value })} />
      </Field>
    </FormDialog>
  );
}
