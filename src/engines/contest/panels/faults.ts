import type { FileFault } from '../ranking/contest-file';
import { decimal, sum } from '../ranking/decimals';
import { faultsOfHead } from '../ranking/head-faults';
import type { PanelBallot, PanelFile, PanelPart, PanelRules } from './file';
import { fewestMarks } from './score';

const MOST_DECIMALS = /\.(\d+)$/;
const decimalsOf = (text: string): number => MOST_DECIMALS.exec(text)?.[1]?.length ?? 0;
const isPositive = (text: string): boolean => decimal(text).gt(0);
const isWhole = (weights: readonly { weight: string }[]): boolean =>
  sum(weights.map(({ weight }) => decimal(weight))).eq(100);
const isTwice = (keys: readonly string[]): boolean => new Set(keys).size < keys.length;

type Say = (at: string, key: string, params?: Readonly<Record<string, string>>) => void;

function collected(work: (say: Say) => void): FileFault[] {
  const faults: FileFault[] = [];
  work((at, key, params = {}) => void faults.push({ at, key: `panels.faults.${key}`, params: { ...params } }));
  return faults;
}

function sayOfPart(part: PanelPart, at: string, say: Say): void {
  const { scale, criteria, time } = part;
  const params = { part: part.name };
  if (!decimal(scale.from).lt(scale.to) || decimal(scale.from).isNegative())
    say(`${at}.scale`, 'scale_reversed', params);
  if (isTwice(criteria.map(({ key }) => key))) say(`${at}.criteria`, 'criterion_twice', params);
  if (criteria.length > 0 && !isWhole(criteria)) say(`${at}.criteria`, 'criteria_weights', params);
  if ([part, ...criteria].some(({ weight }) => !isPositive(weight))) say(`${at}.weight`, 'weight_not_positive', params);
  if (time === null) return;
  if (time.steps.length > 0 && time.perMinute !== null) say(`${at}.time`, 'time_two_ways', params);
  if (time.steps.length === 0 && time.perMinute === null && time.outAfter === null)
    say(`${at}.time`, 'time_without_cost', params);
  const costs = [...time.steps.map(({ deduct }) => deduct), ...(time.perMinute === null ? [] : [time.perMinute])];
  if (costs.some((cost) => !isPositive(cost))) say(`${at}.time`, 'cost_not_positive', params);
}

function sayOfRounds({ rounds }: PanelRules, say: Say): void {
  rounds.forEach(({ comesIn, carries, audience }, i) => {
    const at = `rules.rounds.${i}`;
    const isFirst = i === 0;
    if (isFirst && comesIn !== null) say(`${at}.comesIn`, 'first_round_takes_all');
    if (isFirst && !decimal(carries).isZero()) say(`${at}.carries`, 'first_round_carries');
    if (!isFirst && comesIn === null) say(`${at}.comesIn`, 'round_without_number');
    const isShare = (text: string): boolean => !decimal(text).isNegative() && decimal(text).lte(100);
    if (![carries, audience].every(isShare)) say(at, 'share_outside');
  });
}

/** What is wrong with rules that fit their schema. */
export function faultsOfPanelRules(rules: PanelRules): FileFault[] {
  return collected((say) => {
    const { parts, named, ties } = rules;
    if (!isPositive(rules.outOf)) say('rules.outOf', 'out_of_not_positive');
    if (rules.outlier !== null && !isPositive(rules.outlier)) say('rules.outlier', 'outlier_not_positive');
    if (isTwice(parts.map(({ key }) => key))) say('rules.parts', 'part_twice');
    if (!isWhole(parts)) say('rules.parts', 'part_weights');
    parts.forEach((part, i) => sayOfPart(part, `rules.parts.${i}`, say));
    if (isTwice(ties)) say('rules.ties', 'tie_twice');
    if (ties.includes('named') && named === null) say('rules.ties', 'named_missing');
    const part = parts.find(({ key }) => key === named?.part);
    const criterion = named?.criterion ?? null;
    const isKnown = criterion === null || part?.criteria.some(({ key }) => key === criterion) === true;
    if (named !== null && (part === undefined || !isKnown)) say('rules.named', 'named_unknown');
    sayOfRounds(rules, say);
  });
}

export interface BallotFault {
  /** The field of the ballot: `mark`, `criteria.content`, `part`. */
  readonly field: string;
  readonly key: string;
  readonly params: Readonly<Record<string, string>>;
}

function faultOfMark(text: string, { from, to, decimals }: PanelPart['scale']): Omit<BallotFault, 'field'> | null {
  if (decimal(text).lt(from) || decimal(text).gt(to)) return { key: 'outside_scale', params: { from, to } };
  return decimalsOf(text) > decimals ? { key: 'too_many_decimals', params: { most: String(decimals) } } : null;
}

/** What is wrong with the marks of one ballot, by the rules of its contest; each fault with its field. */
export function faultsOfBallot(
  ballot: Pick<PanelBallot, 'round' | 'part' | 'mark' | 'criteria'>,
  rules: PanelRules,
): BallotFault[] {
  if (ballot.round > rules.rounds.length)
    return [{ field: 'round', key: 'no_such_round', params: { round: String(ballot.round) } }];
  const part = rules.parts.find(({ key }) => key === ballot.part);
  if (part === undefined) return [{ field: 'part', key: 'no_such_part', params: { part: ballot.part } }];
  const given = Object.entries(ballot.criteria);
  if (part.criteria.length === 0) {
    if (ballot.mark === null || given.length > 0)
      return [{ field: 'mark', key: 'mark_missing', params: { what: part.name } }];
    const fault = faultOfMark(ballot.mark, part.scale);
    return fault === null ? [] : [{ field: 'mark', ...fault, params: { what: part.name, ...fault.params } }];
  }
  const strange = given.find(([key]) => !part.criteria.some((one) => one.key === key));
  if (strange !== undefined || ballot.mark !== null)
    return [{ field: strange === undefined ? 'mark' : `criteria.${strange[0]}`, key: 'criteria_only', params: {} }];
  return part.criteria.flatMap(({ key, name }): BallotFault[] => {
    const mark = ballot.criteria[key];
    const fault = mark === undefined ? { key: 'mark_missing', params: {} } : faultOfMark(mark, part.scale);
    return fault === null ? [] : [{ field: `criteria.${key}`, ...fault, params: { what: name, ...fault.params } }];
  });
}

/** Entrants whom too few may mark for marks to be left out. */
export function faultsOfPanelSize(
  { rules, entrants }: Pick<PanelFile, 'rules' | 'entrants'>,
  { judges, recusals }: Pick<PanelFile['results'], 'judges' | 'recusals'>,
): FileFault[] {
  const judged = rules.parts.find(({ by }) => by === 'judges');
  if (judged === undefined) return [];
  const fewest = fewestMarks(judged, rules);
  return entrants
    .filter(({ state }) => state === 'entered')
    .flatMap(({ id, name }): FileFault[] => {
      const count = judges.length - recusals.filter(({ entrant }) => entrant === id).length;
      const params = { name, count: String(count), fewest: String(fewest) };
      return count >= fewest ? [] : [{ at: 'results.judges', key: 'panels.faults.too_few_judges', params }];
    });
}

function sayOfBallots(file: PanelFile, names: ReadonlyMap<string, string>, say: Say): void {
  const { judges, recusals, ballots } = file.results;
  const seen = new Set<string>();
  const recused = new Set(recusals.map(({ judge, entrant }) => `${judge} ${entrant}`));
  ballots.forEach((ballot, i) => {
    const at = `results.ballots.${i}`;
    const params = { name: names.get(ballot.entrant) ?? ballot.entrant, judge: ballot.judge ?? '' };
    const key = `${ballot.entrant} ${ballot.round} ${ballot.part} ${ballot.judge ?? ''}`;
    const isSeen = seen.has(key);
    seen.add(key);
    const part = file.rules.parts.find((one) => one.key === ballot.part);
    if (!names.has(ballot.entrant)) say(at, 'no_such_entrant', params);
    else if (ballot.judge !== null && !judges.some(({ id }) => id === ballot.judge)) say(at, 'no_such_judge', params);
    else if (part !== undefined && (part.by === 'desk') !== (ballot.judge === null)) say(at, 'wrong_hand', params);
    else if (isSeen) say(at, 'ballot_twice', params);
    else if (recused.has(`${ballot.judge} ${ballot.entrant}`)) say(at, 'judge_recused', params);
    else
      faultsOfBallot(ballot, file.rules).forEach((one) =>
        say(`${at}.${one.field}`, one.key, { ...params, ...one.params }),
      );
  });
}

function sayOfRest(file: PanelFile, names: ReadonlyMap<string, string>, say: Say): void {
  const { judges, recusals, times, votes } = file.results;
  const isRound = (round: number): boolean => round <= file.rules.rounds.length;
  if (isTwice(judges.map(({ id }) => id))) say('results.judges', 'judge_twice');
  recusals.forEach(({ judge, entrant }, i) => {
    const at = `results.recusals.${i}`;
    if (!names.has(entrant)) say(at, 'no_such_entrant', { name: entrant });
    else if (!judges.some(({ id }) => id === judge)) say(at, 'no_such_judge', { judge });
  });
  if (isTwice(recusals.map(({ judge, entrant }) => `${judge} ${entrant}`))) say('results.recusals', 'recusal_twice');
  times.forEach(({ entrant, round, part, seconds }, i) => {
    const at = `results.times.${i}`;
    const known = file.rules.parts.find(({ key }) => key === part);
    if (!names.has(entrant)) say(at, 'no_such_entrant', { name: entrant });
    else if (!isRound(round)) say(at, 'no_such_round', { round: String(round) });
    else if ((known?.time ?? null) === null) say(at, 'part_not_timed', { part: known?.name ?? part });
    else if (decimal(seconds).isNegative()) say(at, 'negative_time', { name: names.get(entrant) ?? '' });
  });
  if (isTwice(times.map(({ entrant, round, part }) => `${entrant} ${round} ${part}`)))
    say('results.times', 'time_twice');
  votes.forEach(({ entrant, round }, i) => {
    const at = `results.votes.${i}`;
    if (!names.has(entrant)) say(at, 'no_such_entrant', { name: entrant });
    else if (!isRound(round) || decimal(file.rules.rounds[round - 1]?.audience ?? '0').isZero())
      say(at, 'no_audience', { round: String(round) });
  });
  if (isTwice(votes.map(({ entrant, round }) => `${entrant} ${round}`))) say('results.votes', 'votes_twice');
}

export function faultsOfPanel(file: PanelFile): FileFault[] {
  const names = new Map(file.entrants.map(({ id, name }) => [id, name]));
  return [
    ...faultsOfPanelRules(file.rules),
    ...faultsOfHead(file),
    ...faultsOfPanelSize(file, file.results),
    ...collected((say) => {
      sayOfBallots(file, names, say);
      sayOfRest(file, names, say);
    }),
  ];
}
