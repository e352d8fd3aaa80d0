import { FormDialog, PersonPick, type PickedPerson } from '#engines/roster/web';
import {
  Button,
  DayInput,
  Field,
  MoneyInput,
  Segmented,
  TextInput,
  formatDay,
  formatMoney,
  parseMoney,
  showToast,
  useAct,
  useCall,
  useLanguage,
  useSearch,
  useToday,
  useUiTexts,
} from '#ui';
import { isDay } from '#kernel/contract';
import { type Column, Drawer, type Filter, ListPage } from '#ui/desktop';
import { useState } from 'react';
import {
  type AccountRow,
  type Association,
  decideAccount,
  exportAccounts,
  listAccounts,
  openAccount,
  showAccount,
  showControl,
} from '../contract';
import { Sections, WithAssociation } from './association';
import { Figures } from './pieces';
import { useSavingsTexts } from './texts';

const which = ['open', 'asked', 'to_close', 'closed'] as const;
type Which = (typeof which)[number];
const changes = [listAccounts, showAccount, showControl];

function useColumns(shown: Which): readonly Column<AccountRow>[] {
  const t = useSavingsTexts();
  const language = useLanguage();
  const dayOf = (day: string | null) => (day === null ? '—' : formatDay(day, language));
  const money = (key: 'monthly' | 'balance' | 'debt'): Column<AccountRow> => ({
    ...{ key, label: t(`sheets.columns.${key}`), isNumber: true },
    cell: (row) => formatMoney(row[key]),
  });
  return [
    { key: 'number', label: t('sheets.columns.number'), isNumber: true, cell: (row) => row.number ?? '—' },
    { key: 'name', label: t('sheets.columns.name'), cell: (row) => row.person.name },
    { key: 'staffNumber', label: t('sheets.columns.staffNumber'), cell: (row) => row.person.staffNumber },
    { key: 'unit', label: t('sheets.columns.unit'), cell: (row) => row.person.unitName },
    ...(['monthly', 'balance', 'debt'] as const).map(money),
    shown === 'asked'
      ? { key: 'askedOn', label: t('pages.accounts.askedOn'), cell: (row) => dayOf(row.askedOn) }
      : { key: 'openedOn', label: t('sheets.columns.openedOn'), cell: (row) => dayOf(row.openedOn) },
    ...(shown === 'closed'
      ? [{ key: 'closedOn', label: t('sheets.columns.closedOn'), cell: (row: AccountRow) => dayOf(row.closedOn) }]
      : []),
    ...(shown === 'to_close'
      ? [
          {
            ...{ key: 'why', label: t('pages.accounts.why') },
            cell: (row: AccountRow) =>
              row.leftOn === null ? t('pages.accounts.noMember') : t('pages.accounts.left', { day: dayOf(row.leftOn) }),
          },
        ]
      : []),
  ];
}

function OpenDialog({ onClose }: { onClose: () => void }) {
  const t = useSavingsTexts();
  const ui = useUiTexts();
  const today = useToday();
  const [person, setPerson] = useState<PickedPerson | null>(null);
  const [monthly, setMonthly] = useState('');
  const [openedOn, setOpenedOn] = useState(today);
  const [isTried, setTried] = useState(false);
  const open = useAct(openAccount, { changes, onDone: () => (showToast(t('pages.accounts.opened')), onClose()) });
  const amount = parseMoney(monthly);
  const send = (): boolean => {
    setTried(true);
    if (person === null || amount === null || !isDay(openedOn)) return false;
    void open.act({ body: { personId: person.id, monthly: amount, openedOn } });
    return true;
  };
  return (
    <FormDialog
      title={t('pages.accounts.open')}
      effect={t('pages.accounts.openEffect')}
      submit={t('pages.accounts.open')}
      error={open.error}
      isBusy={open.isUnderWay}
      onSubmit={send}
      onClose={onClose}
    >
      <Field label={t('sheets.columns.name')} fault={isTried && person === null ? ui('field.missing') : undefined}>
        <PersonPick
          label={t('sheets.columns.name')}
          name={person?.name ?? ''}
          onPick={setPerson}
          onClear={() => setPerson(null)}
        />
      </Field>
      <Field
        label={t('sheets.columns.monthly')}
        width="half"
        fault={isTried && amount === null ? t('pages.money.wrong') : undefined}
      >
        <MoneyInput value={monthly} onChange={(event) => setMonthly(event.target.value)} />
      </Field>
      <Field
        label={t('sheets.columns.openedOn')}
        width="half"
        fault={isTried && !isDay(openedOn) ? ui('field.dayWrong') : undefined}
      >
        <DayInput value={openedOn} yearAtHand={Number(today.slice(0, 4))} onChange={setOpenedOn} />
      </Field>
    </FormDialog>
  );
}

/** An application from the phone, to be granted or refused. */
function AskedDrawer({ id, onClose }: { id: string; onClose: () => void }) {
  const t = useSavingsTexts();
  const language = useLanguage();
  const [words, setWords] = useState('');
  const { data } = useCall(showAccount, { params: { id } });
  const decide = useAct(decideAccount, { changes, onDone: onClose });
  const act = (isGranted: boolean) => void decide.act({ params: { id }, body: { isGranted, words: words.trim() } });
  const ui = useUiTexts();
  return (
    <Drawer
      title={data?.account.person.name ?? t('accountStates.asked')}
      note={data?.account.person.staffNumber}
      onClose={onClose}
      acts={
        <>
          <Button
            isBusy={decide.isUnderWay}
            whyNot={words.trim() === '' ? t('pages.accounts.reasonFirst') : undefined}
            onClick={() => act(false)}
          >
            {t('pages.accounts.refuse')}
          </Button>
          <Button kind="main" isBusy={decide.isUnderWay} onClick={() => act(true)}>
            {t('pages.accounts.grant')}
          </Button>
        </>
      }
    >
      {data ? (
        <div className="col g16">
          <Figures
            rows={[
              { label: t('sheets.columns.monthly'), value: formatMoney(data.account.monthly) },
              { label: t('pages.accounts.askedOn'), value: formatDay(data.account.askedOn, language) },
            ]}
          />
          <Field label={t('pages.accounts.reason')} isOptional>
            <TextInput maxLength={200} value={words} onChange={(event) => setWords(event.target.value)} />
          </Field>
          {decide.error ? <p className="c-refuse t13">{decide.error.message || ui('field.missing')}</p> : null}
        </div>
      ) : null}
    </Drawer>
  );
}

function Accounts({ association }: { association: Association }) {
  const t = useSavingsTexts();
  const [search, change] = useSearch();
  const [isOpening, setOpening] = useState(false);
  const shown = which.find((one) => one === search.which) ?? 'open';
  const columns = useColumns(shown);
  const filters: readonly Filter[] =
    shown === 'asked' ? [] : [{ name: 'search', label: t('pages.accounts.search'), kind: 'words' }];
  return (
    <>
      <ListPage
        key={shown}
        head={{
          title: t('name'),
          note: association.unit.name,
          acts: association.abilities.write ? (
            <Button icon="plus" kind="main" onClick={() => setOpening(true)}>
              {t('pages.accounts.open')}
            </Button>
          ) : null,
        }}
        endpoint={listAccounts}
        request={{ query: { associationId: association.id, which: shown } }}
        exports={exportAccounts}
        filters={filters}
        columns={columns}
        keyOf={(row) => row.id}
        {...(shown === 'asked' && association.abilities.write
          ? { drawer: (id: string, close: () => void) => <AskedDrawer id={id} onClose={close} /> }
          : { toOf: (row: AccountRow) => (row.state === 'asked' ? null : `/savings/accounts/${row.id}`) })}
        above={
          <>
            <Sections here="accounts" association={association.id} />
            <div className="row">
              <Segmented
                label={t('pages.accounts.which')}
                value={shown}
                options={which.map((value) => ({ value, label: t(`sheets.which.${value}`) }))}
                onChange={(value) => change({ which: value, search: null, open: null })}
              />
            </div>
            <Sums association={association} shown={shown} search={search.search} />
          </>
        }
        empty={{ title: t(`pages.accounts.empty.${shown}`), text: t('pages.accounts.emptyAdvice') }}
      />
      {isOpening ? <OpenDialog onClose={() => setOpening(false)} /> : null}
    </>
  );
}

/** How many they are, and what they have and owe together. */
function Sums({ association, shown, search }: { association: Association; shown: Which; search: string | undefined }) {
  const t = useSavingsTexts();
  const query = { associationId: association.id, which: shown, ...(search ? { search } : {}), limit: 1 };
  const { data } = useCall(listAccounts, { query });
  if (!data || data.sums.count === 0) return null;
  return (
    <Figures
      rows={[
        { label: t('pages.tally.accounts'), value: data.sums.count },
        { label: t('sheets.columns.balance'), value: formatMoney(data.sums.balance) },
        { label: t('sheets.columns.debt'), value: formatMoney(data.sums.debt) },
      ]}
    />
  );
}

/** The accounts of an association: those that are open, asked for, to be closed, and closed. */
export default function AccountsPage() {
  return <WithAssociation>{(association) => <Accounts association={association} />}</WithAssociation>;
}
