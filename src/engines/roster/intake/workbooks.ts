import {
  AppError,
  assert,
  fileRow,
  readFileBytes,
  removeFile,
  readWorkbook,
  type Context,
  type ReadSheet,
} from '#kernel';
import { cellWords } from './cells';
import { findHeaderRow, guessMapping } from './headings';
import { coverNumbers } from './sealing';
import * as store from './store/runs';
import type { HeadRow, RunRecord } from './store/runs';

/** As many rows as are shown when the row of the headings is pointed out. */
const HEAD_ROWS = 20;
/** Sheets that are looked into for one with headings that we know. */
const SHEETS_TRIED = 8;
const MOST_COLUMNS = 200;

export interface SheetHead {
  sheets: string[];
  sheet: string;
  head: HeadRow[];
}

async function headOf(opened: ReadSheet): Promise<HeadRow[]> {
  const head: HeadRow[] = [];
  for await (const rows of opened.rows) {
    for (const { number, cells } of rows)
      head.push({ number, cells: cells.slice(0, MOST_COLUMNS).map(cellWords).map(coverNumbers) });
    if (head.length >= HEAD_ROWS) break;
  }
  return head.slice(0, HEAD_ROWS);
}

/** The head of the sheet that is named. Refuses: what is no .xlsx, a sheet that is not there or holds nothing. */
export async function readHead(bytes: Uint8Array, name: string, sheet: string): Promise<SheetHead> {
  const opened = await readWorkbook(bytes, name, { sheet });
  const head = await headOf(opened);
  if (head.length === 0) throw new AppError('roster.intake_empty', { sheet });
  return { sheets: [...opened.sheets], sheet: opened.name, head };
}

/** The head of the first sheet whose headings are known best. Refuses: what is no .xlsx, a file of empty sheets. */
export async function findHead(bytes: Uint8Array, name: string): Promise<SheetHead> {
  const first = await readWorkbook(bytes, name);
  const sheets = [...first.sheets];
  let best: { known: number; found: SheetHead } | null = null;
  for (const sheet of sheets.length === 0 ? [first.name] : sheets.slice(0, SHEETS_TRIED)) {
    const head = await headOf(sheet === first.name ? first : await readWorkbook(bytes, name, { sheet }));
    if (head.length === 0) continue;
    const known = Object.keys(guessMapping(headingsIn(head, findHeaderRow(head)))).length;
    if (best === null || known > best.known) best = { known, found: { sheets, sheet, head } };
  }
  if (best === null) throw new AppError('roster.intake_empty', { sheet: first.name });
  return best.found;
}

/** The headings in a row of the head; cells behind the last one are left out. */
export function headingsIn(head: readonly HeadRow[], row: number): string[] {
  const cells = [...(head.find(({ number }) => number === row)?.cells ?? [])];
  while (cells.at(-1) === '') cells.pop();
  return cells;
}

/** The sheet of a run, from the file as it was sent. */
export async function openSheet(
  ctx: Context,
  run: Pick<RunRecord, 'fileId' | 'fileName' | 'sheet'>,
): Promise<ReadSheet> {
  return readWorkbook(await fileBytes(ctx, run), run.fileName, { sheet: run.sheet });
}

export async function fileBytes(ctx: Context, run: Pick<RunRecord, 'fileId'>): Promise<Uint8Array> {
  assert(run.fileId !== null, 'a run that can be chosen for has its file');
  return readFileBytes(ctx, await fileRow(ctx, run.fileId));
}

/** The clerk's file holds identity numbers in plain: it goes as soon as nothing is read from it any more. */
export async function forgetFile(ctx: Context, runId: string): Promise<void> {
  const fileId = await store.partFromFile(ctx, runId);
  if (fileId !== null) await removeFile(ctx, fileId);
}
