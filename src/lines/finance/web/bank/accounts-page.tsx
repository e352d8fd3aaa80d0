import { Button, formatDay, useCan, useLanguage, useScope } from '#ui';
import { type Column, ListPage } from '#ui/desktop';
import { useState } from 'react';
import { type BankAccount, listBankAccounts } from '../../bank/contract';
import { AccountDialog } from './account-dialog';
import { MonthTag, Sum, addressOf } from './pieces';
import { useBankTerms, useBankTexts } from './texts';

const MONTHS_IN_ROW = 6;

/** The accounts at banks, each with how far its months are reconciled. */
export default function BankAccountsPage() {
  const t = useBankTexts();
  const terms = useBankTerms();
  const language = useLanguage();
  const may = useCan();
  const { unitId } = useScope();
  const [isAdding, setAdding] = useState(false);
  const columns: readonly Column<BankAccount>[] = [
    {
      ...{ key: 'bank', label: t('columns.bank') },
      cell: (row) => (
        <span className="col">
          <span lang="zh-CN">{row.bankName}</span>
          <span className="dim t12">{row.number}</span>
        </span>
      ),
    },
    {
      ...{ key: 'book', label: t('columns.book') },
      cell: (row) => (
        <span className="col" lang="zh-CN">
          <span>{row.book.name}</span>
          <span className="dim t12">
            {row.account.code} {row.account.name}
          </span>
        </span>
      ),
    },
    { key: 'balance', label: t('columns.balance'), isNumber: true, cell: (row) => <Sum fen={row.balance} /> },
    {
      ...{ key: 'last', label: t('columns.lastLineOn') },
      cell: (row) => <span className="nw">{row.lastLineOn === null ? '—' : formatDay(row.lastLineOn, language)}</span>,
    },
    {
      ...{ key: 'months', label: t('columns.months') },
      cell: (row) => (
        <span className="fb-months">
          {row.months.slice(0, MONTHS_IN_ROW).map((month) => (
            <MonthTag key={month.month} month={month} accountId={row.id} />
          ))}
        </span>
      ),
    },
  ];
  const acts = may('finance.bank.write') ? (
    <Button kind="main" icon="plus" onClick={() => setAdding(true)}>
      {t('account.add')}
    </Button>
  ) : null;
  return (
    <>
      <ListPage
        head={{ title: terms('title'), acts }}
        endpoint={listBankAccounts}
        request={unitId ? { query: { unitId } } : {}}
        columns={columns}
        keyOf={(row) => row.id}
        toOf={(row) => addressOf(row.id, 'matching')}
        empty={{ title: t('none'), text: t('noneAdvice') }}
      />
      {isAdding ? <AccountDialog onClose={() => setAdding(false)} /> : null}
    </>
  );
}
