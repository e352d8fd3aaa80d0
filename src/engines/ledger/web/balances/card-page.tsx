import { type EndpointResponse, isDay } from '#kernel/contract';
import {
  Button,
  ButtonLink,
  Card,
  Chip,
  ErrorState,
  Link,
  Skeleton,
  formatDay,
  useLanguage,
  useParams,
  useRows,
  useSearch,
} from '#ui';
import { ExportButton, FilterBar, PageHead } from '#ui/desktop';
import { type CardRow, exportPostings, listPostings, showAccount } from '../../balances/contract';
import { at } from '../addresses';
import {
  AccountName,
  Amount,
  Balance,
  EntryKind,
  PrintButton,
  VoucherNumber,
  WaitingNote,
  useCrumbs,
  useSettled,
} from '../pieces';
import { PaperHead } from '../paper-head';
import { useBookTexts } from '../texts';
import '../books.css';

type Account = EndpointResponse<typeof showAccount>;
const narrowing = ['partyId', 'budgetLineId', 'commitmentId'] as const;

/** What the address asks for: days, and what the card is narrowed to. */
function useAsked(): Record<string, string> {
  const [search] = useSearch();
  const days = ['from', 'to'].flatMap((name) => (search[name] && isDay(search[name]) ? [[name, search[name]]] : []));
  const tags = narrowing.flatMap((name) => (search[name] ? [[name, search[name]]] : []));
  return Object.fromEntries([...days, ...tags]) as Record<string, string>;
}

function Row({ row, account }: { row: CardRow; account: Account }) {
  const t = useBookTexts();
  const language = useLanguage();
  return (
    <tr>
      <td className="nw">{formatDay(row.on, language)}</td>
      <td>
        <Link to={at.entry(row.entryId)}>
          {row.voucherNumber === null ? <VoucherNumber number={null} /> : `${row.month} #${row.voucherNumber}`}
        </Link>
      </td>
      <td>
        <span lang="zh-CN">{row.words}</span>
        <div className="dim t12">
          {row.kind === 'ordinary' || row.kind === 'opening' ? null : <EntryKind kind={row.kind} />}
          {account.isSummary ? <AccountName code={row.account.code} name={row.account.name} /> : null}
        </div>
      </td>
      {account.party || account.isSummary ? (
        <td>
          {row.party === null ? null : (
            <Link to={at.account(row.account.id, { partyId: row.party.id })}>
              {row.party.name === null ? t('hidden') : <span lang="zh-CN">{row.party.name}</span>}
            </Link>
          )}
        </td>
      ) : null}
      <td className="num">
        <Amount fen={row.debit} />
      </td>
      <td className="num">
        <Amount fen={row.credit} />
      </td>
      <td className="num">
        <Balance net={row.balance} />
      </td>
    </tr>
  );
}

/** A row that says what stood before, between or after the lines. */
function SumRow(props: { account: Account; label: string; debit?: bigint; credit?: bigint; net: bigint }) {
  const { account, label, debit, credit, net } = props;
  return (
    <tr className="lb-sum">
      <td colSpan={account.party || account.isSummary ? 4 : 3}>{label}</td>
      <td className="num">{debit === undefined ? null : <Amount fen={debit} isNilShown />}</td>
      <td className="num">{credit === undefined ? null : <Amount fen={credit} isNilShown />}</td>
      <td className="num">
        <Balance net={net} />
      </td>
    </tr>
  );
}

function Lines({ account, asked }: { account: Account; asked: Record<string, string> }) {
  const t = useBookTexts();
  const list = useRows(listPostings, { params: { id: account.id }, query: { limit: 100, ...asked } });
  const head = ['day', 'number', 'words', ...(account.party || account.isSummary ? ['party'] : [])] as const;
  if (list.error && list.rows.length === 0) return <ErrorState error={list.error} onRetry={list.again} />;
  if (list.isLoading) return <Skeleton lines={8} />;
  return (
    <>
      <div className={list.isStale ? 'scroll-x stale' : 'scroll-x'} aria-busy={list.isStale}>
        <table className="lb-table" aria-label={t('card')}>
          <thead>
            <tr>
              {(head as readonly ('day' | 'number' | 'words' | 'party')[]).map((one) => (
                <th key={one} scope="col">
                  {t(one)}
                </th>
              ))}
              {(['debitSide', 'creditSide', 'balanceAfter'] as const).map((one) => (
                <th key={one} scope="col" className="num">
                  {t(one)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            <SumRow account={account} label={t('openingBalance')} net={account.opening} />
            {list.rows.map((row) => (
              <Row key={row.key} row={row} account={account} />
            ))}
          </tbody>
          <tfoot>
            <SumRow
              {...{ account, label: `${t('turnover')} · ${t('closingBalance')}` }}
              {...{ debit: account.debit, credit: account.credit, net: account.closing }}
            />
          </tfoot>
        </table>
      </div>
      {list.rows.length === 0 ? <p className="pad dim t13">{t('noPostings')}</p> : null}
      <MoreRows list={list} />
    </>
  );
}

function MoreRows({
  list,
}: {
  list: { hasMore: boolean; isLoadingMore: boolean; more: () => void; error: Error | null };
}) {
  const t = useBookTexts();
  if (list.error) return <ErrorState error={list.error} onRetry={list.more} />;
  return list.hasMore ? (
    <div className="list-foot">
      <span className="sp" />
      <Button size="sm" isBusy={list.isLoadingMore} onClick={list.more}>
        {t('showMore')}
      </Button>
    </div>
  ) : null;
}

/** 明细账: what stood before, line after line with the balance after it, and what stands at the end. */
export default function CardPage() {
  const t = useBookTexts();
  const language = useLanguage();
  const crumbs = useCrumbs();
  const { accountId = '' } = useParams();
  const [, change] = useSearch();
  const asked = useAsked();
  const answer = useSettled(showAccount, { params: { id: accountId }, query: asked }, ({ waiting }) => waiting);
  const account = answer.data;
  if (!account)
    return answer.error ? (
      <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />
    ) : (
      <Skeleton lines={8} />
    );
  const days = `${formatDay(account.from, language)} — ${formatDay(account.to, language)}`;
  const narrowed = narrowing.some((name) => asked[name] !== undefined);
  return (
    <>
      <PageHead
        title={`${account.code} ${account.name}`}
        note={`${t('card')} · ${days}`}
        crumbs={[...crumbs(account.book), { label: t('card') }]}
        acts={
          <>
            {account.party ? <ButtonLink to={at.parties(account.id)}>{t('partiesTab')}</ButtonLink> : null}
            <PrintButton waiting={account.waiting} />
            <ExportButton endpoint={exportPostings} request={{ params: { id: accountId }, query: asked }} />
          </>
        }
      />
      <WaitingNote waiting={account.waiting} />
      <div className="lb-sheet">
        <PaperHead book={account.book.name} title={`${account.code} ${account.name} ${t('card')}`} note={days} />
        <Card flush>
          <FilterBar
            filters={[
              { name: 'from', label: t('from'), kind: 'day' },
              { name: 'to', label: t('to'), kind: 'day' },
            ]}
            end={
              narrowed ? (
                <Chip isOn onToggle={() => change({ partyId: null, budgetLineId: null, commitmentId: null })}>
                  {t('narrowed', { name: account.narrowedTo?.name ?? t('hidden') })} · {t('clear')}
                </Chip>
              ) : null
            }
          />
          <Lines account={account} asked={asked} />
        </Card>
      </div>
    </>
  );
}
