import { createHash } from 'node:crypto';
import { lesserOf, MOST_FEN, type Day } from '#kernel/contract';
import type { Element, PartyKind } from '../charts/chart';
import { FEWEST_LINES, MOST_LINES, type DraftLine } from '../entries/rules';
import type { LineFault, ReadEntry, ReadPosting } from './read-journal';

export interface KnownAccount {
  readonly code: string;
  readonly element: Element;
  readonly party: PartyKind | null;
  readonly isSummary: boolean;
  readonly isClosed: boolean;
  readonly isClearing: boolean;
}

/** What an import is judged by. */
export interface Ground {
  readonly year: number;
  readonly today: Day;
  readonly openedOn: Day;
  /** Months that take nothing. */
  readonly shutMonths: ReadonlySet<Day>;
  /** Whether balances with which the book begins stand already. */
  readonly hasOpening: boolean;
  accountOf(name: string): KnownAccount | null;
  /** The kind of party that a text such as `payee 羊口文具店` names, where there is such a one. */
  partyKindOf(text: string): PartyKind | null;
}

const kinds = new Set(['ordinary', 'opening', 'closing', 'transfer', 'reversal']);

/** Entries that can be named: those that have a code. Whoever asks for none gets none. */
type ByCode = ReadonlyMap<string | null, ReadEntry>;

/** Everything that keeps entries from being posted, line by line; `all` are those of the journal that stand in the book too. */
export function faultsOfEntries(
  entries: readonly ReadEntry[],
  ground: Ground,
  all: readonly ReadEntry[] = entries,
): LineFault[] {
  const byCode: ByCode = new Map(all.filter(({ code }) => code !== '').map((entry) => [entry.code, entry]));
  return entries.flatMap((entry) => [
    ...faultsOfDay(entry, ground),
    ...entry.postings.flatMap((posting) => faultsOfPosting(posting, ground)),
    ...faultsOfWhole(entry, ground, byCode),
  ]);
}

function faultsOfDay({ line, on }: ReadEntry, { year, today, openedOn, shutMonths }: Ground): LineFault[] {
  if (on.slice(0, 4) !== String(year)) return [{ line, code: 'ledger.import_year', params: { day: on, year } }];
  if (on > today) return [{ line, code: 'ledger.day_in_future', params: { day: on, today } }];
  if (on < openedOn) return [{ line, code: 'ledger.day_before_book', params: { day: openedOn } }];
  const month = on.slice(0, 7);
  return shutMonths.has(`${month}-01`) ? [{ line, code: 'ledger.period_closed', params: { month } }] : [];
}

function faultsOfPosting({ line, account: name, net, party }: ReadPosting, ground: Ground): LineFault[] {
  const account = ground.accountOf(name);
  const fault = (code: LineFault['code'], params: LineFault['params'] = { account: account?.code ?? name }) => [
    { line, code, params },
  ];
  if (account === null) return fault('ledger.account_unknown');
  if (account.isSummary) return fault('ledger.account_is_summary');
  if (account.isClosed) return fault('ledger.account_closed');
  if (account.isClearing) return fault('ledger.account_is_clearing');
  if (net > MOST_FEN || -net > MOST_FEN) return fault('ledger.amount_impossible', { line });
  if (account.party === null) return party === null ? [] : fault('ledger.party_not_wanted');
  if (party === null) return fault('ledger.party_missing');
  const kind = ground.partyKindOf(party);
  if (kind === null) return fault('ledger.import_party', { party });
  return kind === account.party ? [] : fault('ledger.party_unfit');
}

function faultsOfWhole(entry: ReadEntry, ground: Ground, byCode: ByCode): LineFault[] {
  const { line, postings, kind } = entry;
  const count = postings.length;
  const isSplit = kind === 'opening';
  if (count < FEWEST_LINES || (count > MOST_LINES && !isSplit))
    return [{ line, code: 'ledger.entry_lines', params: { count } }];
  const difference = postings.reduce((sum, { net }) => sum + net, 0n);
  if (difference !== 0n) return [{ line, code: 'ledger.entry_unbalanced', params: { difference } }];
  if (!kinds.has(kind)) return [{ line, code: 'ledger.import_kind', params: { kind } }];
  if (kind === 'reversal' && !isReversal(entry, byCode))
    return [{ line, code: 'ledger.import_reversal', params: { reverses: entry.reverses ?? '' } }];
  const below = postings.find(({ side, net }) => BigInt(side) * net <= 0n);
  if (kind !== 'reversal' && below !== undefined)
    return [{ line: below.line, code: 'ledger.amount_impossible', params: { line: below.line } }];
  if (kind === 'opening' && ground.hasOpening) return [{ line, code: 'ledger.opening_stands', params: {} }];
  if (kind === 'closing' && !isYearEnd(entry, ground)) return [{ line, code: 'ledger.import_kind', params: { kind } }];
  return [];
}

const bare = ({ account, net }: ReadPosting, sign: bigint): string => `${account}\n${sign * net}`;

/** The same lines as an earlier one of the journal, the other way round. */
function isReversal(entry: ReadEntry, byCode: ByCode): boolean {
  const original = byCode.get(entry.reverses);
  if (original === undefined || original.kind === 'reversal' || original.on > entry.on) return false;
  const own = entry.postings.map((posting) => bare(posting, -1n)).toSorted();
  const other = original.postings.map((posting) => bare(posting, 1n)).toSorted();
  return own.length === other.length && own.every((text, at) => text === other[at]);
}

/** On the last day of the year, between income or spending and net assets: nothing else passes for a year's end. */
function isYearEnd({ on, postings }: ReadEntry, { accountOf }: Ground): boolean {
  const elements = postings.map(({ account }) => accountOf(account)?.element);
  return on.endsWith('-12-31') && elements.every((one) => one !== 'asset' && one !== 'liability');
}

/** The same content has the same key; what stands twice in a journal is meant twice. */
export function keysOf(entries: readonly ReadEntry[]): string[] {
  const seen = new Map<string, number>();
  return entries.map(({ on, code, words, kind, reverses, postings }) => {
    const lines = postings.map((one) => [one.account, `${one.net}`, one.side, one.words, one.party]);
    const hash = createHash('sha256')
      .update(JSON.stringify([on, code, words, kind, reverses, lines]))
      .digest('hex');
    const times = (seen.get(hash) ?? 0) + 1;
    seen.set(hash, times);
    return `import:${hash}:${times}`;
  });
}

/**
 * Balances of any number of lines, even in all, as entries of at most 200 that balance each: both sides are laid against each
 * other from the top, and a line that doesn't fit whole goes on in the next entry.
 */
export function splitOpening(lines: readonly DraftLine[]): DraftLine[][] {
  if (lines.length <= MOST_LINES) return [[...lines]];
  const debits = lines.filter((line) => line.debit !== undefined).map((line) => ({ line, left: line.debit! }));
  const credits = lines.filter((line) => line.credit !== undefined).map((line) => ({ line, left: line.credit! }));
  const entries: DraftLine[][] = [];
  let sums = new Map<DraftLine, bigint>();
  const flush = (): void => {
    entries.push([...sums].map(([line, sum]) => partOf(line, sum)));
    sums = new Map();
  };
  for (let [d, c] = [0, 0]; d < debits.length;) {
    const [debit, credit] = [debits[d]!, credits[c]!];
    const fresh = [debit.line, credit.line].filter((line) => !sums.has(line)).length;
    if (sums.size + fresh > MOST_LINES) flush();
    const amount = lesserOf(debit.left, credit.left);
    for (const side of [debit, credit]) {
      sums.set(side.line, (sums.get(side.line) ?? 0n) + amount);
      side.left -= amount;
    }
    if (debit.left === 0n) d += 1;
    if (credit.left === 0n) c += 1;
  }
  flush();
  return entries;
}

const partOf = (line: DraftLine, sum: bigint): DraftLine =>
  line.debit === undefined ? { ...line, credit: sum } : { ...line, debit: sum };
