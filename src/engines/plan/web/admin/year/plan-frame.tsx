import type { PlanSummary } from '../../../contract';
import { ButtonLink, EmptyState, ErrorState, Skeleton } from '#ui';
import type { ReactNode } from 'react';
import '../../styles/page.css';
import { usePlanChoice } from '../../plan-choice';
import { usePlanTexts } from '../../texts';

/** Finds the confirmed plan that a page is about, and says what to do where there is none. */
export function PlanFrame({ children }: { children: (plan: PlanSummary, plans: readonly PlanSummary[]) => ReactNode }) {
  const t = usePlanTexts();
  const { plan, plans, isLoading, error, again } = usePlanChoice();
  if (isLoading) return <Skeleton lines={12} />;
  if (error) return <ErrorState isPage error={error} onRetry={again} />;
  if (plan?.state === 'confirmed') return children(plan, plans);
  if (plan?.state === 'reference')
    return (
      <EmptyState
        isPage
        icon="plan"
        title={t('above.isReference')}
        act={
          <ButtonLink to={`/plan/${plan.id}/text`} kind="main">
            {t('above.read')}
          </ButtonLink>
        }
      >
        {t('above.isReferenceAdvice')}
      </EmptyState>
    );
  const act = plan ? (
    <ButtonLink to={`/plan/${plan.id}/review`} kind="main">
      {t('board.goOnReviewing')}
    </ButtonLink>
  ) : (
    <ButtonLink to="/plan/import" kind="main" icon="upload">
      {t('board.importPlan')}
    </ButtonLink>
  );
  const title = plan ? t('board.inReview', { decided: plan.decided, count: plan.commitments }) : t('board.noPlan');
  return (
    <EmptyState isPage icon="plan" title={title} act={act}>
      {plan ? t('board.inReviewAdvice') : t('board.noPlanAdvice')}
    </EmptyState>
  );
}
