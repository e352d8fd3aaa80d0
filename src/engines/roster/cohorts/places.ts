import { liesWithin } from '../rules';
import type { Condition } from './contract';

/** A unit as the database has it on a day. */
export interface TreeRow {
  readonly id: string;
  readonly name: string;
  readonly path: string;
  /** Where it lies today; rights follow it. */
  readonly pathToday: string;
  readonly kind: string;
  readonly isFrontLine: boolean;
  readonly isRemote: boolean;
}

/** A unit on a day, with what follows from where it lay. */
export interface Place extends TreeRow {
  /** The unit and all above it. */
  readonly within: readonly string[];
  /** The nearest unit, this one or one above, that is marked as remote. */
  readonly remoteName: string | null;
}

export type DayTree = ReadonlyMap<string, Place>;

/** The rows stand in the order of their paths, so that whatever lies above a unit was met before it. */
export function placesOf(rows: readonly TreeRow[]): DayTree {
  const places = new Map<string, Place>();
  let above: Place[] = [];
  for (const row of rows) {
    above = above.filter((place) => liesWithin(row.path, place.path));
    const nearest = above.at(-1);
    const place: Place = {
      ...row,
      within: [...(nearest?.within ?? []), row.id],
      remoteName: row.isRemote ? row.name : (nearest?.remoteName ?? null),
    };
    places.set(row.id, place);
    above.push(place);
  }
  return places;
}

const unitKinds = ['units', 'unitKind', 'frontLine', 'remote'] as const;
export type UnitCondition = Extract<Condition, { kind: (typeof unitKinds)[number] }>;
export type PersonCondition = Exclude<Condition, UnitCondition>;

/** Whether a condition asks for the unit alone, whoever stands in it. */
export function isAboutUnit(condition: Condition): condition is UnitCondition {
  return (unitKinds as readonly string[]).includes(condition.kind);
}

/** Whether a unit is as the condition says, before it is turned round. */
export function suits(condition: UnitCondition, place: Place): boolean {
  switch (condition.kind) {
    case 'units':
      return condition.unitIds.some((id) => place.within.includes(id));
    case 'unitKind':
      return condition.kinds.includes(place.kind);
    case 'frontLine':
      return place.isFrontLine;
    case 'remote':
      return place.remoteName !== null;
  }
}

export interface Where {
  /** Path that a unit has today; it stands for the place that this unit had on the day. */
  readonly under?: string | undefined;
  /** Only units that lie in these subtrees today. */
  readonly scopes?: readonly string[] | undefined;
}

/** The units of a day in which people are looked for; null stands for all of them. */
export function unitsMeant(
  tree: DayTree,
  { under, scopes }: Where,
  conditions: readonly UnitCondition[],
): string[] | null {
  const places = [...tree.values()];
  const top =
    under === undefined || under === '/' ? undefined : (places.find((one) => one.pathToday === under)?.id ?? '');
  const isMeant = (place: Place): boolean =>
    (top === undefined || place.within.includes(top)) &&
    (scopes === undefined || scopes.some((path) => liesWithin(place.pathToday, path))) &&
    conditions.every((condition) => suits(condition, place) !== condition.isNot);
  const meant = places.filter(isMeant).map((place) => place.id);
  return meant.length === places.length ? null : meant;
}
