import { createHmac, timingSafeEqual } from 'node:crypto';

const SECONDS_PER_CODE = 30;
/** The code that is shown and the two before it: a scan within 90 seconds counts. */
const CODES_THAT_COUNT = 3;

function slotOf(moment: Date): number {
  return Math.floor(moment.getTime() / 1000 / SECONDS_PER_CODE);
}

function codeOf(secret: Uint8Array, eventId: string, slot: number): string {
  return createHmac('sha256', secret).update(`${eventId}\n${slot}`).digest('base64url').slice(0, 16);
}

/** Six digits that change with the long code, for phones without a camera; few enough to be guessed, so tries are counted. */
function digitsOf(secret: Uint8Array, eventId: string, slot: number): string {
  const hash = createHmac('sha256', secret).update(`${eventId}\n${slot}\ndigits`).digest();
  return String(hash.readUIntBE(0, 6) % 1_000_000).padStart(6, '0');
}

export function isTyped(code: string): boolean {
  return /^\d{6}$/.test(code);
}

/** The codes for the host's screen, to scan and to type, and the moment at which they change. */
export function currentCode(
  secret: Uint8Array,
  eventId: string,
  now: Date,
): { code: string; digits: string; changesAt: Date } {
  const slot = slotOf(now);
  return {
    code: codeOf(secret, eventId, slot),
    digits: digitsOf(secret, eventId, slot),
    changesAt: new Date((slot + 1) * SECONDS_PER_CODE * 1000),
  };
}

/** Whether the code was shown for this event within the last 90 seconds. */
export function isFreshCode(secret: Uint8Array, eventId: string, code: string, now: Date): boolean {
  const given = Buffer.from(code);
  const rightOf = isTyped(code) ? digitsOf : codeOf;
  let isFresh = false;
  for (let age = 0; age < CODES_THAT_COUNT; age += 1) {
    const right = Buffer.from(rightOf(secret, eventId, slotOf(now) - age));
    if (given.length === right.length && timingSafeEqual(given, right)) isFresh = true;
  }
  return isFresh;
}
