import { z } from 'zod';
import { day } from '#kernel/contract';

export { abilities, words } from '#kernel/contract';

export const byId = z.object({ id: z.uuid() });
/** The version that the writer has seen: a change on top of another one is refused. */
export const version = z.int().min(1);
export const unitName = z.object({ id: z.uuid(), name: z.string() });
export const honourDay = day.refine((text) => text >= '1949-10-01' && text < '2200');

export const honourKinds = ['individual', 'collective'] as const;
export type HonourKind = (typeof honourKinds)[number];

/**
 * nominating: units put forward; qualifying: each is looked into; reviewing: sheets are given; chosen: who is to be announced
 * stands; notice: it is laid open; decided: conferred; closed: nothing more comes.
 */
export const roundStates = [
  ...(['nominating', 'qualifying', 'reviewing', 'chosen', 'notice', 'decided', 'closed', 'cancelled'] as const),
] as const;
export type RoundState = (typeof roundStates)[number];

export const nominationStates = [
  ...(['draft', 'submitted', 'passed', 'refused', 'qualified', 'unqualified'] as const),
  ...(['chosen', 'not_chosen', 'struck', 'won'] as const),
] as const;
export type NominationState = (typeof nominationStates)[number];
