import { formatFen, isDay } from '#kernel/contract';
import {
  Button,
  Card,
  ConfirmDialog,
  ErrorState,
  Icon,
  Link,
  Note,
  Segmented,
  Skeleton,
  formatDay,
  formatMoment,
  showToast,
  useAct,
  useLanguage,
  useParams,
  useRows,
  useSearch,
} from '#ui';
import { ExportButton, FilterBar, PageHead } from '#ui/desktop';
import { useState } from 'react';
import {
  type Statement,
  exportStatement,
  listStatements,
  publishStatement,
  showStatement,
  statementSpans,
} from '../../statements/contract';
import { usePaperTexts } from '../paper-texts';
import { asFen, BookTabs, PrintButton, WaitingNote, useCrumbs, useSettled } from '../pieces';
import { type Form, StatementSheet, forms, useFormOfPage } from './sheet';
import '../books.css';

export const addressOfPublished = (id: string): string => `/finance/statements/${id}`;

/** Whether 资产 = 负债 + 净资产, in both columns. */
function Check({ difference }: { difference: Statement['difference'] }) {
  const t = usePaperTexts();
  const [first, second] = [asFen(difference.first), asFen(difference.second)];
  const off = second !== 0n ? second : first;
  if (off !== 0n) return <Note kind="refuse">{t('statements.pages.unbalanced', { difference: formatFen(off) })}</Note>;
  return (
    <p className="c-kept t13 lb-screen-only">
      <Icon name="kept" size="s" /> {t('statements.pages.balanced')}
    </p>
  );
}

function PublishDialog({ statement, onClose }: { statement: Statement; onClose: () => void }) {
  const t = usePaperTexts();
  const { act, error, isUnderWay } = useAct(publishStatement, {
    changes: [listStatements],
    onDone: () => (showToast(t('statements.pages.published')), onClose()),
  });
  const { book, on, span } = statement;
  return (
    <ConfirmDialog
      title={t('statements.pages.publishTitle')}
      confirm={t('statements.pages.publish')}
      isBusy={isUnderWay}
      error={error}
      onClose={onClose}
      onConfirm={() => void act({ params: { id: book.id }, body: { on, span } })}
    >
      <p>{t('statements.pages.publishEffect')}</p>
    </ConfirmDialog>
  );
}

function PublishedList({ bookId }: { bookId: string }) {
  const t = usePaperTexts();
  const language = useLanguage();
  const list = useRows(listStatements, { params: { id: bookId } });
  return (
    <Card title={t('statements.pages.publishedList')}>
      {list.error ? <ErrorState error={list.error} onRetry={list.again} /> : null}
      {list.rows.length === 0 && !list.isLoading && !list.error ? (
        <p className="dim">{t('statements.pages.noPublished')}</p>
      ) : null}
      <ul className="col g8">
        {list.rows.map((row) => (
          <li key={row.id} className="row g12 wrap">
            <Link to={addressOfPublished(row.id)}>
              {formatDay(row.on, language)} {t(`statements.spans.${row.span}`)}
            </Link>
            <span className="dim t13">{t('statements.pages.version', { version: row.version })}</span>
            <span className="dim t13">
              {t('statements.pages.publishedBy', {
                name: row.publishedBy,
                at: formatMoment(row.publishedAt, language),
              })}
            </span>
          </li>
        ))}
      </ul>
      {list.hasMore ? (
        <Button kind="text" isBusy={list.isLoadingMore} onClick={list.more}>
          …
        </Button>
      ) : null}
    </Card>
  );
}

/** Which statement is shown: as of which day, by month or by year, which of the two forms. */
function Choices({ form, span }: { form: Form; span: Statement['span'] }) {
  const t = usePaperTexts();
  const [, change] = useSearch();
  const ends = (
    <span className="row g8 wrap">
      <Segmented
        label={t('statements.pages.span')}
        value={span}
        options={statementSpans.map((value) => ({ value, label: t(`statements.spans.${value}`) }))}
        onChange={(next) => change({ span: next === 'month' ? null : next, line: null })}
      />
      <Segmented
        label={t('statements.pages.form')}
        value={form}
        options={forms.map((value) => ({ value, label: t(`statements.forms.${value}`) }))}
        onChange={(next) => change({ form: next === 'position' ? null : next, line: null })}
      />
    </span>
  );
  return (
    <Card flush>
      <FilterBar filters={[{ name: 'on', label: t('statements.pages.on'), kind: 'day' }]} end={ends} />
    </Card>
  );
}

/** 资产负债表 and 收入支出表 of a book as of any day, by month or by year, and what has been published of them. */
export default function StatementPage() {
  const t = usePaperTexts();
  const crumbs = useCrumbs();
  const { bookId = '' } = useParams();
  const [search] = useSearch();
  const [isPublishing, setPublishing] = useState(false);
  const form = useFormOfPage();
  const query = {
    ...(search.on && isDay(search.on) ? { on: search.on } : {}),
    span: search.span === 'year' ? ('year' as const) : ('month' as const),
  };
  const answer = useSettled(showStatement, { params: { id: bookId }, query }, ({ waiting }) => waiting);
  const shown = answer.data;
  if (!shown)
    return answer.error ? (
      <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />
    ) : (
      <Skeleton lines={8} />
    );
  const whyNot = shown.waiting > 0 ? t('statements.pages.printWaits', { count: shown.waiting }) : undefined;
  return (
    <>
      <PageHead
        title={t('statements.pages.title')}
        crumbs={crumbs(shown.book)}
        acts={
          <>
            <PrintButton waiting={shown.waiting} />
            <ExportButton endpoint={exportStatement} request={{ params: { id: bookId }, query: { ...query, form } }} />
            {shown.abilities.publish ? (
              <Button kind="main" whyNot={whyNot} onClick={() => setPublishing(true)}>
                {t('statements.pages.publish')}
              </Button>
            ) : null}
          </>
        }
      />
      <BookTabs bookId={bookId} part="statements" />
      <WaitingNote waiting={shown.waiting} />
      <Choices form={form} span={query.span} />
      <div className="lb-sheet">
        <StatementSheet shown={shown} form={form} />
      </div>
      <Check difference={shown.difference} />
      <PublishedList bookId={bookId} />
      {isPublishing ? <PublishDialog statement={shown} onClose={() => setPublishing(false)} /> : null}
    </>
  );
}
