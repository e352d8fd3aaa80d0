import type { FileEntrant, RankedRow, Ranking } from '../ranking/contest-file';
import { decimal, decimalWords, mean, rounded, zero, type Decimal } from '../ranking/decimals';
import { own, placeByChain, type Criterion, type Placed } from '../ranking/order';
import type { PanelFile, PanelRules } from './file';
import { isScored, Scores, type NoScore, type RoundScore } from './score';

interface Performer {
  readonly entrant: FileEntrant;
  /** The latest round in which it has a score first. */
  readonly rounds: readonly RoundScore[];
  /** The same rounds, with more decimals wherever the rules round. */
  readonly finer: readonly RoundScore[];
  readonly failed: NoScore | null;
}

function performers(file: PanelFile): Performer[] {
  const { decimals } = file.rules.rounding;
  const scores = new Scores(file, decimals);
  const finer = new Scores(file, decimals + file.rules.finerBy);
  return file.entrants.map((entrant) => {
    const rounds = file.rules.rounds.map((_round, i) => file.rules.rounds.length - i);
    const found = rounds.map((round) => scores.of(entrant, round));
    return {
      entrant,
      rounds: found.filter(isScored),
      finer: rounds.map((round) => finer.of(entrant, round)).filter(isScored),
      failed: found.find((one): one is NoScore => one !== null && !isScored(one)) ?? null,
    };
  });
}

const last = ({ rounds }: Performer): RoundScore | undefined => rounds[0];

/** The mean of all marks of the round, those left out among them, part by part in proportion to its scale. */
function allMarks(score: RoundScore | undefined, rules: PanelRules): Decimal {
  if (score === undefined) return zero;
  return score.parts.reduce((total, { meanOfAll }, i) => {
    const { weight, scale } = rules.parts[i]!;
    return total.plus(meanOfAll.times(rules.outOf).div(scale.to).times(weight).div(100));
  }, zero);
}

function namedMean(score: RoundScore | undefined, { named }: PanelRules): Decimal {
  const part = score?.parts.find((one) => one.part === named?.part);
  if (part === undefined || named === null) return zero;
  return named.criterion === null ? part.mean : (part.means.get(named.criterion) ?? zero);
}

/** The chain of a contest: the result, then what the rules part equal ones by. */
export function panelCriteria(rules: PanelRules): Criterion<Performer>[] {
  const { decimals } = rules.rounding;
  const result = own<Performer>('result', 'higher', (one) => rounded(last(one)?.total ?? zero, decimals));
  const ties = rules.ties.flatMap((tie): Criterion<Performer>[] => {
    switch (tie) {
      case 'finer':
        return [own(tie, 'higher', ({ finer }) => rounded(finer[0]?.total ?? zero, decimals + rules.finerBy))];
      case 'named':
        return [own(tie, 'higher', (one) => namedMean(last(one), rules))];
      case 'all_marks':
        return [own(tie, 'higher', (one) => allMarks(last(one), rules))];
      case 'earlier_round':
        return rules.rounds
          .slice(1)
          .map((_round, i) =>
            own<Performer>(`earlier_round_${i + 1}`, 'higher', ({ rounds }) =>
              rounded(rounds[i + 1]?.total ?? zero, decimals),
            ),
          );
    }
  });
  return [result, ...ties];
}

const byNumber = (a: FileEntrant, b: FileEntrant): number =>
  (a.number ?? Infinity) - (b.number ?? Infinity) || (a.id < b.id ? -1 : 1);

/** What a quotient is printed to; comparing goes on to forty digits. */
const printed = (value: Decimal): string => decimalWords(rounded(value, 6));

const note = (key: string, params: Readonly<Record<string, string>>): RankedRow['notes'][number] => ({
  key: `panels.notes.${key}`,
  params: { ...params },
});

/** Judges who didn't mark this one, and what was taken off in the round that counts. */
function notesOf(file: PanelFile, { entrant, rounds }: Performer): RankedRow['notes'] {
  const recused = file.results.recusals
    .filter((one) => one.entrant === entrant.id)
    .map(({ judge }) => file.results.judges.find(({ id }) => id === judge)?.name ?? judge)
    .sort((a, b) => Number(a) - Number(b) || (a < b ? -1 : 1));
  const deducted = (rounds[0]?.parts ?? []).flatMap(({ deduction }, i) =>
    deduction.isZero() ? [] : [note('deducted', { part: file.rules.parts[i]!.name, amount: printed(deduction) })],
  );
  return [...(recused.length === 0 ? [] : [note('recused', { judges: recused.join('、') })]), ...deducted];
}

function placedRow(file: PanelFile, { item, rank, isJoint, steps }: Placed<Performer>): RankedRow {
  const { decimals } = file.rules.rounding;
  return {
    ...{ entrant: item.entrant.id, rank, isJoint },
    result: rounded(last(item)?.total ?? zero, decimals).toFixed(decimals),
    steps: steps.map(({ key, value }) => ({ key, value: printed(value) })),
    notes: notesOf(file, item),
  };
}

function outRow({ entrant, failed }: Performer): RankedRow {
  const why =
    entrant.state !== 'entered'
      ? note(entrant.state, { reason: entrant.reason ?? '' })
      : failed === null
        ? note('no_result', {})
        : note(failed.key, failed.params);
  return { entrant: entrant.id, rank: null, isJoint: false, result: '', steps: [], notes: [why] };
}

/**
 * The ranking of a judged contest: who came furthest first, among these by the result of that round. Who was disqualified,
 * withdrew, or hasn't enough marks has no place and stands at the end with the reason.
 */
export function rankPanel(file: PanelFile): Ranking {
  const all = performers(file);
  const groups = file.groups.length === 0 ? [null] : file.groups.map(({ id }) => id);
  const reached = own<Performer>('round', 'higher', (one) => decimal(last(one)?.round ?? 0));
  return {
    groups: groups.map((group) => {
      const members = all.filter(({ entrant }) => group === null || entrant.group === group);
      const isPlaced = ({ entrant, rounds }: Performer): boolean => entrant.state === 'entered' && rounds.length > 0;
      const placed = placeByChain(
        members.filter(isPlaced),
        reached,
        { criteria: panelCriteria(file.rules), restart: 'none' },
        (a, b) => byNumber(a.entrant, b.entrant),
      );
      const out = members.filter((one) => !isPlaced(one)).sort((a, b) => byNumber(a.entrant, b.entrant));
      return { group, rows: [...placed.map((one) => placedRow(file, one)), ...out.map(outRow)] };
    }),
  };
}

export interface Outlier {
  readonly entrant: string;
  readonly round: number;
  readonly part: string;
  readonly judge: string;
  readonly mark: string;
  readonly median: string;
}

function median(values: readonly Decimal[]): Decimal {
  const ordered = [...values].sort((a, b) => a.cmp(b));
  const middle = ordered.length / 2;
  return Number.isInteger(middle) ? mean([ordered[middle - 1]!, ordered[middle]!]) : ordered[Math.floor(middle)]!;
}

/** Marks that stand further from the panel's median than the rules call usual: for the chair to look at, no more. */
export function outliersOf(file: PanelFile): Outlier[] {
  const { outlier, rounding, rounds } = file.rules;
  if (outlier === null) return [];
  const scores = new Scores(file, rounding.decimals);
  return rounds.flatMap((_round, i) =>
    file.entrants.flatMap((entrant) => {
      const score = scores.of(entrant, i + 1);
      if (!isScored(score)) return [];
      return score.parts.flatMap(({ part, marks }) => {
        const middle = median(marks.map(({ mark }) => mark));
        return marks
          .filter(({ mark }) => mark.minus(middle).abs().gt(outlier))
          .map(({ judge, mark }) => ({
            ...{ entrant: entrant.id, round: i + 1, part, judge: judge ?? '' },
            ...{ mark: printed(mark), median: printed(middle) },
          }));
      });
    }),
  );
}
