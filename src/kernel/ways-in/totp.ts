import { createHmac, randomBytes } from 'node:crypto';

/** RFC 4648 without padding: what authenticator apps read, and what a person can type. */
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const SECRET_BYTES = 20;
const STEP_SECONDS = 30;
const DIGITS = 6;

export function newSecret(): Buffer {
  return randomBytes(SECRET_BYTES);
}

export function toBase32(bytes: Uint8Array): string {
  let bits = '';
  for (const byte of bytes) bits += byte.toString(2).padStart(8, '0');
  return (bits.match(/.{1,5}/g) ?? []).map((five) => BASE32[Number.parseInt(five.padEnd(5, '0'), 2)]).join('');
}

/** The code of one time step by RFC 6238, which is RFC 4226 with the step as its counter. */
export function codeOfStep(secret: Uint8Array, step: number, digits = DIGITS): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac('sha1', secret).update(counter).digest();
  const offset = mac[mac.length - 1]! & 0x0f;
  const number = mac.readUInt32BE(offset) & 0x7f_ff_ff_ff;
  return String(number % 10 ** digits).padStart(digits, '0');
}

export function stepAt(milliseconds: number): number {
  return Math.floor(milliseconds / 1000 / STEP_SECONDS);
}

/** The step whose code it is: this one, or its neighbours for clocks that go wrong; null when none or used already. */
export function stepOf(secret: Uint8Array, typed: string, at: { now: number; lastStep: number }): number | null {
  const step = stepAt(at.now);
  const fits = [step - 1, step, step + 1].filter((one) => one > at.lastStep && codeOfStep(secret, one) === typed);
  return fits[0] ?? null;
}

/** What the QR code says to the app: whose secret it is, and of what. */
export function appAddress(secret: Uint8Array, names: { issuer: string; account: string }): string {
  const label = `${encodeURIComponent(names.issuer)}:${encodeURIComponent(names.account)}`;
  const query = new URLSearchParams({ secret: toBase32(secret), issuer: names.issuer });
  return `otpauth://totp/${label}?${query.toString().replaceAll('+', '%20')}`;
}
