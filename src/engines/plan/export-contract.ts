import { z } from 'zod';
import { endpoint } from '#kernel/contract';
import { getBoard } from './contract-year';

const planParams = z.object({ planId: z.uuid() });
const tooLong = ['workbook.export_too_long'] as const;

export const exportBoard = endpoint({
  name: 'plan.exportBoard',
  method: 'GET',
  path: '/api/plans/:planId/board.xlsx',
  permission: 'plan.plan.read',
  summary:
    'The commitments of the board with their figures and states, as an Excel file; all of them or the late ones.',
  params: planParams,
  query: getBoard.query!.extend({ show: z.enum(['all', 'late']).default('all') }),
  response: 'file',
  errors: tooLong,
});

export const exportEvidence = endpoint({
  name: 'plan.exportEvidence',
  method: 'GET',
  path: '/api/plans/:planId/evidence.xlsx',
  permission: 'plan.evidence.read',
  summary: 'The evidence behind a plan, or behind one commitment, withdrawn pieces too, as an Excel file.',
  params: planParams,
  query: z.object({ commitmentId: z.uuid().optional() }),
  response: 'file',
  errors: tooLong,
});

export const exportMyDuties = endpoint({
  name: 'plan.exportMyDuties',
  method: 'GET',
  path: '/api/duties/mine.xlsx',
  permission: 'plan.task.read',
  summary: 'The own tasks and the commitments of the own units, as an Excel file.',
  response: 'file',
  errors: tooLong,
});

export const exportDirectives = endpoint({
  name: 'plan.exportDirectives',
  method: 'GET',
  path: '/api/directives.xlsx',
  permission: 'plan.plan.read',
  summary: 'The directives received from above, as an Excel file.',
  response: 'file',
  errors: tooLong,
});
