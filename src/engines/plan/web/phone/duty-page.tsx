import { type Task, getCommitment } from '../../contract';
import {
  ErrorState,
  Skeleton,
  SourceText,
  type SpanKind,
  StateTag,
  formatDayShort,
  spanKinds,
  useCall,
  useCan,
  useLanguage,
  useParams,
  useSearch,
  useToday,
} from '#ui';
import { EntriesAbout, PhoneHead } from '#ui/phone';
import type { EndpointResponse } from '#kernel/contract';
import '../styles/phone.css';
import { faceOf } from '../states';
import { planWords, useWords } from '../words';
import { aboutCommitment } from './about';
import { DueTag } from './due-tag';
import { EvidenceForm } from './evidence-form';
import { FiledEvidence } from './filed-evidence';
import { FinishTask } from './finish-task';
import TheirVersion from './their-version';

type Page = EndpointResponse<typeof getCommitment>;

/** One duty on the phone: the plan's words, the figure, what is to be done, and a camera. */
export default function DutyPage() {
  const { t } = useWords();
  const { commitmentId } = useParams<'commitmentId'>();
  const may = useCan();
  const answer = useCall(getCommitment, { params: { commitmentId } }, { isKept: true });
  return (
    <>
      <PhoneHead
        title={answer.data ? t('commitment.number', { number: answer.data.row.number }) : t('nav.duties')}
        back={may('plan.task.read') ? '/duties' : '/plan'}
      />
      <div className="pbody">
        {answer.data ? (
          <Duty page={answer.data} />
        ) : answer.error ? (
          <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />
        ) : (
          <Skeleton lines={8} />
        )}
      </div>
    </>
  );
}

function Duty({ page }: { page: Page }) {
  const { t } = useWords();
  const today = useToday();
  const [search] = useSearch();
  const task = page.tasks.find((one) => one.id === search.task && one.doneOn === null) ?? null;
  const may = useCan();
  const mayFile = page.abilities.canFileEvidence ?? may('plan.evidence.write');
  const others = page.tasks.filter((one) => one.doneOn === null && one.id !== task?.id);
  return (
    <>
      <EntriesAbout about={aboutCommitment(page.row.id)} Theirs={TheirVersion} />
      <FactsCard page={page} today={today} />
      {task ? <TaskCard task={task} today={today} /> : null}
      {mayFile ? (
        <section className="card plan-block">
          <h2>{t('commitment.fileEvidence')}</h2>
          <EvidenceForm commitmentId={page.row.id} title={task?.title ?? page.row.title} taskId={task?.id ?? null} />
        </section>
      ) : null}
      {others.map((one) => (
        <TaskCard key={one.id} task={one} today={today} />
      ))}
      <FiledEvidence evidence={page.evidence} />
    </>
  );
}

function TaskCard({ task, today }: { task: Task; today: string }) {
  const { t } = useWords();
  const language = useLanguage();
  return (
    <section className="card plan-block">
      <div className="row">
        <h2 className="sp" {...planWords}>
          {task.title}
        </h2>
        <DueTag dueOn={task.dueOn} today={today} />
      </div>
      <p className="dim">{t('task.dueOn', { day: formatDayShort(task.dueOn, language) })}</p>
      {(task.abilities.canFinish ?? true) ? <FinishTask task={task} /> : null}
    </section>
  );
}

const isKind = (kind: string): kind is SpanKind => (spanKinds as readonly string[]).includes(kind);

/** The promise in the plan's own words, how far it has come, and how that was counted. */
function FactsCard({ page, today }: { page: Page; today: string }) {
  const { t, target, days, figureText } = useWords();
  const { row } = page;
  const spans = page.spans.flatMap((span) =>
    isKind(span.kind) ? [{ kind: span.kind, from: span.at, to: span.end }] : [],
  );
  const when = [row.window?.words, days(row.window, page.planYear)].filter(Boolean).join(' · ');
  const aim = target(row.target);
  return (
    <section className="card plan-block">
      <div className="row">
        <h2 className="sp" {...planWords}>
          {row.title}
        </h2>
        <StateTag state={faceOf(row, today > `${page.planYear}-12-31`)} />
      </div>
      <div {...planWords}>
        <SourceText text={page.context.quote} spans={spans} />
      </div>
      <dl className="plan-phone-facts">
        <div>
          <dt>{t('board.window')}</dt>
          <dd>{when || t('commitment.allYear')}</dd>
        </div>
        {aim ? (
          <div>
            <dt>{t('board.target')}</dt>
            <dd>{aim}</dd>
          </div>
        ) : null}
        <div>
          <dt>{t('board.figureNow')}</dt>
          <dd>
            <b>
              {row.figure
                ? figureText(row.figure)
                : row.state === 'in_words'
                  ? t('commitment.evidenceCount', { count: row.evidenceCount })
                  : '—'}
            </b>
          </dd>
        </div>
      </dl>
      {page.howItCameAbout.rule ? (
        <details className="plan-how">
          <summary>{t('phone.how')}</summary>
          <p>
            {page.howItCameAbout.formula} {page.howItCameAbout.rule}
          </p>
        </details>
      ) : null}
    </section>
  );
}
