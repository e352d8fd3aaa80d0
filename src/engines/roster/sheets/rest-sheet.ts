import { FileAnswer, writeWorkbook, XLSX, type Context, type WorkbookColumn } from '#kernel';

/** A row of a sheet that could not be taken in, as it came, and why. */
export interface RestRow {
  readonly cells: readonly string[];
  readonly reason: string | null;
}

/**
 * The rows of a sheet that could not be taken in, in the sheet's own columns with the reason as a last one: mended there, it can be sent
 * again. Whoever calls notes it for the audit. Refuses: more rows than a workbook takes (workbook.export_too_long).
 */
export async function restSheet(
  ctx: Context,
  sheet: {
    readonly fileName: string;
    readonly headings: readonly string[];
    readonly rows: AsyncIterable<readonly RestRow[]> | Iterable<readonly RestRow[]>;
    /** What the rest and its last column are called. */
    readonly words: { readonly rest: string; readonly reason: string };
  },
): Promise<{ file: FileAnswer; rows: number }> {
  const { fileName, headings, words } = sheet;
  const columns = headings.map((heading, place): WorkbookColumn<RestRow> => ({
    ...{ key: `c${place}`, title: heading, kind: 'text', width: Math.max(12, heading.length * 2 + 4) },
    value: (row) => row.cells[place] ?? null,
  }));
  const { bytes, rows } = await writeWorkbook<RestRow>({
    ...{ title: words.rest, note: `${words.rest} ${fileName}`, sumWord: '' },
    ...{ author: ctx.user?.name ?? '', at: ctx.clock.now(), say: (title) => title },
    columns: [...columns, { key: 'reason', title: words.reason, kind: 'text', width: 60, value: (row) => row.reason }],
    rows: sheet.rows,
  });
  return { file: new FileAnswer(bytes, XLSX, `${fileName.replace(/\.\w{1,5}$/, '')}_${words.rest}.xlsx`), rows };
}
