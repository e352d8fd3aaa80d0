import { dayOf } from '#kernel/contract';
import { Button, EmptyState, ErrorState, Note, Skeleton, ToneTag, formatDay, useLanguage, useRows } from '#ui';
import { PhoneRow, PhoneRows } from '#ui/phone';
import { type PublicStatementRow, listPublicStatements } from '../../../statements/contract';
import { periodOf } from './period';
import { useStatementTexts } from './texts';

function StatementRow({ row }: { row: PublicStatementRow }) {
  const t = useStatementTexts();
  const language = useLanguage();
  const { id, on, span, book, unit, version, publishedAt, replacedBy } = row;
  const published = t('public.published', { day: formatDay(dayOf(new Date(publishedAt)), language) });
  return (
    <PhoneRow
      icon="file"
      title={<span lang="zh-CN">{book.name}</span>}
      note={
        <>
          {periodOf({ on, span }, language)} {t(`spans.${span}`)} · {t('public.version', { version })}
          <br />
          <span lang="zh-CN">{unit.name}</span> · {published}
        </>
      }
      {...(replacedBy === null ? {} : { end: <ToneTag tone="none">{t('public.replacedMark')}</ToneTag> })}
      to={`/disclosure/statements/${id}`}
    />
  );
}

/** The statements that the own unit and those above it have published, year by year. */
export default function PublishedCard() {
  const t = useStatementTexts();
  const list = useRows(listPublicStatements, { query: { limit: 30 } }, { isKept: true });
  const years = [...new Set(list.rows.map(({ on }) => on.slice(0, 4)))];
  if (list.isLoading) return <Skeleton lines={6} />;
  if (list.error && list.rows.length === 0) return <ErrorState error={list.error} onRetry={list.again} />;
  if (list.rows.length === 0)
    return (
      <EmptyState icon="finance" title={t('public.none')}>
        {t('public.noneAdvice')}
      </EmptyState>
    );
  return (
    <>
      {years.map((year) => (
        <PhoneRows key={year} title={`${t('public.title')} · ${t('public.year', { year })}`}>
          {list.rows
            .filter(({ on }) => on.startsWith(year))
            .map((row) => (
              <StatementRow key={row.id} row={row} />
            ))}
        </PhoneRows>
      ))}
      {list.hasMore ? (
        <Button wide isBusy={list.isLoadingMore} onClick={list.more}>
          {t('public.more')}
        </Button>
      ) : null}
      <Note>{t('public.what')}</Note>
    </>
  );
}
