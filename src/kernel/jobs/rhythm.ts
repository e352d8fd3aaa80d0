import { assert } from '../errors';
import type { Rhythm } from './job';

const SHANGHAI_HOURS_AHEAD = 8;

/** The rhythm as a line of a crontab, which counts in UTC; China has kept one time without summer time since 1991. */
export function cronLine(rhythm: Rhythm): string {
  if ('hourlyAt' in rhythm) {
    assert(Number.isInteger(rhythm.hourlyAt) && rhythm.hourlyAt >= 0 && rhythm.hourlyAt < 60, 'no minute of an hour');
    return `${rhythm.hourlyAt} * * * *`;
  }
  const [hour = Number.NaN, minute = Number.NaN] = rhythm.dailyAt.split(':').map(Number);
  assert(hour >= 0 && hour < 24 && minute >= 0 && minute < 60, `no time of a day: ${rhythm.dailyAt}`);
  return `${minute} ${(hour + 24 - SHANGHAI_HOURS_AHEAD) % 24} * * *`;
}
