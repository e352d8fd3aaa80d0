import type { EndpointResponse } from '#kernel/contract';
import {
  Card,
  EmptyState,
  ErrorState,
  Link,
  Select,
  Skeleton,
  formatYearMonth,
  useLanguage,
  useParams,
  useSearch,
  useToday,
} from '#ui';
import { ExportButton, PageHead } from '#ui/desktop';
import { exportGeneralLedger, getGeneralLedger } from '../../balances/contract';
import { at, lastDayOf } from '../addresses';
import { AccountName, Amount, Balance, BookTabs, PrintButton, WaitingNote, useCrumbs, useSettled } from '../pieces';
import { PaperHead } from '../paper-head';
import { useBookTexts } from '../texts';
import '../books.css';

type Ledger = EndpointResponse<typeof getGeneralLedger>;
type Account = Ledger['accounts'][number];

/** A month's turnover, and beneath it what has come together since January. */
function MonthRows({ account, month, year }: { account: Account; month: Account['months'][number]; year: number }) {
  const t = useBookTexts();
  const language = useLanguage();
  return (
    <>
      <tr>
        <td>
          <Link to={at.account(account.id, { from: `${month.month}-01`, to: lastDayOf(month.month) })}>
            {t('monthTotal', { month: formatYearMonth(year, Number(month.month.slice(5)), language) })}
          </Link>
        </td>
        <td className="num">
          <Amount fen={month.debit} isNilShown />
        </td>
        <td className="num">
          <Amount fen={month.credit} isNilShown />
        </td>
        <td className="num">
          <Balance net={month.closing} />
        </td>
      </tr>
      <tr className="lb-quiet">
        <td>{t('yearTotal')}</td>
        <td className="num">
          <Amount fen={month.yearDebit} isNilShown />
        </td>
        <td className="num">
          <Amount fen={month.yearCredit} isNilShown />
        </td>
        <td />
      </tr>
    </>
  );
}

function AccountLedger({ account, year }: { account: Account; year: number }) {
  const t = useBookTexts();
  return (
    <section className="lb-general">
      <Card
        flush
        title={
          <Link to={at.account(account.id, { from: `${year}-01-01`, to: `${year}-12-31` })}>
            <AccountName code={account.code} name={account.name} />
          </Link>
        }
      >
        <div className="scroll-x">
          <table className="lb-table" aria-label={`${account.code} ${account.name}`}>
            <thead>
              <tr>
                <th scope="col">{t('words')}</th>
                <th scope="col" className="num">
                  {t('debitSide')}
                </th>
                <th scope="col" className="num">
                  {t('creditSide')}
                </th>
                <th scope="col" className="num">
                  {t('balance')}
                </th>
              </tr>
            </thead>
            <tbody>
              <tr className="lb-sum">
                <td>{t('carried')}</td>
                <td />
                <td />
                <td className="num">
                  <Balance net={account.opening} />
                </td>
              </tr>
              {account.months.map((month) => (
                <MonthRows key={month.month} account={account} month={month} year={year} />
              ))}
            </tbody>
          </table>
        </div>
      </Card>
    </section>
  );
}

/** 总账 of a year: each account month by month, with what has come together since January. */
export default function GeneralPage() {
  const t = useBookTexts();
  const crumbs = useCrumbs();
  const { bookId = '' } = useParams();
  const [search, change] = useSearch();
  const thisYear = Number(useToday().slice(0, 4));
  const asked = Number(search.of ?? thisYear);
  const year = Number.isInteger(asked) && asked >= 1950 && asked <= 2199 ? asked : thisYear;
  const query = { year };
  const answer = useSettled(getGeneralLedger, { params: { id: bookId }, query }, ({ waiting }) => waiting);
  const ledger = answer.data;
  if (!ledger)
    return answer.error ? (
      <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />
    ) : (
      <Skeleton lines={8} />
    );
  const shown = ledger.accounts.filter((account) => !search.account || account.id === search.account);
  const years = Array.from({ length: 6 }, (_none, i) => String(thisYear - i));
  return (
    <>
      <PageHead
        title={t('general')}
        note={t('generalNote', { year })}
        crumbs={crumbs(ledger.book)}
        acts={
          <>
            <PrintButton waiting={ledger.waiting} />
            <ExportButton endpoint={exportGeneralLedger} request={{ params: { id: bookId }, query }} />
          </>
        }
      />
      <BookTabs bookId={bookId} part="general-ledger" />
      <WaitingNote waiting={ledger.waiting} />
      <div className="filters lb-screen-only">
        <Select
          aria-label={t('yearLabel')}
          options={years.map((value) => ({ value, label: t('generalNote', { year: value }) }))}
          value={String(year)}
          onChange={(event) => change({ of: event.target.value })}
        />
        <Select
          aria-label={t('accountLabel')}
          blank={t('allAccounts')}
          options={ledger.accounts.map(({ id, code, name }) => ({ value: id, label: `${code} ${name}` }))}
          value={search.account ?? ''}
          onChange={(event) => change({ account: event.target.value || null })}
        />
      </div>
      <div className="lb-sheet">
        <PaperHead book={ledger.book.name} title={t('general')} note={t('generalNote', { year })} />
        {shown.length === 0 ? (
          <Card>
            <EmptyState title={t('noMovement')} />
          </Card>
        ) : (
          shown.map((account) => <AccountLedger key={account.id} account={account} year={year} />)
        )}
      </div>
    </>
  );
}
