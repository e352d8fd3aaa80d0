import type { Figure } from './amounts';
import type { Clause } from './clauses';
import type { Noise } from './noise';
import type { FoundOrdinal } from './ordinals';
import type { CommitmentKind, CommitmentTarget, GroupMember } from './parsed-plan';
import type { FoundSection } from './sections';
import type { TableRow } from './tables';
import type { TimeExpression } from './time-expression';

/** All that has been found in the text before its promises are read. */
export interface CommitmentInput {
  source: string;
  plain: string;
  clauses: Clause[];
  times: TimeExpression[];
  sections: FoundSection[];
  rows: TableRow[];
  /** The rows that a time cell dates. */
  timedRows: TableRow[];
  money: Figure[];
  quantities: Figure[];
  ordinals: FoundOrdinal[];
  noise: Noise[];
  title: { at: number; end: number } | null;
  bodyAt: number;
}

/** A commitment before its window, people and units are filled in. */
export interface Draft {
  at: number;
  end: number;
  kind: CommitmentKind;
  target: CommitmentTarget | null;
  title?: string;
  organisers?: string[];
  members?: GroupMember[];
  /** The sentence's time that governs this clause from before. */
  time?: TimeExpression;
}

/** A clause under the eyes of the rules. */
export interface ClauseView {
  at: number;
  end: number;
  text: string;
  /** The time in the clause, or the nearest before it in the sentence. */
  time: TimeExpression | null;
  /** A window from the clause, a heading or a table row that is narrower than the year. */
  hasWindow: boolean;
  money: Figure[];
  quantities: Figure[];
  hasEdition: boolean;
}
