import { addDays, daysBetween, type Day } from '#kernel/contract';
import type { BodyKindName, BodySize, TermState } from './contract';
import type { SizeBand } from './size-parameters';

/** How many members a unit has with everything below it: active ones who work here. */
export interface Strength {
  readonly members: number;
  readonly women: number;
}

/** The rules of sizes as they stand on a day, each with what set it. */
export interface SizeRules {
  readonly committee: Sourced<readonly SizeBand[]>;
  readonly delegates: Sourced<readonly SizeBand[]>;
  readonly audit: Sourced<{ readonly least: number; readonly most: number }>;
  readonly womenLeast: Sourced<number>;
  readonly groupLeast: Sourced<number>;
}
interface Sourced<Value> {
  readonly value: Value;
  readonly source: string;
}

type Rule = BodySize['rule'];
const free: Rule = { state: 'free', least: null, most: null, isOneAlone: false, fewest: null, source: '' };

/** A rule by bands. Fewer members than the first band: no such body; more than the last: nobody has set it here. */
function byBand({ value, source }: Sourced<readonly SizeBand[]>, members: number): Rule {
  const band = value.find(({ fromMembers, toMembers }) => fromMembers <= members && members <= toMembers);
  if (band !== undefined) {
    const { least, most } = band;
    return { state: 'set', least, most, isOneAlone: band.oneAlone === '可以', fewest: null, source };
  }
  const fewest = value[0]!.fromMembers;
  return members < fewest ? { ...free, state: 'too_few', fewest, source } : { ...free, state: 'unset', source };
}

function fromSoMany({ value, source }: Sourced<number>, count: number): Rule {
  return { ...free, state: count < value ? 'too_few' : 'free', fewest: value, source };
}

/** What the rules say about the size of a kind of body where there are so many members. */
export function sizeRule(kind: BodyKindName, { members, women }: Strength, rules: SizeRules): Rule {
  switch (kind) {
    case 'union_committee':
      return byBand(rules.committee, members);
    case 'congress_delegates':
      return byBand(rules.delegates, members);
    case 'audit_committee':
      return { ...free, ...rules.audit.value, state: 'set', source: rules.audit.source };
    case 'women_committee':
      return fromSoMany(rules.womenLeast, women);
    case 'union_group':
      return fromSoMany(rules.groupLeast, members);
    case 'labour_inspectors':
    case 'kitchen_committee':
      return free;
  }
}

/** Whether so many seats fit. Where nobody has set a size, none is refused: the page says that it isn't set. */
export function fitsSize({ state, least, most, isOneAlone }: Rule, seats: number): boolean {
  if (state === 'too_few') return false;
  if (state !== 'set') return true;
  return (seats >= least! && seats <= most!) || (isOneAlone && seats === 1);
}

/** How a term stands: the last one of a body is overdue when its time is up and nobody ended it. */
export function termState(
  term: { startsOn: Day; endsOn: Day; endedOn: Day | null },
  { today, notice, isLast }: { today: Day; notice: number; isLast: boolean },
): TermState {
  if (term.endedOn !== null && term.endedOn < today) return 'over';
  if (term.startsOn > today) return 'coming';
  if (!isLast || term.endedOn !== null) return term.endsOn < today ? 'over' : 'in_office';
  if (term.endsOn < today) return 'overdue';
  return daysBetween(today, term.endsOn) <= notice ? 'due' : 'in_office';
}

/** The last day of a term of so many years: the day before its day of the year comes round. */
export function lastDayOfTerm(startsOn: Day, years: number): Day {
  const year = String(Number(startsOn.slice(0, 4)) + years).padStart(4, '0');
  return startsOn.endsWith('-02-29') ? `${year}-02-28` : addDays(`${year}${startsOn.slice(4)}`, -1);
}
