import type { z } from 'zod';
import type { Context } from '#kernel';
import type { FileFault, Ranking } from '../ranking/contest-file';
import type { ContestKind } from '../terms';
import type { ContestFile } from './files';
import type { ContestRecord } from './store';

/**
 * What a kind of contest brings. The core keeps contests, entrants and published rankings and asks the kind for the rest, so
 * that a sixth kind would be one more value of this type.
 */
export interface KindOfContest {
  readonly kind: ContestKind;
  /** Rules as data; what is left out is what the kind proposes. */
  readonly rules: z.ZodType<Record<string, unknown>>;
  /** The fewest that can compete. */
  readonly fewest: number;
  /** Entries may come while the contest runs, as in a Swiss tournament. */
  readonly takesLateEntries: boolean;
  /** Whoever judges knows entrants by their numbers alone: while it is under way only those who run it see names. */
  isBlind?(rules: Readonly<Record<string, unknown>>): boolean;
  /** What the schema of the rules can't see, such as weights that don't sum to a hundred. */
  faultsOfRules(rules: Readonly<Record<string, unknown>>): readonly FileFault[];
  /** What must be set up before it starts, such as judges. */
  notReady(ctx: Context, contest: ContestRecord): Promise<readonly FileFault[]>;
  /** Everything that the ranking comes from, and what is missing before it can be published. */
  gather(
    ctx: Context,
    contest: ContestRecord,
    period: string,
  ): Promise<{ readonly file: ContestFile; readonly missing: readonly FileFault[] }>;
}

export type KindTable = Readonly<Partial<Record<ContestKind, KindOfContest>>>;
export type { Ranking };
