import { yuanText } from '#kernel';
import type { Element, PartyKind } from '../charts/chart';
import type { EntryKind } from '../entries/rules';

/** The names of the five elements in a journal, above the accounts' own; both readers of such files know no others. */
export const elementWords: Readonly<Record<Element, string>> = {
  asset: '资产',
  liability: '负债',
  net_asset: '净资产',
  income: '收入',
  expense: '支出',
};

export interface JournalAccount {
  readonly code: string;
  readonly name: string;
  readonly element: Element;
}

export interface WrittenPosting {
  readonly code: string;
  readonly side: 1 | -1;
  readonly amount: bigint;
  readonly words: string;
  /** `payee 羊口文具店`, `person <id>`, `unit <id>`. */
  readonly party: { kind: PartyKind; who: string; name: string | null } | null;
  readonly budgetLineId: string | null;
  readonly commitmentId: string | null;
}

export interface WrittenEntry {
  readonly id: string;
  readonly on: string;
  /** `2024-06-0012`. */
  readonly code: string;
  readonly kind: EntryKind;
  readonly words: string;
  readonly source: string;
  /** The code of the entry that it takes back. */
  readonly reverses: string | null;
  readonly postings: readonly WrittenPosting[];
}

/** `2024-06` and 12 as `2024-06-0012`. */
export const entryCode = (month: string, number: number): string =>
  `${month.slice(0, 7)}-${String(number).padStart(4, '0')}`;

const twins: Readonly<Record<string, string>> = {
  ...{ ';': '；', '|': '｜', '[': '［', ']': '］', ':': '：', ',': '，', '(': '（', ')': '）' },
  ...{ '"': '＂', '@': '＠', '=': '＝', '*': '＊', '!': '！', '#': '＃', '%': '％' },
};

/** Signs that mean something in a journal become their twins of full width; what is left is one line of words. */
export function plainWords(words: string): string {
  return words
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .replace(/[;|[\]:,()"@=*!#%]/g, (sign) => twins[sign]!)
    .trim();
}

/**
 * What each account is called in a journal: `支出:职工活动支出:文体活动费`. Two that would be called the same are told apart by
 * their codes.
 */
export function journalNames(
  accounts: readonly JournalAccount[],
  aboveOf: (code: string) => string | null,
): ReadonlyMap<string, string> {
  const byCode = new Map(accounts.map((account) => [account.code, account]));
  const own = (account: JournalAccount): string => plainWords(account.name) || account.code;
  const siblings = new Map<string, number>();
  const place = (account: JournalAccount) => `${account.element} ${aboveOf(account.code) ?? ''} ${own(account)}`;
  for (const account of accounts) siblings.set(place(account), (siblings.get(place(account)) ?? 0) + 1);
  const nameOf = (account: JournalAccount): string => {
    const above = aboveOf(account.code);
    const head = above === null ? elementWords[account.element] : nameOf(byCode.get(above)!);
    const isAlone = siblings.get(place(account)) === 1;
    return `${head}:${own(account)}${isAlone ? '' : ` ${account.code}`}`;
  };
  return new Map(accounts.map((account) => [account.code, nameOf(account)]));
}

/** The head of a journal: what it is of, the commodity, and the accounts with their codes. */
export function headText(
  title: string,
  accounts: readonly JournalAccount[],
  names: ReadonlyMap<string, string>,
): string {
  const lines = ['; gonghui-journal 1', `; ${plainWords(title)}`, '', 'commodity CNY', '    format 1000.00 CNY', ''];
  for (const { code, element } of accounts)
    lines.push(`account ${names.get(code)!}`, `    ; code: ${code}, element: ${element}`);
  return `${lines.join('\n')}\n\n`;
}

const SPACE = '  ';

function postingText({ side, amount, words, party, ...tags }: WrittenPosting, account: string): string {
  const net = BigInt(side) * amount;
  const notes = [
    // A reversal repeats the side that it takes back, below zero; by its sign alone it would pass for the other side.
    ...(amount < 0n ? [`side: ${side === 1 ? 'debit' : 'credit'}`] : []),
    ...(party === null ? [] : [`party: ${party.kind} ${plainWords(party.who)}${nameNote(party)}`]),
    ...(tags.budgetLineId === null ? [] : [`budget: ${tags.budgetLineId}`]),
    ...(tags.commitmentId === null ? [] : [`commitment: ${tags.commitmentId}`]),
    ...(words === '' ? [] : [`words: ${plainWords(words)}`]),
  ];
  const head = `    ${account}${SPACE}${yuanText(net).padStart(18)} CNY`;
  return [head, ...notes.map((note) => `    ; ${note}`)].join('\n');
}

const nameNote = ({ kind, name }: { kind: PartyKind; name: string | null }): string =>
  kind === 'payee' || name === null ? '' : ` ${plainWords(name)}`;

/** One entry as hledger and ledger read it. */
export function entryText(entry: WrittenEntry, names: ReadonlyMap<string, string>): string {
  const payees = new Set(
    entry.postings.flatMap(({ party }) => (party?.kind === 'payee' ? [plainWords(party.who)] : [])),
  );
  const [payee] = payees;
  const words = plainWords(entry.words);
  const notes = [
    `id: ${entry.id}`,
    `source: ${entry.source.replace(/[\s;,[\]]/g, '_')}`,
    ...(entry.kind === 'ordinary' ? [] : [`kind: ${entry.kind}`]),
    ...(entry.reverses === null ? [] : [`reverses: ${entry.reverses}`]),
  ];
  return [
    `${entry.on} * (${entry.code}) ${payees.size === 1 ? `${payee} | ${words}` : words}`.trimEnd(),
    ...notes.map((note) => `    ; ${note}`),
    ...entry.postings.map((posting) => postingText(posting, names.get(posting.code)!)),
    '',
    '',
  ].join('\n');
}
