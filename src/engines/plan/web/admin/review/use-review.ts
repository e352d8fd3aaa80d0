import {
  type Review,
  type ReviewRow,
  type ReviewStep,
  getReview,
  markWarningSeen,
  redoReviewStep,
  takeReviewStep,
  undoReviewStep,
} from '../../../contract';
import type { EndpointResponse } from '#kernel/contract';
import { CallRefused, useAct, useCall } from '#ui';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect } from 'react';

type Changed = EndpointResponse<typeof takeReviewStep>;

/** The answer of a step put into the page that is on the screen. */
export function withChange(review: Review, change: Changed): Review {
  const gone = new Set([...change.removed, ...change.rows.map((row) => row.id)]);
  const rows = [...review.rows.filter((row) => !gone.has(row.id)), ...change.rows].sort(
    (a, b) => a.at - b.at || a.end - b.end,
  );
  const plan = { ...review.plan, revision: change.revision };
  return { ...review, plan, rows, undo: change.undo, redo: change.redo };
}

/** After these the server knows better than the page: it is asked again. */
const outdated = new Set([
  'plan.row_changed',
  'plan.step_overwritten',
  'plan.not_in_review',
  'plan.nothing_to_undo',
  'plan.nothing_to_redo',
]);

/** The review of one plan: what is on the screen, and the steps that change it. */
export function useReview(planId: string) {
  const client = useQueryClient();
  const answer = useCall(getReview, { params: { planId } }, { refetchEvery: 30_000 });
  const merge = useCallback(
    (change: Changed): void => {
      client.setQueriesData<Review>({ queryKey: [getReview.name] }, (old) =>
        old?.plan.id === planId ? withChange(old, change) : old,
      );
    },
    [client, planId],
  );
  const step = useAct(takeReviewStep, { onDone: merge });
  const back = useAct(undoReviewStep, { onDone: merge });
  const forth = useAct(redoReviewStep, { onDone: merge });
  const seen = useAct(markWarningSeen, { changes: [getReview] });
  const error = step.error ?? back.error ?? forth.error ?? seen.error;
  const { refetch } = answer;
  useEffect(() => {
    if (error instanceof CallRefused && outdated.has(error.code)) void refetch();
  }, [error, refetch]);
  const forget = (): void => {
    step.forget();
    back.forget();
    forth.forget();
    seen.forget();
  };
  const params = { planId };
  return {
    review: answer.data,
    isLoading: answer.isPending,
    loadError: answer.error,
    again: () => void refetch(),
    error,
    forget,
    isBusy: step.isUnderWay || back.isUnderWay || forth.isUnderWay,
    take: async (body: ReviewStep): Promise<Changed | undefined> => {
      forget();
      return step.act({ params, body });
    },
    undo: (stepId: string) => {
      forget();
      return back.act({ params, body: { stepId } });
    },
    redo: (stepId: string) => {
      forget();
      return forth.act({ params, body: { stepId } });
    },
    markSeen: (at: number | null, code: string) => seen.act({ params, body: { at, code } }),
  };
}
export type ReviewWork = ReturnType<typeof useReview>;

export const refOf = ({ id, revision }: ReviewRow) => ({ id, revision });
