import type { OccurrenceRow } from '../contract';
import type { Tone } from '#ui';

export type OccurrenceState = OccurrenceRow['state'];

export const toneOfRound: Readonly<Record<OccurrenceState, Tone>> = {
  ahead: 'ahead',
  open: 'going',
  done: 'kept',
  done_late: 'kept',
  missed: 'late',
};
