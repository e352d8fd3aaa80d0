import { type ReviewStepLine, listReviewSteps } from '../../../contract';
import { ErrorState, Overlay, Skeleton, formatDay, formatMoment, useCall, useLanguage, useToday } from '#ui';
import { type PlanTexts, usePlanTexts } from '../../texts';
import { planWords } from '../../words';
import type { DialogProps } from './dialog-types';

/** Who took which step when, what was taken back, and which version of the reading rules moved windows. */
export function HistoryDrawer({ review, onClose }: DialogProps) {
  const t = usePlanTexts();
  const answer = useCall(listReviewSteps, { params: { planId: review.plan.id } });
  const steps = answer.data?.steps ?? [];
  return (
    <Overlay as="drawer" title={t('review.history')} onClose={onClose}>
      {answer.isPending ? <Skeleton lines={8} /> : null}
      {answer.error ? <ErrorState error={answer.error} onRetry={() => void answer.refetch()} /> : null}
      {answer.data && steps.length === 0 ? <p className="dim">{t('review.noSteps')}</p> : null}
      <ol className="plan-sentences">
        {steps.map((step) => (
          <Step key={step.id} step={step} />
        ))}
      </ol>
    </Overlay>
  );
}

function Step({ step }: { step: ReviewStepLine }) {
  const t = usePlanTexts();
  const language = useLanguage();
  const today = useToday();
  const moment = (at: string) => formatMoment(at, language, today);
  return (
    <li>
      <div className="sp">
        <p className={step.undoneAt ? 'dim' : undefined}>
          <b className="plan-step">{wordsOf(step, t)}</b>{' '}
          {step.rows > 1 ? t('review.stepRows', { count: step.rows }) : null}
        </p>
        {step.rule ? (
          <p className="t13">
            {t('review.stepRule', { day: formatDay(step.rule.validFrom, language), source: step.rule.source })}
            {step.rows === 0 ? ` ${t('review.stepMovedNothing')}` : null}
          </p>
        ) : null}
        {step.undoneAt ? <p className="t12 dim">{t('review.stepUndone', { at: moment(step.undoneAt) })}</p> : null}
      </div>
      <span className="dim t12 nw">
        <span {...planWords}>{step.byName || t('review.byHouse')}</span> · {moment(step.at)}
      </span>
    </li>
  );
}

/** What was done, and to which commitment; of several their number stands beside it. */
function wordsOf(step: ReviewStepLine, t: PlanTexts): string {
  const number = step.rows > 1 ? null : step.number;
  return [t.maybe(`step.${step.kind}`) ?? step.kind, number].filter(Boolean).join(' ');
}
