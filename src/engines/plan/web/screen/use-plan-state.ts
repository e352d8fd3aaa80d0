import { followPlan, getBoard, getTotals } from '../../contract';
import { CallRefused, type LinkState, addressOf, call, followStream, mayUse, useSession } from '#ui';
import { useEffect, useState } from 'react';
import { type ScreenModel, modelOfBoard, modelOfTotals } from './screen-model';

export interface PlanState {
  readonly model: ScreenModel | null;
  readonly readAt: Date | null;
  readonly error: Error | null;
  readonly link: LinkState;
}

const EACH_MINUTE = 60_000;
/** News comes in bursts while many people write; the state is read at most once in this time. */
const LEAST_BETWEEN = 1000;

/** The whole state for those who read the plan; the totals alone for those who read no single record. */
async function read(planId: string, mayReadPlan: boolean, signal: AbortSignal): Promise<ScreenModel> {
  const request = { params: { planId } };
  if (mayReadPlan) {
    try {
      return modelOfBoard(await call(getBoard, { ...request, query: {} }, { signal }));
    } catch (error) {
      // The right may hold on another branch of the tree than this plan's.
      if (!(error instanceof CallRefused && error.status === 404)) throw error;
    }
  }
  return modelOfTotals(await call(getTotals, request, { signal }));
}

/** The plan's state as it stands: read at each news of the stream and every minute; the last one stays when a read fails. */
export function usePlanState(planId: string): PlanState {
  const { me } = useSession();
  const mayReadPlan = mayUse(me, 'plan.plan.read');
  const [state, setState] = useState<PlanState>({ model: null, readAt: null, error: null, link: 'opening' });

  useEffect(() => {
    const over = new AbortController();
    let isReading = false;
    let isWanted = false;
    let minute: ReturnType<typeof setTimeout> | undefined;

    const ask = async (): Promise<void> => {
      isWanted = true;
      if (isReading) return;
      isReading = true;
      while (isWanted && !over.signal.aborted) {
        isWanted = false;
        clearTimeout(minute);
        try {
          const model = await read(planId, mayReadPlan, over.signal);
          setState((old) => ({ ...old, model, readAt: new Date(), error: null }));
        } catch (error) {
          if (!over.signal.aborted) setState((old) => ({ ...old, error: error as Error }));
        }
        await new Promise((later) => setTimeout(later, LEAST_BETWEEN));
      }
      isReading = false;
      if (!over.signal.aborted) minute = setTimeout(() => void ask(), EACH_MINUTE);
    };

    void ask();
    const end = followStream(
      addressOf(followPlan, { params: { planId } }),
      () => void ask(),
      (link) => setState((old) => ({ ...old, link })),
    );
    return () => {
      over.abort();
      clearTimeout(minute);
      end();
    };
  }, [planId, mayReadPlan]);
  return state;
}
