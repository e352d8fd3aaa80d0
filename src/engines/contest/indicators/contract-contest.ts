import { z } from 'zod';
import { endpoint } from '#kernel/contract';
import { decimalText } from '../ranking/decimals';
import { byId, contestDay, done, words } from '../terms';
import { contestPeriod as period } from './period-shape';

const path = '/api/contests/:id';
const manage = 'contest.contest.manage';
const points = decimalText.refine((text) => Number(text) >= 0);

export const checkRow = z.object({ entrantId: z.uuid(), item: z.string(), check: z.string(), points });
export const vetoRow = z.object({
  id: z.uuid(),
  entrantId: z.uuid(),
  veto: z.string(),
  onDay: contestDay,
  reason: z.string(),
  recordedByName: z.string(),
  lifted: z.object({ reason: z.string(), byName: z.string() }).nullable(),
});

export const showIndicatorResults = endpoint({
  name: 'contest.showIndicatorResults',
  method: 'GET',
  path: `${path}/indicator-results`,
  permission: 'contest.contest.read',
  summary: 'Of an indicator contest: the points of its lists of checks in a period, and what has been vetoed.',
  params: byId,
  query: z.object({ period }),
  response: z.object({ checks: z.array(checkRow), vetoes: z.array(vetoRow) }),
});

export const giveChecks = endpoint({
  name: 'contest.giveChecks',
  method: 'PUT',
  path: `${path}/checks`,
  permission: manage,
  summary: 'Gives entrants the points of a list of checks for a period.',
  params: byId,
  body: z.object({ period, rows: z.array(checkRow).min(1).max(1000) }),
  response: done,
  errors: ['contest.step_impossible', 'contest.check_unknown', 'contest.check_points'],
});

export const recordVeto = endpoint({
  name: 'contest.recordVeto',
  method: 'POST',
  path: `${path}/vetoes`,
  permission: manage,
  summary: 'Throws an entrant out of the standings of the periods that hold a day, with the reason that is printed.',
  params: byId,
  body: z.object({ entrantId: z.uuid(), veto: z.string().min(1).max(64), onDay: contestDay, reason: words(400, 2) }),
  response: z.object({ id: z.uuid() }),
  errors: ['contest.step_impossible', 'contest.veto_unknown', 'contest.veto_day'],
});

export const liftVeto = endpoint({
  name: 'contest.liftVeto',
  method: 'POST',
  path: '/api/contest/vetoes/:id/lift',
  permission: manage,
  summary: 'Takes a veto back, with the reason; it stays readable.',
  params: byId,
  body: z.object({ reason: words(400, 2) }),
  response: done,
  errors: ['contest.step_impossible', 'contest.veto_lifted'],
});

export const showBanner = endpoint({
  name: 'contest.showBanner',
  method: 'GET',
  path: `${path}/banner`,
  permission: 'contest.contest.read',
  summary: 'Who has held the rotating red banner: the first of each published month, the latest month first.',
  params: byId,
  response: z.object({
    rows: z.array(
      z.object({
        period: z.string(),
        group: z.string(),
        holders: z.array(z.string()),
        /** So many months in a row, this one among them. */
        running: z.int(),
      }),
    ),
  }),
});
