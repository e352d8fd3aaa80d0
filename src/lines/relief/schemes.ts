import { defineScheme, type EnrolmentScheme } from '#engines/roster';
import type { CoverageScheme } from './contract';

const joinAndLeave = {
  entries: ['covered'],
  states: { covered: { next: ['left'], isIn: true }, left: { next: [], isIn: false } },
} as const;

/** S6.1: 互助互济基金会, the works' own fund, until one leaves. */
const mutualAid = defineScheme({ name: 'relief.mutual_aid', ...joinAndLeave });

/** S6.2: 职工保险互助会, plans that end on a day. */
const staffInsurance = defineScheme({ name: 'relief.staff_insurance', ...joinAndLeave });

export type CoverState = 'covered' | 'left';

export const schemes: Readonly<Record<CoverageScheme, EnrolmentScheme<CoverState>>> = {
  mutual_aid: mutualAid,
  staff_insurance: staffInsurance,
};
