import { z } from 'zod';
import { day } from '../day';
import { parameterShape } from '../parameter-contract';
import { words } from '../words';

/** How many working days a notice stands at least. */
export const noticeDaysShape = parameterShape({
  key: 'kernel.noticeDays',
  unit: 'days',
  schema: z.int().min(1).max(60),
});

export const noticeStates = ['open', 'ended', 'withdrawn'] as const;
export const objectionStates = ['open', 'upheld', 'dismissed'] as const;

/** A public notice as everybody reads it who may: names are masked. */
export const publicNotice = z.object({
  id: z.uuid(),
  number: z.int(),
  title: z.string(),
  body: z.string(),
  beginsOn: day,
  endsOn: day,
  workingDays: z.int(),
  takesAnonymous: z.boolean(),
  state: z.enum(noticeStates),
  stateReason: z.string(),
  /** Whether objections are taken today. */
  isTaking: z.boolean(),
  rows: z.array(z.object({ key: z.string(), name: z.string(), detail: z.string() })),
});
export type PublicNotice = z.infer<typeof publicNotice>;

/** An objection as those read it who answer it; who objected without a name has none here either. */
export const publicObjection = z.object({
  id: z.uuid(),
  noticeId: z.uuid(),
  rowKey: z.string().nullable(),
  words: z.string(),
  isAnonymous: z.boolean(),
  raisedByName: z.string(),
  raisedOn: day,
  state: z.enum(objectionStates),
  findings: z.string(),
  answeredByName: z.string(),
});
export type PublicObjection = z.infer<typeof publicObjection>;

export const newObjection = z.object({
  /** The row that it is about; null: the notice as a whole. */
  rowKey: z.string().max(80).nullable().default(null),
  words: words(2000, 5),
  isAnonymous: z.boolean().default(false),
});
export type NewObjection = z.infer<typeof newObjection>;

export const objectionAnswer = z.object({ state: z.enum(['upheld', 'dismissed']), findings: words(2000, 5) });
export type ObjectionAnswer = z.infer<typeof objectionAnswer>;
