import { isDay, type Day } from './day';
import { AppError } from './errors';
import { isId } from './paging';

/** Lists that go by a day, and by the id within it, are read on from here. */
export interface DayCursor {
  readonly day: Day;
  readonly id: string;
}

export const dayCursorOf = ({ day, id }: DayCursor): string => `${day}_${id}`;

/** Refuses: what `dayCursorOf` never made; anybody may write a cursor. */
export function readDayCursor(cursor: string): DayCursor {
  const [day, id] = cursor.split('_', 2) as [string, string | undefined];
  if (!isDay(day) || id === undefined || !isId(id)) throw new AppError('kernel.invalid_input', { fields: 'cursor' });
  return { day, id };
}
