import { formatDay, formatMoney, useCall, useLanguage, useParams } from '#ui';
import { type Column, ListPage } from '#ui/desktop';
import { type BudgetPosting, exportOutsidePostings, listOutsidePostings } from '../../budgets/contract';
import { asFen } from '../pieces';
import { useBudgetTexts } from './texts';

function useColumns(): readonly Column<BudgetPosting>[] {
  const t = useBudgetTexts();
  const language = useLanguage();
  const number = (row: BudgetPosting) =>
    row.voucherNumber === null ? t('unnumbered') : t('voucherNumber', { number: row.voucherNumber });
  return [
    { key: 'words', label: t('what'), cell: (row) => <span lang="zh-CN">{row.words}</span> },
    { key: 'on', label: t('day'), cell: (row) => <span className="nw">{formatDay(row.on, language)}</span> },
    { key: 'number', label: t('voucher'), cell: (row) => <span className="nw">{number(row)}</span> },
    {
      ...{ key: 'account', label: t('account') },
      cell: (row) => (
        <span lang="zh-CN">
          {row.account.code} {row.account.name}
        </span>
      ),
    },
    {
      ...{ key: 'amount', label: t('amount'), isNumber: true },
      cell: (row) => <span className={asFen(row.amount) < 0n ? 'c-refuse' : undefined}>{formatMoney(row.amount)}</span>,
    },
  ];
}

/** What the board's sum outside of the budget is made of; each row opens its entry. */
export default function OutsidePage() {
  const t = useBudgetTexts();
  const { budgetId = '' } = useParams();
  const request = { params: { id: budgetId } };
  const { data } = useCall(listOutsidePostings, { ...request, query: { limit: 1 } });
  return (
    <ListPage
      head={{
        title: data ? t('outsideTitle', { year: data.year, book: data.bookName }) : t('outside'),
        crumbs: [
          { label: t('title'), to: '/finance/budgets' },
          {
            label: data ? t('boardTitle', { year: data.year, book: data.bookName }) : '',
            to: `/finance/budgets/${budgetId}`,
          },
        ],
        ...(data ? { note: t('outsideSum', { amount: formatMoney(data.sum) }) } : {}),
      }}
      endpoint={listOutsidePostings}
      request={request}
      columns={useColumns()}
      exports={exportOutsidePostings}
      keyOf={(row) => row.id}
      toOf={(row) => `/finance/entries/${row.entryId}`}
      empty={{ title: t('noOutside'), text: t('noOutsideAdvice') }}
    />
  );
}
