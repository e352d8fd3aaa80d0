import type { Tone } from '#ui';
import type { ContestState } from '../../terms';

export const stateTones: Readonly<Record<ContestState, Tone>> = {
  draft: 'ahead',
  running: 'going',
  signed_off: 'kept',
  closed: 'kept',
  cancelled: 'none',
};
