import { type BoardRow, type Task, listMyDuties } from '../../contract';
import {
  Chip,
  EmptyState,
  ErrorState,
  Link,
  Skeleton,
  StateTag,
  formatDayShort,
  useCall,
  useLanguage,
  useSearch,
  useSession,
} from '#ui';
import { PhoneHead, PhoneRow, PhoneRows, useQueue } from '#ui/phone';
import { loadOwnDuties } from '#engines/schedule/web';
import { Suspense, lazy } from 'react';
import '../styles/phone.css';
import { faceOf } from '../states';
import { usePlanTexts } from '../texts';
import { planWords } from '../words';
import { aboutTask } from './about';
import { DueTag } from './due-tag';
import { EvidenceForm } from './evidence-form';

/** What comes back month by month is the schedule's to show; it stands below what the plan asks for. */
const OwnDuties = lazy(loadOwnDuties);

type Show = 'open' | 'month' | 'done';

/** What an officer has to do, the most urgent first. */
export default function DutiesPage() {
  const t = usePlanTexts();
  const answer = useCall(listMyDuties, {}, { isKept: true });
  return (
    <>
      <PhoneHead title={t('nav.duties')} back="/" />
      <div className="pbody">
        {answer.data ? (
          <Duties {...answer.data} />
        ) : answer.error ? (
          <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />
        ) : (
          <Skeleton lines={6} />
        )}
      </div>
    </>
  );
}

interface DutiesProps {
  today: string;
  tasks: readonly Task[];
  doneTasks: readonly Task[];
  commitments: readonly BoardRow[];
}

function Duties({ today, tasks, doneTasks, commitments }: DutiesProps) {
  const t = usePlanTexts();
  const [search, change] = useSearch();
  const show: Show = search.show === 'month' || search.show === 'done' ? search.show : 'open';
  const month = today.slice(0, 7);
  const open = [...tasks].sort((a, b) => (a.dueOn < b.dueOn ? -1 : 1));
  const lists = { open, month: open.filter((task) => task.dueOn.slice(0, 7) === month), done: doneTasks };
  const own = commitments.filter((row) =>
    show === 'month' ? row.days.from.slice(0, 7) <= month && month <= row.days.to.slice(0, 7) : true,
  );
  const shown = lists[show];
  const first = show === 'open' && shown[0] && shown[0].dueOn < today ? shown[0] : null;
  const rest = first ? shown.slice(1) : shown;
  return (
    <>
      <div className="row g8 wrap" role="group" aria-label={t('phone.which')}>
        {(['open', 'month', 'done'] as const).map((one) => (
          <Chip
            key={one}
            isOn={one === show}
            onToggle={() => change({ show: one === 'open' ? null : one }, { replace: true })}
          >
            {t(`phone.${one}`)} {lists[one].length}
          </Chip>
        ))}
      </div>
      {first ? <LateCard task={first} today={today} /> : null}
      {rest.length > 0 ? (
        <section className="card">
          {rest.map((task) => (
            <TaskRow key={task.id} task={task} today={today} />
          ))}
        </section>
      ) : null}
      {shown.length === 0 ? (
        <section className="card">
          <EmptyState icon="kept" title={show === 'done' ? t('phone.noneDone') : t('phone.nothingToDo')} />
        </section>
      ) : null}
      {show === 'open' ? (
        <Suspense fallback={null}>
          <OwnDuties />
        </Suspense>
      ) : null}
      {show !== 'done' && own.length > 0 ? <OwnCommitments rows={own} today={today} /> : null}
    </>
  );
}

function LateCard({ task, today }: { task: Task; today: string }) {
  const t = usePlanTexts();
  return (
    <section className="card marked late plan-first">
      <div className="row">
        <h2 className="sp" {...planWords}>
          {task.title}
        </h2>
        <DueTag dueOn={task.dueOn} today={today} />
      </div>
      <p {...planWords}>{task.commitmentTitle}</p>
      <EvidenceForm commitmentId={task.commitmentId} title={task.title} taskId={task.id} isCompact />
      <Link className="plan-more" to={`/duties/${task.commitmentId}?task=${task.id}`}>
        {t('phone.wordsAndDone')}
      </Link>
    </section>
  );
}

function TaskRow({ task, today }: { task: Task; today: string }) {
  const t = usePlanTexts();
  const language = useLanguage();
  const { me } = useSession();
  const { entries } = useQueue(me.accountId);
  const isWaiting = entries.some((entry) => entry.about.includes(aboutTask(task.id)));
  const note = task.doneOn
    ? t('task.doneOn', { day: formatDayShort(task.doneOn, language) })
    : t('task.dueOn', { day: formatDayShort(task.dueOn, language) });
  return (
    <PhoneRow
      icon={task.doneOn ? 'kept' : 'plan'}
      title={<span {...planWords}>{task.title}</span>}
      note={note}
      to={`/duties/${task.commitmentId}?task=${task.id}`}
      {...(task.doneOn ? {} : { end: <DueTag dueOn={task.dueOn} today={today} isWaiting={isWaiting} /> })}
    />
  );
}

function OwnCommitments({ rows, today }: { rows: readonly BoardRow[]; today: string }) {
  const t = usePlanTexts();
  return (
    <PhoneRows title={t('phone.ownCommitments')} end={String(rows.length)}>
      {rows.map((row) => (
        <PhoneRow
          key={row.id}
          icon="flag"
          title={<span {...planWords}>{row.title}</span>}
          note={row.window?.words ? <span {...planWords}>{row.window.words}</span> : t('commitment.allYear')}
          to={`/duties/${row.id}`}
          end={<StateTag state={faceOf(row, today.slice(0, 4) > row.days.to.slice(0, 4))} />}
        />
      ))}
    </PhoneRows>
  );
}
