import { isDay } from '#kernel/contract';
import {
  Button,
  Card,
  ErrorState,
  Field,
  Skeleton,
  DayInput,
  formatMoment,
  useCall,
  useCan,
  useLanguage,
  useParams,
  useRows,
  useSearch,
} from '#ui';
import { ExportButton, PageHead, Table, type Column } from '#ui/desktop';
import { showBook } from '../../books/contract';
import {
  type ImportRow,
  exportBookJson,
  exportBookWorkbook,
  exportJournal,
  listImports,
} from '../../exchange/contract';
import { usePaperTexts } from '../paper-texts';
import { BookTabs, useCrumbs } from '../pieces';
import { ImportCard } from './import-card';
import '../books.css';

function ExportCard({ bookId }: { bookId: string }) {
  const t = usePaperTexts();
  const [search, change] = useSearch();
  const query = {
    ...(search.from && isDay(search.from) ? { from: search.from } : {}),
    ...(search.to && isDay(search.to) ? { to: search.to } : {}),
  };
  const request = { params: { id: bookId }, query };
  return (
    <Card title={t('exchange.pages.exportTitle')}>
      <div className="col g12">
        <p className="dim">{t('exchange.pages.exportNote')}</p>
        <div className="row g12 wrap">
          {(['from', 'to'] as const).map((name) => (
            <Field key={name} name={name} label={t(`exchange.pages.${name}`)} isOptional>
              <DayInput
                value={search[name] ?? ''}
                onChange={(day) => change({ [name]: isDay(day) ? day : null }, { replace: true })}
              />
            </Field>
          ))}
        </div>
        <div className="row g8 wrap">
          <ExportButton endpoint={exportJournal} request={request} label={t('exchange.pages.journal')} />
          <ExportButton endpoint={exportBookWorkbook} request={request} label={t('exchange.pages.workbook')} />
          <ExportButton endpoint={exportBookJson} request={request} label={t('exchange.pages.json')} />
        </div>
      </div>
    </Card>
  );
}

function ImportList({ bookId }: { bookId: string }) {
  const t = usePaperTexts();
  const language = useLanguage();
  const list = useRows(listImports, { params: { id: bookId } });
  const columns: readonly Column<ImportRow>[] = [
    { key: 'file', label: t('exchange.pages.file'), cell: (row) => row.fileName },
    { key: 'kind', label: t('exchange.pages.kind'), cell: (row) => t(`exchange.pages.kinds.${row.kind}`) },
    { key: 'count', label: t('exchange.pages.count'), isNumber: true, cell: (row) => row.posted },
    { key: 'known', label: t('exchange.pages.known'), isNumber: true, cell: (row) => row.known },
    { key: 'at', label: t('exchange.pages.at'), cell: (row) => formatMoment(row.importedAt, language) },
    { key: 'by', label: t('exchange.pages.by'), cell: (row) => row.importedBy },
  ];
  if (list.error) return <ErrorState error={list.error} onRetry={list.again} />;
  if (list.rows.length === 0)
    return list.isLoading ? null : (
      <Card title={t('exchange.pages.imports')}>
        <p className="dim">{t('exchange.pages.noImports')}</p>
      </Card>
    );
  return (
    <Card title={t('exchange.pages.imports')} flush>
      <Table label={t('exchange.pages.imports')} columns={columns} rows={list.rows} keyOf={(row) => row.id} />
      {list.hasMore ? (
        <Button kind="text" isBusy={list.isLoadingMore} onClick={list.more}>
          …
        </Button>
      ) : null}
    </Card>
  );
}

/** A book as files: out in the open format, in after a check of every line. */
export default function ExchangePage() {
  const t = usePaperTexts();
  const crumbs = useCrumbs();
  const can = useCan();
  const { bookId = '' } = useParams();
  const answer = useCall(showBook, { params: { id: bookId } });
  const book = answer.data;
  if (!book)
    return answer.error ? (
      <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />
    ) : (
      <Skeleton lines={8} />
    );
  return (
    <>
      <PageHead title={t('exchange.pages.title')} crumbs={crumbs(book)} />
      <BookTabs bookId={bookId} part="exchange" />
      <p className="dim">{t('exchange.pages.note')}</p>
      {can('ledger.exchange.read') ? <ExportCard bookId={bookId} /> : null}
      {can('ledger.exchange.write') && book.closedOn === null ? (
        <ImportCard bookId={bookId} thisYear={Number(book.on.slice(0, 4))} />
      ) : null}
      <ImportList bookId={bookId} />
    </>
  );
}
