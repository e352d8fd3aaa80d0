import { listMyDuties } from '../../contract';
import { ErrorState, Link, Skeleton, useCall, useSession } from '#ui';
import { PhoneRow, PhoneRows, QueueBadge } from '#ui/phone';
import '../styles/phone.css';
import { usePlanTexts } from '../texts';
import { planWords } from '../words';
import { DueTag } from './due-tag';
import { useOutbox } from './outbox/outbox';

/** On the first page: the next things to be done, and what still waits to be sent. */
export default function HomeDuties() {
  const t = usePlanTexts();
  const { me } = useSession();
  const answer = useCall(listMyDuties, {});
  const { things, isOffline } = useOutbox(me.accountId);
  if (answer.error && !answer.data) return <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />;
  if (!answer.data) return <Skeleton lines={3} />;
  const { tasks, today } = answer.data;
  const next = [...tasks].sort((a, b) => (a.dueOn < b.dueOn ? -1 : 1)).slice(0, 3);
  return (
    <PhoneRows title={t('nav.duties')} end={<QueueBadge waiting={things.length} isOffline={isOffline} />}>
      {next.map((task) => (
        <PhoneRow
          key={task.id}
          icon="plan"
          title={<span {...planWords}>{task.title}</span>}
          note={<span {...planWords}>{task.commitmentTitle}</span>}
          to={`/duties/${task.commitmentId}?task=${task.id}`}
          end={<DueTag dueOn={task.dueOn} today={today} />}
        />
      ))}
      <Link className="li plan-all" to="/duties">
        {tasks.length > 0 ? t('phone.allDuties', { count: tasks.length }) : t('phone.nothingToDo')}
      </Link>
    </PhoneRows>
  );
}
