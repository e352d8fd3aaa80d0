import { z } from 'zod';
import { endpoint } from '#kernel/contract';

/** What may wait for a hand at the desk, in the order of its way. */
export const workKinds = ['correct', 'review', 'sign', 'post', 'check', 'decide', 'pay', 'answer', 'judge'] as const;
export type WorkKind = (typeof workKinds)[number];

export const countDeskWork = endpoint({
  name: 'finance.countDeskWork',
  method: 'GET',
  path: '/api/finance/work',
  permission: 'finance.voucher.read',
  summary:
    'How many vouchers, claims and audit findings wait for the reader’s own hand, by what is to be done with them.',
  response: z.object({ rows: z.array(z.object({ kind: z.enum(workKinds), count: z.int() })) }),
});
