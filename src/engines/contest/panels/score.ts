import type { FileEntrant } from '../ranking/contest-file';
import { decimal, mean, rounded, sum, zero, type Decimal } from '../ranking/decimals';
import type { PanelBallot, PanelFile, PanelPart, PanelRules, TimeRule } from './file';

const HUNDRED = decimal(100);

export interface CountedMark {
  /** Null for a mark of the desk. */
  readonly judge: string | null;
  readonly mark: Decimal;
  readonly isDropped: boolean;
}

/** How the score of a part comes about, so that every figure opens to the marks behind it. */
export interface PartScore {
  readonly part: string;
  readonly marks: readonly CountedMark[];
  readonly mean: Decimal;
  /** The mean with the marks that were left out. */
  readonly meanOfAll: Decimal;
  readonly means: ReadonlyMap<string, Decimal>;
  readonly deduction: Decimal;
  /** What is left after the deduction, never below nought, out of what the contest is told. */
  readonly score: Decimal;
}

export interface RoundScore {
  readonly round: number;
  readonly parts: readonly PartScore[];
  readonly audience: Decimal | null;
  readonly score: Decimal;
  /** With what the earlier round brings into it; not rounded yet. */
  readonly total: Decimal;
}

/** Why a round gives no score: a part without enough marks, or one that took too long. */
export interface NoScore {
  readonly key: 'too_few_marks' | 'over_time';
  readonly params: Readonly<Record<string, string>>;
}

const share = (value: Decimal, hundredths: Decimal): Decimal => value.times(hundredths).div(HUNDRED);

/** The fewest marks of which some can be left out and enough remain. */
export const fewestMarks = (part: Pick<PanelPart, 'by'>, { drop }: Pick<PanelRules, 'drop'>): number =>
  part.by === 'desk' ? 1 : drop.high + drop.low + drop.keep;

/** What a ballot is worth: its mark, or its criteria by their weights. */
export function wholeMark(ballot: Pick<PanelBallot, 'mark' | 'criteria'>, part: PanelPart): Decimal {
  if (part.criteria.length === 0) return decimal(ballot.mark ?? '0');
  return sum(part.criteria.map(({ key, weight }) => share(decimal(ballot.criteria[key] ?? '0'), decimal(weight))));
}

interface Given {
  readonly judge: string | null;
  readonly mark: Decimal;
}

/** Leaves out so many of the highest and of the lowest; of equal ones it doesn't matter which, and the later judge's goes. */
function trimmed(given: readonly Given[], { high, low }: { high: number; low: number }): CountedMark[] {
  const ordered = [...given].sort((a, b) => a.mark.cmp(b.mark) || ((a.judge ?? '') < (b.judge ?? '') ? 1 : -1));
  return ordered.map((one, i) => ({ ...one, isDropped: i < low || i >= ordered.length - high }));
}

const meanOf = (marks: readonly CountedMark[]): Decimal =>
  mean(marks.filter(({ isDropped }) => !isDropped).map(({ mark }) => mark));

/** What is taken off for time: the step that reaches furthest, or so much for each started minute. */
export function deductionFor(seconds: Decimal, rule: TimeRule): Decimal {
  const over = seconds.minus(rule.limit);
  if (rule.perMinute !== null) {
    const minutes = over.gt(rule.grace) ? over.div(60).ceil() : zero;
    return minutes.times(rule.perMinute);
  }
  const reached = rule.steps.filter((step) => over.gt(step.over)).sort((a, b) => b.over - a.over);
  return decimal(reached[0]?.deduct ?? '0');
}

/** Scores of one file, computed to so many decimals wherever the rules round. */
export class Scores {
  private readonly known = new Map<string, RoundScore | NoScore | null>();
  private readonly ballots = new Map<string, PanelBallot[]>();
  private readonly times = new Map<string, Decimal>();
  private readonly votes = new Map<string, number>();

  constructor(
    private readonly file: PanelFile,
    private readonly decimals: number,
  ) {
    const recused = new Set(file.results.recusals.map(({ judge, entrant }) => `${judge} ${entrant}`));
    for (const ballot of file.results.ballots) {
      if (ballot.judge !== null && recused.has(`${ballot.judge} ${ballot.entrant}`)) continue;
      const key = `${ballot.entrant} ${ballot.round} ${ballot.part}`;
      this.ballots.set(key, [...(this.ballots.get(key) ?? []), ballot]);
    }
    for (const { entrant, round, part, seconds } of file.results.times)
      this.times.set(`${entrant} ${round} ${part}`, decimal(seconds));
    for (const { entrant, round, count } of file.results.votes) this.votes.set(`${entrant} ${round}`, count);
  }

  /** Null for a round in which nobody has marked the entrant. */
  of(entrant: FileEntrant, round: number): RoundScore | NoScore | null {
    const key = `${entrant.id} ${round}`;
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const score = this.compute(entrant, round);
    this.known.set(key, score);
    return score;
  }

  private compute(entrant: FileEntrant, round: number): RoundScore | NoScore | null {
    const { rules } = this.file;
    const given = rules.parts.map((part) => this.ballots.get(`${entrant.id} ${round} ${part.key}`) ?? []);
    if (given.every((ballots) => ballots.length === 0)) return null;
    const parts: PartScore[] = [];
    for (const [i, part] of rules.parts.entries()) {
      const score = this.partScore(part, given[i]!, this.times.get(`${entrant.id} ${round} ${part.key}`) ?? null);
      if ('key' in score) return score;
      parts.push(score);
    }
    const judged = sum(parts.map(({ score }, i) => share(score, decimal(rules.parts[i]!.weight))));
    const settings = rules.rounds[round - 1]!;
    const audience = decimal(settings.audience).isZero() ? null : this.early(this.audienceMark(entrant.id, round));
    const both =
      audience === null
        ? judged
        : share(judged, HUNDRED.minus(settings.audience)).plus(share(audience, decimal(settings.audience)));
    const score = rules.rounding.stage === 'after_weighting' ? rounded(both, this.decimals) : both;
    const earlier = decimal(settings.carries).isZero() ? null : this.of(entrant, round - 1);
    if (earlier === null || 'key' in earlier) return { round, parts, audience, score, total: score };
    const carried = decimal(settings.carries);
    const before = rules.rounding.stage === 'at_end' ? earlier.total : rounded(earlier.total, this.decimals);
    const total = share(score, HUNDRED.minus(carried)).plus(share(before, carried));
    return { round, parts, audience, score, total };
  }

  private early(value: Decimal): Decimal {
    return this.file.rules.rounding.stage === 'before_weighting' ? rounded(value, this.decimals) : value;
  }

  private partScore(part: PanelPart, ballots: readonly PanelBallot[], seconds: Decimal | null): PartScore | NoScore {
    const { rules } = this.file;
    const fewest = fewestMarks(part, rules);
    if (ballots.length < fewest) {
      const params = { part: part.name, count: String(ballots.length), fewest: String(fewest) };
      return { key: 'too_few_marks', params };
    }
    const outAfter = part.time?.outAfter ?? null;
    const over = part.time === null || seconds === null ? zero : seconds.minus(part.time.limit);
    const isOver = outAfter !== null && over.gt(outAfter);
    if (isOver) return { key: 'over_time', params: { part: part.name } };
    const drop = part.by === 'desk' ? { high: 0, low: 0 } : rules.drop;
    const wholes = ballots.map((ballot) => ({ judge: ballot.judge, mark: wholeMark(ballot, part) }));
    const marks = trimmed(wholes, drop);
    const dropOfCriterion = rules.dropping === 'criterion' ? drop : null;
    const means = this.criterionMeans(part, ballots, marks, dropOfCriterion);
    const weighted = sum(part.criteria.map(({ key, weight }) => share(means.get(key)!, decimal(weight))));
    const isByCriterion = dropOfCriterion !== null && part.criteria.length > 0;
    const found = isByCriterion ? weighted : this.early(meanOf(marks));
    const deduction = part.time === null || seconds === null ? zero : deductionFor(seconds, part.time);
    const left = found.gt(deduction) ? found.minus(deduction) : zero;
    return {
      part: part.key,
      marks: isByCriterion ? marks.map((one) => ({ ...one, isDropped: false })) : marks,
      mean: found,
      meanOfAll: mean(wholes.map(({ mark }) => mark)),
      ...{ means, deduction },
      score: left.times(rules.outOf).div(part.scale.to),
    };
  }

  /** Of each criterion: its own extremes left out, or the marks of the judges whose whole mark counts. */
  private criterionMeans(
    part: PanelPart,
    ballots: readonly PanelBallot[],
    marks: readonly CountedMark[],
    drop: { high: number; low: number } | null,
  ): Map<string, Decimal> {
    const counted = new Set(marks.filter(({ isDropped }) => !isDropped).map(({ judge }) => judge));
    return new Map(
      part.criteria.map(({ key }) => {
        const given = ballots.map((one) => ({ judge: one.judge, mark: decimal(one.criteria[key] ?? '0') }));
        if (drop !== null) return [key, this.early(meanOf(trimmed(given, drop)))];
        return [key, mean(given.filter(({ judge }) => counted.has(judge)).map(({ mark }) => mark))];
      }),
    );
  }

  private audienceMark(entrant: string, round: number): Decimal {
    const { outOf, audienceBy } = this.file.rules;
    const counts = this.file.entrants
      .filter(({ state }) => state === 'entered')
      .map(({ id }) => this.votes.get(`${id} ${round}`) ?? 0);
    const whole = audienceBy === 'most' ? Math.max(0, ...counts) : counts.reduce((all, count) => all + count, 0);
    return whole === 0
      ? zero
      : decimal(outOf)
          .times(this.votes.get(`${entrant} ${round}`) ?? 0)
          .div(whole);
  }
}

export const isScored = (score: RoundScore | NoScore | null): score is RoundScore => score !== null && 'round' in score;
