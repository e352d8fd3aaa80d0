import type { Condition, Definition, Fact } from './contract';

/** Says a word of `cohorts` in the reader's language. */
export type SayCohort = (key: string, values?: Readonly<Record<string, string | number>>) => string;

/** How the things are called that a definition mentions by code or id. */
export interface CohortNaming {
  readonly say: SayCohort;
  readonly post: (code: string) => string;
  readonly unitKind: (code: string) => string;
  /** Undefined for a unit outside of what the reader may see. */
  readonly unit: (id: string) => string | undefined;
  readonly employment: (kind: string) => string;
  readonly day: (day: string) => string;
  readonly youthAge: number;
  /** The words of the line that owns the scheme; the code where it has none. */
  readonly scheme: (scheme: string) => string;
  readonly state: (scheme: string, state: string) => string;
}

function ageWords({ from, to }: { from: number | null; to: number | null }, { say }: CohortNaming): string {
  if (from === null) return say('part.ageTo', { to: to ?? '' });
  return to === null ? say('part.ageFrom', { from }) : say('part.ageBetween', { from, to });
}

/** What is asked, as it stands in a sentence: “任职：工区主任或工区副主任”. */
function partWords(condition: Condition, naming: CohortNaming): string {
  const { say } = naming;
  const either = (words: readonly string[]) => words.join(say('either'));
  switch (condition.kind) {
    case 'post':
      return say('part.post', { posts: either(condition.posts.map(naming.post)) });
    case 'gender':
      return say(`part.gender.${condition.gender}`);
    case 'age':
      return ageWords(condition, naming);
    case 'youth':
      return say('part.youth', { age: naming.youthAge });
    case 'employment':
      return say('part.employment', { kinds: either(condition.kinds.map(naming.employment)) });
    case 'units':
      return say('part.units', { units: either(condition.unitIds.map((id) => naming.unit(id) ?? say('hiddenUnit'))) });
    case 'unitKind':
      return say('part.unitKind', { kinds: either(condition.kinds.map(naming.unitKind)) });
    case 'frontLine':
    case 'remote':
      return say(`part.${condition.kind}`);
    case 'service':
      return say('part.service', { years: condition.years });
    case 'enrolment': {
      const states = condition.states.map((state) => naming.state(condition.scheme, state));
      return say('part.enrolment', { scheme: naming.scheme(condition.scheme), states: either(states) });
    }
    case 'migrant':
      return say('part.migrant');
  }
}

/** One condition as a plain sentence. */
export function conditionWords(condition: Condition, naming: CohortNaming): string {
  const part = partWords(condition, naming);
  return condition.isNot ? naming.say('not', { part }) : part;
}

/** The groups of a definition as sentences; the reader is in who meets one of them. */
export function definitionWords(definition: Definition, naming: CohortNaming): string[] {
  return definition.anyOf.map(({ allOf }) =>
    allOf.length === 0
      ? naming.say('everybody')
      : allOf.map((condition) => conditionWords(condition, naming)).join(naming.say('and')),
  );
}

function bornWords({ bornOn, years }: Fact, { say, day }: CohortNaming): string {
  return bornOn ? say('fact.born', { day: day(bornOn), years: years ?? 0 }) : say('fact.bornUnknown');
}

/** The fact that meets a condition, or fails it. */
export function factWords(condition: Condition, fact: Fact, naming: CohortNaming): string {
  const { say, day } = naming;
  switch (condition.kind) {
    case 'post': {
      const held = (fact.posts ?? []).map(({ post, unitName, from }) =>
        say('fact.post', { post: naming.post(post), unit: unitName, day: day(from) }),
      );
      return held.length === 0 ? say('fact.noPost') : held.join(say('list'));
    }
    case 'gender':
      return say(`part.gender.${fact.gender ?? 'female'}`);
    case 'age':
    case 'youth':
      return bornWords(fact, naming);
    case 'employment':
      return naming.employment(fact.employmentKind ?? '');
    case 'units':
      return say('fact.unit', { unit: fact.unitName ?? '' });
    case 'unitKind':
    case 'frontLine':
      return say('fact.unitOfKind', { unit: fact.unitName ?? '', kind: naming.unitKind(fact.unitKind ?? '') });
    case 'remote':
      return fact.remoteName
        ? say('fact.remote', { unit: fact.unitName ?? '', marked: fact.remoteName })
        : say('fact.notRemote', { unit: fact.unitName ?? '' });
    case 'service':
      return say('fact.service', { day: day(fact.employedFrom ?? ''), years: fact.years ?? 0 });
    case 'enrolment': {
      const scheme = naming.scheme(condition.scheme);
      if (!fact.enrolment) return say('fact.notEnrolled', { scheme });
      const { state, from } = fact.enrolment;
      return say('fact.enrolment', { scheme, state: naming.state(condition.scheme, state), day: day(from) });
    }
    case 'migrant':
      return say(fact.isMigrant ? 'fact.migrant' : 'fact.notMigrant');
  }
}
