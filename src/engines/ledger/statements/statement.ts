import { AppError, exportTable, text, type Context, type FileAnswer, type WorkbookColumn } from '#kernel';
import type { Day, EndpointInput, EndpointResponse, PermissionName } from '#kernel/contract';
import { unitNames } from '#engines/roster';
import type { BookKindName } from '../books/contract';
import { mayOnBook, visibleBook } from '../books/policy';
import type { BookRecord } from '../books/store';
import type * as contract from './contract';
import type { StatementLine } from './contract';
import { figuresOf, type Figures, type Span } from './figures';
import { differenceOfSides } from './rules';
import { countWaitingUntil } from './store';

/** What a statement says of itself: the book, the day, the layout and where that comes from. */
export async function aboutStatement(
  ctx: Context,
  book: BookRecord,
  { edition, on, span }: Pick<Figures, 'edition'> & { on: Day; span: Span },
) {
  const units = await unitNames(ctx, [book.unitId]);
  return {
    book: { id: book.id, name: book.name, kind: book.kind as BookKindName },
    unit: { id: book.unitId, name: units.get(book.unitId) ?? '' },
    ...{ on, span },
    layout: { edition: edition.edition, source: edition.source, confidence: edition.confidence },
    forms: edition.forms,
  };
}

/** The lines as contracts say them, which know no readonly. */
export const writableLines = ({ assets, claims, result }: Pick<Figures, 'assets' | 'claims' | 'result'>) => {
  const copy = (lines: Figures['assets']): StatementLine[] =>
    lines.map((line) => ({ ...line, accounts: [...line.accounts] }));
  return { assets: copy(assets), claims: copy(claims), result: copy(result) };
};

/** Refuses: a book that isn't in reach. */
export async function showStatement(
  ctx: Context,
  { params, query }: EndpointInput<typeof contract.showStatement>,
): Promise<EndpointResponse<typeof contract.showStatement>> {
  const book = await visibleBook(ctx, params.id);
  const on = query.on ?? ctx.clock.today();
  const figures = await figuresOf(ctx, book, on, query.span);
  return {
    ...(await aboutStatement(ctx, book, { edition: figures.edition, on, span: query.span })),
    ...writableLines(figures),
    ranges: figures.ranges,
    difference: differenceOfSides(figures),
    waiting: await countWaitingUntil(ctx, book.id, on),
    abilities: { publish: mayOnBook(ctx, 'ledger.period.approve', book) && on <= ctx.clock.today() },
  };
}

/** The words of a line: the account's name, or the line's own. */
export function lineWords(ctx: Context, { key, name, isMinus, depth }: FiledLine): string {
  const words = name ?? text(ctx.language, `ledger:statements.lines.${key}`);
  const said = isMinus ? text(ctx.language, 'ledger:statements.minus', { name: words }) : words;
  return '　'.repeat(depth) + said;
}

interface PositionRow {
  readonly left: { line: FiledLine; number: number } | null;
  readonly right: { line: FiledLine; number: number } | null;
  readonly signature?: string;
}
interface ResultRow {
  readonly line: FiledLine | null;
  readonly number: number;
  readonly signature?: string;
}

/** One of the two forms as a file. Refuses: as the page; entries that wait for their numbers (ledger.sealing_waits). */
export async function exportStatement(
  ctx: Context,
  { params, query }: EndpointInput<typeof contract.exportStatement>,
): Promise<FileAnswer> {
  const shown = await showStatement(ctx, { params, query, body: undefined });
  if (shown.waiting > 0) throw new AppError('ledger.sealing_waits', { count: shown.waiting });
  return statementFile(ctx, shown, { form: query.form, permission: 'ledger.book.read', remarks: [] });
}

type Form = EndpointInput<typeof contract.exportStatement>['query']['form'];
type FiledLine = Omit<StatementLine, 'accounts'>;
type Filed = Pick<contract.Statement, 'book' | 'unit' | 'on' | 'span' | 'forms'> &
  Readonly<Record<'assets' | 'claims' | 'result', FiledLine[]>>;

/** A statement in one of its forms as an Excel file, with a line for who signs. */
export async function statementFile(
  ctx: Context,
  shown: Filed,
  { form, permission, remarks }: { form: Form; permission: PermissionName; remarks: readonly string[] },
): Promise<FileAnswer> {
  const say = (key: string, values: Record<string, unknown> = {}) =>
    text(ctx.language, `ledger:statements.${key}`, values);
  const about = {
    title: say(`exports.${form}`, { book: shown.book.name }),
    permission,
    unitName: shown.unit.name,
    filters: [shown.forms[form], say('exports.on', { on: shown.on }), say(`spans.${shown.span}`), ...remarks],
  };
  const signature = say('exports.signature');
  const { file } =
    form === 'position'
      ? await exportTable<PositionRow>(ctx, {
          ...about,
          columns: positionColumns(ctx),
          rows: [[...positionRows(shown), { left: null, right: null, signature }]],
        })
      : await exportTable<ResultRow>(ctx, {
          ...about,
          columns: resultColumns(ctx, shown.span),
          rows: [[...shown.result.map((line, at) => ({ line, number: at + 1 })), { line: null, number: 0, signature }]],
        });
  return file;
}

/** Both sides beside each other, as the form has them; the totals stand in one last row. */
export function positionRows({ assets, claims }: Pick<Filed, 'assets' | 'claims'>): PositionRow[] {
  const [left, right] = [assets.slice(0, -1), claims.slice(0, -1)];
  const height = Math.max(left.length, right.length);
  const at = (lines: FiledLine[], place: number, before: number) =>
    lines[place] === undefined ? null : { line: lines[place], number: before + place + 1 };
  const rows = Array.from({ length: height }, (_none, place) => ({
    left: at(left, place, 0),
    right: at(right, place, assets.length),
  }));
  const total = (lines: FiledLine[], before: number) => ({ line: lines.at(-1)!, number: before + lines.length });
  return [...rows, { left: total(assets, 0), right: total(claims, assets.length) }];
}

function positionColumns(ctx: Context): WorkbookColumn<PositionRow>[] {
  const side = (which: 'left' | 'right'): WorkbookColumn<PositionRow>[] => {
    const title = (key: string) => `ledger:statements.columns.${key}`;
    const words = (row: PositionRow) => {
      if (row.signature !== undefined) return which === 'left' ? row.signature : null;
      const held = row[which];
      return held === null ? null : lineWords(ctx, held.line);
    };
    return [
      { key: `${which}Name`, title: title(which), kind: 'text', width: 30, value: words },
      {
        key: `${which}Number`,
        title: title('number'),
        kind: 'count',
        width: 6,
        value: (row) => row[which]?.number ?? null,
      },
      ...(['first', 'second'] as const).map((column): WorkbookColumn<PositionRow> => ({
        ...{
          key: `${which}${column}`,
          title: title(column === 'first' ? 'yearBegin' : 'dayEnd'),
          kind: 'fen',
          width: 16,
        },
        value: (row) => row[which]?.line[column] ?? null,
      })),
    ];
  };
  return [...side('left'), ...side('right')];
}

function resultColumns(ctx: Context, span: Span): WorkbookColumn<ResultRow>[] {
  const title = (key: string) => `ledger:statements.columns.${key}`;
  const words = ({ line, signature }: ResultRow) => signature ?? (line === null ? null : lineWords(ctx, line));
  return [
    { key: 'name', title: title('item'), kind: 'text', width: 34, value: words },
    {
      key: 'number',
      title: title('number'),
      kind: 'count',
      width: 6,
      value: (row) => (row.line === null ? null : row.number),
    },
    ...(['first', 'second'] as const).map((column): WorkbookColumn<ResultRow> => ({
      ...{ key: column, title: title(`${span}.${column}`), kind: 'fen', width: 18 },
      value: (row) => row.line?.[column] ?? null,
    })),
  ];
}
