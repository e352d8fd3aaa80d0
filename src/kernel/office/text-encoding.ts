import { likelihood } from './common-characters';
import { kindOfUnreadable } from './document-kind';
import { DocumentRefusal } from './document-refusals';

export type TextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030' | 'big5';

export interface DecodedText {
  text: string;
  encoding: TextEncoding;
  /** Bytes that fit no character; a file that was cut or damaged in a few places is still read. */
  replaced: number;
  controlsRemoved: number;
}

const SAMPLE_BYTES = 64 * 1024;
const MARKS: readonly (readonly [TextEncoding, readonly number[]])[] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
  ['gb18030', [0x84, 0x31, 0x95, 0x33]],
];

/** A reading of the bytes must make at least this much sense, on the scale of `likelihood`. */
const LEAST_SENSE = 0.35;
/** Any pair of bytes is some character of UTF-16, mostly a Chinese one; without a mark it has to make more sense than the others. */
const LEAST_SENSE_OF_UTF16 = 0.6;
const MOST_DAMAGE = 0.005;
// eslint-disable-next-line no-control-regex -- control characters are what is looked for
const CONTROLS = /[\u0000-\u0008\u000e-\u001f\u007f]/g;

/**
 * Decodes a text file that doesn't say how it was written. Chinese offices still send GBK (Windows), Big5 (Hong Kong, Taiwan) and
 * UTF-16 ("Unicode" in old Notepad); a wrong guess would turn the plan into nonsense, so that each reading is judged by its sense.
 */
export function decodeTextFile(bytes: Uint8Array, name: string): DecodedText {
  const marked = MARKS.find(([, mark]) => mark.every((byte, index) => bytes[index] === byte))?.[0];
  const encoding = marked ?? guessEncoding(bytes.subarray(0, SAMPLE_BYTES), bytes.length <= SAMPLE_BYTES);
  if (!encoding)
    throw new DocumentRefusal(looksBinary(bytes) ? kindOfUnreadable(name) : 'document.unknown_encoding', { name });
  const decoded = new TextDecoder(encoding, { ignoreBOM: true }).decode(bytes).replace(/^\ufeff/, '');
  const replaced = encoding === 'utf-8' && isValidUtf8(bytes) ? 0 : count(decoded, /\ufffd/g);
  const controls = count(decoded, CONTROLS);
  if (controls > Math.max(decoded.length * MOST_DAMAGE, decoded.endsWith('\u001a') ? 1 : 0)) {
    throw new DocumentRefusal(kindOfUnreadable(name), { name });
  }
  if (replaced > Math.max(1, decoded.length * MOST_DAMAGE))
    throw new DocumentRefusal('document.unknown_encoding', { name });
  return { text: plainText(decoded), encoding, replaced, controlsRemoved: controls };
}

/** One kind of line end, and no control characters; everything else stays as it was written. */
export function plainText(text: string): string {
  return text.replace(/\r\n?|[\v\f\u0085\u2028\u2029]/g, '\n').replace(CONTROLS, '');
}

function guessEncoding(sample: Uint8Array, isWhole: boolean): TextEncoding | null {
  if (zerosIn(sample) > sample.length * MOST_DAMAGE) return guessUtf16(sample);
  const utf8 = decodeSample(sample, 'utf-8', isWhole, true);
  // Two-byte UTF-8 sequences alone (Greek, Cyrillic, Latin with accents) may as well be GBK pairs, and have to prove their sense.
  // eslint-disable-next-line no-control-regex -- the range of ASCII begins with them
  if (utf8 !== null && (/[\u0800-\uffff]/.test(utf8) || /^[\u0000-\u007f]*$/.test(utf8))) return 'utf-8';
  let best: { encoding: TextEncoding; sense: number } | null =
    utf8 === null ? null : { encoding: 'utf-8', sense: LEAST_SENSE };
  const candidates: readonly TextEncoding[] = ['gb18030', 'big5', 'utf-8', 'utf-16le', 'utf-16be'];
  for (const encoding of candidates) {
    const isUtf16 = encoding.startsWith('utf-16');
    if (isUtf16 && sample.length % 2 === 1 && isWhole) continue;
    const sense = senseOf(decodeSample(sample, encoding, isWhole, false) ?? '');
    if (sense >= (isUtf16 ? LEAST_SENSE_OF_UTF16 : LEAST_SENSE) && (best === null || sense > best.sense))
      best = { encoding, sense };
  }
  return best?.encoding ?? null;
}

/**
 * ASCII and line ends in UTF-16 leave zeros at every other byte; Chinese characters leave a few at the other ones (一 is 4E00). Of the
 * two byte orders the one that makes sense is taken; a text of ASCII alone has no sense to weigh and must be ASCII throughout.
 */
function guessUtf16(sample: Uint8Array): TextEncoding | null {
  const little = decodeSample(sample, 'utf-16le', false, false) ?? '';
  const big = decodeSample(sample, 'utf-16be', false, false) ?? '';
  if (/^[\t\n\r\u0020-\u007e]+$/.test(little)) return 'utf-16le';
  if (/^[\t\n\r\u0020-\u007e]+$/.test(big)) return 'utf-16be';
  const senses = { little: senseOf(little), big: senseOf(big) };
  if (Math.max(senses.little, senses.big) < LEAST_SENSE_OF_UTF16) return null;
  return senses.little >= senses.big ? 'utf-16le' : 'utf-16be';
}

function decodeSample(sample: Uint8Array, encoding: TextEncoding, isWhole: boolean, fatal: boolean): string | null {
  try {
    // A sample may end in the middle of a character; a streaming decoder keeps that piece back.
    return new TextDecoder(encoding, { fatal }).decode(sample, { stream: !isWhole });
  } catch {
    return null;
  }
}

/** The mean likelihood of the characters beyond ASCII; characters that no text has count against it. */
function senseOf(text: string): number {
  let total = 0;
  let characters = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    const isControl = (code < 0x20 && code !== 9 && code !== 10 && code !== 13) || (code >= 0x7f && code <= 0x9f);
    if (isControl || code === 0xfffd || (code >= 0xe000 && code <= 0xf8ff)) total -= 2;
    else if (code < 0x80) continue;
    else total += likelihood(character);
    characters += 1;
  }
  return characters === 0 ? 0 : total / characters;
}

function zerosIn(bytes: Uint8Array): number {
  let zeros = 0;
  for (let index = bytes.indexOf(0); index >= 0; index = bytes.indexOf(0, index + 1)) zeros += 1;
  return zeros;
}

function looksBinary(bytes: Uint8Array): boolean {
  const sample = bytes.subarray(0, SAMPLE_BYTES);
  const controls = sample.reduce((sum, byte) => sum + (byte < 9 || (byte > 13 && byte < 32) ? 1 : 0), 0);
  return controls > sample.length * MOST_DAMAGE;
}

function isValidUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

function count(text: string, pattern: RegExp): number {
  let found = 0;
  for (const _ of text.matchAll(pattern)) found += 1;
  return found;
}
