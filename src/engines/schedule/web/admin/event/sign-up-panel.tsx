import { type EventRow, exportSignUps, getEvent, listSignUps, signUpOthers, withdrawOther } from '../../../contract';
import { PersonPick } from '#engines/roster/web';
import {
  Button,
  ConfirmDialog,
  EmptyState,
  ErrorState,
  type RowOf,
  Skeleton,
  ToneTag,
  Note,
  formatMoment,
  messageOf,
  showToast,
  useAct,
  useLanguage,
  useRows,
  useToday,
  useUiTexts,
} from '#ui';
import { ExportButton, Table } from '#ui/desktop';
import { useState } from 'react';
import { useScheduleTexts } from '../../texts';

type Row = RowOf<typeof listSignUps>;
const touched = [listSignUps, getEvent];

function AddPerson({ event, taken }: { event: EventRow; taken: ReadonlySet<string> }) {
  const t = useScheduleTexts();
  const ui = useUiTexts();
  const add = useAct(signUpOthers, { changes: touched });
  const pick = async (person: { id: string; name: string }): Promise<void> => {
    const answer = await add.act({ params: { id: event.id }, body: { personIds: [person.id] } });
    if (answer)
      showToast(
        answer.waiting > 0
          ? t('signUps.addedWaiting', { name: person.name })
          : t('signUps.added', { name: person.name }),
      );
  };
  return (
    <div className="ev-add">
      <PersonPick
        label={t('signUps.add')}
        taken={taken}
        takenWords={t('signUps.there')}
        onPick={(person) => void pick(person)}
      />
      {add.error ? <Note kind="refuse">{messageOf(add.error, ui)}</Note> : null}
    </div>
  );
}

function WithdrawDialog({ event, row, onClose }: { event: EventRow; row: Row; onClose: () => void }) {
  const t = useScheduleTexts();
  const act = useAct(withdrawOther, { changes: touched, onDone: onClose });
  return (
    <ConfirmDialog
      title={t('signUps.withdrawTitle', { name: row.name })}
      confirm={t('signUps.withdraw')}
      isBusy={act.isUnderWay}
      error={act.error}
      onClose={onClose}
      onConfirm={() => void act.act({ params: { id: event.id, personId: row.personId } })}
    >
      <p>{t('signUps.withdrawWhat')}</p>
    </ConfirmDialog>
  );
}

function useColumns(rows: readonly Row[], onLeave: ((row: Row) => void) | null) {
  const t = useScheduleTexts();
  const language = useLanguage();
  const today = useToday();
  const waitingBefore = (row: Row) =>
    rows.filter((one) => one.state === 'waiting' && one.position <= row.position).length;
  return [
    { key: 'name', label: t('person'), cell: (row: Row) => <span className="ink">{row.name}</span> },
    { key: 'unit', label: t('list.unit'), cell: (row: Row) => row.unitName ?? '—' },
    {
      key: 'state',
      label: t('list.state'),
      cell: (row: Row) =>
        row.state === 'placed' ? (
          <ToneTag tone="kept" icon="tick" bare>
            {t('signUps.placed')}
          </ToneTag>
        ) : (
          <ToneTag tone="none" bare>
            {t('signUps.waitingNumber', { number: waitingBefore(row) })}
          </ToneTag>
        ),
    },
    { key: 'at', label: t('signUps.at'), cell: (row: Row) => formatMoment(row.signedUpAt, language, today) },
    ...(onLeave
      ? [
          {
            key: 'act',
            label: t('acts'),
            isNumber: true,
            cell: (row: Row) => (
              <Button size="sm" kind="text" onClick={() => onLeave(row)}>
                {t('signUps.withdraw')}
              </Button>
            ),
          },
        ]
      : []),
  ];
}

/** Who signed up: those with a place, then those who wait, in the order of their sign-up. */
export function SignUpPanel({ event }: { event: EventRow }) {
  const t = useScheduleTexts();
  const ui = useUiTexts();
  const [leaving, setLeaving] = useState<Row | null>(null);
  const list = useRows(listSignUps, { params: { id: event.id }, query: { limit: 100 } });
  const isOpen = event.state === 'planned' || event.state === 'scheduled';
  const columns = useColumns(list.rows, isOpen ? setLeaving : null);
  if (list.error && list.rows.length === 0) return <ErrorState error={list.error} onRetry={list.again} />;
  if (list.isLoading) return <Skeleton lines={5} />;
  const { placed, waiting } = event.counts;
  const seats =
    event.places === null
      ? t('list.signedUp', { count: placed })
      : t('list.signedUpOf', { count: placed, places: event.places });
  const nothing = event.signUpOpensAt ? t('signUps.noneYet') : t('signUps.notOpened');
  return (
    <>
      <div className="ev-panel-head">
        <span className="b">{seats}</span>
        {waiting > 0 ? <span className="c-late">{t('list.waiting', { count: waiting })}</span> : null}
        <span className="sp" />
        {list.rows.length > 0 ? (
          <ExportButton endpoint={exportSignUps} request={{ params: { id: event.id } }} size="sm" kind="text" />
        ) : null}
      </div>
      {event.abilities.canSignUpOthers ? (
        <AddPerson event={event} taken={new Set(list.rows.map((row) => row.personId))} />
      ) : null}
      {list.rows.length === 0 ? (
        <EmptyState icon="people" title={nothing}>
          {event.signUpOpensAt ? t('signUps.noneAdvice') : t('signUps.openAdvice')}
        </EmptyState>
      ) : (
        <Table label={t('event.signups')} columns={columns} rows={list.rows} keyOf={(row) => row.personId} />
      )}
      {list.hasMore ? (
        <div className="list-foot">
          <span className="sp" />
          <Button size="sm" isBusy={list.isLoadingMore} onClick={list.more}>
            {ui('more')}
          </Button>
        </div>
      ) : null}
      {leaving ? <WithdrawDialog event={event} row={leaving} onClose={() => setLeaving(null)} /> : null}
    </>
  );
}
