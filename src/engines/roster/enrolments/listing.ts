import type { Context } from '#kernel';
import type { Day, Page } from '#kernel/contract';
import { searchWithin } from '../policy';
import { decodeCursor, encodeCursor } from '../rules';
import { statesIn, type EnrolmentScheme } from './scheme';
import * as census from './store-census';
import { listedRows, type ListedPerson, type ListingQuestion } from './store-listing';

export { censusParts, type CensusPart, type CensusPerson, type CensusRow } from './store-census';
export type { ListedPerson } from './store-listing';

type Filters = Pick<
  ListingQuestion,
  'alsoIds' | 'onlyIds' | 'gender' | 'employmentKind' | 'isHere' | 'enteredFrom' | 'enteredTo'
>;

/** Where a list goes on, and how much of it is wanted. */
export interface PageAsked {
  cursor?: string | undefined;
  limit: number;
}

/**
 * A page of those who are in states of a scheme today, by name; found as people are, and by ids that the caller found.
 * Whoever asks hands over the paths that may be seen; people who have left stand under their last unit.
 */
export async function listEnrolled<State extends string>(
  ctx: Context,
  scheme: EnrolmentScheme<State>,
  question: Filters & PageAsked & { states: readonly State[]; under: readonly string[]; search?: string | undefined },
): Promise<Page<ListedPerson & { state: State }>> {
  const { search = '', cursor, limit, ...filters } = question;
  const rows = await listedRows(ctx, {
    ...filters,
    scheme: scheme.name,
    inside: statesIn(scheme),
    search: searchWithin(ctx, search, question.under),
    after: decodeCursor(cursor),
    limit: limit + 1,
  });
  return pageOf(rows as (ListedPerson & { state: State })[], limit);
}

export interface CensusAsked {
  /** Each person by the unit of this day. */
  readonly day: Day;
  /** The period in which people came or went begins here and ends with the day. */
  readonly from: Day;
  /** Paths of today's tree. */
  readonly under: readonly string[];
  /** What the states have in which one counts fully: `votes`. */
  readonly trait: string;
}

function questionOf<State extends string>(scheme: EnrolmentScheme<State>, asked: CensusAsked): census.CensusQuestion {
  const { trait, ...rest } = asked;
  return { ...rest, scheme: scheme.name, full: statesIn(scheme, trait), inside: statesIn(scheme) };
}

/** Staff and enrolled of a day, unit by unit, with who came and went in a period. */
export function enrolmentCensus<State extends string>(
  ctx: Context,
  scheme: EnrolmentScheme<State>,
  asked: CensusAsked,
): Promise<census.CensusRow[]> {
  return census.censusRows(ctx, questionOf(scheme, asked));
}

/** The people behind one count of a census: the same question, with the count's name. */
export async function enrolmentCensusPeople<State extends string>(
  ctx: Context,
  scheme: EnrolmentScheme<State>,
  asked: CensusAsked & PageAsked & { part: census.CensusPart; onlyIn?: string | undefined },
): Promise<Page<census.CensusPerson>> {
  const { part, onlyIn, cursor, limit, ...rest } = asked;
  const page = { part, onlyIn, after: decodeCursor(cursor), limit: limit + 1 };
  const rows = await census.censusPeopleRows(ctx, { ...questionOf(scheme, rest), ...page });
  return pageOf(rows, limit);
}

function pageOf<Row extends { nameKey: string; personId: string }>(rows: readonly Row[], limit: number): Page<Row> {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const hasMore = rows.length > limit && last !== undefined;
  return { rows: page, nextCursor: hasMore ? encodeCursor([last.nameKey, last.personId]) : null };
}
