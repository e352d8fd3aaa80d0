import { findPerson, unitsOn } from '#engines/roster';
import { FileAnswer, may, readWorkbook, text, userOf, writeWorkbook, XLSX, type Context } from '#kernel';
import type { WorkbookCell, WorkbookColumn } from '#kernel';
import type { EndpointInput } from '#kernel/contract';
import { bookFor } from '../books/policy';
import { accountsOf, type AccountRecord, type BookRecord } from '../books/store';
import type { PartyKind } from '../charts/chart';
import type * as contract from './contract';
import { yuanIn, type LineFault, type ReadEntry, type ReadPosting } from './read-journal';

const fields = ['code', 'name', 'debit', 'credit', 'party'] as const;
type Field = (typeof fields)[number];

/** What a column of ours may be called at its head, in both languages of the templates. */
const heads: Readonly<Record<Field, readonly string[]>> = {
  code: ['科目编码', '编码', 'Account code', 'Code'],
  name: ['科目名称', '科目', 'Account'],
  debit: ['借方', '借方余额', 'Debit'],
  credit: ['贷方', '贷方余额', 'Credit'],
  party: ['往来对象', 'Party'],
};

/** The accounts of the book that take postings, with nothing on them yet. Refuses: a book out of reach. */
export async function getOpeningTemplate(
  ctx: Context,
  { params }: EndpointInput<typeof contract.getOpeningTemplate>,
): Promise<FileAnswer> {
  const book = await bookFor(ctx, params.id, 'ledger.exchange.write');
  const say = (key: string, values: Record<string, unknown> = {}) =>
    text(ctx.language, `ledger:exchange.opening.${key}`, values);
  const accounts = (await accountsOf(ctx, [book.id])).filter(
    ({ isSummary, isClosed, isClearing }) => !isSummary && !isClosed && !isClearing,
  );
  const column = (key: Field, value: (row: AccountRecord) => string | null): WorkbookColumn<AccountRecord> => ({
    ...{ key, title: say(key), kind: 'text', width: key === 'name' ? 28 : 16, hint: say(`${key}Hint`), value },
  });
  const partyWords = ({ party }: AccountRecord) => (party === null ? null : `# ${say(`parties.${party}`)}`);
  const written = await writeWorkbook<AccountRecord>({
    title: say('title', { book: book.name }),
    note: say('note', { day: book.openedOn }),
    author: userOf(ctx).name,
    at: ctx.clock.now(),
    columns: [
      column('code', (row) => row.code),
      column('name', (row) => row.name),
      column('debit', () => null),
      column('credit', () => null),
      column('party', partyWords),
    ],
    say: (title) => title,
    sumWord: '',
    rows: [accounts],
  });
  return new FileAnswer(written.bytes, XLSX, `${say('title', { book: book.name })}.xlsx`);
}

interface Row {
  number: number;
  cells: Readonly<Record<Field, string>>;
}

function textOf(cell: WorkbookCell | null | undefined): string {
  if (cell === null || cell === undefined) return '';
  if (cell.kind === 'number') return cell.digits;
  return cell.kind === 'text' || cell.kind === 'fault' ? cell.text.trim() : '';
}

async function rowsOf(bytes: Uint8Array, name: string): Promise<Row[] | null> {
  const rows: Row[] = [];
  let places: Partial<Record<Field, number>> | null = null;
  for await (const piece of (await readWorkbook(bytes, name)).rows)
    for (const { number, cells } of piece) {
      if (places === null) {
        places = placesIn(cells.map(textOf));
        continue;
      }
      const at = (field: Field) => textOf(cells[places?.[field] ?? -1]);
      const own = { code: at('code'), name: at('name'), debit: at('debit'), credit: at('credit'), party: at('party') };
      const isFilled = own.debit !== '' || own.credit !== '';
      if (isFilled && own.code !== '') rows.push({ number, cells: own });
      else if (isFilled) rows.push({ number, cells: { ...own, code: '' } });
    }
  return places === null ? null : rows;
}

/** Where our columns stand, if this is the row of their heads. */
function placesIn(cells: readonly string[]): Partial<Record<Field, number>> | null {
  const found = fields.flatMap((field): [Field, number][] => {
    const at = cells.findIndex((cell) => heads[field].some((head) => head.toLowerCase() === cell.toLowerCase()));
    return at < 0 ? [] : [[field, at]];
  });
  const places = Object.fromEntries(found) as Partial<Record<Field, number>>;
  return places.code === undefined || (places.debit === undefined && places.credit === undefined) ? null : places;
}

/** A sheet of opening balances as one entry of the book's first day. Lines are rows of the sheet. */
export async function readOpening(
  ctx: Context,
  book: BookRecord,
  { bytes, name }: { bytes: Uint8Array; name: string },
): Promise<{ entries: ReadEntry[]; faults: LineFault[] }> {
  const rows = await rowsOf(bytes, name);
  if (rows === null || rows.length === 0) return { entries: [], faults: [] };
  const accounts = new Map((await accountsOf(ctx, [book.id])).map((account) => [account.code, account]));
  const parties = await partyTexts(ctx);
  const faults: LineFault[] = [];
  const postings: ReadPosting[] = [];
  for (const { number: line, cells } of rows) {
    const net = netOf(cells);
    if (net === undefined) {
      faults.push({ line, code: 'ledger.import_amount', params: { text: cells.debit || cells.credit } });
      continue;
    }
    if (net === 0n) continue;
    const kind = accounts.get(cells.code)?.party ?? null;
    const said = cells.party.startsWith('#') ? '' : cells.party;
    const party = said === '' ? null : kind === null ? `payee ${said}` : await parties(kind, said);
    postings.push({ line, account: cells.code, net, side: net > 0n ? 1 : -1, words: '', party });
  }
  const head = {
    line: rows[0]!.number,
    on: book.openedOn,
    code: '',
    words: '期初余额',
    kind: 'opening',
    reverses: null,
  };
  return { entries: [{ ...head, postings }], faults };
}

/** Debit less credit; undefined where a cell is no amount, or both sides are filled in. */
function netOf({ debit, credit }: Row['cells']): bigint | undefined {
  if (debit !== '' && credit !== '') return undefined;
  const amount = yuanIn(debit || credit);
  return amount === undefined || debit !== '' ? amount : -amount;
}

/** What people write as party: a payee's name, a staff number, the name of a unit. */
async function partyTexts(ctx: Context) {
  const units = (await unitsOn(ctx, { day: ctx.clock.today(), under: '/' })).filter(({ path }) =>
    may(ctx.user, 'roster.unit.read', path),
  );
  return async (kind: PartyKind, said: string): Promise<string> => {
    if (kind === 'payee') return `payee ${said}`;
    if (kind === 'unit') return `unit ${units.find((unit) => unit.name === said)?.id ?? said}`;
    const person = await findPerson(ctx, { staffNumber: said });
    return `person ${person?.id ?? said}`;
  };
}
