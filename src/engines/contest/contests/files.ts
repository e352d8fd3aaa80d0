import type { z } from 'zod';
import { faultsOfMatches } from '../matches/faults';
import { matchFile } from '../matches/file';
import { rankMatches } from '../matches/rank';
import { faultsOfIndicators, indicatorFile } from '../indicators/file';
import { rankIndicators } from '../indicators/rank';
import { faultsOfMeasured } from '../measured/faults';
import { measuredFile } from '../measured/file';
import { rankMeasured } from '../measured/rank';
import { faultsOfQuiz } from '../quiz/faults';
import { quizFile } from '../quiz/file';
import { rankQuiz } from '../quiz/rank';
import { faultsOfPanel } from '../panels/faults';
import { panelFile } from '../panels/file';
import { rankPanel } from '../panels/rank';
import type { fileHead, FileFault, Ranking } from '../ranking/contest-file';
import type { ContestKind } from '../terms';

/** A contest written out, of whichever kind. */
export type ContestFile = z.infer<typeof fileHead> & {
  readonly kind: ContestKind;
  readonly rules: unknown;
  readonly results: unknown;
};

/** How the files of a kind are read, judged and ranked: pure, so that anybody may do it anywhere. */
export interface FileKind {
  readonly schema: z.ZodType<ContestFile>;
  /** What the schema can't see; a file with faults is not ranked. */
  faultsOf(file: ContestFile): readonly FileFault[];
  rank(file: ContestFile): Ranking;
}

/** Binds the functions of a kind, which take its own file, to the table that takes any. */
function fileKind<File extends ContestFile>(kind: {
  readonly schema: z.ZodType<File>;
  faultsOf(file: File): readonly FileFault[];
  rank(file: File): Ranking;
}): FileKind {
  return {
    schema: kind.schema,
    faultsOf: (file) => kind.faultsOf(kind.schema.parse(file)),
    rank: (file) => kind.rank(kind.schema.parse(file)),
  };
}

const fileKinds: Readonly<Partial<Record<ContestKind, FileKind>>> = {
  panel: fileKind({ schema: panelFile, faultsOf: faultsOfPanel, rank: rankPanel }),
  match: fileKind({ schema: matchFile, faultsOf: faultsOfMatches, rank: rankMatches }),
  indicator: fileKind({ schema: indicatorFile, faultsOf: faultsOfIndicators, rank: rankIndicators }),
  quiz: fileKind({ schema: quizFile, faultsOf: faultsOfQuiz, rank: rankQuiz }),
  measured: fileKind({ schema: measuredFile, faultsOf: faultsOfMeasured, rank: rankMeasured }),
};

/** The ways of the kind that a file says it is of; null for a kind that nobody knows. */
export function fileKindOf(kind: unknown): FileKind | null {
  return Object.entries(fileKinds).find(([known]) => known === kind)?.[1] ?? null;
}
