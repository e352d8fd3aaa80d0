import { listDifferences, listDoubles, withdrawDifference } from '../../contract';
import { Button, formatMoment, showToast, useAct, useLanguage, type RowOf } from '#ui';
import { type Column, ListPage } from '#ui/desktop';
import type { ReactNode } from 'react';
import { RecordLine } from './record-line';
import { useDoubleTexts } from './texts';

/** Pairs that somebody has looked at and told apart; a mark can be withdrawn. */
export function DifferenceList({ above }: { above: ReactNode }) {
  const t = useDoubleTexts();
  const language = useLanguage();
  const withdraw = useAct(withdrawDifference, {
    changes: [listDifferences, listDoubles],
    onDone: () => showToast(t('mark.withdrawn')),
  });
  const columns: readonly Column<RowOf<typeof listDifferences>>[] = [
    {
      key: 'pair',
      label: t('mark.pair'),
      cell: ({ one, other }) => (
        <div className="do-records">
          <RecordLine person={one} />
          <RecordLine person={other} />
        </div>
      ),
    },
    { key: 'reason', label: t('mark.reason'), cell: (row) => row.reason },
    { key: 'by', label: t('mark.by'), cell: (row) => row.markedByName },
    { key: 'day', label: t('mark.day'), cell: (row) => formatMoment(row.markedAt, language) },
    {
      key: 'acts',
      label: t('list.acts'),
      cell: (row) => (
        <Button size="sm" isBusy={withdraw.isUnderWay} onClick={() => void withdraw.act({ params: { id: row.id } })}>
          {t('mark.withdraw')}
        </Button>
      ),
    },
  ];
  return (
    <ListPage
      head={{ title: t('title') }}
      above={above}
      endpoint={listDifferences}
      columns={columns}
      keyOf={(row) => row.id}
      empty={{ title: t('mark.none'), text: t('mark.noneText') }}
    />
  );
}
