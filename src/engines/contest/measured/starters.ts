import type { MeasuredFile } from './file';
import { rankMeasured } from './rank';

/**
 * Who may start in a round: everybody who is in the contest in the first one, later the best of the round before, as many of
 * each group as the rules say. Who shares the last place that comes in comes in, too. Who is out makes room for the next.
 */
export function startersOf(file: MeasuredFile, round: number): string[] {
  const inContest = file.entrants.filter(({ state }) => state === 'entered').map(({ id }) => id);
  const comesIn = file.rules.rounds[round - 1]?.comesIn ?? null;
  if (round === 1 || comesIn === null) return inContest;
  const before = new Set(startersOf(file, round - 1));
  const results = file.results.filter((one) => one.round === round - 1);
  const entrants = file.entrants.filter(({ id }) => before.has(id));
  if (entrants.length === 0) return [];
  const { groups } = rankMeasured({ ...file, entrants, results });
  return groups.flatMap(({ rows }) =>
    rows.filter(({ rank }) => rank !== null && rank <= comesIn).map(({ entrant }) => entrant),
  );
}
