import { listMyDuties } from '../../contract';
import { ErrorState, Link, Skeleton, useCall } from '#ui';
import { PhoneRow, PhoneRows } from '#ui/phone';
import '../styles/phone.css';
import { usePlanTexts } from '../texts';
import { planWords } from '../words';
import { DueTag } from './due-tag';

/** On the first page: the next things to be done. */
export default function HomeDuties() {
  const t = usePlanTexts();
  const answer = useCall(listMyDuties, {}, { isKept: true });
  if (answer.error && !answer.data) return <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />;
  if (!answer.data) return <Skeleton lines={3} />;
  const { tasks, today } = answer.data;
  const next = [...tasks].sort((a, b) => (a.dueOn < b.dueOn ? -1 : 1)).slice(0, 3);
  return (
    <PhoneRows title={t('nav.duties')}>
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
