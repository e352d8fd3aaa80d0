import type { Endpoint, EndpointRequest } from '#kernel/contract';
import { type ReactNode, useState } from 'react';
import { EmptyState, ErrorState, Skeleton } from '../blanks';
import { Button } from '../button';
import { Card } from '../card';
import { remember, remembered } from '../choices';
import { type RowOf, useRows } from '../queries';
import { useSearch } from '../router';
import { useUiTexts } from '../ui-texts';
import { ColumnChoice } from './column-choice';
import { useOpened } from './drawer';
import { ExportButton, type FileEndpoint } from './export-button';
import { type Filter, FilterBar } from './filter-bar';
import { PageHead, type PageHeadProps } from './page-head';
import { type Column, Table } from './table';

type AnyEndpoint = Pick<Endpoint, 'method' | 'path' | 'body' | 'response' | 'name'>;

export interface ListPageProps<E extends AnyEndpoint> {
  head: PageHeadProps;
  /** A list by keyset: its answer has `rows` and `nextCursor`. */
  endpoint: E;
  /** What the page asks for whatever is filtered, such as the year. */
  request?: { params?: Record<string, unknown>; query?: Record<string, unknown> };
  /** Their names are those of the endpoint's query, and of the address. */
  filters?: readonly Filter[];
  columns: readonly Column<RowOf<E>>[];
  keyOf: (row: RowOf<E>) => string;
  /** The drawer of one row, opened by the row or by its address. */
  drawer?: (id: string, close: () => void) => ReactNode;
  /** Instead of a drawer: a page of its own. */
  toOf?: (row: RowOf<E>) => string | null;
  /** A file endpoint that takes the same query: it exports exactly what is filtered. */
  exports?: FileEndpoint;
  /** Said when nothing was ever entered: what to do first. */
  empty: { title: string; text?: string; act?: ReactNode };
  /** Between the filters and the table. */
  above?: ReactNode;
}

/** Which columns the person wants to see, kept for this list in this browser. */
function useShownColumns<Row>(name: string, columns: readonly Column<Row>[]) {
  const usual = columns.filter((column) => !column.isExtra).map((column) => column.key);
  const [keys, setKeys] = useState<readonly string[]>(() => remembered(`columns.${name}`)?.split(',') ?? usual);
  const shown = columns.filter((column) => keys.includes(column.key));
  const choose = (next: readonly string[]): void => {
    remember(`columns.${name}`, next.join(','));
    setKeys(next);
  };
  return { shown: shown.length > 0 ? shown : columns, choose };
}

/** A list with filters, pages, sort, a choice of columns, an export and a drawer. The address holds its state. */
export function ListPage<E extends AnyEndpoint>(props: ListPageProps<E>) {
  const { head, endpoint, filters = [], columns, keyOf, drawer, empty } = props;
  const t = useUiTexts();
  const [search, change] = useSearch();
  const opened = useOpened();
  const { shown, choose } = useShownColumns(endpoint.name, columns);
  const asked = Object.fromEntries(filters.map(({ name }) => [name, search[name]]).filter(([, value]) => value));
  const sort = search.sort ? { sort: search.sort } : {};
  const query = { ...props.request?.query, ...asked, ...sort };
  const request = { ...(props.request?.params && { params: props.request.params }), query } as EndpointRequest<E>;
  const list = useRows(endpoint, request);
  const isFiltered = Object.keys(asked).length > 0;
  const clear = () => change(Object.fromEntries(filters.map(({ name }) => [name, null])));
  const acts = (
    <>
      {props.exports && list.rows.length > 0 ? <ExportButton endpoint={props.exports} request={request} /> : null}
      {head.acts}
    </>
  );
  const nothing = isFiltered ? (
    <EmptyState icon="filter" title={t('list.empty')} act={<Button onClick={clear}>{t('list.clear')}</Button>}>
      {t('list.emptyAdvice')}
    </EmptyState>
  ) : (
    <EmptyState title={empty.title} act={empty.act}>
      {empty.text}
    </EmptyState>
  );
  const toOf = props.toOf ?? (drawer ? (row: RowOf<E>) => opened.addressOf(keyOf(row)) : undefined);
  return (
    <>
      <PageHead {...head} acts={acts} />
      {props.above}
      <Card flush>
        <FilterBar
          filters={filters}
          end={<ColumnChoice columns={columns} shown={shown.map(({ key }) => key)} onChoose={choose} />}
        />
        <ListBody list={list} nothing={nothing}>
          <Table
            label={head.title}
            columns={shown}
            rows={list.rows}
            keyOf={keyOf}
            {...(toOf ? { toOf } : {})}
            openKey={opened.id}
            sort={search.sort}
            onSort={(next) => change({ sort: next })}
          />
        </ListBody>
      </Card>
      {drawer && opened.id ? drawer(opened.id, opened.close) : null}
    </>
  );
}

/** The rows with their foot, or what stands in their place. A fault while more is fetched keeps what is there. */
function ListBody(props: {
  list: Omit<ReturnType<typeof useRows>, 'rows'> & { rows: readonly unknown[] };
  nothing: ReactNode;
  children: ReactNode;
}) {
  const t = useUiTexts();
  const { list, nothing, children } = props;
  const count = { count: list.rows.length };
  const fault = list.error ? (
    <ErrorState error={list.error} onRetry={list.rows.length > 0 ? list.more : list.again} />
  ) : null;
  if (list.isLoading && !fault) return <Skeleton lines={8} />;
  // A page may be empty while others follow: the server has looked long enough and says how to go on.
  if (list.rows.length === 0 && (fault || !list.hasMore)) return fault ?? nothing;
  return (
    <div className={list.isStale ? 'stale' : undefined} aria-busy={list.isStale}>
      {children}
      {fault ?? (
        <div className="list-foot">
          {list.hasMore ? t('list.shown', count) : t('list.shownAll', count)}
          <span className="sp" />
          {list.hasMore ? (
            <Button size="sm" isBusy={list.isLoadingMore} onClick={list.more}>
              {t('more')}
            </Button>
          ) : null}
        </div>
      )}
    </div>
  );
}
