import { strToU8, zipSync } from 'fflate';

const MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const KINDS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** A text, a number, `{ f }` for a formula that was never computed, `{ f, v }` for one that was, null for nothing. */
export type MadeCell = string | number | null | { f: string; v?: string };
export interface MadeSheet {
  name: string;
  rows: readonly (readonly MadeCell[])[];
  merged?: readonly string[];
}

const escaped = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

function letters(place: number): string {
  return place < 26 ? String.fromCharCode(65 + place) : letters(Math.floor(place / 26) - 1) + letters(place % 26);
}

function cellXml(cell: MadeCell, at: string): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return `<c r="${at}"><v>${cell}</v></c>`;
  if (typeof cell === 'string')
    return `<c r="${at}" t="inlineStr"><is><t xml:space="preserve">${escaped(cell)}</t></is></c>`;
  const value = cell.v === undefined ? '' : `<v>${escaped(cell.v)}</v>`;
  return `<c r="${at}" t="str"><f>${escaped(cell.f)}</f>${value}</c>`;
}

function sheetXml({ rows, merged = [] }: MadeSheet): string {
  const lines = rows.map((cells, at) => {
    const inner = cells.map((cell, place) => cellXml(cell, `${letters(place)}${at + 1}`)).join('');
    return `<row r="${at + 1}">${inner}</row>`;
  });
  const boxes = merged.map((ref) => `<mergeCell ref="${ref}"/>`).join('');
  const merges = boxes === '' ? '' : `<mergeCells>${boxes}</mergeCells>`;
  return `<worksheet ${MAIN}><sheetData>${lines.join('')}</sheetData>${merges}</worksheet>`;
}

/** A clerk's workbook as other programs write it; row 1 of each sheet is the first of `rows`. */
export function madeWorkbook(...sheets: readonly MadeSheet[]): Uint8Array {
  const relations = sheets.map(
    (_sheet, at) =>
      `<Relationship Id="rId${at + 1}" Type="${KINDS}/worksheet" Target="worksheets/sheet${at + 1}.xml"/>`,
  );
  const names = sheets.map(({ name }, at) => `<sheet name="${name}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`);
  const parts: Record<string, string> = {
    '_rels/.rels': `<Relationships><Relationship Id="rId1" Type="${KINDS}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/_rels/workbook.xml.rels': `<Relationships>${relations.join('')}</Relationships>`,
    'xl/workbook.xml': `<workbook ${MAIN} xmlns:r="${KINDS}"><sheets>${names.join('')}</sheets></workbook>`,
  };
  sheets.forEach((sheet, at) => (parts[`xl/worksheets/sheet${at + 1}.xml`] = sheetXml(sheet)));
  return zipSync(Object.fromEntries(Object.entries(parts).map(([name, xml]) => [name, strToU8(xml)])), { level: 1 });
}
