import { isDeepStrictEqual } from 'node:util';
import type { ParameterVersion } from './context';
import { addDays, dayOf, type Day } from './day';
import type { ParameterLevel } from './parameter-contract';

/** A version as it lies in the database. */
export interface StoredVersion extends ParameterVersion {
  readonly level: ParameterLevel;
  readonly confidence: string;
  readonly verifiedOn: Day | null;
  readonly note: string;
  readonly at: string | null;
  readonly recordedBy: string | null;
}

/** A version that is in force, with the last day of its force. */
export interface VersionInForce extends StoredVersion {
  readonly until: Day | null;
}

/**
 * From versions in the order in which they were recorded to those that are in force on any day, in the order of days:
 * of two from the same first day the later recorded one counts, and each ends the day before the next begins.
 */
export function fold(versions: readonly StoredVersion[]): VersionInForce[] {
  const byDay = new Map(versions.map((version) => [version.validFrom, version]));
  const inOrder = [...byDay.values()].sort((a, b) => (a.validFrom < b.validFrom ? -1 : 1));
  return inOrder.map((version, i) => {
    const next = inOrder[i + 1];
    return { ...version, until: next === undefined ? null : addDays(next.validFrom, -1) };
  });
}

/** The version in force on a day. */
export function forceOf(versions: readonly StoredVersion[], day: Day): VersionInForce | null {
  return fold(versions).findLast((version) => version.validFrom <= day) ?? null;
}

/** The first version that begins after a day. */
export function nextAfter(versions: readonly StoredVersion[], day: Day): VersionInForce | null {
  return fold(versions).find((version) => version.validFrom > day) ?? null;
}

type Content = Pick<StoredVersion, 'value' | 'level' | 'source' | 'verifiedOn'>;

/** The same rule from the same source, compared with it on the same day: to record it again would say nothing. */
export function sameContent(a: Content, b: Content): boolean {
  const isSame = a.level === b.level && a.source === b.source && a.verifiedOn === b.verifiedOn;
  return isSame && isDeepStrictEqual(a.value, b.value);
}

/** Recorded after its first day. What came with the program was there from the beginning. */
export function isDatedBack(version: Pick<StoredVersion, 'at' | 'validFrom'>): boolean {
  return version.at !== null && dayOf(new Date(version.at)) > version.validFrom;
}
