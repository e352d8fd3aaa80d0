import type { FileEntrant, RankedRow, Ranking } from '../ranking/contest-file';
import { decimal, decimalWords, zero, type Decimal } from '../ranking/decimals';
import { own, placeByChain, type Criterion, type Placed } from '../ranking/order';
import type { QuizEntry, QuizFile, QuizRules } from './file';

/** What an entry of the log gives its team. */
export function worthOf(entry: QuizEntry, rules: QuizRules): Decimal {
  if (entry.isTakenBack) return zero;
  if (entry.adjusted !== null) return decimal(entry.adjusted);
  if (entry.verdict === 'passed') return zero;
  if (entry.part !== 'risk') return decimal(rules[entry.part][entry.verdict]);
  const stake = decimal(entry.stake ?? '0');
  return entry.verdict === 'right' ? stake : stake.negated();
}

export interface Standing {
  readonly entrant: FileEntrant;
  readonly score: Decimal;
  readonly playoff: Decimal;
  readonly right: number;
}

/** The scores of all teams after the log, in the order in which the file names them. */
export function standingsOf(file: QuizFile): Standing[] {
  const log = [...file.results].sort((a, b) => a.seq - b.seq);
  return file.entrants.map((entrant) => {
    let score = decimal(file.rules.base);
    let playoff = zero;
    for (const entry of log.filter((one) => one.entrant === entrant.id)) {
      const worth = worthOf(entry, file.rules);
      if (entry.part === 'playoff') playoff = playoff.plus(worth);
      else score = floored(score.plus(worth), file.rules);
    }
    const right = log.filter((one) => one.entrant === entrant.id && one.verdict === 'right' && !one.isTakenBack);
    return { entrant, score, playoff, right: right.filter(({ part }) => part !== 'playoff').length };
  });
}

/** Where points can't fall below nought, they stop there at once, and the next right answer counts from nought. */
const floored = (score: Decimal, rules: QuizRules): Decimal =>
  rules.mayFallBelow || !score.isNegative() ? score : zero;

const byNumber = (a: Standing, b: Standing): number =>
  (a.entrant.number ?? Infinity) - (b.entrant.number ?? Infinity) || (a.entrant.id < b.entrant.id ? -1 : 1);

const score = own<Standing>('score', 'higher', (one) => one.score);
const playoff: Criterion<Standing> = own<Standing>('playoff', 'higher', (one) => one.playoff);

function placedRow({ item, rank, isJoint, steps }: Placed<Standing>): RankedRow {
  return {
    ...{ entrant: item.entrant.id, rank, isJoint, notes: [], result: decimalWords(item.score) },
    steps: steps.slice(1).map(({ key, value }) => ({ key, value: decimalWords(value) })),
  };
}

function outRow({ entrant }: Standing): RankedRow {
  const note = { key: `quiz.notes.${entrant.state}`, params: { reason: entrant.reason ?? '' } };
  return { entrant: entrant.id, rank: null, isJoint: false, result: '', steps: [], notes: [note] };
}

/** The ranking of a knowledge contest: by score, equal teams by their playoff; what that doesn't part is a joint place. */
export function rankQuiz(file: QuizFile): Ranking {
  const all = standingsOf(file);
  const groups = file.groups.length === 0 ? [null] : file.groups.map(({ id }) => id);
  return {
    groups: groups.map((group) => {
      const members = all.filter(({ entrant }) => group === null || entrant.group === group);
      const placed = placeByChain(
        members.filter(({ entrant }) => entrant.state === 'entered'),
        score,
        { criteria: [playoff], restart: 'none' },
        byNumber,
      );
      const out = members.filter(({ entrant }) => entrant.state !== 'entered').sort(byNumber);
      return { group, rows: [...placed.map(placedRow), ...out.map(outRow)] };
    }),
  };
}
