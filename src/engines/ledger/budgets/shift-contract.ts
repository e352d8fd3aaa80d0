import { z } from 'zod';
import { endpoint } from '#kernel/contract';
import { byId, done, words } from '../terms';
import { decision, positiveFen } from './shapes';

const write = 'ledger.budget.write';
const approve = 'ledger.budget.approve';

export const shiftBudget = endpoint({
  name: 'ledger.shiftBudget',
  method: 'POST',
  path: '/api/ledger/budgets/:id/shifts',
  permission: write,
  summary: 'Asks for a part of a line’s ceiling to be given to another line.',
  params: byId,
  body: z.object({ fromLineId: z.uuid(), toLineId: z.uuid(), amount: positiveFen, reason: words(200, 1) }),
  response: z.object({ id: z.uuid() }),
  errors: ['ledger.budget_same_line', 'ledger.budget_no_ceiling', 'ledger.budget_in_use', 'ledger.budget_line_closed'],
});

export const decideBudgetShift = endpoint({
  name: 'ledger.decideBudgetShift',
  method: 'POST',
  path: '/api/ledger/budget-shifts/:id/decision',
  permission: approve,
  summary: 'Approves or refuses a transfer between lines; another person than the one who asked.',
  params: byId,
  body: decision,
  response: done,
  errors: ['roster.same_hand', 'ledger.budget_shift_decided', 'ledger.budget_no_ceiling', 'ledger.budget_in_use'],
});
