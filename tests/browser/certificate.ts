import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';

/** A certificate for tests, made on the spot: Node signs, but builds none, so its few DER parts are put together here. */
export interface TestCertificate {
  key: string;
  cert: string;
  /** By which Chromium is told to trust exactly this key. */
  fingerprint: string;
}

const der = (tag: number, ...parts: Uint8Array[]): Buffer => {
  const body = Buffer.concat(parts);
  const { length } = body;
  const size = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), body]);
};
const sequence = (...parts: Uint8Array[]) => der(0x30, ...parts);
const setOf = (...parts: Uint8Array[]) => der(0x31, ...parts);
const explicit = (number: number, ...parts: Uint8Array[]) => der(0xa0 + number, ...parts);
const bits = (bytes: Uint8Array) => der(0x03, Buffer.from([0]), bytes);
const octets = (bytes: Uint8Array) => der(0x04, bytes);
const utcTime = (at: Date) => der(0x17, Buffer.from(`${at.toISOString().replace(/\D/g, '').slice(2, 14)}Z`));

/** An object identifier from its numbers, seven bits a byte. */
function oid(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  const bytes = [first * 40 + second, ...rest].flatMap((number) => {
    const groups = [number & 0x7f];
    for (let left = number >> 7; left > 0; left >>= 7) groups.unshift((left & 0x7f) | 0x80);
    return groups;
  });
  return der(0x06, Buffer.from(bytes));
}

const DAY_MS = 86_400_000;

export function makeCertificate(names: readonly string[]): TestCertificate {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const publicDer = publicKey.export({ type: 'spki', format: 'der' });
  const ecdsaWithSha256 = sequence(oid('1.2.840.10045.4.3.2'));
  const subject = sequence(setOf(sequence(oid('2.5.4.3'), der(0x0c, Buffer.from(names[0] ?? 'test')))));
  const alternatives = sequence(
    ...names.map((name) =>
      /^[\d.]+$/.test(name) ? der(0x87, Buffer.from(name.split('.').map(Number))) : der(0x82, Buffer.from(name)),
    ),
  );
  const number = randomBytes(8);
  number[0] = (number[0]! & 0x3f) | 0x40;
  const facts = sequence(
    explicit(0, der(0x02, Buffer.from([2]))),
    der(0x02, number),
    ecdsaWithSha256,
    subject,
    sequence(utcTime(new Date(Date.now() - DAY_MS)), utcTime(new Date(Date.now() + 30 * DAY_MS))),
    subject,
    publicDer,
    explicit(3, sequence(sequence(oid('2.5.29.17'), octets(alternatives)))),
  );
  const whole = sequence(facts, ecdsaWithSha256, bits(sign('sha256', facts, privateKey)));
  const lines = whole.toString('base64').replace(/.{64}/g, '$&\n').trimEnd();
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`,
    fingerprint: createHash('sha256').update(publicDer).digest('base64'),
  };
}
