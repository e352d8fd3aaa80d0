import { type EventRow, getEvent, listAttendance, listEvents, listSignUps, recordAttendance } from '../../../contract';
import { Button, Checkbox, Note, Overlay, Skeleton, messageOf, showToast, useAct, useRows, useUiTexts } from '#ui';
import { useState } from 'react';
import { useScheduleTexts } from '../../texts';

function TakeOverDialog({ event, onClose }: { event: EventRow; onClose: () => void }) {
  const t = useScheduleTexts();
  const ui = useUiTexts();
  const list = useRows(listSignUps, { params: { id: event.id }, query: { limit: 200 } });
  const [absent, setAbsent] = useState<ReadonlySet<string>>(new Set());
  const people = list.rows.filter((row) => row.state === 'placed');
  const present = people.filter((row) => !absent.has(row.personId)).map((row) => row.personId);
  const record = useAct(recordAttendance, {
    changes: [listAttendance, getEvent, listEvents],
    onDone: ({ added }) => {
      showToast(t('attendance.addedMany', { count: added }));
      onClose();
    },
  });
  const toggle = (id: string): void => {
    const next = new Set(absent);
    if (!next.delete(id)) next.add(id);
    setAbsent(next);
  };
  const acts = (
    <>
      <Button onClick={onClose}>{ui('cancel')}</Button>
      <Button
        kind="main"
        isBusy={record.isUnderWay}
        {...(present.length === 0 ? { whyNot: t('attendance.pickOne') } : {})}
        onClick={() => void record.act({ params: { id: event.id }, body: { personIds: present } })}
      >
        {t('attendance.recordMany', { count: present.length })}
      </Button>
    </>
  );
  return (
    <Overlay title={t('attendance.takeOver')} onClose={onClose} acts={acts}>
      <p className="dim t13">{t('attendance.takeOverHint')}</p>
      {list.isLoading ? <Skeleton /> : null}
      {people.map((row) => (
        <Checkbox
          key={row.personId}
          label={
            <>
              <span className="ink">{row.name}</span> <span className="dim t12">{row.unitName}</span>
            </>
          }
          checked={!absent.has(row.personId)}
          onChange={() => toggle(row.personId)}
        />
      ))}
      {list.hasMore ? (
        <Button size="sm" isBusy={list.isLoadingMore} onClick={list.more}>
          {ui('more')}
        </Button>
      ) : null}
      {record.error ? <Note kind="refuse">{messageOf(record.error, ui)}</Note> : null}
    </Overlay>
  );
}

/** Records all who have a place but those who are unticked. */
export function TakeOverSignUps({ event }: { event: EventRow }) {
  const t = useScheduleTexts();
  const [isOpen, setOpen] = useState(false);
  if (event.counts.placed === 0) return null;
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('attendance.takeOver')}</Button>
      {isOpen ? <TakeOverDialog event={event} onClose={() => setOpen(false)} /> : null}
    </>
  );
}
