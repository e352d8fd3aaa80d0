import { type PlanSummary, getBoard } from '../../../contract';
import {
  ButtonLink,
  EmptyState,
  ErrorState,
  Note,
  Skeleton,
  formatDay,
  useCall,
  useCan,
  useLanguage,
  useScope,
  useSearch,
} from '#ui';
import { useMemo, useState } from 'react';
import '../../styles/board.css';
import { chaptersOf } from '../../chapters';
import { usePlanChoice } from '../../plan-choice';
import { lateRows, tallyOf, withFaces } from '../../states';
import { usePlanTexts } from '../../texts';
import { ParentDialog } from '../above/parent-dialog';
import { PageHead } from '../page-head';
import { BoardActs, ShowSwitch, type Show } from './board-acts';
import { BoardTable } from './board-table';
import { LateCard, SummaryCard } from './summary-cards';
import { ChaseDialog } from './chase-dialog';

/** The year by chapter, for `/plan` and `/plan/$planId`. */
export default function BoardPage() {
  const t = usePlanTexts();
  const { plan, plans, isLoading, error, again } = usePlanChoice();
  const { year } = useScope();
  const [search] = useSearch();
  if (isLoading) return <Skeleton lines={12} />;
  if (error) return <ErrorState isPage error={error} onRetry={again} />;
  if (!plan) return <NoPlan />;
  const isOtherYear = search.year !== undefined && year !== plan.year;
  const wanted = isOtherYear ? plans.find((one) => one.year === year && one.state !== 'reference') : undefined;
  const shown = wanted ?? plan;
  return (
    <div className="plan-page plan-board-print">
      {isOtherYear && !wanted ? <Note>{t('board.noPlanOfYear', { year, shown: plan.year })}</Note> : null}
      {shown.state === 'in_review' ? <InReview plan={shown} /> : null}
      {shown.state === 'reference' ? <Reference plan={shown} /> : null}
      {shown.state === 'confirmed' ? <Board plan={shown} key={shown.id} /> : null}
    </div>
  );
}

function NoPlan() {
  const t = usePlanTexts();
  const may = useCan();
  const act = may('plan.plan.import') ? (
    <ButtonLink to="/plan/import" kind="main" icon="upload">
      {t('board.importPlan')}
    </ButtonLink>
  ) : null;
  return (
    <EmptyState isPage icon="plan" title={t('board.noPlan')} act={act}>
      {t('board.noPlanAdvice')}
    </EmptyState>
  );
}

function InReview({ plan }: { plan: PlanSummary }) {
  const t = usePlanTexts();
  const may = useCan();
  return (
    <>
      <PageHead
        tab={plan.title}
        title={<span lang="zh-CN">{plan.title}</span>}
        note={t('board.inReviewNote', { year: plan.year })}
      />
      <EmptyState
        icon="plan"
        title={t('board.inReview', { decided: plan.decided, count: plan.commitments })}
        act={
          may('plan.plan.review') ? (
            <ButtonLink to={`/plan/${plan.id}/review`} kind="main">
              {t('board.goOnReviewing')}
            </ButtonLink>
          ) : null
        }
      >
        {t('board.inReviewAdvice')}
      </EmptyState>
    </>
  );
}

/** A plan from above has no board here: it is read and cited. */
function Reference({ plan }: { plan: PlanSummary }) {
  const t = usePlanTexts();
  const act = (
    <ButtonLink to={`/plan/${plan.id}/text`} kind="main">
      {t('above.read')}
    </ButtonLink>
  );
  return (
    <EmptyState isPage icon="plan" title={<span lang="zh-CN">{plan.title}</span>} act={act}>
      {t('above.isReferenceAdvice')}
    </EmptyState>
  );
}

function readShow(value: string | undefined): Show {
  return value === 'all' || value === 'late' ? value : 'key';
}

function Board({ plan }: { plan: PlanSummary }) {
  const t = usePlanTexts();
  const language = useLanguage();
  const { unitId } = useScope();
  const [search] = useSearch();
  const [isChasing, setChasing] = useState(false);
  const [isChoosingParent, setChoosingParent] = useState(false);
  const show = readShow(search.show);
  const query = unitId ? { unitId } : {};
  const answer = useCall(getBoard, { params: { planId: plan.id }, query });
  const board = answer.data;
  const model = useMemo(() => {
    if (!board) return null;
    const rows = withFaces(board.rows, board.today > board.plan.periodTo);
    return { rows, chapters: chaptersOf(board.sections, rows), tally: tallyOf(rows), late: lateRows(rows) };
  }, [board]);
  if (answer.error && !board) return <ErrorState isPage error={answer.error} onRetry={() => void answer.refetch()} />;
  if (!board || !model) return <Skeleton lines={12} />;
  const counts = {
    chapters: t('board.chapters', { count: model.chapters.filter((chapter) => chapter.section).length }),
    commitments: t('board.commitments', { count: model.rows.length }),
    today: t('board.today', { day: formatDay(board.today, language) }),
  };
  return (
    <>
      <PageHead
        tab={board.plan.title}
        title={<span lang="zh-CN">{board.plan.title}</span>}
        note={t('board.note', counts)}
      >
        <ShowSwitch show={show} all={model.rows.length} late={model.late.length} />
        <BoardActs
          plan={board.plan}
          late={model.late.length}
          onChase={() => setChasing(true)}
          onParent={() => setChoosingParent(true)}
        />
      </PageHead>
      <div className="plan-sum">
        <SummaryCard tally={model.tally} total={model.rows.length} />
        <LateCard rows={model.late} />
      </div>
      <BoardTable
        chapters={model.chapters}
        plan={board.plan}
        today={board.today}
        show={show}
        isStale={answer.isPlaceholderData}
      />
      {isChoosingParent ? <ParentDialog plan={board.plan} onClose={() => setChoosingParent(false)} /> : null}
      {isChasing ? <ChaseDialog rows={model.late} today={board.today} onClose={() => setChasing(false)} /> : null}
    </>
  );
}
