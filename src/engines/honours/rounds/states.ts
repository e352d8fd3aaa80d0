import type { NominationState, RoundState } from '../terms';

export const roundSteps = [
  ...(['nominate', 'endNominations', 'qualify', 'beginReview', 'mark', 'endReview'] as const),
  ...(['announce', 'answer', 'decide', 'pay', 'close', 'cancel'] as const),
] as const;
export type RoundStep = (typeof roundSteps)[number];

/**
 * What may be done in which state of a round, and which state it leads to. An objection that is upheld leads back from the
 * notice to those chosen, of whom the rest is announced anew. Nothing leads out of `closed` and `cancelled`.
 */
const steps: Readonly<Record<RoundState, Readonly<Partial<Record<RoundStep, RoundState>>>>> = {
  nominating: { nominate: 'nominating', endNominations: 'qualifying', cancel: 'cancelled' },
  qualifying: { qualify: 'qualifying', beginReview: 'reviewing', cancel: 'cancelled' },
  reviewing: { mark: 'reviewing', endReview: 'chosen', cancel: 'cancelled' },
  chosen: { announce: 'notice', cancel: 'cancelled' },
  notice: { answer: 'notice', decide: 'decided', cancel: 'cancelled' },
  decided: { pay: 'decided', close: 'closed' },
  closed: {},
  cancelled: {},
};

export const roundAfter = (state: RoundState, step: RoundStep): RoundState | null => steps[state][step] ?? null;

export const nominationSteps = ['change', 'submit', 'pass', 'refuse', 'qualify', 'unqualify'] as const;
export type NominationStep = (typeof nominationSteps)[number];

/** What may be done with a nomination by hand; being chosen, struck and honoured comes with the round. */
const ofNomination: Readonly<Record<NominationState, Readonly<Partial<Record<NominationStep, NominationState>>>>> = {
  draft: { change: 'draft', submit: 'submitted' },
  submitted: { pass: 'passed', refuse: 'refused' },
  passed: { qualify: 'qualified', unqualify: 'unqualified' },
  refused: { change: 'draft' },
  qualified: { unqualify: 'unqualified' },
  unqualified: {},
  chosen: {},
  not_chosen: {},
  struck: {},
  won: {},
};

export const nominationAfter = (state: NominationState, step: NominationStep): NominationState | null =>
  ofNomination[state][step] ?? null;
