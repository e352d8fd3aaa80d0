import { followIntake, listIntakeRows, showIntake, type IntakeState } from '../../contract';
import { addressOf, followStream, useCall } from '#ui';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';

/** Asked again beside the news, for networks that hold no stream. */
const WHILE_UNDER_WAY = 3000;

export const isUnderWay = (state: IntakeState): boolean =>
  state === 'checking' || state === 'applying' || state === 'undoing';

/** One import as it is now: each step of the work on the server is told to the page, which may be left at any time. */
export function useRun(id: string) {
  const client = useQueryClient();
  const first = useCall(showIntake, { params: { id } });
  const state = first.data?.run.state;
  const isGoing = state !== undefined && isUnderWay(state);
  useCall(showIntake, { params: { id } }, isGoing ? { refetchEvery: WHILE_UNDER_WAY } : {});
  useEffect(() => {
    const hear = (): void => {
      for (const { name } of [showIntake, listIntakeRows]) void client.invalidateQueries({ queryKey: [name] });
    };
    return followStream(addressOf(followIntake, { params: { id } }), hear, () => undefined);
  }, [client, id]);
  return first;
}
