import { type ComponentType, lazy } from 'react';
import type { ContestWhole } from '../../contests/contract';
import type { ContestKind } from '../../terms';

/** What a kind of contest shows of itself on the page of a contest. */
export interface KindPart {
  /** Where results come in; for those who manage the contest. */
  readonly Results: ComponentType<{ contest: ContestWhole }>;
  /** Its rules in words, and where they are changed. */
  readonly Rules: ComponentType<{ contest: ContestWhole }>;
}

/** A kind joins by a row here. */
export const kindParts: Readonly<Partial<Record<ContestKind, KindPart>>> = {
  measured: {
    Results: lazy(() => import('../measured/results')),
    Rules: lazy(() => import('../measured/rules-card')),
  },
};
