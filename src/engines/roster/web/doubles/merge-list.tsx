import { type MergeRow, listMerges } from '../../contract';
import { Button, Link, ToneTag, formatDay, formatMoment, useLanguage, useSearch } from '#ui';
import { type Column, ListPage } from '#ui/desktop';
import type { ReactNode } from 'react';
import { useDoubleTexts } from './texts';
import { UndoDialog } from './undo-dialog';

/** What was merged, by whom and why, and until when it can be undone. */
export function MergeList({ above }: { above: ReactNode }) {
  const t = useDoubleTexts();
  const language = useLanguage();
  const [search, change] = useSearch();
  const stateOf = (row: MergeRow) => {
    if (row.undoneAt !== null)
      return (
        <span title={row.undoneReason ?? undefined}>
          <ToneTag tone="none">{t('merges.undone', { name: row.undoneByName ?? '' })}</ToneTag>
        </span>
      );
    return row.abilities.undo ? (
      <ToneTag tone="going">{t('merges.undoable', { day: formatDay(row.undoUntil, language) })}</ToneTag>
    ) : (
      <ToneTag tone="kept">{t('merges.final')}</ToneTag>
    );
  };
  const columns: readonly Column<MergeRow>[] = [
    {
      key: 'stayed',
      label: t('merges.stayed'),
      cell: (row) => (
        <span className="do-record">
          <Link to={`/admin/people?open=${row.survivorId}`}>{row.survivorName}</Link>{' '}
          <span className="dim t13">{row.survivorNumber}</span>
        </span>
      ),
    },
    {
      key: 'gone',
      label: t('merges.gone'),
      cell: (row) => (
        <>
          {row.mergedName} <span className="dim t13">{row.mergedNumber}</span>
        </>
      ),
    },
    { key: 'reason', label: t('merges.reason'), cell: (row) => row.reason },
    { key: 'when', label: t('merges.when'), cell: (row) => formatMoment(row.madeAt, language) },
    { key: 'by', label: t('merges.by'), cell: (row) => row.madeByName },
    { key: 'state', label: t('merges.state'), cell: stateOf },
    {
      key: 'acts',
      label: t('merges.acts'),
      cell: (row) =>
        row.abilities.undo ? (
          <Button size="sm" onClick={() => change({ undo: row.id })}>
            {t('merges.undo')}
          </Button>
        ) : null,
    },
  ];
  return (
    <>
      <ListPage
        head={{ title: t('title') }}
        above={above}
        endpoint={listMerges}
        columns={columns}
        keyOf={(row) => row.id}
        empty={{ title: t('merges.none'), text: t('merges.noneText') }}
      />
      {search.undo ? <UndoDialog mergeId={search.undo} onClose={() => change({ undo: null })} /> : null}
    </>
  );
}
