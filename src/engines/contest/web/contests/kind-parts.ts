import { type ComponentType, lazy } from 'react';
import type { ContestWhole } from '../../contests/contract';
import type { ContestKind } from '../../terms';

/** What a kind of contest shows of itself on the page of a contest. */
export interface KindPart {
  /** Where results come in; for those who manage the contest. */
  readonly Results: ComponentType<{ contest: ContestWhole }>;
  /** Its rules in words, and where they are changed. */
  /** Results have something to set up before the contest starts, such as judges. */
  readonly isSetUp?: boolean;
  readonly Rules: ComponentType<{ contest: ContestWhole }>;
}

/** A kind joins by a row here. */
export const kindParts: Readonly<Partial<Record<ContestKind, KindPart>>> = {
  panel: {
    Results: lazy(() => import('../panels/panel-part')),
    isSetUp: true,
    Rules: lazy(() => import('../panels/rules-card')),
  },
  measured: {
    Results: lazy(() => import('../measured/results')),
    Rules: lazy(() => import('../measured/rules-card')),
  },
};
