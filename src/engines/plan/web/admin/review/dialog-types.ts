import type { Review, ReviewRow } from '../../../contract';
import type { ReviewWork } from './use-review';

/** The one question that is open on the page. */
export type Dialog =
  | { kind: 'drop'; row: ReviewRow }
  | { kind: 'split'; row: ReviewRow; at: number | null }
  | { kind: 'merge'; rows: readonly ReviewRow[] }
  | { kind: 'assign'; rows: readonly ReviewRow[] }
  | { kind: 'add'; at: number; end: number }
  | { kind: 'find' }
  | { kind: 'facts' }
  | { kind: 'history' }
  | { kind: 'discard' }
  | { kind: 'confirm' };

export interface DialogProps {
  review: Review;
  work: ReviewWork;
  onClose: () => void;
}
