import { z } from 'zod';
import { abilities, day } from '#kernel/contract';

export { words } from '#kernel/contract';

/** The life of a membership (会员会籍管理办法 2016; constitution of the unions, art. 5–8). */
export const memberStates = [
  'applicant',
  'active',
  'transferred_out',
  'retained',
  'withdrawn',
  'auto_withdrawn',
  'expelled',
  'deceased',
] as const;
export const memberState = z.enum(memberStates);
export type MemberState = (typeof memberStates)[number];

/** In which one is a member: with all rights, or kept without them. */
export const insideStates = ['active', 'retained'] as const satisfies readonly MemberState[];

export const genders = ['female', 'male'] as const;
export const employmentKinds = ['permanent', 'contract', 'dispatched', 'temporary', 'seasonal'] as const;

export const byId = z.object({ id: z.uuid() });
export const unitName = z.object({ id: z.uuid(), name: z.string() });
export const version = z.number().int().min(1);
export const done = z.object({});

const isInReach = (text: string) => text >= '1900' && text < '2200';
/** A day that somebody fills in: from 1900 to 2199, as every calendar shows it. */
export const memberDay = day.refine(isInReach);

/** A person as the pages of this line show one. */
export const memberPerson = z.object({
  id: z.uuid(),
  name: z.string(),
  staffNumber: z.string(),
  gender: z.enum(genders),
  bornOn: day.nullable(),
  employmentKind: z.enum(employmentKinds),
  unit: unitName.nullable(),
});

export { abilities, day };
