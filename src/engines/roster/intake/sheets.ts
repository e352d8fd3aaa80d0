import {
  allPages,
  AppError,
  audit,
  FileAnswer,
  may,
  text,
  writeWorkbook,
  XLSX,
  type Context,
  type WorkbookColumn,
} from '#kernel';
import { dayOf } from '#kernel/contract';
import { admit } from '../policy';
import { notFound } from '#kernel';
import { intakeColumns, type IntakeColumn } from './contract';
import { columnRules } from './columns';
import { columnLabel, reasonText } from './present';
import { unstage } from './sealing';
import * as rowStore from './store/rows';
import * as store from './store/runs';

const say = (ctx: Context, key: string, params: Record<string, unknown> = {}): string =>
  text(ctx.language, `roster:intake.${key}`, params);

/** Headings are texts of the clerk's, not keys of ours. */
const asItIs = (heading: string): string => heading;

/** The bad rows with the clerk's own columns and the reason at the end. Refuses: a run that is not there, or has none. */
export async function exportRejected(ctx: Context, id: string): Promise<FileAnswer> {
  const run = await store.runById(ctx, id);
  if (run === null) throw notFound();
  admit(ctx, 'roster.intake.run', run.unitPath);
  if (run.isForgotten || (run.counts.verdicts?.bad ?? 0) === 0) throw new AppError('roster.intake_nothing');

  // Whoever sent the sheet gets it back as it was; others get masks unless they may read such numbers anyway.
  const isSender = ctx.user !== null && run.createdBy === ctx.user.accountId;
  const mayOpen = isSender || may(ctx.user, 'roster.secret.read', run.unitPath);
  const columns = run.headings.map((heading, place): WorkbookColumn<rowStore.StoredRow> => {
    const value = (row: rowStore.StoredRow): string | null => row.cells[place] ?? null;
    return { key: `c${place}`, title: heading, kind: 'text', width: Math.max(12, heading.length * 2 + 4), value };
  });
  const why = (row: rowStore.StoredRow): string =>
    row.reasons.map((fault) => reasonText(ctx, fault)).join(say(ctx, 'reasonMark'));
  const title = say(ctx, 'rejected.title');
  const written = await writeWorkbook({
    title,
    note: say(ctx, 'rejected.note', { file: run.fileName, sheet: run.sheet }),
    author: ctx.user?.name ?? '',
    at: ctx.clock.now(),
    columns: [...columns, { key: 'why', title: say(ctx, 'rejected.reason'), kind: 'text', width: 60, value: why }],
    say: asItIs,
    sumWord: '',
    rows: allPages(async ({ cursor, limit }) => {
      const after = Number(cursor ?? 0);
      const stored = await rowStore.storedRows(ctx, id, { verdict: 'bad', after, limit });
      const rows = mayOpen ? stored.map((row) => ({ ...row, cells: unstage(ctx, row)?.cells ?? row.cells })) : stored;
      return { rows, nextCursor: rows.length < limit ? null : String(rows.at(-1)!.number) };
    }),
  });
  audit(ctx, {
    action: 'roster.exportRejected',
    subject: `intake:${id}`,
    details: { count: written.rows, isOpen: mayOpen },
  });
  const name = `${run.fileName.replace(/\.xlsx$/i, '')}_${title}.xlsx`;
  return new FileAnswer(written.bytes, XLSX, name);
}

/** An empty sheet of our own columns; the example begins with `#` and is never read in. */
export async function getIntakeTemplate(ctx: Context): Promise<FileAnswer> {
  const title = say(ctx, 'template.title');
  const example = (column: IntakeColumn): string => say(ctx, `template.example.${column}`);
  const columns = intakeColumns.map((column): WorkbookColumn<null> => ({
    key: column,
    title: columnLabel(ctx, column),
    kind: 'text',
    width: 18,
    hint: say(ctx, `template.hint.${column}`),
    value: () => example(column),
  }));
  const lines = intakeColumns.map((column) => [
    columnLabel(ctx, column),
    say(ctx, `need.${columnRules[column].need}`),
    say(ctx, `template.hint.${column}`),
    example(column).replace(/^#\s*/, ''),
  ]);
  const head = ['column', 'need', 'howTo', 'example'].map((key) => say(ctx, `template.head.${key}`));
  const written = await writeWorkbook({
    title,
    note: say(ctx, 'template.note'),
    author: ctx.user?.name ?? '',
    at: ctx.clock.now(),
    columns,
    say: asItIs,
    sumWord: '',
    rows: [[null]],
    further: [{ title: say(ctx, 'template.words'), widths: [16, 14, 60, 24], lines: [head, ...lines] }],
  });
  return new FileAnswer(written.bytes, XLSX, `${title}_${dayOf(ctx.clock.now())}.xlsx`);
}
