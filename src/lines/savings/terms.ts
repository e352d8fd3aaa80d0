import { z } from 'zod';
import { abilities, day } from '#kernel/contract';

export { words } from '#kernel/contract';

/** What the contracts of this line share. */

export { abilities, day };

export const byId = z.object({ id: z.uuid() });
export const unitName = z.object({ id: z.uuid(), name: z.string() });
export const count = z.int();
export const version = z.int().min(1);
export const done = z.object({});
export const savingsDay = day.refine((value) => value >= '1950' && value < '2200');
/** A month is named by its first day. */
export const month = savingsDay.refine((value) => value.endsWith('-01'));

/** Of whom a row speaks. */
export const saver = z.object({ id: z.uuid(), name: z.string(), staffNumber: z.string(), unitName: z.string() });
export type Saver = z.infer<typeof saver>;

/** How far work under way has come, beside its transaction; null before and after. */
export const progress = z.object({ handled: count, total: count }).nullable();

export const ways = ['cash', 'bank'] as const;
export type Way = (typeof ways)[number];

export const accountStates = ['asked', 'open', 'refused', 'closed'] as const;
export type AccountState = (typeof accountStates)[number];
export const closings = ['left', 'retired', 'died', 'own_wish'] as const;
export type Closing = (typeof closings)[number];
export const movementKinds = [
  'deposit',
  'withdrawal',
  'share',
  'payout',
  'repayment',
  'set_off',
  'closing',
  'correction',
  'write_off',
] as const;
export type MovementKind = (typeof movementKinds)[number];
export const loanStates = [
  'asked',
  'agreed',
  'approved',
  'open',
  'repaid',
  'refused',
  'taken_back',
  'hopeless',
  'written_off',
] as const;
export type LoanState = (typeof loanStates)[number];
export const hopelessStates = ['proposed', 'declared', 'refused'] as const;
export type HopelessState = (typeof hopelessStates)[number];
/** What a debt is written off against. */
export const reserves = ['reserve', 'undistributed'] as const;
export type Reserve = (typeof reserves)[number];
export const answers = ['asked', 'agreed', 'declined'] as const;
export type Answer = (typeof answers)[number];
export const listStates = ['open', 'waiting', 'done', 'failed', 'undoing', 'undone'] as const;
export type ListState = (typeof listStates)[number];
export const shareStates = ['proposed', 'refused', 'waiting', 'done', 'failed', 'undoing', 'undone'] as const;
export type ShareState = (typeof shareStates)[number];
