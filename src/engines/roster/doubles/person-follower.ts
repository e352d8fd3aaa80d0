import type { Context } from '#kernel';

/** From which record to which: the one that goes, and the one that stays. */
export interface PersonMove {
  readonly from: string;
  readonly to: string;
}

/** Rows of one kind that hang on a record. */
export interface FollowedRows {
  /** The key of their words, with the module: `schedule:followed.signUps`. */
  readonly what: string;
  /** How many go over. */
  readonly moves: number;
  /** How many of them meet a row of the other record that says the same: one of the two stays. */
  readonly clashes: number;
}

/**
 * What a module does when two records of a person become one. Modules above the roster can't be known to it: the
 * composition root hands them in. A follower writes no SQL but on its own tables, and keeps all that it changes in its
 * journal: what goes into the database there, comes back from there for the undo.
 */
export interface PersonFollower {
  readonly name: string;
  /** The columns that point to a person and are looked after here: `schedule.sign_up.person_id`. */
  readonly columns: readonly string[];
  /** Says what would follow; changes nothing. */
  describe(ctx: Context, move: PersonMove): Promise<FollowedRows[]>;
  /** Moves the rows; the answer is all that the undo needs, as JSON. */
  follow(ctx: Context, move: PersonMove): Promise<unknown>;
  /** Brings the rows back as they were; what was recorded since stays where it is. */
  undo(ctx: Context, move: PersonMove, journal: unknown): Promise<void>;
}
