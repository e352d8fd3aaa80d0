import { Button, Figure, formatDay, formatMoney, useLanguage, useScope, useSearch, useToday, useCall } from '#ui';
import { type Column, type Filter, ListPage } from '#ui/desktop';
import { isDay } from '#kernel/contract';
import { type FundRow, bookKindNames, exportBooks, listBooks } from '../../books/contract';
import { at } from '../addresses';
import { useBookTerms, useBookTexts } from '../texts';
import { Trend } from '../trend';
import { FoundDialog } from './book-dialogs';
import '../books.css';

/** Each figure opens the account sums of the same days. */
function useColumns(on: string): readonly Column<FundRow>[] {
  const t = useBookTexts();
  const terms = useBookTerms();
  const sums = (row: FundRow, from: string) => at.part(row.id, 'trial-balance', { from, to: on });
  const money = (fen: bigint, to: string) => <Figure value={formatMoney(fen)} to={to} />;
  const year = `${on.slice(0, 4)}-01-01`;
  const month = `${on.slice(0, 7)}-01`;
  const flow = (span: 'year' | 'month', way: 'in' | 'out', from: string): Column<FundRow> => ({
    ...{ key: `${span}.${way}`, label: terms(`columns.${span}${way === 'in' ? 'In' : 'Out'}`), isNumber: true },
    cell: (row) => money(row[span][way], sums(row, from)),
  });
  return [
    {
      ...{ key: 'name', label: t('name') },
      cell: (row) => (
        <>
          <span lang="zh-CN">{row.name}</span>
          <div className="dim t12">
            {terms(`kinds.${row.kind}`)} · <span lang="zh-CN">{row.unit.name}</span>
          </div>
        </>
      ),
    },
    flow('year', 'in', year),
    flow('year', 'out', year),
    flow('month', 'in', month),
    flow('month', 'out', month),
    {
      ...{ key: 'balance', label: t('balance'), isNumber: true },
      cell: (row) => money(row.balance, at.book(row.id, { on })),
    },
    { key: 'cash', label: t('cash'), isNumber: true, cell: (row) => money(row.cash, at.book(row.id, { on })) },
    { key: 'bank', label: t('bank'), isNumber: true, cell: (row) => money(row.bank, at.book(row.id, { on })) },
    { key: 'trend', label: t('trend'), cell: (row) => <Trend name={row.name} months={row.trend} /> },
    {
      ...{ key: 'waiting', label: t('number') },
      cell: (row) =>
        row.waiting === 0 ? (
          <span className="dim t12">{t('allNumbered')}</span>
        ) : (
          <span className="c-late nw">{t('waiting', { count: row.waiting })}</span>
        ),
    },
  ];
}

/** The funds at a glance: what came in, what went out and what is there, each by itself, for they may never be mixed. */
export default function OverviewPage() {
  const t = useBookTexts();
  const terms = useBookTerms();
  const language = useLanguage();
  const today = useToday();
  const { unitId } = useScope();
  const [search, change] = useSearch();
  const on = search.on !== undefined && isDay(search.on) ? search.on : today;
  const scope = unitId ? { query: { unitId } } : {};
  const { data } = useCall(listBooks, { query: { limit: 1, ...scope.query } });
  const filters: readonly Filter[] = [
    {
      ...{ name: 'kind', label: t('kind'), kind: 'select' },
      options: bookKindNames.map((value) => ({ value, label: terms(`kinds.${value}`) })),
    },
    { name: 'on', label: t('asOf'), kind: 'day' },
  ];
  const columns = useColumns(on);
  const found = data?.abilities.found ? (
    <Button kind="main" icon="plus" onClick={() => change({ act: 'new' })}>
      {t('found')}
    </Button>
  ) : null;
  return (
    <>
      <ListPage
        head={{ title: t('title'), note: `${t('asOf')} ${formatDay(on, language)}`, acts: found }}
        endpoint={listBooks}
        request={scope}
        filters={filters}
        columns={columns}
        exports={exportBooks}
        keyOf={(row) => row.id}
        toOf={(row) => at.book(row.id)}
        empty={{ title: t('none'), text: t('noneAdvice') }}
      />
      {data?.abilities.found && search.act === 'new' ? <FoundDialog onClose={() => change({ act: null })} /> : null}
    </>
  );
}
