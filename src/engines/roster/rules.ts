import { addDays, isId, isMoment, type Day } from '#kernel/contract';
import type { UnitKind } from './contract';

/** Half-open range of index values that holds exactly the paths of a subtree: `/` is followed by `0` in "C" order. */
export function subtreeRange(path: string): { from: string; to: string } {
  return { from: path, to: `${path.slice(0, -1)}0` };
}

/** The path below a parent: numbers are padded so that most paths have one width, longer ones still work. */
export function pathOf(parentPath: string | null, number: bigint): string {
  return `${parentPath ?? '/'}${number.toString().padStart(4, '0')}/`;
}

export function liesWithin(path: string, outer: string): boolean {
  return path.startsWith(outer);
}

/** Whether a kind of unit may lie under another one, or stand alone at the top. */
export function mayLieUnder(kind: UnitKind, parentKind: string | null): boolean {
  return parentKind === null ? kind.isRoot : kind.liesUnder.includes(parentKind);
}

/** Days are closed intervals; an open end is null. */
export function isValidOn(row: { validFrom: Day; validTo: Day | null }, day: Day): boolean {
  return row.validFrom <= day && (row.validTo === null || day <= row.validTo);
}

export function dayBefore(day: Day): Day {
  return addDays(day, -1);
}

/** `138****1234`; short numbers lose all but their ends. */
export function maskPhone(phone: string | null): string | null {
  if (phone === null) return null;
  const digits = phone.replace(/\D/g, '');
  if (digits.length < 8) return `${digits.slice(0, 1)}****${digits.slice(-1)}`;
  return `${digits.slice(0, 3)}****${digits.slice(-4)}`;
}

/**
 * Orders names as a Chinese list does: syllable by syllable with its tone, then by the characters themselves.
 * In "C" order a space comes before digits and digits before letters, so `shan4` stands before `shang1`.
 */
export function nameKey(name: string, syllables: readonly string[]): string {
  return `${syllables.join(' ')} ${name}`;
}

const LONGEST_INITIALS = 6;

/**
 * What a name can be found by: its characters, its neighbouring pairs of characters, its syllables, the whole
 * reading without tones, and every run of up to six initials. All small, so that one GIN index answers them.
 */
export function nameGrams(name: string, syllables: readonly string[]): string[] {
  const signs = [...name.toLowerCase()].filter((sign) => !/[\s·•]/u.test(sign));
  const plain = syllables.map((s) => s.replace(/[0-5]$/, '')).filter((s) => /^[a-z]+$/.test(s));
  const initials = plain.map((s) => s.charAt(0));
  const runs = initials.flatMap((_, start) =>
    initials
      .slice(start, start + LONGEST_INITIALS)
      .map((_letter, length) => initials.slice(start, start + length + 1).join('')),
  );
  const pairs = signs.slice(1).map((sign, i) => signs[i]! + sign);
  return [...new Set([...signs, ...pairs, ...plain, plain.join(''), ...runs])].filter((gram) => gram !== '').sort();
}

export type NameSearch =
  | { by: 'nothing' }
  /** Four digits and more may also be the last ones of a phone. */
  | { by: 'staffNumber'; prefix: string; phoneTail: string | null }
  /** Every gram must be there; `text` must then stand in the name as a whole. */
  | { by: 'characters'; grams: string[]; text: string }
  | { by: 'letters'; gram: string; prefix: string };

/** As many digits as a masked phone shows at its end. */
export const SHORTEST_TAIL = 4;

/** What a search line means: digits are a staff number or end a phone, letters a reading or its initials, all else characters. */
export function readSearch(line: string): NameSearch {
  const text = line.normalize('NFC').trim();
  const dense = text.replace(/[\s·•]/gu, '').toLowerCase();
  if (dense === '') return { by: 'nothing' };
  const digits = text.replace(/[\s-]/g, '');
  const phoneTail = /^\d+$/.test(digits) && digits.length >= SHORTEST_TAIL ? digits : null;
  if (phoneTail !== null || (/^[\w-]+$/.test(text) && /[\d_-]/.test(text)))
    return { by: 'staffNumber', prefix: text, phoneTail };
  if (/^[a-z]+$/.test(dense)) return { by: 'letters', gram: dense, prefix: text };
  const signs = [...dense];
  const grams = signs.length === 1 ? signs : signs.slice(1).map((sign, i) => signs[i]! + sign);
  return { by: 'characters', grams, text: dense };
}

/** The zero sign, and half of a sign that takes two: no text of the database can hold them. */
const UNSTORABLE = /\0|\p{Surrogate}/u;

/** A cursor is the sorting key of the last row; a foreign or broken one reads as the beginning. */
export function encodeCursor(key: readonly [string, string]): string {
  return Buffer.from(JSON.stringify(key), 'utf8').toString('base64url');
}

export function decodeCursor(cursor: string | undefined): readonly [string, string] | null {
  if (cursor === undefined) return null;
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    const isKey = Array.isArray(value) && value.length === 2 && value.every((part) => typeof part === 'string');
    const isStorable = isKey && !UNSTORABLE.test(value[0] as string);
    return isStorable && isId(value[1] as string) ? (value as [string, string]) : null;
  } catch {
    return null;
  }
}

/** As `decodeCursor`, of a list that is sorted by moments: the database must be able to read what stands there. */
export function decodeMoment(cursor: string | undefined): readonly [string, string] | null {
  const key = decodeCursor(cursor);
  return key !== null && isMoment(key[0]) ? key : null;
}

/** The unit's own number at the end of its path. */
function numberIn(path: string): number {
  return Number(path.slice(path.lastIndexOf('/', path.length - 2) + 1, -1));
}

/** Parents before children, neighbours by position, then by the order in which they were added. */
export function inTreeOrder<Row extends { id: string; parentId: string | null; position: number; path: string }>(
  rows: readonly Row[],
): Row[] {
  const known = new Set(rows.map((row) => row.id));
  const children = new Map<string | null, Row[]>();
  for (const row of rows) {
    const parent = row.parentId !== null && known.has(row.parentId) ? row.parentId : null;
    const siblings = children.get(parent);
    if (siblings === undefined) children.set(parent, [row]);
    else siblings.push(row);
  }
  const ordered: Row[] = [];
  const visit = (parent: string | null): void => {
    const siblings = children.get(parent) ?? [];
    siblings.sort((a, b) => a.position - b.position || numberIn(a.path) - numberIn(b.path));
    for (const row of siblings) {
      ordered.push(row);
      visit(row.id);
    }
  };
  visit(null);
  return ordered;
}
