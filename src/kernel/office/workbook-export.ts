import { FileAnswer } from '../manifest';
import type { Context } from '../context';
import { dayOf } from '../day';
import type { Page } from '../paging';
import { text } from '../texts';
import { userOf } from '../context';
import { writeWorkbook } from './workbook';
import { timeOf, type WorkbookColumn } from './workbook-cells';

export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
/** As many rows as one statement brings while a file is written. */
const ROWS_A_PAGE = 1000;

export interface TableToExport<Row> {
  /** What the list is called, in words; also the beginning of the file's name. */
  title: string;
  /** The permission of the list: the note names the units for which the person holds it. */
  permission: string;
  /** The unit that was asked for, where one was. */
  unitName?: string | undefined;
  /** What was filtered, in words such as `状态：已举办`. */
  filters: readonly string[];
  columns: readonly WorkbookColumn<Row>[];
  rows: AsyncIterable<readonly Row[]> | Iterable<readonly Row[]>;
}

/**
 * A list as an Excel file, in the language of the person, with a note of what was asked for, of which units, when and
 * by whom. Answers the number of rows too, for the audit. Refuses: more rows than a file may have (workbook.export_too_long).
 */
export async function exportTable<Row>(
  ctx: Context,
  table: TableToExport<Row>,
): Promise<{ file: FileAnswer; rows: number }> {
  const user = userOf(ctx);
  const at = ctx.clock.now();
  const say = (key: string, params: Record<string, unknown> = {}) => text(ctx.language, key, params);
  const units = scopeNames(ctx, table.permission);
  const scope = table.unitName ?? units.join(say('kernel:workbook.comma'));
  const filters = table.filters.filter(Boolean).join(say('kernel:workbook.stop'));
  const written = await writeWorkbook({
    title: table.title,
    note: [
      say('kernel:workbook.scope', { scope }),
      filters === '' ? say('kernel:workbook.unfiltered') : say('kernel:workbook.filtered', { filters }),
      say('kernel:workbook.exported', { at: `${dayOf(at)} ${timeOf(at).slice(0, 5)}`, name: user.name }),
    ].join(say('kernel:workbook.stop')),
    author: user.name,
    at,
    columns: table.columns,
    say,
    sumWord: say('kernel:workbook.sum'),
    rows: table.rows,
  });
  const name = [table.title, table.unitName ?? units[0] ?? '', dayOf(at)].filter(Boolean).map(fileWord).join('_');
  return { file: new FileAnswer(written.bytes, XLSX, `${name}.xlsx`), rows: written.rows };
}

/** The units where the person holds the permission, without those that lie inside another of them. */
function scopeNames(ctx: Context, permission: string): string[] {
  const grants = (ctx.user?.grants ?? []).filter((grant) => grant.permissions.has(permission));
  const outer = grants.filter(
    ({ unitPath }) => !grants.some((one) => one.unitPath !== unitPath && unitPath.startsWith(one.unitPath)),
  );
  return [...new Set(outer.map((grant) => grant.unitName))];
}

function fileWord(word: string): string {
  return [...word.replace(/[\p{Cc}<>:"/\\|?*]/gu, ' ')].slice(0, 60).join('').trim();
}

/** Reads a list page after page, as its own endpoint does: a file can then hold nothing that the screen would not show. */
export async function* allPages<Row>(
  read: (page: { cursor?: string; limit: number }) => Promise<Page<Row>>,
): AsyncGenerator<readonly Row[]> {
  let cursor: string | null = null;
  do {
    const page: Page<Row> = await read({ ...(cursor === null ? {} : { cursor }), limit: ROWS_A_PAGE });
    if (page.rows.length > 0) yield page.rows;
    cursor = page.nextCursor;
  } while (cursor !== null);
}
