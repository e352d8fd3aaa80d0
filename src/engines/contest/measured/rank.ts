import type { FileEntrant, RankedRow, Ranking } from '../ranking/contest-file';
import { decimal, mean, sum, zero, type Decimal } from '../ranking/decimals';
import { own, placeByChain, type Criterion, type Placed } from '../ranking/order';
import type { MeasuredAttempt, MeasuredFile, MeasuredRules } from './file';

/** What one entrant did in one round: the valid attempts, what each is worth, and what counts of them. */
interface RoundResult {
  readonly round: number;
  /** The best first. */
  readonly values: readonly Decimal[];
  readonly counted: Decimal;
  readonly second: Decimal | null;
}

interface Performer {
  readonly entrant: FileEntrant;
  /** The latest round in which it has a valid attempt first. */
  readonly rounds: readonly RoundResult[];
}

/** What an attempt is worth: what was measured, or the sum of the legs, with its penalties. */
export function worthOf(attempt: MeasuredAttempt, rules: Pick<MeasuredRules, 'better'>): Decimal {
  const measured = attempt.legs.length > 0 ? sum(attempt.legs.map(decimal)) : decimal(attempt.value ?? '0');
  const penalty = sum(attempt.penalties.map(({ amount }) => decimal(amount)));
  return rules.better === 'higher' ? measured.minus(penalty) : measured.plus(penalty);
}

function roundResult(round: number, attempts: readonly MeasuredAttempt[], rules: MeasuredRules): RoundResult {
  const sign = rules.better === 'higher' ? -1 : 1;
  const valued = attempts
    .map((attempt) => ({ attempt, value: worthOf(attempt, rules) }))
    .sort((a, b) => sign * a.value.cmp(b.value));
  const values = valued.map(({ value }) => value);
  const best = values[0]!;
  const counted = rules.counting === 'sum' ? sum(values) : rules.counting === 'mean' ? mean(values) : best;
  const seconds = valued
    .filter(({ value }) => rules.counting !== 'best' || value.eq(best))
    .flatMap(({ attempt }) => (attempt.second === null ? [] : [decimal(attempt.second)]));
  return { round, values, counted, second: secondOf(seconds, rules) };
}

/** The best of the second measures of what counts, or their sum where all attempts count. */
function secondOf(seconds: readonly Decimal[], rules: MeasuredRules): Decimal | null {
  if (rules.second === null || seconds.length === 0) return null;
  if (rules.counting !== 'best') return sum(seconds);
  const isBetter = (a: Decimal, b: Decimal): boolean => (rules.second?.better === 'higher' ? a.gt(b) : a.lt(b));
  return seconds.reduce((best, one) => (isBetter(one, best) ? one : best));
}

function performers(file: MeasuredFile): Performer[] {
  return file.entrants.map((entrant) => {
    const valid = file.results.filter((one) => one.entrant === entrant.id && one.state === 'valid');
    const rounds = [...new Set(valid.map(({ round }) => round))].sort((a, b) => b - a);
    return {
      entrant,
      rounds: rounds.map((round) =>
        roundResult(
          round,
          valid.filter((one) => one.round === round),
          file.rules,
        ),
      ),
    };
  });
}

/** Worse than any value: who has no such value stands behind those who have. */
const none = (better: 'higher' | 'lower'): Decimal => decimal(better === 'higher' ? '-Infinity' : 'Infinity');

/** The chain of a contest: the round that was reached, what counts in it, then what the rules part equal ones by. */
export function criteriaOf(rules: MeasuredRules): Criterion<Performer>[] {
  const { better } = rules;
  const result = own<Performer>('result', better, ({ rounds }) => rounds[0]?.counted ?? none(better));
  const ties = rules.ties.flatMap((tie): Criterion<Performer>[] => {
    switch (tie) {
      case 'second': {
        const wanted = rules.second;
        return wanted === null
          ? []
          : [own('second', wanted.better, ({ rounds }) => rounds[0]?.second ?? none(wanted.better))];
      }
      case 'next_best':
        return Array.from({ length: rules.attempts - 1 }, (_none, i) =>
          own<Performer>(`next_best_${i + 2}`, better, ({ rounds }) => rounds[0]?.values[i + 1] ?? none(better)),
        );
      case 'earlier_round':
        return rules.rounds
          .slice(1)
          .map((_round, i) =>
            own<Performer>(`earlier_round_${i + 1}`, better, ({ rounds }) => rounds[i + 1]?.counted ?? none(better)),
          );
      case 'number':
        return [own('number', 'lower', ({ entrant }) => decimal(entrant.number ?? 1_000_000))];
    }
  });
  return [result, ...ties];
}

const byNumber = (a: FileEntrant, b: FileEntrant): number =>
  (a.number ?? Infinity) - (b.number ?? Infinity) || (a.id < b.id ? -1 : 1);

const words = (value: Decimal, decimals: number): string => (value.isFinite() ? value.toFixed(decimals) : '–');

function placedRow({ item, rank, isJoint, steps }: Placed<Performer>, rules: MeasuredRules): RankedRow {
  return {
    ...{ entrant: item.entrant.id, rank, isJoint, notes: roundNotes(item, rules) },
    result: words(item.rounds[0]?.counted ?? zero, rules.decimals),
    // The round and the result stand in the row itself.
    steps: steps.slice(2).map(({ key, value }) => ({ key, value: value.isFinite() ? value.toFixed() : '–' })),
  };
}

/** In which round the result was reached, where there is more than one. */
function roundNotes({ rounds }: Performer, rules: MeasuredRules): RankedRow['notes'] {
  const reached = rules.rounds[(rounds[0]?.round ?? 1) - 1];
  return rules.rounds.length > 1 ? [{ key: 'measured.notes.round', params: { round: reached?.name ?? '' } }] : [];
}

function outRow({ entrant }: Performer): RankedRow {
  const key = entrant.state === 'entered' ? 'no_result' : entrant.state;
  const note = { key: `measured.notes.${key}`, params: { reason: entrant.reason ?? '' } };
  return { entrant: entrant.id, rank: null, isJoint: false, result: '', steps: [], notes: [note] };
}

/**
 * The ranking of a measured contest: who came furthest first, among these by what counts in that round. Who was disqualified,
 * withdrew or has no valid attempt has no place and stands at the end with the reason.
 */
export function rankMeasured(file: MeasuredFile): Ranking {
  const all = performers(file);
  const groups = file.groups.length === 0 ? [null] : file.groups.map(({ id }) => id);
  const reached = own<Performer>('round', 'higher', ({ rounds }) => decimal(rounds[0]?.round ?? 0));
  return {
    groups: groups.map((group) => {
      const members = all.filter(({ entrant }) => group === null || entrant.group === group);
      const isPlaced = ({ entrant, rounds }: Performer): boolean => entrant.state === 'entered' && rounds.length > 0;
      const placed = placeByChain(
        members.filter(isPlaced),
        reached,
        { criteria: criteriaOf(file.rules), restart: 'none' },
        (a, b) => byNumber(a.entrant, b.entrant),
      );
      const out = members.filter((one) => !isPlaced(one)).sort((a, b) => byNumber(a.entrant, b.entrant));
      return { group, rows: [...placed.map((one) => placedRow(one, file.rules)), ...out.map(outRow)] };
    }),
  };
}
