import { may, notFound, type Context } from '#kernel';
import type { Day } from '#kernel/contract';
import { scopeOf } from '../policy';
import { unitsByIds } from '../store/units';
import { visibleUnit } from '../units';
import type { Definition, MemberRow } from './contract';
import { youthAgeOn } from './parameters';
import { conditionsOf, reasonsOf, type PersonFacts } from './rules';
import { dayTree } from './store/day-tree';
import { cohortBy, type CohortRecord } from './store/definitions';
import { factsOn, type CohortMember } from './store/members';
import type { CohortQuestion } from './store/statement';

/** Refuses: a cohort that is not there, or has no such version. */
export async function getCohort(
  ctx: Context,
  key: { id: string } | { code: string },
  version?: number,
): Promise<CohortRecord> {
  const cohort = await cohortBy(ctx, key, version);
  if (cohort === null) throw notFound();
  return cohort;
}

export interface Asked {
  day?: Day | undefined;
  unitId?: string | undefined;
  version?: number | undefined;
}

/** The question behind what was asked for, within the own part of the tree. Refuses: a unit that is not there. */
export async function questionOf(ctx: Context, definition: Definition, asked: Asked): Promise<CohortQuestion> {
  const day = asked.day ?? ctx.clock.today();
  const unit = asked.unitId === undefined ? null : await visibleUnit(ctx, asked.unitId, 'roster.cohort.read');
  return {
    definition,
    day,
    youthAge: (await youthAgeOn(ctx, day)).value,
    tree: await dayTree(ctx, day),
    under: unit?.path,
    scopes: scopeOf(ctx, 'roster.cohort.read'),
  };
}

/** Names of units that definitions mention; of those beyond the own part of the tree nothing is said. */
export async function namesOfUnits(ctx: Context, definitions: readonly Definition[]): Promise<Record<string, string>> {
  const ids = definitions.flatMap(conditionsOf).flatMap((one) => (one.kind === 'units' ? one.unitIds : []));
  const units = ids.length === 0 ? [] : await unitsByIds(ctx, [...new Set(ids)]);
  return Object.fromEntries(
    units.filter((unit) => may(ctx.user, 'roster.unit.read', unit.path)).map((unit) => [unit.id, unit.name]),
  );
}

export const asksForYouth = (definition: Definition): boolean =>
  conditionsOf(definition).some((condition) => condition.kind === 'youth');

export function memberOf(row: CohortMember, facts: PersonFacts): Omit<MemberRow, 'reasons'> {
  return {
    personId: row.id,
    name: row.name,
    staffNumber: row.staffNumber,
    gender: facts.gender,
    employmentKind: facts.employmentKind,
    unitId: row.unitId,
    unitName: row.unitName,
  };
}

/** Members with what makes them so. */
export async function presentMembers(
  ctx: Context,
  question: CohortQuestion,
  rows: readonly CohortMember[],
): Promise<MemberRow[]> {
  const facts = await factsOn(ctx, { day: question.day, tree: question.tree, ids: rows.map((row) => row.id) });
  return rows.flatMap((row) => {
    const known = facts.get(row.id);
    if (known === undefined) return [];
    return { ...memberOf(row, known), reasons: reasonsOf(question.definition, known, question) };
  });
}
