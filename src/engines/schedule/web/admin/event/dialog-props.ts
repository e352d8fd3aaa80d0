import { type EventRow, getEvent, listEvents } from '../../../contract';

export interface DialogProps {
  event: EventRow;
  onClose: () => void;
}

/** What every act on an event changes. */
export const touched = [getEvent, listEvents];
