import {
  Button,
  ButtonLink,
  Card,
  ConfirmDialog,
  ErrorState,
  Note,
  Skeleton,
  formatDay,
  showToast,
  useAct,
  useCall,
  useLanguage,
} from '#ui';
import type { EndpointResponse } from '#kernel/contract';
import { PhoneHead } from '#ui/phone';
import { useState } from 'react';
import { type ApplicationWhole, getOwnMembership, takeBackOwn } from '../../applications/contract';
import { ApplicationFormView } from '../pieces/application-form-view';
import { ApplicationSteps } from '../pieces/application-steps';
import { ApplicationStateTag, MemberStateTag } from '../pieces/state-tags';
import { useMembershipTerms, useMembershipTexts } from '../texts';
import '../styles/membership.css';
import { JoinForm } from './join-form';
import { WithdrawalForm } from './withdrawal-form';

type Own = EndpointResponse<typeof getOwnMembership>;

/** Where the person stands with the union. */
function Standing({ own }: { own: Own }) {
  const t = useMembershipTexts();
  const language = useLanguage();
  const isIn = own.state === 'active' || own.state === 'retained';
  return (
    <Card>
      <div className="mb-part">
        <div className="row g8">
          <b className="sp">{t('mine.standing')}</b>
          {own.state === null ? <span className="dim">{t('mine.none')}</span> : <MemberStateTag state={own.state} />}
        </div>
        {own.since ? <p className="dim t13">{t('mine.since', { day: formatDay(own.since, language) })}</p> : null}
        {isIn ? (
          <ButtonLink wide size="lg" kind="main" icon="person" to="/membership/card">
            {t('mine.openCard')}
          </ButtonLink>
        ) : null}
      </div>
    </Card>
  );
}

/** The open application, or the last one: how far it has come, and what was written. */
function Progress({ application, onCorrect }: { application: ApplicationWhole; onCorrect: () => void }) {
  const t = useMembershipTexts();
  const terms = useMembershipTerms();
  const [isAsking, setAsking] = useState(false);
  const act = useAct(takeBackOwn, {
    changes: [getOwnMembership],
    onDone: () => (showToast(t('mine.takenBack')), setAsking(false)),
  });
  const { id, kind, version, abilities, steps, state } = application;
  const reason = state === 'returned' || state === 'refused' ? steps.at(-1)?.note : undefined;
  return (
    <Card title={terms(`kinds.${kind}`)} acts={<ApplicationStateTag state={state} />}>
      <div className="mb-part">
        {reason ? <Note kind="warn">{t('mine.reason', { note: reason })}</Note> : null}
        <ApplicationSteps application={application} />
        {abilities.correct ? (
          <Button wide size="lg" kind="main" icon="edit" onClick={onCorrect}>
            {t('mine.correct')}
          </Button>
        ) : null}
        <details>
          <summary>{t('mine.whatIWrote')}</summary>
          <ApplicationFormView application={application} />
        </details>
        {abilities.takeBack ? (
          <Button wide onClick={() => setAsking(true)}>
            {t('mine.takeBack')}
          </Button>
        ) : null}
        {isAsking ? (
          <ConfirmDialog
            title={t('mine.takeBack')}
            confirm={t('mine.takeBack')}
            isBusy={act.isUnderWay}
            error={act.error}
            onClose={() => setAsking(false)}
            onConfirm={() => void act.act({ params: { id }, body: { version } })}
          >
            <p>{t('mine.takeBackWhat')}</p>
          </ConfirmDialog>
        ) : null}
      </div>
    </Card>
  );
}

function Body({ own }: { own: Own }) {
  const t = useMembershipTexts();
  const [isCorrecting, setCorrecting] = useState(false);
  const [isLeaving, setLeaving] = useState(false);
  const { application, abilities } = own;
  if (isCorrecting && application !== null) {
    const close = () => setCorrecting(false);
    return application.form.kind === 'withdrawal' ? (
      <WithdrawalForm own={own} corrects={application} onDone={close} />
    ) : (
      <JoinForm own={own} corrects={application} onDone={close} />
    );
  }
  if (isLeaving) return <WithdrawalForm own={own} corrects={null} onDone={() => setLeaving(false)} />;
  const isShown = application !== null && (application.dueOn !== null || !abilities.join);
  return (
    <>
      <Standing own={own} />
      {isShown ? <Progress application={application} onCorrect={() => setCorrecting(true)} /> : null}
      {!isShown && application !== null ? (
        <Note>{t('mine.last', { state: t(`applicationState.${application.state}`) })}</Note>
      ) : null}
      {abilities.join ? <JoinForm own={own} corrects={null} onDone={() => undefined} /> : null}
      {abilities.withdraw ? (
        <Button kind="text" onClick={() => setLeaving(true)}>
          {t('mine.withdraw')}
        </Button>
      ) : null}
    </>
  );
}

/** The own membership: how to join, how far the application has come, how to leave. */
export default function MembershipPage() {
  const t = useMembershipTexts();
  const answer = useCall(getOwnMembership, {}, { isKept: true });
  return (
    <>
      <PhoneHead title={t('nav.mine')} back="/me" />
      <div className="pbody">
        {answer.data ? (
          <Body own={answer.data} />
        ) : answer.error ? (
          <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />
        ) : (
          <Skeleton lines={6} />
        )}
      </div>
    </>
  );
}
