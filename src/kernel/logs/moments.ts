import { sql, type RawBuilder } from 'kysely';
import { addDays, type Day } from '../day';
import { isId, isMoment } from '../paging';

/** The place of a row among others by its moment, to the microsecond, and its id. */
export interface Place {
  readonly moment: string;
  readonly id: string;
}

export function writePlace({ moment, id }: Place): string {
  return Buffer.from(`${moment} ${id}`, 'utf8').toString('base64url');
}

/** A foreign or broken cursor reads as the beginning. */
export function readPlace(cursor: string | undefined): Place | null {
  const [moment = '', id = ''] = Buffer.from(cursor ?? '', 'base64url')
    .toString('utf8')
    .split(' ');
  return isMoment(moment) && isId(id) ? { moment, id } : null;
}

/** A column of moments as text to the microsecond, as the cursor keeps it. */
export const momentText = (column: string): RawBuilder<string> =>
  sql<string>`to_char(${sql.ref(column)} at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

/** Whether a moment lies in a day of Shanghai. */
export function inDay(column: string, on: Day): RawBuilder<boolean> {
  const from = `${on}T00:00:00+08:00`;
  const to = `${addDays(on, 1)}T00:00:00+08:00`;
  return sql<boolean>`(${sql.ref(column)} >= ${from}::timestamptz and ${sql.ref(column)} < ${to}::timestamptz)`;
}

/** What contains words of a person: their signs of patterns mean themselves. */
export const holds = (words: string): string => `%${words.replace(/[\\%_]/g, '\\$&')}%`;
