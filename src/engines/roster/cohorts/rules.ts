import type { Day } from '#kernel/contract';
import type { Person } from '../contract';
import type { Condition, Definition, Fact, Finding, Turn } from './contract';
import { isAboutUnit, suits, type Place } from './places';

/** What the roster knows of a person on a day, as far as a condition may ask for it. */
export interface PersonFacts {
  readonly personId: string;
  readonly name: string;
  readonly staffNumber: string;
  readonly gender: Person['gender'];
  readonly bornOn: Day | null;
  readonly employmentKind: Person['employmentKind'];
  readonly employedFrom: Day;
  readonly unitId: string;
  /** As the unit was called on the day. */
  readonly unitName: string;
  readonly place: Place;
  readonly posts: readonly { post: string; unitName: string; from: Day }[];
  /** The state of each scheme on the day. */
  readonly enrolments: readonly { scheme: string; state: string; from: Day }[];
  readonly isMigrant: boolean;
}

/** What a day brings to the conditions beside the people. */
export interface Ground {
  readonly day: Day;
  readonly youthAge: number;
}

/**
 * The day so many years before. Who was born on the 29th of February is a year older on the 1st of March of a common
 * year: the day before a common 1st of March is too early.
 */
export function yearsBefore(day: Day, years: number): Day {
  const year = String(Number(day.slice(0, 4)) - years).padStart(4, '0');
  const isLeap = Number(year) % 4 === 0 && (Number(year) % 100 !== 0 || Number(year) % 400 === 0);
  return `${year}${day.endsWith('-02-29') && !isLeap ? '-02-28' : day.slice(4)}`;
}

/** Full years from a day to another. */
export function fullYears(since: Day, day: Day): number {
  const isReached = day.slice(5) >= since.slice(5);
  return Number(day.slice(0, 4)) - Number(since.slice(0, 4)) - (isReached ? 0 : 1);
}

/** A birthday that nobody has written down meets neither a condition of age nor its opposite. */
function isYearsWithin(years: number | null, from: number | null, to: number | null): boolean | null {
  return years === null ? null : (from === null || years >= from) && (to === null || years <= to);
}

function meets(condition: Condition, facts: PersonFacts, ground: Ground): boolean | null {
  if (isAboutUnit(condition)) return suits(condition, facts.place);
  const age = facts.bornOn === null ? null : fullYears(facts.bornOn, ground.day);
  switch (condition.kind) {
    case 'post':
      return facts.posts.some(({ post }) => condition.posts.includes(post));
    case 'gender':
      return facts.gender === condition.gender;
    case 'age':
      return isYearsWithin(age, condition.from, condition.to);
    case 'youth':
      return isYearsWithin(age, null, ground.youthAge);
    case 'employment':
      return condition.kinds.includes(facts.employmentKind);
    case 'service':
      return fullYears(facts.employedFrom, ground.day) >= condition.years;
    case 'enrolment':
      return facts.enrolments.some(
        ({ scheme, state }) => scheme === condition.scheme && condition.states.includes(state),
      );
    case 'migrant':
      return facts.isMigrant;
  }
}

function factOf(condition: Condition, facts: PersonFacts, ground: Ground): Fact {
  const { bornOn, unitName, employedFrom } = facts;
  switch (condition.kind) {
    case 'post': {
      const wanted = facts.posts.filter(({ post }) => condition.posts.includes(post));
      return { posts: [...(wanted.length > 0 ? wanted : facts.posts)] };
    }
    case 'gender':
      return { gender: facts.gender };
    case 'age':
    case 'youth': {
      const limit = condition.kind === 'youth' ? { limit: ground.youthAge } : {};
      return { bornOn, years: bornOn === null ? null : fullYears(bornOn, ground.day), ...limit };
    }
    case 'employment':
      return { employmentKind: facts.employmentKind };
    case 'units':
      return { unitName };
    case 'unitKind':
    case 'frontLine':
      return { unitName, unitKind: facts.place.kind };
    case 'remote':
      return { unitName, remoteName: facts.place.remoteName };
    case 'service':
      return { employedFrom, years: fullYears(employedFrom, ground.day) };
    case 'enrolment': {
      const own = facts.enrolments.find(({ scheme }) => scheme === condition.scheme);
      return { enrolment: own === undefined ? null : { state: own.state, from: own.from } };
    }
    case 'migrant':
      return { isMigrant: facts.isMigrant };
  }
}

export function findingOf(condition: Condition, facts: PersonFacts, ground: Ground): Finding {
  const isSo = meets(condition, facts, ground);
  return { condition, isMet: isSo !== null && isSo !== condition.isNot, fact: factOf(condition, facts, ground) };
}

export interface JudgedGroup {
  isMet: boolean;
  findings: Finding[];
}

/** Every group with each of its conditions: whoever meets all of one group is in. */
export function judge(definition: Definition, facts: PersonFacts, ground: Ground): JudgedGroup[] {
  return definition.anyOf.map(({ allOf }) => {
    const findings = allOf.map((condition) => findingOf(condition, facts, ground));
    return { isMet: findings.every((one) => one.isMet), findings };
  });
}

/** Why somebody is in: the first group that is met. */
export function reasonsOf(definition: Definition, facts: PersonFacts, ground: Ground): Finding[] {
  return judge(definition, facts, ground).find((group) => group.isMet)?.findings ?? [];
}

/**
 * By which facts somebody came in or went out: of the group that is met on the one day, the conditions that are not met
 * on the other.
 */
export function turnsOf(
  definition: Definition,
  side: 'came' | 'went',
  { before, after }: { before: readonly [PersonFacts, Ground]; after: readonly [PersonFacts, Ground] },
): Turn[] {
  const [inside, outside] = side === 'came' ? [after, before] : [before, after];
  return reasonsOf(definition, ...inside)
    .map(({ condition }) => condition)
    .filter((condition) => !findingOf(condition, ...outside).isMet)
    .map((condition) => ({
      condition,
      before: factOf(condition, ...before),
      after: factOf(condition, ...after),
    }));
}

/** The conditions of all groups. */
export function conditionsOf(definition: Definition): Condition[] {
  return definition.anyOf.flatMap(({ allOf }) => allOf);
}
