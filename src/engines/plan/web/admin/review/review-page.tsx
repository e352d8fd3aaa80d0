import type { Review, ReviewRow } from '../../../contract';
import { ButtonLink, EmptyState, ErrorState, Note, Skeleton, messageOf, useParams, useSearch, useUiTexts } from '#ui';
import { useCallback, useState } from 'react';
import '../../styles/above.css';
import '../../styles/review.css';
import '../../styles/page.css';
import { usePlanTexts } from '../../texts';
import type { Dialog } from './dialog-types';
import { ReviewDialogs } from './dialogs';
import { DocumentPane } from './document-pane';
import { ReviewHead } from './review-head';
import { RowList, type RowTab } from './row-list';
import { type ReviewWork, useReview } from './use-review';
import { useUndoKeys } from './use-undo-keys';
import { WarningsBar } from './warnings-bar';

/** The document and what was read from it, side by side, until the plan is submitted. */
export default function ReviewPage() {
  const t = usePlanTexts();
  const { planId } = useParams<'planId'>();
  const work = useReview(planId);
  if (work.loadError && !work.review) return <ErrorState isPage error={work.loadError} onRetry={work.again} />;
  if (!work.review) return <Skeleton lines={14} />;
  if (work.review.plan.state === 'confirmed') {
    const act = (
      <ButtonLink to={`/plan/${planId}`} kind="main">
        {t('import.goPlan')}
      </ButtonLink>
    );
    return (
      <EmptyState isPage icon="kept" title={t('review.isConfirmed')} act={act}>
        {t('review.isConfirmedAdvice')}
      </EmptyState>
    );
  }
  if (work.review.plan.state === 'reference') {
    const act = (
      <ButtonLink to={`/plan/${planId}/text`} kind="main">
        {t('above.read')}
      </ButtonLink>
    );
    return (
      <EmptyState isPage icon="plan" title={t('above.isReference')} act={act}>
        {t('above.isReferenceAdvice')}
      </EmptyState>
    );
  }
  return <ReviewDesk review={work.review} work={work} />;
}

const readTab = (value: string | undefined): RowTab =>
  value === 'confirmed' || value === 'dropped' ? value : 'proposed';

function ReviewDesk({ review, work }: { review: Review; work: ReviewWork }) {
  const say = useUiTexts();
  const [search, change] = useSearch();
  const [dialog, setDialog] = useState<Dialog | null>(null);
  const [jump, setJump] = useState<{ at: number } | null>(null);
  const tab = readTab(search.tab);
  const selected = review.rows.find((row) => row.id === search.row) ?? null;
  const { undo, redo } = review;
  const takeBack = useCallback(() => void (undo && work.undo(undo.id)), [undo, work]);
  const takeForth = useCallback(() => void (redo && work.redo(redo.id)), [redo, work]);
  useUndoKeys(takeBack, takeForth);
  const select = (id: string): void => {
    const row = review.rows.find((one) => one.id === id);
    if (row)
      change(
        {
          row: id,
          tab: row.reviewState === 'proposed' ? null : row.reviewState,
          edit: id === search.row ? (search.edit ?? null) : null,
        },
        { replace: true },
      );
  };
  const open = (row: ReviewRow): void =>
    change({ row: row.id, edit: '1', tab: row.reviewState === 'proposed' ? null : row.reviewState }, { replace: true });
  return (
    <div className="plan-page plan-review">
      <ReviewHead review={review} work={work} onUndo={takeBack} onRedo={takeForth} onDialog={setDialog} />
      <WarningsBar
        warnings={review.warnings}
        onJump={(at) => setJump({ at })}
        onSeen={(warning) => void work.markSeen(warning.at, warning.code)}
      />
      {work.error && !dialog && search.edit !== '1' ? <Note kind="refuse">{messageOf(work.error, say)}</Note> : null}
      <div className="plan-panes">
        <DocumentPane
          review={review}
          selected={selected}
          jump={jump}
          onSelect={select}
          onAdd={(at, end) => setDialog({ kind: 'add', at, end })}
          onSplit={(row, at) => setDialog({ kind: 'split', row, at })}
        />
        <RowList
          review={review}
          work={work}
          tab={tab}
          selected={selected}
          isEditing={search.edit === '1'}
          onSelect={select}
          onOpen={open}
          onDialog={setDialog}
        />
      </div>
      {dialog ? <ReviewDialogs dialog={dialog} review={review} work={work} onClose={() => setDialog(null)} /> : null}
    </div>
  );
}
