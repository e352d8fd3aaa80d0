import { randomFillSync } from 'node:crypto';
import { isDay, type Day } from './day';
import { AppError } from './errors';
import { isId } from './paging';

const ID_BYTES = 16;
/** Randomness is fetched for many ids at once: asking for each costs more than the rest of the work. */
const randomness = Buffer.alloc(ID_BYTES * 256);
let used = randomness.length;
let lastMoment = 0;
let sequence = 0;

/**
 * A UUIDv7: time first, so that new rows lie together in every index. It is made here and not in the database,
 * because PostgreSQL 15 to 17 have no function for it. Ids made by one process keep their order even within a
 * millisecond: the twelve bits after the version count up.
 */
export function newId(now: number = Date.now()): string {
  if (used === randomness.length) {
    randomFillSync(randomness);
    used = 0;
  }
  const bytes = randomness.subarray(used, (used += ID_BYTES));
  if (now > lastMoment) {
    lastMoment = now;
    sequence = bytes.readUInt16BE(6) & 0x07ff;
  } else {
    sequence += 1;
    if (sequence > 0x0fff) {
      lastMoment += 1;
      sequence = 0;
    }
  }
  bytes.writeUIntBE(lastMoment, 0, 6);
  bytes.writeUInt16BE(0x7000 | sequence, 6);
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

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
