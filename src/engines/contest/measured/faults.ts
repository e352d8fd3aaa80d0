import type { FileFault } from '../ranking/contest-file';
import { decimal } from '../ranking/decimals';
import { faultsOfHead } from '../ranking/head-faults';
import type { MeasuredAttempt, MeasuredFile, MeasuredRules } from './file';
import { worthOf } from './rank';

const MOST_DECIMALS = /\.(\d+)$/;
const decimalsOf = (text: string): number => MOST_DECIMALS.exec(text)?.[1]?.length ?? 0;

type Fault = readonly [key: string, params?: Readonly<Record<string, string>>];

/** What is wrong with rules that fit their schema. */
export function faultsOfMeasuredRules(rules: MeasuredRules): FileFault[] {
  const faults: FileFault[] = [];
  const say = (at: string, key: string): void => void faults.push({ at, key: `measured.faults.${key}`, params: {} });
  if (rules.rounds[0]?.comesIn !== null) say('rules.rounds.0.comesIn', 'first_round_takes_all');
  rules.rounds.slice(1).forEach(({ comesIn }, i) => {
    if (comesIn === null) say(`rules.rounds.${i + 1}.comesIn`, 'round_without_number');
  });
  if (new Set(rules.ties).size < rules.ties.length) say('rules.ties', 'tie_twice');
  if (rules.ties.includes('second') && rules.second === null) say('rules.ties', 'second_missing');
  if (rules.legs === 1) say('rules.legs', 'one_leg');
  return faults;
}

/** What is wrong with one attempt, by the rules of its contest; the first fault that is found. */
export function faultOfAttempt(attempt: MeasuredAttempt, rules: MeasuredRules): Fault | null {
  if (attempt.round > rules.rounds.length) return ['no_such_round', { round: String(attempt.round) }];
  if (attempt.attempt > rules.attempts) return ['too_many_attempts', { most: String(rules.attempts) }];
  if (attempt.state !== 'valid') return attempt.reason === '' ? ['reason_missing'] : null;
  const values = [...(attempt.value === null ? [] : [attempt.value]), ...attempt.legs];
  if (rules.legs > 0 && (attempt.legs.length !== rules.legs || attempt.value !== null))
    return ['legs_missing', { legs: String(rules.legs) }];
  if (rules.legs === 0 && (attempt.legs.length > 0 || attempt.value === null)) return ['value_missing'];
  const amounts = [...values, ...attempt.penalties.map(({ amount }) => amount)];
  if (amounts.some((text) => decimalsOf(text) > rules.decimals))
    return ['too_many_decimals', { most: String(rules.decimals) }];
  if (attempt.second !== null && rules.second === null) return ['no_second'];
  if (attempt.second !== null && decimalsOf(attempt.second) > (rules.second?.decimals ?? 0))
    return ['too_many_decimals', { most: String(rules.second?.decimals ?? 0) }];
  if ([...amounts, ...(attempt.second === null ? [] : [attempt.second])].some((text) => decimal(text).isNegative()))
    return ['negative'];
  return worthOf(attempt, rules).isNegative() ? ['penalty_above_value'] : null;
}

export function faultsOfMeasured(file: MeasuredFile): FileFault[] {
  const entrants = new Map(file.entrants.map((entrant) => [entrant.id, entrant]));
  const seen = new Set<string>();
  const attempts = file.results.flatMap((attempt, i): FileFault[] => {
    const entrant = entrants.get(attempt.entrant);
    const key = `${attempt.entrant} ${attempt.round} ${attempt.attempt}`;
    const isTwice = seen.has(key);
    seen.add(key);
    const fault: Fault | null =
      entrant === undefined ? ['no_such_entrant'] : isTwice ? ['attempt_twice'] : faultOfAttempt(attempt, file.rules);
    const params = { name: entrant?.name ?? attempt.entrant, ...fault?.[1] };
    return fault === null ? [] : [{ at: `results.${i}`, key: `measured.faults.${fault[0]}`, params }];
  });
  return [...faultsOfMeasuredRules(file.rules), ...faultsOfHead(file), ...attempts];
}
