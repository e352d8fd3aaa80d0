import type { Definition } from '../schemes/definition';

/** What the roster knows of who is put forward, as far as a scheme asks. */
export interface Facts {
  readonly isInCohort: boolean;
  readonly unitKind: string;
  readonly persons: number;
  readonly women: number;
  readonly leaders: readonly { readonly isWoman: boolean }[];
  readonly skills: readonly string[];
  /** The years in which the same title was conferred on the same. */
  readonly honouredIn: readonly number[];
}

export interface Fault {
  readonly at: string;
  readonly key: string;
  readonly params: Readonly<Record<string, string | number>>;
}

const fault = (at: string, key: string, params: Fault['params'] = {}): Fault => ({ at, key, params });

/** Everything that stands against putting somebody forward, each by its name; empty: nothing does. */
export function eligibilityFaults(
  { eligibility }: Pick<Definition, 'eligibility'>,
  kind: 'individual' | 'collective',
  facts: Facts,
  given: { readonly year: number; readonly newMerits: string },
): Fault[] {
  return [
    ...(kind === 'individual' ? ofPerson(eligibility, facts) : ofUnit(eligibility, facts)),
    ...repeated(eligibility, facts, given),
  ];
}

function ofPerson(asked: Definition['eligibility'], facts: Facts): Fault[] {
  const lacksSkill = asked.skillKinds.length > 0 && !asked.skillKinds.some((one) => facts.skills.includes(one));
  return [
    ...(asked.cohort !== null && !facts.isInCohort ? [fault('personId', 'not_in_cohort')] : []),
    ...(lacksSkill ? [fault('personId', 'skill_missing')] : []),
  ];
}

function ofUnit(asked: Definition['eligibility'], { unitKind, persons, women, leaders }: Facts): Fault[] {
  const isOtherKind = asked.unitKinds.length > 0 && !asked.unitKinds.includes(unitKind);
  const led = asked.leaderPosts.length > 0;
  return [
    ...(isOtherKind ? [fault('unitId', 'unit_kind')] : []),
    ...(persons < asked.fewestPersons
      ? [fault('unitId', 'too_few_persons', { persons, fewest: asked.fewestPersons })]
      : []),
    ...(women * 100 < persons * asked.leastWomenPercent || (persons === 0 && asked.leastWomenPercent > 0)
      ? [fault('unitId', 'too_few_women', { women, persons, percent: asked.leastWomenPercent })]
      : []),
    ...(led && leaders.length === 0 ? [fault('unitId', 'no_leader')] : []),
    ...(led && asked.leaderIsWoman && leaders.length > 0 && !leaders.some(({ isWoman }) => isWoman)
      ? [fault('unitId', 'leader_no_woman')]
      : []),
  ];
}

function repeated(
  { yearsBetween }: Definition['eligibility'],
  { honouredIn }: Facts,
  { year, newMerits }: { readonly year: number; readonly newMerits: string },
): Fault[] {
  if (honouredIn.includes(year)) return [fault('newMerits', 'honoured_this_year', { year })];
  const last = Math.max(...honouredIn.filter((one) => one < year), -Infinity);
  if (year - last > yearsBetween || newMerits !== '') return [];
  return [fault('newMerits', 'merits_missing', { year: last, years: yearsBetween })];
}

/** Parts of the form that are not filled as the scheme asks; each by its title. */
export function partFaults({ parts }: Pick<Definition, 'parts'>, given: Readonly<Record<string, string>>): Fault[] {
  return parts.flatMap(({ key, title, isRequired, fewest }) => {
    const length = [...(given[key] ?? '')].length;
    if (length === 0 && !isRequired) return [];
    if (length === 0) return [fault(`parts.${key}`, 'part_missing', { title })];
    return length < fewest ? [fault(`parts.${key}`, 'part_short', { title, fewest })] : [];
  });
}
