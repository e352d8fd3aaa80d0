import { sealedPlace, type Context, type SealedColumn } from '#kernel';
import { maskBankCard } from '../dossier/rules';
import type { GivenRow, PlacedFault } from './columns';
import type { IntakeColumn } from './contract';

/**
 * What of a sheet tells an identity number or a bank card lies sealed in the staged row, bound to it; beside it stands a
 * mask. The values of a row are one text, so that a row is opened once.
 */
export const stagedColumn: SealedColumn = { table: 'roster.intake_row', column: 'sealed', idColumn: 'id' };
export const beforeColumn: SealedColumn = { table: 'roster.intake_row', column: 'sealed_before', idColumn: 'id' };

export const sealedFields = ['identityNumber', 'bankCard'] as const satisfies readonly IntakeColumn[];
export type SealedField = (typeof sealedFields)[number];

const SHORTEST_HIDDEN = 9;

/** The first four and the last four signs; what is too short to be such a number hides nothing. */
function maskOf(words: string): string {
  const signs = [...words];
  if (signs.length < SHORTEST_HIDDEN) return words;
  return `${signs.slice(0, 4).join('')}${'*'.repeat(signs.length - 8)}${signs.slice(-4).join('')}`;
}

/** Fifteen digits or more, also in groups: an identity number or a card, in whatever column it was written. */
const LONG_NUMBER = /\p{Nd}(?:[\s-]?\p{Nd}){13,}[\s-]?[\p{Nd}XxＸｘ]/gu;

export const coverNumbers = (words: string): string => words.replace(LONG_NUMBER, maskOf);

/** A fault says what stands in a cell; where a long number stands in the wrong column, it says its mask. */
export function coverFault(fault: PlacedFault): PlacedFault {
  const params = Object.entries(fault.params).map(([name, value]) => {
    return [name, typeof value === 'string' ? coverNumbers(value) : value] as const;
  });
  return { ...fault, params: Object.fromEntries(params) };
}

interface Staged {
  readonly cells: readonly string[];
  readonly given: GivenRow;
}

interface StagedSecrets {
  readonly cells: Readonly<Record<string, string>>;
  readonly given: GivenRow;
}

/** Which cells of the sheet are hidden whatever stands in them, and which of them holds bank cards. */
export interface HiddenPlaces {
  readonly places: ReadonlySet<number>;
  readonly card: number | undefined;
}

function maskCell(words: string, place: number, hidden: HiddenPlaces): string {
  if (!hidden.places.has(place)) return coverNumbers(words);
  return place === hidden.card && words.length >= SHORTEST_HIDDEN ? maskBankCard(words) : maskOf(words);
}

export const coverCells = (cells: readonly string[], hidden: HiddenPlaces): string[] =>
  cells.map((words, place) => maskCell(words, place, hidden));

/** A staff number names the row, whatever it looks like; elsewhere a long number is what it looks like. */
function isSecret(column: string, value: unknown): boolean {
  if (typeof value !== 'string' || column === 'staffNumber') return false;
  return sealedFields.some((field) => field === column) || coverNumbers(value) !== value;
}

/** The row as it is staged: masks in the open, and what they hide sealed, as base64. */
export function stage(ctx: Context, id: string, row: Staged, hidden: HiddenPlaces): Staged & { sealed: string | null } {
  const cells = coverCells(row.cells, hidden);
  const secretCells = row.cells.flatMap((words, place) => (words === cells[place] ? [] : [[place, words] as const]));
  const open: Record<string, unknown> = { ...row.given };
  const secret: Record<string, unknown> = {};
  for (const [column, value] of Object.entries(row.given)) {
    if (!isSecret(column, value)) continue;
    secret[column] = value;
    delete open[column];
  }
  const secrets: StagedSecrets = { cells: Object.fromEntries(secretCells), given: secret };
  const isPlain = secretCells.length === 0 && Object.keys(secret).length === 0;
  const place = sealedPlace(stagedColumn, id);
  const sealed = isPlain ? null : ctx.house.secrets.seal(JSON.stringify(secrets), place).toString('base64');
  return { cells, given: open, sealed };
}

/** The row as it stood in the sheet; null where it can't be opened any more. */
export function unstage(ctx: Context, row: Staged & { id: string; sealed: Uint8Array | null }): Staged | null {
  if (row.sealed === null) return { cells: row.cells, given: row.given };
  const text = ctx.house.secrets.open(row.sealed, sealedPlace(stagedColumn, row.id));
  if (text === null) return null;
  const secrets = JSON.parse(text) as StagedSecrets;
  return {
    cells: row.cells.map((words, place) => secrets.cells[place] ?? words),
    given: { ...row.given, ...secrets.given },
  };
}

/** A sealed field as it was: its value, or the bytes of one that couldn't be read even then; null where there was none. */
export type KeptValue = { plain: string } | { raw: string; index: number | null } | null;
/** The sealed fields that an import has changed, as they were before. */
export type SecretsBefore = Readonly<Partial<Record<SealedField, KeptValue>>>;

export function sealBefore(ctx: Context, rowId: string, before: SecretsBefore): string | null {
  if (Object.keys(before).length === 0) return null;
  return ctx.house.secrets.seal(JSON.stringify(before), sealedPlace(beforeColumn, rowId)).toString('base64');
}

/** Null where it can't be opened any more. */
export function openBefore(ctx: Context, row: { id: string; sealedBefore: Uint8Array | null }): SecretsBefore | null {
  if (row.sealedBefore === null) return {};
  const text = ctx.house.secrets.open(row.sealedBefore, sealedPlace(beforeColumn, row.id));
  return text === null ? null : (JSON.parse(text) as SecretsBefore);
}
