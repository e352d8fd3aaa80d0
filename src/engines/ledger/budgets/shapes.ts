import { MOST_FEN } from '#kernel/contract';
import { z } from 'zod';
import { abilities, fen, version, words } from '../terms';
import { alarms, breachActs, lineStates } from './rules';

export const positiveFen = fen.refine((amount) => amount > 0n && amount <= MOST_FEN);
export const ceilingFen = fen.refine((amount) => amount >= 0n && amount <= MOST_FEN);

export const lineTarget = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ceiling'), ceiling: ceilingFen }),
  z.object({ kind: z.literal('floor'), floor: positiveFen }),
  z.object({ kind: z.literal('range'), floor: positiveFen, ceiling: positiveFen }),
  /** `tolerance` in whole percent. */
  z.object({ kind: z.literal('band'), about: positiveFen, tolerance: z.int().min(0).max(50) }),
]);
export const targetKinds = ['ceiling', 'floor', 'range', 'band'] as const;

export const lineState = z.enum(lineStates);
export const breachAct = z.enum(breachActs);
export const bookOfBudget = z.object({
  id: z.uuid(),
  name: z.string(),
  kind: z.string(),
  unitId: z.uuid(),
  unitName: z.string(),
});

/** A promise of the plan that a line pays for, as the plan names it to this reader; without title where it is out of reach. */
export const commitmentName = z.object({ id: z.uuid(), title: z.string(), href: z.string().nullable() });
export const accountName = z.object({ code: z.string(), name: z.string() });

export const lineContent = {
  name: z.string(),
  target: lineTarget,
  onBreach: breachAct,
  accounts: z.array(accountName),
  commitments: z.array(commitmentName),
};

export const budgetLine = z.object({
  id: z.uuid(),
  ...lineContent,
  isClosed: z.boolean(),
  least: fen.nullable(),
  most: fen.nullable(),
  spent: fen,
  reserved: fen,
  /** What may still be reserved; null where nothing limits the line. */
  free: fen.nullable(),
  /** What is missing to the least, or spent beyond the most. */
  gap: fen.nullable(),
  state: lineState,
  alarm: z.enum(alarms),
});
export type BudgetLine = z.infer<typeof budgetLine>;

export const versionStates = ['draft', 'proposed', 'in_force', 'replaced', 'dropped'] as const;
export const versionHead = z.object({
  number: z.int(),
  state: z.enum(versionStates),
  reason: z.string(),
  writtenBy: z.string(),
  writtenAt: z.iso.datetime(),
  decidedBy: z.string().nullable(),
  decidedAt: z.iso.datetime().nullable(),
  /** What was said with the decision. */
  decision: z.string(),
  version,
});
export type BudgetVersionHead = z.infer<typeof versionHead>;

export const shiftStates = ['proposed', 'approved', 'refused'] as const;
export const budgetShift = z.object({
  id: z.uuid(),
  from: z.object({ id: z.uuid(), name: z.string() }),
  to: z.object({ id: z.uuid(), name: z.string() }),
  amount: fen,
  reason: z.string(),
  state: z.enum(shiftStates),
  proposedBy: z.string(),
  proposedAt: z.iso.datetime(),
  decidedBy: z.string().nullable(),
  decidedAt: z.iso.datetime().nullable(),
  decision: z.string(),
  abilities,
});
export type BudgetShift = z.infer<typeof budgetShift>;

export const decision = z.object({ isGranted: z.boolean(), words: words(300) });
