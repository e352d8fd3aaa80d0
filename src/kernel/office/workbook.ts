import type { SheetToWrite, WrittenWorkbook } from './workbook-cells';
import type { ReadOptions, ReadSheet } from './workbook-reader';

export type { ReadSheet, WorkbookCell, WorkbookRow } from './workbook-reader';

/**
 * Writes a table as an .xlsx file. These two functions are all that the house knows of Excel files: the libraries behind
 * are read only when the first file is written or read, so that the start need not wait for them.
 */
export async function writeWorkbook<Row>(sheet: SheetToWrite<Row>): Promise<WrittenWorkbook> {
  const writer = await import('./workbook-writer');
  return writer.writeSheet(sheet);
}

/**
 * Opens the first visible sheet of an .xlsx file, or the one that is named. What the file is goes by its content; every
 * other kind is refused with words that say what to do, and a hostile one before anything of it is unpacked.
 */
export async function readWorkbook(bytes: Uint8Array, name: string, options: ReadOptions = {}): Promise<ReadSheet> {
  const reader = await import('./workbook-reader');
  return reader.readSheet(bytes, name, options);
}
