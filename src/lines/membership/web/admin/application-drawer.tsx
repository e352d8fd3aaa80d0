import { Button, ConfirmDialog, ErrorState, Skeleton, addressOf, showToast, useAct, useCall } from '#ui';
import { Drawer } from '#ui/desktop';
import { useState } from 'react';
import {
  type ApplicationWhole,
  getPaper,
  listApplications,
  showApplication,
  takeBackEntered,
} from '../../applications/contract';
import { ApplicationFormView } from '../pieces/application-form-view';
import { ApplicationSteps } from '../pieces/application-steps';
import { JudgeForm } from '../pieces/judge-form';
import { ApplicationStateTag } from '../pieces/state-tags';
import { useMembershipTerms, useMembershipTexts } from '../texts';
import '../styles/membership.css';

function TakeBack({ application }: { application: ApplicationWhole }) {
  const t = useMembershipTexts();
  const [isAsking, setAsking] = useState(false);
  const act = useAct(takeBackEntered, {
    changes: [listApplications, showApplication],
    onDone: () => (showToast(t('mine.takenBack')), setAsking(false)),
  });
  const { id, version } = application;
  return (
    <>
      <Button kind="text" onClick={() => setAsking(true)}>
        {t('mine.takeBack')}
      </Button>
      {isAsking ? (
        <ConfirmDialog
          title={t('mine.takeBack')}
          confirm={t('mine.takeBack')}
          asksReason
          isBusy={act.isUnderWay}
          error={act.error}
          onClose={() => setAsking(false)}
          onConfirm={(reason) => void act.act({ params: { id }, body: { version, reason } })}
        >
          <p>{t('mine.takeBackWhat')}</p>
        </ConfirmDialog>
      ) : null}
    </>
  );
}

/** An application with what was filled in, its paper, the step that the reader may take, and its steps. */
export function ApplicationDrawer({ id, onClose }: { id: string; onClose: () => void }) {
  const t = useMembershipTexts();
  const terms = useMembershipTerms();
  const answer = useCall(showApplication, { params: { id } });
  const application = answer.data?.id === id ? answer.data : null;
  if (!application)
    return (
      <Drawer title={t('nav.applications')} onClose={onClose}>
        {answer.error ? (
          <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />
        ) : (
          <Skeleton lines={6} />
        )}
      </Drawer>
    );
  const { person, kind, state, unit, enteredByName, way } = application;
  return (
    <Drawer
      title={`${person.name} · ${terms(`kinds.${kind}`)}`}
      note={<ApplicationStateTag state={state} />}
      size="wide"
      onClose={onClose}
    >
      <div className="col g24">
        <p className="dim t13">
          {[unit.name, t(`way.${way}`), way === 'paper' ? t('list.enteredBy', { name: enteredByName }) : '']
            .filter(Boolean)
            .join(' · ')}
        </p>
        <ApplicationFormView application={application} />
        {application.hasPaper ? (
          <a href={addressOf(getPaper, { params: { id } })} target="_blank" rel="noreferrer">
            {t('list.paper')}
          </a>
        ) : null}
        <JudgeForm application={application} />
        <section className="mb-part">
          <h3>{t('matter.steps')}</h3>
          <ApplicationSteps application={application} />
        </section>
        {application.abilities.takeBack ? <TakeBack application={application} /> : null}
      </div>
    </Drawer>
  );
}
