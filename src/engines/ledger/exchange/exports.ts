import { audit, FileAnswer, text, userOf, writeWorkbook, XLSX, yuanText, type Context } from '#kernel';
import type { WorkbookColumn } from '#kernel';
import type { EndpointInput } from '#kernel/contract';
import { netBalances } from '../balances/store';
import { aboveIn, bookToExport, entriesToWrite, type ExportedBook } from './book-rows';
import type * as contract from './contract';
import { entryText, headText, journalNames, type WrittenEntry, type WrittenPosting } from './journal-text';

type Input = EndpointInput<typeof contract.exportJournal>;

/** Gathers pieces of text as bytes, so that a long book is never one string. */
class Bytes {
  private readonly pieces: Buffer[] = [];
  add(words: string): void {
    this.pieces.push(Buffer.from(words));
  }
  whole(): Uint8Array {
    return Buffer.concat(this.pieces);
  }
}

function fileName({ book, from, to }: ExportedBook, ending: string): string {
  return `${book.name.replace(/[\p{Cc}<>:"/\\|?*]/gu, ' ').trim()}_${from}_${to}.${ending}`;
}

function note(ctx: Context, { book, from, to }: ExportedBook, form: string, count: number): void {
  audit(ctx, { action: 'ledger.exportBook', subject: `book:${book.id}`, details: { kind: form, from, to, count } });
}

/** Refuses: a book out of reach; entries that wait for their numbers; more than a file may hold (ledger.export_too_long). */
export async function exportJournal(ctx: Context, { params, query }: Input): Promise<FileAnswer> {
  const exported = await bookToExport(ctx, params.id, query);
  const { accounts, book, from, to } = exported;
  const names = journalNames(accounts, aboveIn(accounts));
  const bytes = new Bytes();
  bytes.add(
    headText(
      `${book.name} ${from} ${to}`,
      accounts.filter((one) => !one.isSummary),
      names,
    ),
  );
  let count = 0;
  for await (const entries of entriesToWrite(ctx, exported)) {
    count += entries.length;
    bytes.add(entries.map((entry) => entryText(entry, names)).join(''));
  }
  note(ctx, exported, 'journal', count);
  return new FileAnswer(bytes.whole(), 'text/plain; charset=utf-8', fileName(exported, 'journal'));
}

const sideOf = ({ side, amount }: WrittenPosting) =>
  side === 1 ? { debit: yuanText(amount) } : { credit: yuanText(amount) };

function jsonEntry({ postings, reverses, ...entry }: WrittenEntry) {
  return {
    ...entry,
    ...(reverses === null ? {} : { reverses }),
    lines: postings.map((posting) => ({
      account: posting.code,
      ...sideOf(posting),
      ...(posting.party === null ? {} : { party: posting.party }),
      ...(posting.words === '' ? {} : { words: posting.words }),
      ...(posting.budgetLineId === null ? {} : { budgetLine: posting.budgetLineId }),
      ...(posting.commitmentId === null ? {} : { commitment: posting.commitmentId }),
    })),
  };
}

/** Refuses: as the journal. */
export async function exportBookJson(ctx: Context, { params, query }: Input): Promise<FileAnswer> {
  const exported = await bookToExport(ctx, params.id, query);
  const { book, accounts, from, to } = exported;
  const { id, name, kind, chart, openedOn } = book;
  const chartRows = accounts.map(({ code, name: words, element, isContra, party, money, carriesTo, isSummary }) => {
    return { code, name: words, element, isContra, party, money, carriesTo, isSummary };
  });
  const bytes = new Bytes();
  const head = {
    format: 'gonghui-book',
    version: 1,
    currency: 'CNY',
    from,
    to,
    exportedAt: ctx.clock.now().toISOString(),
  };
  const open = JSON.stringify({ ...head, book: { id, name, kind, chart, openedOn }, accounts: chartRows }).slice(0, -1);
  bytes.add(`${open},"entries":[`);
  let count = 0;
  for await (const entries of entriesToWrite(ctx, exported)) {
    bytes.add(`${count === 0 ? '\n' : ',\n'}${entries.map((entry) => JSON.stringify(jsonEntry(entry))).join(',\n')}`);
    count += entries.length;
  }
  const balance = (await trialRows(ctx, exported)).map(({ code, net }) => ({ account: code, balance: yuanText(net) }));
  bytes.add(`\n],"trialBalance":${JSON.stringify(balance)}}\n`);
  note(ctx, exported, 'json', count);
  return new FileAnswer(bytes.whole(), 'application/json; charset=utf-8', fileName(exported, 'json'));
}

/** Accounts on which something stands at the end, debit less credit. */
async function trialRows(ctx: Context, { book, accounts, to }: ExportedBook) {
  const nets = await netBalances(ctx, { bookId: book.id, on: to });
  return accounts
    .map(({ id, code, name }) => ({ code, name, net: nets.get(id) ?? 0n }))
    .filter(({ net }) => net !== 0n);
}

interface Row {
  entry: WrittenEntry;
  posting: WrittenPosting;
}

/** Refuses: as the journal. */
export async function exportBookWorkbook(ctx: Context, { params, query }: Input): Promise<FileAnswer> {
  const exported = await bookToExport(ctx, params.id, query);
  const { book, accounts, from, to } = exported;
  const say = (key: string, values: Record<string, unknown> = {}) => text(ctx.language, key, values);
  const own = (key: string, values: Record<string, unknown> = {}) => say(`ledger:exchange.file.${key}`, values);
  const user = userOf(ctx);
  const chart = accounts.map(({ code, name, element, isSummary }) => [
    ...[code, name, say(`ledger:books.elements.${element}`)],
    isSummary ? own('sumsUp') : '',
  ]);
  const balance = (await trialRows(ctx, exported)).map(({ code, name, net }) => {
    return [code, name, net > 0n ? yuanText(net) : '', net < 0n ? yuanText(-net) : ''];
  });
  const written = await writeWorkbook<Row>({
    title: own('title', { book: book.name }),
    note: own('note', { from, to, name: user.name }),
    author: user.name,
    at: ctx.clock.now(),
    columns: rowColumns(accounts, say),
    say,
    sumWord: say('ledger:books.total'),
    rows: byLine(entriesToWrite(ctx, exported)),
    further: [
      {
        title: own('chart'),
        widths: [12, 30, 12, 12],
        lines: [[own('code'), own('account'), own('element'), own('remark')], ...chart],
      },
      {
        title: own('trial', { to }),
        widths: [12, 30, 20, 20],
        lines: [[own('code'), own('account'), own('debit'), own('credit')], ...balance],
      },
    ],
  });
  note(ctx, exported, 'xlsx', written.rows);
  return new FileAnswer(written.bytes, XLSX, fileName(exported, 'xlsx'));
}

async function* byLine(pages: AsyncIterable<readonly WrittenEntry[]>): AsyncGenerator<readonly Row[]> {
  for await (const entries of pages)
    yield entries.flatMap((entry) => entry.postings.map((posting) => ({ entry, posting })));
}

type Say = (key: string, values?: Record<string, unknown>) => string;

function rowColumns(accounts: ExportedBook['accounts'], say: Say): WorkbookColumn<Row>[] {
  const names = new Map(accounts.map(({ code, name }) => [code, name]));
  const title = (key: string) => `ledger:books.columns.${key}`;
  const amount = (row: Row, side: 1 | -1) => (row.posting.side === side ? row.posting.amount : null);
  return [
    { key: 'on', title: title('on'), kind: 'day', width: 12, value: ({ entry }) => entry.on },
    { key: 'number', title: title('number'), kind: 'text', width: 14, value: ({ entry }) => entry.code },
    {
      key: 'words',
      title: title('words'),
      kind: 'text',
      width: 32,
      value: (row) => row.posting.words || row.entry.words,
    },
    { key: 'code', title: title('code'), kind: 'text', width: 10, value: ({ posting }) => posting.code },
    {
      key: 'account',
      title: title('account'),
      kind: 'text',
      width: 20,
      value: ({ posting }) => names.get(posting.code) ?? '',
    },
    {
      key: 'party',
      title: title('party'),
      kind: 'text',
      width: 16,
      value: ({ posting }) => posting.party?.name ?? null,
    },
    { key: 'debit', title: title('debit'), kind: 'fen', width: 16, isSummed: true, value: (row) => amount(row, 1) },
    { key: 'credit', title: title('credit'), kind: 'fen', width: 16, isSummed: true, value: (row) => amount(row, -1) },
    {
      ...{ key: 'kind', title: title('entryKind'), kind: 'text', width: 12 },
      value: ({ entry }) => say(`ledger:books.entryKinds.${entry.kind}`),
    },
    {
      key: 'source',
      title: 'ledger:exchange.file.source',
      kind: 'text',
      width: 28,
      value: ({ entry }) => entry.source,
    },
  ];
}
