import type { Day } from '#kernel/contract';
import type { Person } from './contract';
import type { DossierInput } from './dossier/file';

/** Rows of the bulk acts. Ids come from the caller, so that rows of one batch can name each other. */
export interface NewUnit {
  readonly id: string;
  readonly parentId: string | null;
  readonly kind: string;
  readonly name: string;
  readonly shortName?: string;
  readonly position?: number;
  readonly from: Day;
}

export interface NewPerson extends DossierInput {
  readonly id: string;
  readonly staffNumber: string;
  readonly name: string;
  readonly reading?: string | null;
  readonly gender: Person['gender'];
  readonly bornOn?: Day | null;
  readonly phone?: string | null;
  readonly employmentKind: Person['employmentKind'];
  readonly unitId: string;
  readonly from: Day;
}

export interface NewHolding {
  readonly personId: string;
  readonly post: string;
  readonly unitId: string;
  readonly from: Day;
  readonly to?: Day | null;
}
