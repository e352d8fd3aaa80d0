import { isDay, type Day } from '#kernel/contract';

/** Why a line can't stand: a code of the ledger's error table with what it tells. */
export interface LineFault {
  /** From 1, as an editor counts. */
  readonly line: number;
  readonly code: `ledger.${string}`;
  readonly params: Readonly<Record<string, unknown>>;
}

export interface ReadPosting {
  readonly line: number;
  readonly account: string;
  /** Debit less credit. */
  readonly net: bigint;
  /** The side, where it is said because the amount stands below zero on it. */
  readonly side: 1 | -1;
  readonly words: string;
  readonly party: string | null;
}

export interface ReadEntry {
  readonly line: number;
  readonly on: Day;
  readonly code: string;
  readonly words: string;
  readonly kind: string;
  readonly reverses: string | null;
  readonly postings: readonly ReadPosting[];
}

export interface ReadJournal {
  readonly entries: readonly ReadEntry[];
  /** The code that an account directive names, by the account. */
  readonly codes: ReadonlyMap<string, string>;
  readonly faults: readonly LineFault[];
}

const dated = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:=\S+)?(?=\s|$)\s*(.*)$/;
const status = /^[*!]\s*/;
const codeAndWords = /^(?:\(([^)]*)\))?\s*(.*)$/;
/** Directives that say how to show or to complete, never what was posted. */
const harmless = /^(?:commodity|D|decimal-mark|payee|tag|N|Y|year|P)\b/;
const tagForm = /(?:^|[\s,])([\w-]+):\s*([^,]*)/g;

interface Draft {
  line: number;
  on: Day;
  code: string;
  words: string;
  tags: Map<string, string>;
  postings: DraftPosting[];
  /** A line of it can't be read, which is said there; nothing more can be said of the whole. */
  isBroken: boolean;
}
interface DraftPosting {
  line: number;
  account: string;
  net: bigint | null;
  tags: Map<string, string>;
}

/** Reads a journal as hledger and ledger write one: days, codes, payees, accounts with colons, amounts in yuan, tags. */
export function readJournal(text: string): ReadJournal {
  const reader = new JournalReader();
  text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\n|\r/)
    .forEach((line, at) => reader.take(line, at + 1));
  return reader.end();
}

class JournalReader {
  private readonly entries: ReadEntry[] = [];
  private readonly codes = new Map<string, string>();
  private readonly faults: LineFault[] = [];
  private draft: Draft | null = null;
  private account: string | null = null;
  private isInComment = false;
  /** Below a directive that says how to show things: what stands there says no more. */
  private isAside = false;

  take(line: string, at: number): void {
    if (this.isInComment) this.isInComment = !/^end\s+comment\b/.test(line);
    else if (line.trim() === '') this.close();
    else if (/^\s/.test(line)) this.takeInner(line.trim(), at);
    else this.takeOuter(line.trimEnd(), at);
  }

  end(): ReadJournal {
    this.close();
    return { entries: this.entries, codes: this.codes, faults: this.faults.toSorted((a, b) => a.line - b.line) };
  }

  private fault(line: number, code: LineFault['code'], params: LineFault['params'] = {}): void {
    this.faults.push({ line, code, params });
  }

  private takeOuter(line: string, at: number): void {
    this.close();
    if (/^[;#*%|]/.test(line)) return;
    const found = dated.exec(line);
    if (found !== null) return this.begin(found, at);
    if (/^comment\b/.test(line)) this.isInComment = true;
    else if (/^account\s/.test(line)) this.account = accountIn(line.replace(/^account\s+/, ''));
    else if (harmless.test(line)) this.isAside = true;
    else this.fault(at, 'ledger.import_line', { text: shortened(line) });
  }

  private begin([, year, month, day, rest]: RegExpExecArray, at: number): void {
    const on = `${year}-${month!.padStart(2, '0')}-${day!.padStart(2, '0')}`;
    if (!isDay(on)) this.fault(at, 'ledger.import_line', { text: shortened(on) });
    const [said, note] = cutNote(rest!.replace(status, ''));
    const [, code = '', words = ''] = codeAndWords.exec(said)!;
    const draft = { line: at, on, code: code.trim(), words: words.replace(/^.*?\s\|\s/, '').trim() };
    this.draft = { ...draft, tags: tagsIn(note), postings: [], isBroken: false };
  }

  private takeInner(line: string, at: number): void {
    if (line.startsWith(';')) return this.note(line.slice(1));
    if (this.account !== null || this.isAside) return;
    const { draft } = this;
    if (draft === null) return this.fault(at, 'ledger.import_line', { text: shortened(line) });
    const [said, note] = cutNote(line.replace(status, ''));
    const [account = '', ...amount] = said.split(/\s{2,}|\t/);
    const words = amount.join(' ').trim();
    const net = words === '' ? null : yuanIn(words);
    const isVirtual = /^[([]/.test(account);
    draft.isBroken ||= isVirtual || net === undefined;
    if (isVirtual) return this.fault(at, 'ledger.import_line', { text: shortened(line) });
    if (net === undefined) return this.fault(at, 'ledger.import_amount', { text: shortened(words) });
    draft.postings.push({ line: at, account: account.trim(), net, tags: tagsIn(note) });
  }

  private note(note: string): void {
    const own = this.draft?.postings.at(-1)?.tags ?? this.draft?.tags;
    for (const [name, value] of tagsIn(note)) {
      own?.set(name, value);
      if (this.account !== null && name === 'code') this.codes.set(this.account, value);
    }
  }

  /** The entry is whole: one amount may have been left out, and is what makes it balance. */
  private close(): void {
    const { draft } = this;
    [this.draft, this.account, this.isAside] = [null, null, false];
    if (draft === null || draft.isBroken) return;
    const open = draft.postings.filter((posting) => posting.net === null);
    if (open.length > 1) this.fault(open[1]!.line, 'ledger.import_amount', { text: '' });
    const sum = draft.postings.reduce((total, { net }) => total + (net ?? 0n), 0n);
    const postings = draft.postings.map((posting): ReadPosting => {
      const net = posting.net ?? -sum;
      const said = posting.tags.get('side');
      const side = said === 'debit' ? 1 : said === 'credit' ? -1 : net >= 0n ? 1 : -1;
      const { line, account, tags } = posting;
      return { line, account, net, side, words: tags.get('words') ?? '', party: tags.get('party') ?? null };
    });
    const { line, on, code, words, tags } = draft;
    const kind = tags.get('kind') ?? 'ordinary';
    const reverses = tags.get('reverses') ?? null;
    this.entries.push({ line, on, code, words, kind, reverses, postings: postings.filter(({ net }) => net !== 0n) });
  }
}

function cutNote(text: string): [said: string, note: string] {
  const at = text.indexOf(';');
  return at < 0 ? [text.trim(), ''] : [text.slice(0, at).trim(), text.slice(at + 1)];
}

const accountIn = (text: string): string =>
  cutNote(text)[0]
    .split(/\s{2,}|\t/)[0]!
    .trim();

const tagsIn = (note: string): Map<string, string> =>
  new Map([...note.matchAll(tagForm)].map(([, name, value]) => [name!, value!.trim()]));

const shortened = (text: string): string => [...text].slice(0, 60).join('');

const amountForm = /^([-+]?)\s*(?:CNY|RMB|[¥￥])?\s*([-+]?)(\d[\d,]*)(?:\.(\d*))?\s*(?:CNY|RMB|元)?$/;

/** Whole fen; undefined for what is no amount of yuan, or has more than two digits behind the point. */
export function yuanIn(text: string): bigint | undefined {
  const found = amountForm.exec(text.trim());
  if (found === null) return undefined;
  const [, outer, inner, whole, part = ''] = found;
  if (part.length > 2 || whole!.length > 20 || (outer !== '' && inner !== '')) return undefined;
  const fen = BigInt(whole!.replaceAll(',', '') + part.padEnd(2, '0'));
  return outer === '-' || inner === '-' ? -fen : fen;
}
