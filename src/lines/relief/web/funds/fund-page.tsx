import type { EndpointResponse } from '#kernel/contract';
import { useUnitOptions } from '#engines/roster/web';
import {
  Button,
  Card,
  EmptyState,
  ErrorState,
  Figure,
  Link,
  Note,
  Segmented,
  Skeleton,
  formatDay,
  formatMoment,
  formatMoney,
  useCall,
  useLanguage,
  useRows,
  useScope,
  useSearch,
} from '#ui';
import { ExportButton, PageHead } from '#ui/desktop';
import { useState } from 'react';
import {
  exportContributions,
  listContributions,
  listFundLists,
  showFund,
  undoAddition,
  undoContribution,
  undoFundList,
} from '../../contributions/contract';
import { AdditionDialog, ContributionDialog } from './fund-dialogs';
import { ListDialog } from './list-dialog';
import { Figures, UndoButton } from './pieces';
import { useFundTexts } from './texts';

type Fund = EndpointResponse<typeof showFund>;
type Query = { unitId?: string };
const tabs = ['overview', 'contributions', 'lists'] as const;
const changes = [showFund, listContributions, listFundLists];

function Book({ book }: { book: Fund['books'][number] }) {
  const t = useFundTexts();
  const at = `/finance/books/${book.id}`;
  const parts = ['members', 'employer', 'union', 'other', 'aid', 'costs'] as const;
  return (
    <Card title={<span lang="zh-CN">{book.name}</span>} note={book.unit.name}>
      <Figures
        rows={[
          ...parts.map((part) => ({ label: t(`pages.fund.${part}`), value: formatMoney(book[part]) })),
          { label: t('pages.fund.balance'), value: <Figure value={formatMoney(book.balance)} to={at} /> },
        ]}
      />
    </Card>
  );
}

function Overview({ fund }: { fund: Fund }) {
  const t = useFundTexts();
  const language = useLanguage();
  const { fee, enrolled, paid, books, additions } = fund;
  return (
    <div className="col g16">
      <Card>
        <Figures
          rows={[
            {
              label: t(`pages.fund.${fee.isYearly ? 'yearly' : 'once'}`),
              value: formatMoney(fee.amount),
            },
            {
              label: t('pages.fund.enrolled'),
              value: <Figure value={enrolled} to="/relief/coverages?scheme=mutual_aid" />,
            },
            { label: t('pages.fund.paid'), value: <Figure value={paid} to="/relief/fund?tab=contributions" /> },
          ]}
        />
        <p className="dim t13" lang="zh-CN">
          {fee.source}
        </p>
      </Card>
      {books.length === 0 ? <Note kind="warn">{t('pages.fund.noBook')}</Note> : null}
      {books.map((book) => (
        <Book key={book.id} book={book} />
      ))}
      {additions.length > 0 ? (
        <Card title={t('pages.fund.additions')}>
          <table className="rf-rows">
            <tbody>
              {additions.map(({ id, kind, on, words, amount, byName, undoReason, entryId, abilities }) => (
                <tr key={id}>
                  <td>
                    <Link to={`/finance/entries/${entryId}`}>
                      <span lang="zh-CN">{words}</span>
                    </Link>
                    <div className="dim t12">
                      {formatDay(on, language)} · {t(`additions.${kind}`)} · {byName}
                      {undoReason === null ? null : ` · ${t('pages.undoneWhy', { reason: undoReason })}`}
                    </div>
                  </td>
                  <td className="num">{undoReason === null ? formatMoney(amount) : <s>{formatMoney(amount)}</s>}</td>
                  <td className="num">
                    {abilities.undo ? <UndoButton endpoint={undoAddition} id={id} changes={changes} /> : null}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Card>
      ) : null}
    </div>
  );
}

function Contributions({ query }: { query: Query }) {
  const t = useFundTexts();
  const language = useLanguage();
  const { rows, hasMore, more, isLoading } = useRows(listContributions, { query });
  if (isLoading) return <Skeleton lines={8} />;
  if (rows.length === 0) return <EmptyState icon="finance" title={t('pages.fund.none')} />;
  return (
    <Card title={t('titles.contributions')} acts={<ExportButton endpoint={exportContributions} request={{ query }} />}>
      <table className="rf-rows">
        <tbody>
          {rows.map(({ id, person, unit, period, on, way, amount, entryId, undoReason, abilities }) => (
            <tr key={id}>
              <td>
                {person.name} <span className="dim">{person.staffNumber}</span>
                <div className="dim t12">
                  {unit.name} · {period === 'once' ? t('rhythms.once') : period}
                  {undoReason === null ? null : ` · ${t('pages.undoneWhy', { reason: undoReason })}`}
                </div>
              </td>
              <td>
                {formatDay(on, language)} · {t(`ways.${way}`)}
              </td>
              <td className="num">
                <Figure value={formatMoney(amount)} to={`/finance/entries/${entryId}`} />
              </td>
              <td className="num">
                {abilities.undo ? <UndoButton endpoint={undoContribution} id={id} changes={changes} /> : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {hasMore ? <Button onClick={more}>{t('pages.more')}</Button> : null}
    </Card>
  );
}

function Lists({ query }: { query: Query }) {
  const t = useFundTexts();
  const language = useLanguage();
  const { rows, hasMore, more, isLoading } = useRows(listFundLists, { query });
  if (isLoading) return <Skeleton lines={6} />;
  if (rows.length === 0) return <EmptyState icon="upload" title={t('pages.list.none')} />;
  return (
    <Card title={t('pages.list.title')}>
      <table className="rf-rows">
        <tbody>
          {rows.map(
            ({ id, kind, fileName, good, bad, sum, on, byName, recordedAt, undoReason, entryIds, abilities }) => (
              <tr key={id}>
                <td>
                  {fileName}
                  <div className="dim t12">
                    {t(`titles.${kind}`)} · {formatDay(on, language)} · {byName} · {formatMoment(recordedAt, language)}
                    {undoReason === null ? null : ` · ${t('pages.undoneWhy', { reason: undoReason })}`}
                  </div>
                </td>
                <td className="num">
                  {t('columns.good')} {good} · {t('columns.bad')} {bad}
                </td>
                <td className="num">
                  <Figure value={formatMoney(sum)} to={`/finance/entries/${entryIds[0] ?? ''}`} />
                </td>
                <td className="num">
                  {abilities.undo ? <UndoButton endpoint={undoFundList} id={id} changes={changes} /> : null}
                </td>
              </tr>
            ),
          )}
        </tbody>
      </table>
      {hasMore ? <Button onClick={more}>{t('pages.more')}</Button> : null}
    </Card>
  );
}

/** The mutual-aid fund: who pays, what came in and went out, what is there. */
export default function FundPage() {
  const t = useFundTexts();
  const { unitId } = useScope();
  const units = useUnitOptions();
  const [search, change] = useSearch();
  const [adding, setAdding] = useState<'list' | 'one' | 'addition' | null>(null);
  const query: Query = unitId ? { unitId } : {};
  const answer = useCall(showFund, { query });
  const { data } = answer;
  const tab = tabs.find((one) => one === search.tab) ?? 'overview';
  const ofUnit = unitId ?? units[0]?.value ?? '';
  const acts = (
    <>
      {data?.abilities.add ? (
        <Button icon="plus" onClick={() => setAdding('addition')}>
          {t('pages.addition.title')}
        </Button>
      ) : null}
      {data?.abilities.pay ? (
        <>
          <Button icon="plus" onClick={() => setAdding('one')}>
            {t('pages.contribution.title')}
          </Button>
          <Button kind="main" icon="upload" onClick={() => setAdding('list')}>
            {t('pages.list.contributions')}
          </Button>
        </>
      ) : null}
    </>
  );
  return (
    <>
      <PageHead title={t('titles.fund')} note={t('note.fund')} acts={acts} />
      <div className="row">
        <Segmented
          label={t('titles.fund')}
          value={tab}
          options={tabs.map((value) => ({ value, label: t(`pages.fund.tabs.${value}`) }))}
          onChange={(value) => change({ tab: value === 'overview' ? null : value })}
        />
      </div>
      {answer.isPending ? <Skeleton lines={8} /> : null}
      {answer.error && !data ? <ErrorState error={answer.error} onRetry={() => void answer.refetch()} /> : null}
      {data && tab === 'overview' ? <Overview fund={data} /> : null}
      {tab === 'contributions' ? <Contributions query={query} /> : null}
      {tab === 'lists' ? <Lists query={query} /> : null}
      {adding === 'list' ? <ListDialog of={{ unitId: ofUnit }} onClose={() => setAdding(null)} /> : null}
      {adding === 'one' ? <ContributionDialog onClose={() => setAdding(null)} /> : null}
      {adding === 'addition' ? <AdditionDialog onClose={() => setAdding(null)} /> : null}
    </>
  );
}
