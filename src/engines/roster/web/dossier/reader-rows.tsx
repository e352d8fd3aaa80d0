import type { ReaderRow } from '../../contract';
import { Button, EmptyState, ErrorState, Skeleton, type useRows, formatMoment, useLanguage, useToday } from '#ui';
import './dossier.css';
import { useDossierTexts } from './texts';

type List = Pick<ReturnType<typeof useRows>, 'isLoading' | 'error' | 'hasMore' | 'isLoadingMore' | 'more' | 'again'>;

/** Who opened a file, the latest first. */
export function ReaderRows({ rows, list }: { rows: readonly ReaderRow[]; list: List }) {
  const t = useDossierTexts();
  const language = useLanguage();
  const today = useToday();
  if (list.error) return <ErrorState error={list.error} onRetry={rows.length > 0 ? list.more : list.again} />;
  if (list.isLoading) return <Skeleton lines={4} />;
  if (rows.length === 0) return <EmptyState icon="eye" title={t('readers.none')} />;
  return (
    <>
      <ul className="rr-list">
        {rows.map((row) => (
          <li key={row.id}>
            <span className="rr-who">
              <b>{row.readerName}</b>
              <span className="dim">{row.isSelf ? t('readers.self') : row.unitName}</span>
            </span>
            <span>{t(`readers.what.${row.what}`)}</span>
            <time className="dim" dateTime={row.at}>
              {formatMoment(row.at, language, today)}
            </time>
          </li>
        ))}
      </ul>
      {list.hasMore ? (
        <Button isBusy={list.isLoadingMore} onClick={list.more}>
          {t('readers.more')}
        </Button>
      ) : null}
    </>
  );
}
