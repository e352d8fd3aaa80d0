import type { FileFault } from '../../ranking/contest-file';
import { faultsOfMatches } from '../faults';
import { matchFile } from '../file';
import { checkTrf } from '../swiss/check';
import { trfOfStage } from './from-file';
import { readTrf } from './trf';

/** What an audit says of a file: faults of the file itself, then breaches of the pairing rules, each with its place. */
export interface Audit {
  readonly rounds: number;
  readonly players: number;
  readonly faults: readonly FileFault[];
}

/** A tournament report, round by round. */
export function auditOfReport(text: string): Audit {
  const answer = readTrf(text);
  if (!answer.ok) {
    const faults = answer.faults.map(({ line, column, key, params }) => ({ at: `${line}:${column}`, key, params }));
    return { rounds: 0, players: 0, faults };
  }
  const { players } = answer.trf;
  const faults = checkTrf(answer.trf).map(({ round, key, params }) => ({ at: `${round}`, key, params }));
  return { rounds: Math.max(0, ...players.map(({ games }) => games.length)), players: players.length, faults };
}

/** A contest file of matches: its faults, and of its Swiss stages what no pairing by the rules can have led to; null for others. */
export function auditOfFile(given: { readonly kind: string }): Audit | null {
  if (given.kind !== 'match') return null;
  const file = matchFile.parse(given);
  const own = faultsOfMatches(file);
  const stages = own.length > 0 ? [] : file.rules.stages.filter((stage) => stage.kind === 'swiss');
  const reports = stages.map((stage) => trfOfStage(file, stage));
  const breaches = reports.flatMap((trf, at) =>
    checkTrf(trf).map(({ round, key, params }) => ({ at: `${stages[at]!.id} ${round}`, key, params })),
  );
  const rounds = Math.max(0, ...file.results.matches.map(({ round }) => round));
  return { rounds, players: file.entrants.length, faults: [...own, ...breaches] };
}
