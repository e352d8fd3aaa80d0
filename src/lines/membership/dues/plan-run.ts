import { newId, type Context } from '#kernel';
import { nearestBook, openBooks, type OpenBook } from '#engines/ledger';
import { enrolledOn, pathsOn, statesIn, unitPaths, type EnrolledPerson } from '#engines/roster';
import type { Day } from '#kernel/contract';
import { memberScheme } from '../scheme';
import { duesOf, lastOf } from './rules';
import { rulesOf, type Rule } from './schemes';
import { chargedPeople, exemptOn, wagesOn, type NewCharge } from './store-charges';

export const leftOutReasons = ['no_wage', 'no_book', 'no_unit'] as const;
type LeftOut = (typeof leftOutReasons)[number];

export interface RunPlan {
  readonly charges: readonly NewCharge[];
  /** Whom an earlier run has charged for the month. */
  readonly known: number;
  readonly leftOut: Readonly<Record<LeftOut, readonly EnrolledPerson[]>>;
  readonly books: readonly OpenBook[];
}

/** Whoever is a member at the month's end owes its dues; in the running month whoever is one today. */
export function dayOfMonth(month: Day, today: Day): Day {
  const last = lastOf(month);
  return last < today ? last : today;
}

/**
 * What a run of the month would add for a unit and all below it: the members of the day who have no charge yet, each by the
 * rule of the own unit and the wage known last. Who keeps the membership without dues (章程 §8) stands there as exempt.
 */
export async function planRun(ctx: Context, { unitPath, month }: { unitPath: string; month: Day }): Promise<RunPlan> {
  const today = ctx.clock.today();
  const day = dayOfMonth(month, today);
  const members = await enrolledOn(ctx, memberScheme, { day, under: await pathsOn(ctx, [unitPath], day) });
  const everybody = members.map((member) => member.personId);
  const charged = await chargedPeople(ctx, month, everybody);
  const left = members.filter((member) => !charged.has(member.personId));
  const ids = left.map((member) => member.personId);

  const ground: Ground = {
    ...{ wages: await wagesOn(ctx, month, ids), exempt: await exemptOn(ctx, month, ids) },
    ...{ ruleOf: await rulesOf(ctx, month), books: await openBooks(ctx, 'dues') },
    paths: day === today ? new Map() : await unitPaths(ctx, [...new Set(left.flatMap(({ unitId }) => unitId ?? []))]),
    payers: new Set(statesIn(memberScheme, 'pays_dues')),
  };
  const charges: NewCharge[] = [];
  const leftOut: Record<LeftOut, EnrolledPerson[]> = { no_wage: [], no_book: [], no_unit: [] };
  for (const member of left) {
    const made = chargeOf(member, ground);
    if (typeof made === 'string') leftOut[made].push(member);
    else if (made !== null) charges.push(made);
  }
  return { charges, known: charged.size, leftOut, books: ground.books };
}

interface Ground {
  readonly wages: ReadonlyMap<string, bigint>;
  readonly exempt: ReadonlySet<string>;
  readonly ruleOf: (unitPath: string) => Rule;
  readonly books: readonly OpenBook[];
  /** Of units whose place in the tree may have changed since the day. */
  readonly paths: ReadonlyMap<string, string>;
  readonly payers: ReadonlySet<string>;
}

/** What a member owes, why nothing can be reckoned, or null for who has left and keeps the membership. */
function chargeOf(member: EnrolledPerson, ground: Ground): NewCharge | LeftOut | null {
  const { personId, unitId, state } = member;
  const pays = ground.payers.has(state);
  if (unitId === null || member.unitPath === null) return pays ? 'no_unit' : null;
  const unitPath = ground.paths.get(unitId) ?? member.unitPath;
  const book = nearestBook(ground.books, unitPath);
  if (book === null) return pays ? 'no_book' : null;

  const rule = ground.ruleOf(unitPath);
  // A wage that stopped counting with the retirement is nothing to reckon on.
  const base = pays ? (ground.wages.get(personId) ?? null) : null;
  const isExempt = ground.exempt.has(personId);
  const due = duesOf(rule.terms, base);
  if (due === null && pays && !isExempt) return 'no_wage';
  const exemptBy = !pays ? 'state' : isExempt ? 'decision' : null;
  return {
    ...{ id: newId(), personId, unitId, unitPath, bookId: book.id, base, ruleId: rule.id, due: due ?? 0n },
    ...{ exempt: exemptBy === null ? 0n : (due ?? 0n), exemptBy },
  };
}
