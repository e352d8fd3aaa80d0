import { z } from 'zod';
import { day, endpoint, fen, pageOf, pageQuery } from '#kernel/contract';
import { source, sources, unitName, year } from '../terms';

const read = 'relief.fund.read';
const sums = z.object(
  Object.fromEntries(sources.map((one) => [one, fen])) as Record<(typeof sources)[number], typeof fen>,
);

export const showReliefYear = endpoint({
  name: 'relief.showReliefYear',
  method: 'GET',
  path: '/api/relief/year',
  permission: read,
  summary: 'Aid that was paid in a year by month: own funds, group money, mutual aid and donations beside each other.',
  query: z.object({ year: year.optional(), unitId: z.uuid().optional() }),
  isOneMoment: true,
  response: z.object({
    year: z.int(),
    unit: unitName.nullable(),
    months: z.array(sums.extend({ month: z.int() })),
    sums,
    /** How many people were helped, by whatever source. */
    people: z.int(),
    ownAccounts: z.array(z.object({ code: z.string(), name: z.string() })),
  }),
});

export const reliefEntry = z.object({
  entryId: z.uuid(),
  book: z.object({ id: z.uuid(), name: z.string() }),
  on: day,
  words: z.string(),
  amount: fen,
});
export type ReliefEntry = z.infer<typeof reliefEntry>;

export const listReliefEntries = endpoint({
  name: 'relief.listReliefEntries',
  method: 'GET',
  path: '/api/relief/year/entries',
  permission: read,
  summary: 'The entries behind a figure of the year: of one source, in one month or in all.',
  query: pageQuery.extend({
    year: year.optional(),
    unitId: z.uuid().optional(),
    source,
    month: z.coerce.number().int().min(1).max(12).optional(),
  }),
  response: pageOf(reliefEntry),
});

export const floorEndpoints = [showReliefYear, listReliefEntries] as const;
