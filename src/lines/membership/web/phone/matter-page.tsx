import { Card, ErrorState, Skeleton, useCall, useParams } from '#ui';
import { PhoneHead } from '#ui/phone';
import { showApplication } from '../../applications/contract';
import { ApplicationFormView } from '../pieces/application-form-view';
import { ApplicationSteps } from '../pieces/application-steps';
import { JudgeForm } from '../pieces/judge-form';
import { ApplicationStateTag } from '../pieces/state-tags';
import { useMembershipTerms, useMembershipTexts } from '../texts';
import '../styles/membership.css';

/** One application on the phone of who gives the group's opinion or decides for the committee. */
export default function MatterPage() {
  const t = useMembershipTexts();
  const terms = useMembershipTerms();
  const { id } = useParams<'id'>();
  const answer = useCall(showApplication, { params: { id } });
  const application = answer.data?.id === id ? answer.data : null;
  return (
    <>
      <PhoneHead
        title={application?.person.name ?? t('nav.desk')}
        {...(application ? { note: `${terms(`kinds.${application.kind}`)} · ${application.unit.name}` } : {})}
        back="/membership/desk"
      />
      <div className="pbody">
        {application ? (
          <>
            <Card title={t('matter.form')} acts={<ApplicationStateTag state={application.state} />}>
              <ApplicationFormView application={application} />
            </Card>
            <JudgeForm application={application} />
            <Card title={t('matter.steps')}>
              <ApplicationSteps application={application} />
            </Card>
          </>
        ) : answer.error ? (
          <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />
        ) : (
          <Skeleton lines={6} />
        )}
      </div>
    </>
  );
}
