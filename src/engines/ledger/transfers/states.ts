export const transferStates = ['proposed', 'withdrawn', 'refused', 'done', 'reversing', 'reversed'] as const;
export type TransferState = (typeof transferStates)[number];

/** What may follow in each state; nothing else. */
export const transferSteps = {
  proposed: { approve: 'done', refuse: 'refused', withdraw: 'withdrawn' },
  done: { askBack: 'reversing' },
  reversing: { approve: 'reversed', refuse: 'done' },
  withdrawn: {},
  refused: {},
  reversed: {},
} as const satisfies Readonly<Record<TransferState, Readonly<Record<string, TransferState>>>>;

export type TransferStep = 'approve' | 'refuse' | 'withdraw' | 'askBack';

/** The state after a step, or null where it can't be done. */
export function stateAfter(state: TransferState, step: TransferStep): TransferState | null {
  const steps: Readonly<Partial<Record<TransferStep, TransferState>>> = transferSteps[state];
  return steps[step] ?? null;
}
