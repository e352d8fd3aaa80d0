import { showIntake, undoIntake, type IntakeDetail } from '../../contract';
import { Button, Card, ConfirmDialog, formatDay, formatMoment, formatNumber, useAct, useLanguage } from '#ui';
import { useState } from 'react';
import { Facts, RejectedButton, RowsCard } from './preview';
import { RowsTable } from './rows-table';
import { useIntakeTexts } from './texts';

/** Who stayed, or left instead of going, when the import was undone: each with the reason. */
function Stayed({ detail }: { detail: IntakeDetail }) {
  const t = useIntakeTexts();
  const { kept, ended } = detail.run.outcomes;
  return (
    <>
      {kept > 0 ? (
        <Card flush title={t('outcome.kept')} note={formatNumber(kept)}>
          <RowsTable detail={detail} query={{ outcome: 'kept' }} label={t('outcome.kept')} />
        </Card>
      ) : null}
      {ended > 0 ? (
        <Card flush title={t('outcome.ended')} note={formatNumber(ended)}>
          <RowsTable detail={detail} query={{ outcome: 'ended' }} label={t('outcome.ended')} />
        </Card>
      ) : null}
    </>
  );
}

function UndoButton({ detail: { run } }: { detail: IntakeDetail }) {
  const t = useIntakeTexts();
  const language = useLanguage();
  const [isAsking, setAsking] = useState(false);
  const undo = useAct(undoIntake, { changes: [showIntake], onDone: () => setAsking(false) });
  if (!run.abilities.undo || run.undoableUntil === null) return null;
  return (
    <>
      <Button icon="again" onClick={() => setAsking(true)}>
        {t('outcome.undo')}
      </Button>
      <span className="dim">{t('outcome.undoUntil', { day: formatDay(run.undoableUntil, language) })}</span>
      {isAsking ? (
        <ConfirmDialog
          title={t('outcome.undoTitle')}
          confirm={t('outcome.undo')}
          asksReason
          isBusy={undo.isUnderWay}
          error={undo.error}
          onConfirm={(reason) => void undo.act({ params: { id: run.id }, body: { reason } })}
          onClose={() => setAsking(false)}
        >
          <p>{t('outcome.undoNote', { count: formatNumber(run.outcomes.done) })}</p>
        </ConfirmDialog>
      ) : null}
    </>
  );
}

/** What came of an import, and the way back. */
export function Outcome({ detail }: { detail: IntakeDetail }) {
  const t = useIntakeTexts();
  const language = useLanguage();
  const { run } = detail;
  const at = (moment: string | null) => (moment === null ? '' : formatMoment(moment, language));
  const { done, removed, restored, ended, kept } = run.outcomes;
  return (
    <>
      <Card title={t(run.state === 'done' ? 'outcome.done' : 'outcome.undone')}>
        <div className="col g12">
          <p className="in-sum">
            {run.state === 'done'
              ? t('outcome.sum', {
                  at: at(run.appliedAt),
                  done: formatNumber(done),
                  same: formatNumber(run.verdicts.same),
                  bad: formatNumber(run.verdicts.bad),
                })
              : t('outcome.undoneSum', {
                  at: at(run.undoneAt),
                  name: run.undoneByName ?? '',
                  removed: formatNumber(removed),
                  restored: formatNumber(restored),
                  ended: formatNumber(ended),
                  kept: formatNumber(kept),
                })}
          </p>
          {run.undoReason === null ? null : <p className="dim">{t('outcome.reason', { reason: run.undoReason })}</p>}
          <Facts detail={detail} />
          <div className="row g12 wrap">
            {run.abilities.takeBack ? <RejectedButton id={run.id} /> : null}
            <UndoButton detail={detail} />
          </div>
        </div>
      </Card>
      {run.isForgotten ? null : <Stayed detail={detail} />}
      {run.isForgotten ? null : <RowsCard detail={detail} />}
    </>
  );
}
