import { FormDialog } from '#engines/roster/web';
import { Checkbox, ConfirmDialog, Field, Select, TextInput, showToast, useAct, useUiTexts } from '#ui';
import { useState } from 'react';
import { type AccountRow, addAccount, renameAccount, setAccountClosed, showBook } from '../../books/contract';
import { elements, partyKinds } from '../../charts/chart';
import { useBookTerms, useBookTexts } from '../texts';

interface AddProps {
  bookId: string;
  accounts: readonly AccountRow[];
  onClose: () => void;
}

const monies = ['cash', 'bank'] as const;

interface ChosenOf {
  element: string;
  carriesTo: string;
  party: string;
  money: string;
}
const nothingChosen: ChosenOf = { element: '', carriesTo: '', party: '', money: '' };

/** What an account is, where the one above it doesn't say. */
function Choices(props: {
  accounts: readonly AccountRow[];
  values: ChosenOf;
  set: (patch: Partial<ChosenOf>) => void;
}) {
  const { accounts, values, set } = props;
  const t = useBookTexts();
  const terms = useBookTerms();
  const targets = accounts.filter((account) => account.element === 'net_asset' && !account.isSummary);
  const select = (
    name: keyof ChosenOf,
    words: { label: string; blank: string },
    options: readonly { value: string; label: string }[],
  ) => (
    <Field label={words.label} width="half">
      <Select
        blank={words.blank}
        options={options}
        value={values[name]}
        onChange={(event) => set({ [name]: event.target.value })}
      />
    </Field>
  );
  return (
    <>
      {select(
        'element',
        { label: t('element'), blank: t('sameAsAbove') },
        elements.map((value) => ({ value, label: terms(`elements.${value}`) })),
      )}
      {select(
        'carriesTo',
        { label: t('carriesTo'), blank: t('carriesNone') },
        targets.map((one) => ({ value: one.code, label: `${one.code} ${one.name}` })),
      )}
      {select(
        'party',
        { label: t('partyKind'), blank: t('noParty') },
        partyKinds.map((value) => ({ value, label: terms(`parties.${value}`) })),
      )}
      {select(
        'money',
        { label: t('moneyKind'), blank: t('noMoney') },
        monies.map((value) => ({ value, label: t(value) })),
      )}
    </>
  );
}

/** Adds an account; what the one above it settles needn't be said again. */
export function AddAccountDialog({ bookId, accounts, onClose }: AddProps) {
  const t = useBookTexts();
  const ui = useUiTexts();
  const [code, setCode] = useState('');
  const [name, setName] = useState('');
  const [choices, setChoices] = useState(nothingChosen);
  const [isContra, setContra] = useState(false);
  const [isTried, setTried] = useState(false);
  const { act, error, isUnderWay } = useAct(addAccount, {
    changes: [showBook],
    onDone: () => (showToast(t('accountAdded')), onClose()),
  });
  const isCode = /^\d{3,12}$/.test(code.trim());
  const submit = (): boolean => {
    setTried(true);
    if (!isCode || name.trim() === '') return false;
    const { party, money, carriesTo } = choices;
    const element = elements.find((one) => one === choices.element);
    void act({
      params: { id: bookId },
      body: {
        ...{ code: code.trim(), name: name.trim(), isContra },
        ...(element === undefined ? {} : { element }),
        party: partyKinds.find((one) => one === party) ?? null,
        money: monies.find((one) => one === money) ?? null,
        ...(carriesTo === '' ? {} : { carriesTo }),
      },
    });
    return true;
  };
  return (
    <FormDialog
      {...{ title: t('addAccount'), note: t('addNote'), submit: t('addAccount'), error, isBusy: isUnderWay }}
      {...{ onSubmit: submit, onClose }}
    >
      <Field label={t('accountCode')} width="half" fault={isTried && !isCode ? t('codeWrong') : undefined}>
        <TextInput inputMode="numeric" maxLength={12} value={code} onChange={(event) => setCode(event.target.value)} />
      </Field>
      <Field
        label={t('accountName')}
        width="half"
        fault={isTried && name.trim() === '' ? ui('field.missing') : undefined}
      >
        <TextInput
          maxLength={40}
          value={name}
          placeholder={t('accountNameExample')}
          onChange={(event) => setName(event.target.value)}
        />
      </Field>
      <Choices accounts={accounts} values={choices} set={(patch) => setChoices({ ...choices, ...patch })} />
      <Checkbox label={t('isContra')} checked={isContra} onChange={(event) => setContra(event.target.checked)} />
    </FormDialog>
  );
}

export function RenameAccountDialog({ account, onClose }: { account: AccountRow; onClose: () => void }) {
  const t = useBookTexts();
  const ui = useUiTexts();
  const [name, setName] = useState(account.name);
  const { act, error, isUnderWay } = useAct(renameAccount, {
    changes: [showBook],
    onDone: () => (showToast(t('renamed')), onClose()),
  });
  const isNamed = name.trim() !== '';
  const submit = (): boolean => {
    if (isNamed) void act({ params: { id: account.id }, body: { name: name.trim(), version: account.version } });
    return isNamed;
  };
  return (
    <FormDialog
      {...{ title: `${t('renameAccount')} ${account.code}`, submit: t('renameAccount'), error, isBusy: isUnderWay }}
      {...{ onSubmit: submit, onClose }}
    >
      <Field label={t('accountName')} fault={isNamed ? undefined : ui('field.missing')}>
        <TextInput maxLength={40} value={name} onChange={(event) => setName(event.target.value)} />
      </Field>
    </FormDialog>
  );
}

export function AccountStateDialog({ account, onClose }: { account: AccountRow; onClose: () => void }) {
  const t = useBookTexts();
  const verb = account.isClosed ? t('openAccount') : t('closeAccount');
  const { act, error, isUnderWay } = useAct(setAccountClosed, {
    changes: [showBook],
    onDone: () => (showToast(account.isClosed ? t('openedDone') : t('closedDone')), onClose()),
  });
  return (
    <ConfirmDialog
      title={`${verb} ${account.code} ${account.name}`}
      confirm={verb}
      isBusy={isUnderWay}
      error={error}
      onClose={onClose}
      onConfirm={() =>
        void act({ params: { id: account.id }, body: { isClosed: !account.isClosed, version: account.version } })
      }
    >
      {account.isClosed ? null : <p>{t('closeEffect')}</p>}
    </ConfirmDialog>
  );
}
