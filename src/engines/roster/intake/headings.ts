import { createHash } from 'node:crypto';
import { columnRules } from './columns';
import { sealedFields, type HiddenPlaces } from './sealing';
import { intakeColumns, type IntakeColumn, type IntakeMapping } from './contract';

/** Headings compare without blanks, brackets and marks such as `*` for "must be filled in". */
export function headingKey(heading: string): string {
  return heading
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[(（[【].*?[)）\]】]/g, '')
    .replace(/[\s*＊:：_\-—.、,，]/g, '');
}

const columnOf = new Map(
  intakeColumns.flatMap((column) =>
    columnRules[column].headings.map((heading) => [headingKey(heading), column] as const),
  ),
);

/** The headings of the column that we add to bad rows: no column of the clerk's. */
const ours = new Set(['原因', 'reason'].map(headingKey));

const MOST_LOOKED_AT = 30;

/** The row where most cells are names that we know; where none is, the first row of all. */
export function findHeaderRow(head: readonly { number: number; cells: readonly string[] }[]): number {
  let best = { number: head[0]?.number ?? 1, known: 0 };
  for (const { number, cells } of head.slice(0, MOST_LOOKED_AT)) {
    const known = new Set(cells.map((cell) => columnOf.get(headingKey(cell))).filter(Boolean)).size;
    if (known > best.known) best = { number, known };
  }
  return best.number;
}

/** Which column is which, by the names of the headings: a better name wins over a later place. */
export function guessMapping(headings: readonly string[]): IntakeMapping {
  const mapping: IntakeMapping = {};
  const ranks = new Map<IntakeColumn, number>();
  headings.forEach((heading, place) => {
    const key = headingKey(heading);
    const column = columnOf.get(key);
    if (column === undefined) return;
    const rank = columnRules[column].headings.findIndex((known) => headingKey(known) === key);
    if (rank < (ranks.get(column) ?? Number.POSITIVE_INFINITY)) {
      mapping[column] = place;
      ranks.set(column, rank);
    }
  });
  return mapping;
}

/** The places of identity numbers and bank cards: those that are read as such, and those whose headings say so. */
export function hiddenPlaces(headings: readonly string[], mapping: IntakeMapping): HiddenPlaces {
  const known = headings.map((heading) => columnOf.get(headingKey(heading)));
  const isHidden = (column: IntakeColumn | undefined) => sealedFields.some((field) => field === column);
  const named = known.flatMap((column, place) => (isHidden(column) ? [place] : []));
  const mapped = sealedFields.flatMap((field) => mapping[field] ?? []);
  const card = known.indexOf('bankCard');
  return { places: new Set([...named, ...mapped]), card: mapping.bankCard ?? (card < 0 ? undefined : card) };
}

/** Stands for a sheet with these headings in this order; the reasons that we gave back with bad rows don't count. */
export function fingerprintOf(headings: readonly string[]): string {
  const keys = headings.map(headingKey);
  while (keys.length > 0 && (keys.at(-1) === '' || ours.has(keys.at(-1)!))) keys.pop();
  return createHash('sha256').update(keys.join('\u001f')).digest('hex').slice(0, 32);
}

/** `B3:C9` as a question: which cell holds what is seen at this place of this row, for places that hold nothing themselves. */
export function mergedCells(ranges: readonly string[]): (row: number, place: number) => string | null {
  const boxes = ranges.map((range) => {
    const [, left = '', top = '', right = '', bottom = ''] = /^([A-Z]+)(\d+):([A-Z]+)(\d+)$/.exec(range) ?? [];
    const box = { left: placeOf(left), right: placeOf(right), top: Number(top), bottom: Number(bottom) };
    return { ...box, first: `${left}${top}` };
  });
  return (row, place) =>
    boxes.find(
      (box) =>
        row >= box.top &&
        row <= box.bottom &&
        place >= box.left &&
        place <= box.right &&
        (row !== box.top || place !== box.left),
    )?.first ?? null;
}

function placeOf(letters: string): number {
  let place = 0;
  for (const letter of letters) place = place * 26 + letter.charCodeAt(0) - 64;
  return place - 1;
}
