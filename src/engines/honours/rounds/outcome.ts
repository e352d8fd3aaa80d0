import {
  chanceFrom,
  decimal,
  mean,
  own,
  placeByChain,
  rounded,
  zero,
  type Criterion,
  type Decimal,
} from '#engines/contest';
import type { Definition } from '../schemes/definition';

/** One who is up for review, with what may part equals. */
export interface Candidate {
  readonly id: string;
  readonly honours: number;
  readonly isFrontLine: boolean;
}

/** What one voter or judge gave: `yes`, or a score as exact text; who is not named got no vote. */
export type Sheet = Readonly<Record<string, string>>;

export interface Standing {
  readonly id: string;
  readonly place: number;
  readonly result: string;
  readonly steps: readonly { readonly key: string; readonly value: string }[];
  readonly isChosen: boolean;
}

export interface Outcome {
  readonly standings: readonly Standing[];
  /** Equal at the last place that is chosen, and nothing parts them: a meeting has to say. */
  readonly tied: readonly string[];
}

type Review = Definition['review'];

/** The mean without the extremes, half up to the places of the rule. */
function meanOf(
  scores: readonly Decimal[],
  { dropHighest, dropLowest, places }: Extract<Review, { way: 'scores' }>,
): Decimal {
  const sorted = [...scores].sort((a, b) => a.cmp(b));
  return rounded(mean(sorted.slice(dropLowest, sorted.length - dropHighest)), places);
}

function resultOf(review: Exclude<Review, { way: 'meeting' }>, id: string, sheets: readonly Sheet[]): Decimal {
  if (review.way === 'votes') return decimal(sheets.filter((sheet) => sheet[id] === 'yes').length);
  return meanOf(
    sheets.map((sheet) => decimal(sheet[id]!)),
    review,
  );
}

/** Votes are counted against all seats, not against those who came: more than half, or two thirds and more. */
export function isEnough(review: Exclude<Review, { way: 'meeting' }>, result: Decimal): boolean {
  if (review.way === 'scores') return result.gte(review.least);
  return review.majority === '1/2' ? result.times(2).gt(review.voters) : result.times(3).gte(2 * review.voters);
}

function breakOf(key: Definition['tieBreaks'][number], lots: readonly string[]): Criterion<Candidate> {
  switch (key) {
    case 'fewer_honours':
      return own(key, 'lower', ({ honours }) => decimal(honours));
    case 'front_line':
      return own(key, 'higher', ({ isFrontLine }) => decimal(isFrontLine ? 1 : 0));
    case 'lot':
      return own(key, 'lower', ({ id }) => decimal(lots.indexOf(id) + 1));
  }
}

/**
 * Places those up for review by votes or by the mean of their scores, equals by the tie-breaks of the scheme, and by what a
 * meeting has said of them (`order`, first to last) where nothing else parts them. Chosen are the first `most` of those who
 * have enough. The order in which candidates and sheets are handed in changes nothing.
 */
export function outcomeOf(
  { review, tieBreaks, most }: Pick<Definition, 'tieBreaks' | 'most'> & { review: Exclude<Review, { way: 'meeting' }> },
  candidates: readonly Candidate[],
  sheets: readonly Sheet[],
  { seed, order }: { readonly seed: string; readonly order: readonly string[] },
): Outcome {
  const lots = chanceFrom(seed).shuffled([...candidates.map(({ id }) => id)].sort());
  const results = new Map(candidates.map(({ id }) => [id, resultOf(review, id, sheets)]));
  const said = own<Candidate>('meeting', 'lower', ({ id }) => decimal(order.includes(id) ? order.indexOf(id) + 1 : 0));
  const placed = placeByChain(
    candidates,
    own('result', 'higher', ({ id }) => results.get(id) ?? zero),
    { criteria: [...tieBreaks.map((key) => breakOf(key, lots)), ...(order.length > 0 ? [said] : [])], restart: 'none' },
    (a, b) => (a.id < b.id ? -1 : 1),
  );
  const digits = review.way === 'scores' ? review.places : 0;
  const able = placed.filter(({ item }) => isEnough(review, results.get(item.id)!));
  const chosen = new Set(able.slice(0, most).map(({ item }) => item.id));
  const [last, next] = [able[most - 1], able[most]];
  const isTied = last !== undefined && next !== undefined && last.rank === next.rank;
  return {
    standings: placed.map(({ item, rank, steps }) => ({
      ...{ id: item.id, place: rank, isChosen: chosen.has(item.id) },
      result: results.get(item.id)!.toFixed(digits),
      steps: steps.slice(1).map(({ key, value }) => ({ key, value: value.toFixed() })),
    })),
    tied: isTied ? able.filter(({ rank }) => rank === last.rank).map(({ item }) => item.id) : [],
  };
}
