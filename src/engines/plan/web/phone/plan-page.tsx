import { type PlanSummary, getBoard } from '../../contract';
import { EmptyState, ErrorState, Skeleton, StateTag, useCall, useLanguage } from '#ui';
import { PhoneHead, PhoneRow } from '#ui/phone';
import '../styles/phone.css';
import { chaptersOf } from '../chapters';
import { usePlanChoice } from '../plan-choice';
import { tallyOf, withFaces } from '../states';
import { planWords, useWords } from '../words';

/** The year's plan by chapter, in plain words, for everyone. */
export default function PlanPage() {
  const { t } = useWords();
  const { plan, isLoading, error, again } = usePlanChoice();
  const confirmed = plan?.state === 'confirmed' ? plan : null;
  return (
    <>
      <PhoneHead
        title={t('phone.plan')}
        {...(confirmed ? { note: <span {...planWords}>{confirmed.title}</span> } : {})}
      />
      <div className="pbody">
        {isLoading ? (
          <Skeleton lines={8} />
        ) : error ? (
          <ErrorState error={error} onRetry={again} />
        ) : confirmed ? (
          <Chapters plan={confirmed} />
        ) : (
          <EmptyState icon="plan" title={t('phone.noPlan')} />
        )}
      </div>
    </>
  );
}

function Chapters({ plan }: { plan: PlanSummary }) {
  const { t, target, days } = useWords();
  const language = useLanguage();
  const answer = useCall(getBoard, { params: { planId: plan.id }, query: {} }, { isKept: true });
  const board = answer.data;
  if (answer.error && !board) return <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />;
  if (!board) return <Skeleton lines={8} />;
  const rows = withFaces(board.rows, board.today > plan.periodTo);
  const tally = tallyOf(rows);
  return (
    <>
      <p className="plan-lead">
        {t('phone.lead', { count: rows.length, kept: tally.kept, going: tally.going + tally.ahead, late: tally.late })}
      </p>
      {chaptersOf(board.sections, rows).map((chapter) => (
        <details key={chapter.key} className="card plan-chapter">
          <summary>
            <span className="sp" {...(chapter.section && language === 'en' ? planWords : {})}>
              {chapter.section
                ? [chapter.section.number, chapter.section.title].filter(Boolean).join(' ')
                : t('board.opening')}
            </span>
            <span className="dim t13 nw">
              {t('phone.keptOf', { kept: tallyOf(chapter.rows).kept, count: chapter.rows.length })}
            </span>
          </summary>
          {chapter.rows.map((row) => (
            <PhoneRow
              key={row.id}
              icon="flag"
              title={<span {...planWords}>{row.title}</span>}
              note={
                <span>
                  {[row.window?.words || days(row.window, plan.year), target(row.target)].filter(Boolean).join(' · ') ||
                    t('commitment.allYear')}
                </span>
              }
              to={`/plan/${row.id}`}
              end={<StateTag state={row.face} />}
            />
          ))}
        </details>
      ))}
    </>
  );
}
