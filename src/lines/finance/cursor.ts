import { isDay, isId, type Day } from '#kernel/contract';

/** A cursor of a list by day is the day and the id of the last row; a foreign or broken one reads as the beginning. */
export function encodePlace(day: Day, id: string): string {
  return `${day}_${id}`;
}

export function decodePlace(cursor: string | undefined): readonly [day: Day, id: string] | null {
  const [day = '', id = ''] = (cursor ?? '').split('_', 2);
  return /^[12]\d{3}-/.test(day) && isDay(day) && isId(id) ? [day, id] : null;
}
