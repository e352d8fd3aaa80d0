import type { JudgeRecord } from './store';

/**
 * Whether a judge and an entrant are of one unit: both of the same, or one's unit lies below the other's. A unit that the
 * contest is for as a whole parts nobody: a judge from its office may mark everybody below it.
 */
export function isOfOneUnit(judgePath: string, entrantPath: string, audiencePath: string): boolean {
  if (judgePath === entrantPath) return true;
  const [higher, lower] = judgePath.length < entrantPath.length ? [judgePath, entrantPath] : [entrantPath, judgePath];
  return lower.startsWith(higher) && higher.length > audiencePath.length;
}

export interface Recusal {
  readonly seat: number;
  readonly entrantId: string;
  readonly ground: 'unit' | 'kin' | 'other';
  readonly reason: string;
}

/** Who stands aside for whom: what was declared, and what follows from the tree where the rules ask for it. */
export function recusalsOf(
  judges: readonly Pick<JudgeRecord, 'seat' | 'unitPath'>[],
  entrants: readonly { readonly id: string; readonly unitPath: string }[],
  {
    declared,
    audiencePath,
    avoidsOwnUnit,
  }: {
    declared: readonly (Recusal & { ground: 'kin' | 'other' })[];
    audiencePath: string;
    avoidsOwnUnit: boolean;
  },
): Recusal[] {
  const isDeclared = new Set(declared.map(({ seat, entrantId }) => `${seat} ${entrantId}`));
  const byUnit = judges.flatMap(({ seat, unitPath }) =>
    entrants
      .filter((one) => avoidsOwnUnit && unitPath !== null && isOfOneUnit(unitPath, one.unitPath, audiencePath))
      .filter(({ id }) => !isDeclared.has(`${seat} ${id}`))
      .map(({ id }): Recusal => ({ seat, entrantId: id, ground: 'unit', reason: '' })),
  );
  return [...declared, ...byUnit];
}
