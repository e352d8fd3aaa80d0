import type { DefinitionInput } from '../contract';

/** The fields of the editor as they are typed. */
export interface SchemeValues {
  readonly name: string;
  readonly key: string;
  readonly kind: 'individual' | 'collective';
  readonly conditions: string;
  readonly most: string;
  readonly isExact: boolean;
  readonly way: 'votes' | 'scores' | 'meeting';
  readonly voters: string;
  readonly majority: '1/2' | '2/3';
  readonly quota: 'none' | 'fixed' | 'heads';
  readonly quotaCount: string;
  readonly cohort: string;
  readonly women: string;
  readonly fewest: string;
  readonly needsSkill: boolean;
  readonly yearsBetween: string;
  readonly noticeDays: string;
  readonly parts: string;
  readonly vetoes: string;
}

export const emptyScheme: SchemeValues = {
  ...{ name: '', key: '', kind: 'individual', conditions: '', most: '10', isExact: false, way: 'votes', voters: '7' },
  ...{ majority: '1/2', quota: 'none', quotaCount: '1', cohort: '', women: '0', fewest: '0', needsSkill: false },
  ...{ yearsBetween: '0', noticeDays: '5', parts: '', vetoes: '' },
};

export const numbersOfScheme = [
  'most',
  'voters',
  'quotaCount',
  'women',
  'fewest',
  'yearsBetween',
  'noticeDays',
] as const;

const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);

/** Each line is known by its place. */
const keyed = (text: string, key: string) => linesOf(text).map((title, at) => ({ key: `${key}_${at + 1}`, title }));

function reviewOf({ way, voters, majority }: SchemeValues): NonNullable<DefinitionInput['review']> {
  if (way === 'meeting') return { way };
  return way === 'votes' ? { way, voters: Number(voters), majority } : { way, voters: Number(voters) };
}

function quotaOf({ quota, quotaCount }: SchemeValues): NonNullable<DefinitionInput['quota']> {
  if (quota === 'none') return { way: 'none' };
  return quota === 'fixed' ? { way: 'fixed', each: Number(quotaCount) } : { way: 'heads', total: Number(quotaCount) };
}

/** The scheme that the fields say. */
export function definitionOf(values: SchemeValues): DefinitionInput {
  const isPerson = values.kind === 'individual';
  return {
    ...{ conditions: values.conditions, most: Number(values.most), isExact: values.isExact },
    review: reviewOf(values),
    quota: quotaOf(values),
    eligibility: {
      ...(isPerson && values.cohort !== '' ? { cohort: values.cohort } : {}),
      ...(isPerson && values.needsSkill ? { skillKinds: ['certificate', 'contest_result'] as const } : {}),
      ...(isPerson ? {} : { leastWomenPercent: Number(values.women), fewestPersons: Number(values.fewest) }),
      yearsBetween: Number(values.yearsBetween),
    } as NonNullable<DefinitionInput['eligibility']>,
    noticeDays: Number(values.noticeDays),
    parts: keyed(values.parts, 'part'),
    vetoes: keyed(values.vetoes, 'item'),
  };
}
