import {
  type EventRow,
  getEvent,
  listAttendance,
  listEvents,
  recordAttendance,
  removeAttendance,
} from '../../../contract';
import { PersonPick } from '#engines/roster/web';
import {
  Button,
  ConfirmDialog,
  EmptyState,
  ErrorState,
  Note,
  type RowOf,
  Skeleton,
  formatMoment,
  messageOf,
  showToast,
  useAct,
  useLanguage,
  useRows,
  useToday,
  useUiTexts,
} from '#ui';
import { Table } from '#ui/desktop';
import { useState } from 'react';
import { useScheduleTerms, useScheduleTexts } from '../../texts';
import { HeadCount } from './head-count';
import { TakeOverSignUps } from './take-over-sign-ups';

type Row = RowOf<typeof listAttendance>;
const touched = [listAttendance, getEvent, listEvents];

function AddPerson({ event, taken }: { event: EventRow; taken: ReadonlySet<string> }) {
  const t = useScheduleTexts();
  const ui = useUiTexts();
  const add = useAct(recordAttendance, { changes: touched });
  const pick = async (person: { id: string; name: string }): Promise<void> => {
    const answer = await add.act({ params: { id: event.id }, body: { personIds: [person.id] } });
    if (answer) showToast(t('attendance.added', { name: person.name }));
  };
  return (
    <div className="ev-add">
      <div className="row g8 wrap">
        <PersonPick
          label={t('attendance.add')}
          taken={taken}
          takenWords={t('attendance.there')}
          onPick={(person) => void pick(person)}
        />
        <TakeOverSignUps event={event} />
      </div>
      {add.error ? <Note kind="refuse">{messageOf(add.error, ui)}</Note> : null}
    </div>
  );
}

function RemoveDialog({ event, row, onClose }: { event: EventRow; row: Row; onClose: () => void }) {
  const t = useScheduleTexts();
  const act = useAct(removeAttendance, { changes: touched, onDone: onClose });
  return (
    <ConfirmDialog
      title={t('attendance.removeTitle', { name: row.name })}
      confirm={t('attendance.remove')}
      asksReason
      isBusy={act.isUnderWay}
      error={act.error}
      onClose={onClose}
      onConfirm={(reason) => void act.act({ params: { id: event.id }, body: { personId: row.personId, reason } })}
    />
  );
}

/** Who came: by list, by code, by counted heads. */
export function AttendancePanel({ event }: { event: EventRow }) {
  const t = useScheduleTexts();
  const terms = useScheduleTerms();
  const ui = useUiTexts();
  const language = useLanguage();
  const today = useToday();
  const [removing, setRemoving] = useState<Row | null>(null);
  const list = useRows(listAttendance, { params: { id: event.id }, query: { limit: 100 } });
  if (list.error && list.rows.length === 0) return <ErrorState error={list.error} onRetry={list.again} />;
  if (list.isLoading) return <Skeleton lines={5} />;
  const canRecord = event.abilities.canRecordAttendance ?? false;
  const columns = [
    { key: 'name', label: t('person'), cell: (row: Row) => <span className="ink">{row.name}</span> },
    { key: 'unit', label: t('list.unit'), cell: (row: Row) => row.unitName ?? '—' },
    { key: 'way', label: t('attendance.way'), cell: (row: Row) => terms(`ways.${row.way}`) },
    { key: 'at', label: t('attendance.at'), cell: (row: Row) => formatMoment(row.recordedAt, language, today) },
    ...(canRecord
      ? [
          {
            key: 'act',
            label: t('acts'),
            isNumber: true,
            cell: (row: Row) => (
              <Button size="sm" kind="text" onClick={() => setRemoving(row)}>
                {t('attendance.remove')}
              </Button>
            ),
          },
        ]
      : []),
  ];
  return (
    <>
      <HeadCount event={event} />
      {canRecord ? <AddPerson event={event} taken={new Set(list.rows.map((row) => row.personId))} /> : null}
      {list.rows.length === 0 ? (
        <EmptyState icon="people" title={t('attendance.none')}>
          {canRecord ? t('attendance.noneAdvice') : t('attendance.ahead')}
        </EmptyState>
      ) : (
        <Table label={t('event.attendance')} columns={columns} rows={list.rows} keyOf={(row) => row.personId} />
      )}
      {list.hasMore ? (
        <div className="list-foot">
          <span className="sp" />
          <Button size="sm" isBusy={list.isLoadingMore} onClick={list.more}>
            {ui('more')}
          </Button>
        </div>
      ) : null}
      {removing ? <RemoveDialog event={event} row={removing} onClose={() => setRemoving(null)} /> : null}
    </>
  );
}
