import type { PersonFollower } from './doubles/person-follower';
import type { PersonEraser } from './erasure/person-eraser';
import type { PersonContributor } from './privacy/person-contributor';

/** What the composition root hands the roster beside the roles. */
export interface RosterUses {
  /** What follows a person whose records are merged. */
  readonly followers: readonly PersonFollower[];
  /** What other modules tell a person of what they keep. */
  readonly contributors: readonly PersonContributor[];
  /** What other modules say against an erasure, and what of theirs goes. */
  readonly erasers: readonly PersonEraser[];
  /** The role that a first sign-in by a printed code brings. */
  readonly firstRole: string;
}
