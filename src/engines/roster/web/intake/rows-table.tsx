import { listIntakeRows, type IntakeDetail, type IntakeRow } from '../../contract';
import type { EndpointRequest } from '#kernel/contract';
import { Button, EmptyState, ErrorState, Icon, Skeleton, useRows, useUiTexts } from '#ui';
import { useIntakeTexts } from './texts';

type Query = NonNullable<EndpointRequest<typeof listIntakeRows>['query']>;

/** The columns that are read, in the order of the sheet. */
function usedPlaces(detail: IntakeDetail): number[] {
  return Object.values(detail.mapping).sort((a, b) => a - b);
}

function Row({ row, places }: { row: IntakeRow; places: readonly number[] }) {
  const whyOf = (place: number) => row.reasons.find((reason) => reason.place === place)?.text;
  return (
    <tr>
      <th scope="row" className="num">
        {row.number}
      </th>
      {places.map((place) => {
        const why = whyOf(place);
        const words = row.cells[place] ?? '';
        return (
          <td key={place} className={why === undefined ? undefined : 'in-bad'} title={why}>
            <span className="in-cell">{words === '' ? '—' : words}</span>
          </td>
        );
      })}
      <td className="in-why">
        {row.reasons.map(({ text }) => (
          <span key={text} className="row g4 c-refuse">
            <Icon name="refuse" size="s" />
            {text}
          </span>
        ))}
      </td>
    </tr>
  );
}

/** Rows of the sheet as they stand there, every bad cell marked and its reason beside it. */
export function RowsTable({ detail, query, label }: { detail: IntakeDetail; query: Query; label: string }) {
  const t = useIntakeTexts();
  const ui = useUiTexts();
  const list = useRows(listIntakeRows, { params: { id: detail.run.id }, query });
  if (list.isLoading && !list.error) return <Skeleton lines={6} />;
  if (list.error && list.rows.length === 0) return <ErrorState error={list.error} onRetry={list.again} />;
  if (list.rows.length === 0) return <EmptyState title={t('rows.none')} />;
  const places = usedPlaces(detail);
  const count = { count: list.rows.length };
  return (
    <div className={list.isStale ? 'stale' : undefined} aria-busy={list.isStale}>
      <div className="scroll-x">
        <table className="in-rows" aria-label={label}>
          <thead>
            <tr>
              <th scope="col" className="num">
                {t('rows.number')}
              </th>
              {places.map((place) => (
                <th key={place} scope="col" lang="zh-CN">
                  {detail.headings[place]}
                </th>
              ))}
              <th scope="col">{t('rows.why')}</th>
            </tr>
          </thead>
          <tbody>
            {list.rows.map((row) => (
              <Row key={row.number} row={row} places={places} />
            ))}
          </tbody>
        </table>
      </div>
      <div className="list-foot">
        {list.hasMore ? ui('list.shown', count) : ui('list.shownAll', count)}
        <span className="sp" />
        {list.hasMore ? (
          <Button size="sm" isBusy={list.isLoadingMore} onClick={list.more}>
            {ui('more')}
          </Button>
        ) : null}
      </div>
    </div>
  );
}
