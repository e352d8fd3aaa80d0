import { sql, type RawBuilder } from 'kysely';

/** The parts between blanks, as they were typed; all of them must be there, in any order. */
export function searchParts(search: string): string[] {
  return [...new Set(search.split(/\s+/).filter((part) => part !== ''))];
}

/**
 * Whether a row's words hold all parts of a search. The index of pairs of characters finds the rows; the words
 * themselves are asked too, because pairs may also lie apart.
 */
export function holdsWords(alias: 'e' | 's', search: string): RawBuilder<boolean> {
  const parts = searchParts(search);
  if (parts.length === 0) return sql<boolean>`true`;
  const grams = sql.ref(`${alias}.search_grams`);
  const words = sql.ref(`${alias}.search_words`);
  const holds = parts.map(
    (part) => sql<boolean>`${grams} @> schedule.grams_to_find(schedule.search_form(${part}))
      and position(schedule.search_form(${part}) in ${words}) > 0`,
  );
  return sql<boolean>`(${sql.join(holds, sql` and `)})`;
}
