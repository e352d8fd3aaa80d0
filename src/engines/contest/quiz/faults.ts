import type { FileFault } from '../ranking/contest-file';
import { decimal } from '../ranking/decimals';
import { faultsOfHead } from '../ranking/head-faults';
import type { QuizEntry, QuizFile, QuizRules } from './file';

/** What is wrong with rules that fit their schema. */
export function faultsOfQuizRules(rules: QuizRules): FileFault[] {
  const stakes = rules.stakes.map(decimal);
  const faults: FileFault[] = [];
  if (stakes.some((stake) => !stake.isPositive() || stake.isZero()))
    faults.push({ at: 'rules.stakes', key: 'quiz.faults.stake_not_positive', params: {} });
  if (new Set(stakes.map((stake) => stake.toFixed())).size < stakes.length)
    faults.push({ at: 'rules.stakes', key: 'quiz.faults.stake_twice', params: {} });
  return faults;
}

/** What is wrong with one entry of the log; null for a sound one. */
export function faultOfEntry(entry: QuizEntry, rules: QuizRules): string | null {
  const isRisk = entry.part === 'risk';
  if (isRisk && entry.stake === null && entry.adjusted === null) return 'stake_missing';
  if (!isRisk && entry.stake !== null) return 'stake_without_risk';
  if (isRisk && entry.verdict === 'foul') return 'foul_without_buzzer';
  if (entry.verdict === 'foul' && entry.part === 'required') return 'foul_without_buzzer';
  if (entry.verdict === 'passed' && !isRisk) return 'passed_without_risk';
  if (entry.stake !== null && !rules.stakes.some((stake) => decimal(stake).eq(entry.stake!))) return 'stake_unknown';
  if ((entry.adjusted !== null || entry.isTakenBack) && entry.reason === '') return 'reason_missing';
  return null;
}

export function faultsOfQuiz(file: QuizFile): FileFault[] {
  const names = new Map(file.entrants.map(({ id, name }) => [id, name]));
  const seen = new Set<number>();
  const entries = file.results.flatMap((entry, i): FileFault[] => {
    const isTwice = seen.has(entry.seq);
    seen.add(entry.seq);
    const name = names.get(entry.entrant);
    const fault = name === undefined ? 'no_such_entrant' : isTwice ? 'seq_twice' : faultOfEntry(entry, file.rules);
    const params = { name: name ?? entry.entrant, seq: String(entry.seq) };
    return fault === null ? [] : [{ at: `results.${i}`, key: `quiz.faults.${fault}`, params }];
  });
  return [...faultsOfQuizRules(file.rules), ...faultsOfHead(file), ...entries];
}
