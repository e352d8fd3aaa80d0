import { z } from 'zod';
import { endpoint } from '#kernel/contract';
import { decimalText } from '../ranking/decimals';
import { byId, unitName } from '../terms';
import { period } from './period-shape';

const path = '/api/contest/indicators';

/** Why a unit stands without a figure: nothing was read, a part of a formula is missing, or it would divide by nothing. */
export const emptyReasons = ['nothing_read', 'part_missing', 'division_by_zero'] as const;

export const standingRow = z.object({
  unit: unitName,
  rank: z.int().nullable(),
  isJoint: z.boolean(),
  value: decimalText.nullable(),
  empty: z.enum(emptyReasons).nullable(),
  /** What is missing or nothing, by its key. */
  emptyKey: z.string(),
  plan: decimalText.nullable(),
  /** Percent of the plan, to one place. */
  completion: z.string().nullable(),
  /** Actual less plan: what was saved or gained, or the other way round. */
  difference: z.string().nullable(),
  readings: z.int(),
  verified: z.int(),
});
export type StandingRow = z.infer<typeof standingRow>;

export const showStandings = endpoint({
  name: 'contest.showStandings',
  method: 'GET',
  path: `${path}/:id/standings`,
  permission: 'contest.indicator.read',
  summary: 'How units of one kind stand by an indicator in a period: figure, plan, percent of it and place.',
  params: byId,
  query: z.object({ period, unitId: z.uuid().optional(), kind: z.string().max(40).optional() }),
  response: z.object({ period: z.string(), rows: z.array(standingRow), kinds: z.array(z.string()) }),
  isOneMoment: true,
});

export const exportStandings = endpoint({
  name: 'contest.exportStandings',
  method: 'GET',
  path: `${path}/:id/standings.xlsx`,
  permission: 'contest.indicator.read',
  summary: 'The same table as an Excel file.',
  params: byId,
  query: z.object({ period, unitId: z.uuid().optional(), kind: z.string().max(40).optional() }),
  response: 'file',
});
