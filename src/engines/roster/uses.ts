import type { PersonFollower } from './doubles/person-follower';

/** What the composition root hands the roster beside the roles. */
export interface RosterUses {
  /** What follows a person whose records are merged. */
  readonly followers: readonly PersonFollower[];
  /** The role that a first sign-in by a printed code brings. */
  readonly firstRole: string;
}
