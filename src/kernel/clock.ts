import { dayOf, type Day } from './day';

/** The only source of time: tests and the demo world stand on another day without moving anything else. */
export interface Clock {
  now(): Date;
  today(): Day;
}

export const systemClock: Clock = {
  now: () => new Date(),
  today: () => dayOf(new Date()),
};

/** A clock that runs from a given moment, as the demo world's does. */
export function clockFrom(start: Date): Clock {
  const shift = start.getTime() - Date.now();
  const now = () => new Date(Date.now() + shift);
  return { now, today: () => dayOf(now()) };
}

/** A clock that stands still until a test moves it. */
export interface StandingClock extends Clock {
  set(moment: Date | Day): void;
}

export function standingClock(moment: Date | Day): StandingClock {
  const at = (value: Date | Day) => (typeof value === 'string' ? new Date(`${value}T09:00:00+08:00`) : value);
  let current = at(moment);
  return {
    now: () => new Date(current),
    today: () => dayOf(current),
    set: (value) => {
      current = at(value);
    },
  };
}
