import type { PanelFile } from './file';
import { rankPanel } from './rank';
import { isScored, Scores } from './score';

/**
 * Who may appear in a round: everybody who is in the contest in the first one, later the best of the round before, as many of
 * each group as the rules say. Who shares the last place that comes in comes in, too. Who is out makes room for the next.
 */
export function panelStarters(file: PanelFile, round: number): string[] {
  const inContest = file.entrants.filter(({ state }) => state === 'entered').map(({ id }) => id);
  const comesIn = file.rules.rounds[round - 1]?.comesIn ?? null;
  if (round === 1 || comesIn === null) return inContest;
  const before = new Set(panelStarters(file, round - 1));
  const results = { ...file.results, ballots: file.results.ballots.filter((one) => one.round < round) };
  const scores = new Scores({ ...file, results }, file.rules.rounding.decimals);
  const entrants = file.entrants.filter((one) => before.has(one.id) && isScored(scores.of(one, round - 1)));
  if (entrants.length === 0) return [];
  const { groups } = rankPanel({ ...file, entrants, results });
  return groups.flatMap(({ rows }) =>
    rows.filter(({ rank }) => rank !== null && rank <= comesIn).map(({ entrant }) => entrant),
  );
}
