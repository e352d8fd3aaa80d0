import type { Context } from '#kernel';
import type { LineTarget } from './rules';

/** A promise of a plan as whoever asks may read it, and the money in it. */
export interface CommitmentRow {
  readonly id: string;
  readonly title: string;
  /** Its page. */
  readonly href: string;
  /** 7000元以上 has a least, 不超过2万元 a most, 3万元左右 is about. */
  readonly money: { readonly min: bigint | null; readonly max: bigint | null; readonly isAbout: boolean } | null;
}

/** The plan's side of budgets, handed in where the house is put together: the ledger knows promises by their ids alone. */
export interface CommitmentFinder {
  /** Of these ids, those that the person of the context may read. */
  named(ctx: Context, ids: readonly string[]): Promise<readonly CommitmentRow[]>;
  /** The promises that a year's plans make on the branch of a unit and that the person may read. */
  ofYear(ctx: Context, place: { unitPath: string; year: number }): Promise<readonly CommitmentRow[]>;
}

/** What a line for a promise begins with. */
export function targetFor({ money }: CommitmentRow, tolerance: number): LineTarget | null {
  if (money === null) return null;
  const { min, max, isAbout } = money;
  const about = min ?? max;
  if (about === null || about <= 0n) return null;
  if (isAbout) return { kind: 'band', about, tolerance };
  if (min === null) return { kind: 'ceiling', ceiling: max! };
  return max === null ? { kind: 'floor', floor: min } : { kind: 'range', floor: min, ceiling: max };
}
