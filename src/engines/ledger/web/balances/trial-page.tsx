import { type EndpointResponse, isDay } from '#kernel/contract';
import { Card, ErrorState, Icon, Link, Note, Skeleton, formatDay, useLanguage, useParams, useSearch } from '#ui';
import { ExportButton, FilterBar, PageHead } from '#ui/desktop';
import { type TrialRow, exportTrialBalance, getTrialBalance } from '../../balances/contract';
import { at } from '../addresses';
import { AccountName, Amount, asFen, BookTabs, PrintButton, WaitingNote, useCrumbs, useSettled } from '../pieces';
import { PaperHead } from '../paper-head';
import { useBookTerms, useBookTexts } from '../texts';
import '../books.css';

type Trial = EndpointResponse<typeof getTrialBalance>;
type Sides = Trial['totals']['opening'];

function sidesOf(given: bigint): Sides {
  const net = asFen(given);
  return { debit: net > 0n ? net : 0n, credit: net < 0n ? -net : 0n };
}

function Cells({ sides, to, isSum = false }: { sides: readonly Sides[]; to?: string; isSum?: boolean }) {
  return sides.flatMap(({ debit, credit }, i) =>
    [debit, credit].map((fen, side) => (
      <td key={`${i}.${side}`} className="num">
        <Amount fen={fen} isNilShown={isSum} {...(to ? { to } : {})} />
      </td>
    )),
  );
}

function Row({ row, trial }: { row: TrialRow; trial: Trial }) {
  const to = at.account(row.id, { from: trial.from, to: trial.to });
  const { debit, credit } = row;
  return (
    <tr className={row.level > 0 ? 'lb-quiet' : undefined}>
      <td style={{ paddingInlineStart: 20 + row.level * 20 }}>
        <Link to={to}>
          <AccountName code={row.code} name={row.name} />
        </Link>
      </td>
      <Cells sides={[sidesOf(row.opening), { debit, credit }, sidesOf(row.closing)]} to={to} />
    </tr>
  );
}

function Sheet({ trial }: { trial: Trial }) {
  const t = useBookTexts();
  const { opening, turnover, closing } = trial.totals;
  const isEqual = [opening, turnover, closing].every(({ debit, credit }) => debit === credit);
  return (
    <>
      <div className="scroll-x">
        <table className="lb-table" aria-label={t('trial')}>
          <thead>
            <tr>
              <th scope="col" rowSpan={2}>
                {t('account')}
              </th>
              {(['openingPart', 'turnoverPart', 'closingPart'] as const).map((part) => (
                <th key={part} scope="colgroup" colSpan={2}>
                  {t(part)}
                </th>
              ))}
            </tr>
            <tr>
              {['opening', 'turnover', 'closing'].flatMap((part) =>
                (['debitSide', 'creditSide'] as const).map((side) => (
                  <th key={`${part}.${side}`} scope="col" className="num">
                    {t(side)}
                  </th>
                )),
              )}
            </tr>
          </thead>
          <tbody>
            {trial.rows.map((row) => (
              <Row key={row.id} row={row} trial={trial} />
            ))}
          </tbody>
          <tfoot>
            <tr className="lb-sum">
              <td>{t('totals')}</td>
              <Cells sides={[opening, turnover, closing]} isSum />
            </tr>
          </tfoot>
        </table>
      </div>
      <p className={isEqual ? 'pad c-kept t13 lb-screen-only' : 'pad'}>
        {isEqual ? (
          <>
            <Icon name="kept" size="s" /> {t('equal')}
          </>
        ) : (
          <Note kind="refuse">{t('difference')}</Note>
        )}
      </p>
    </>
  );
}

/** 发生额及余额表: opening, turnover and closing of every account within days, with totals that are equal. */
export default function TrialPage() {
  const t = useBookTexts();
  const terms = useBookTerms();
  const language = useLanguage();
  const crumbs = useCrumbs();
  const { bookId = '' } = useParams();
  const [search] = useSearch();
  const query = {
    ...(search.from && isDay(search.from) ? { from: search.from } : {}),
    ...(search.to && isDay(search.to) ? { to: search.to } : {}),
    ...(search.isMovedOnly === 'no' ? { isMovedOnly: 'no' as const } : {}),
    ...(search.depth === 'top' ? { depth: 'top' as const } : {}),
  };
  const answer = useSettled(getTrialBalance, { params: { id: bookId }, query }, ({ waiting }) => waiting);
  const trial = answer.data;
  if (!trial)
    return answer.error ? (
      <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />
    ) : (
      <Skeleton lines={8} />
    );
  const days = `${formatDay(trial.from, language)} — ${formatDay(trial.to, language)}`;
  return (
    <>
      <PageHead
        title={t('trial')}
        note={`${terms(`kinds.${trial.book.kind}`)} · ${days}`}
        crumbs={crumbs(trial.book)}
        acts={
          <>
            <PrintButton waiting={trial.waiting} />
            <ExportButton endpoint={exportTrialBalance} request={{ params: { id: bookId }, query }} />
          </>
        }
      />
      <BookTabs bookId={bookId} part="trial-balance" />
      <WaitingNote waiting={trial.waiting} />
      <div className="lb-sheet">
        <PaperHead book={trial.book.name} title={t('trial')} note={days} />
        <Card flush>
          <FilterBar
            filters={[
              { name: 'from', label: t('from'), kind: 'day' },
              { name: 'to', label: t('to'), kind: 'day' },
              {
                ...{ name: 'depth', label: t('account'), kind: 'select' },
                options: [{ value: 'top', label: t('depthTop') }],
              },
              {
                ...{ name: 'isMovedOnly', label: t('which'), kind: 'select' },
                options: [{ value: 'no', label: t('showAll') }],
              },
            ]}
          />
          <Sheet trial={trial} />
        </Card>
      </div>
    </>
  );
}
