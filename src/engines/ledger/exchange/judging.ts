import { may, type Context } from '#kernel';
import { isId } from '#kernel/contract';
import { peopleById, unitsOn } from '#engines/roster';
import { accountsOf, type BookRecord } from '../books/store';
import type { PartyKind } from '../charts/chart';
import { openingOf } from '../entries/store-opening';
import { readPeriods } from '../periods/store';
import { aboveIn } from './book-rows';
import { journalNames } from './journal-text';
import type { LineFault, ReadEntry } from './read-journal';
import { faultsOfEntries, keysOf, type Ground, type KnownAccount } from './rules';
import { entriesByKeys } from './store';

export interface PartyName {
  readonly kind: PartyKind;
  /** The id of a person or unit, the name of a payee. */
  readonly who: string;
}

/** Entries that somebody wants to take in, with all that is known of them. */
export interface Judged {
  readonly entries: readonly ReadEntry[];
  /** Beside each entry: its key, and the entry of the book that stands under it. */
  readonly keys: readonly string[];
  readonly standing: ReadonlyMap<string, { id: string; isReversed: boolean }>;
  readonly isKnown: (at: number) => boolean;
  readonly accountOf: (name: string) => KnownAccount | null;
  readonly partyOf: (text: string) => PartyName | null;
  readonly faults: readonly LineFault[];
}

/** Judges entries by the book as it stands now. */
export async function judge(
  ctx: Context,
  {
    book,
    year,
    entries,
    codes,
  }: { book: BookRecord; year: number; entries: readonly ReadEntry[]; codes: ReadonlyMap<string, string> },
): Promise<Judged> {
  const keys = keysOf(entries);
  const standing = await entriesByKeys(ctx, book.id, keys);
  const keyByCode = new Map(entries.flatMap(({ code }, at) => (code === '' ? [] : [[code, keys[at]!] as const])));
  const isKnown = (at: number): boolean => {
    const { kind, reverses } = entries[at]!;
    if (kind !== 'reversal') return standing.has(keys[at]!);
    return standing.get(keyByCode.get(reverses ?? '') ?? '')?.isReversed === true;
  };
  const accountOf = await accountFinder(ctx, book, codes);
  const partyOf = await partyFinder(ctx, entries);
  const periods = await readPeriods(ctx, book.id);
  const ground: Ground = {
    ...{ year, today: ctx.clock.today(), openedOn: book.openedOn, accountOf },
    shutMonths: new Set(periods.filter(({ state }) => state !== 'open').map(({ month }) => month)),
    hasOpening: (await openingOf(ctx, book.id)).standing !== null,
    partyKindOf: (text) => partyOf(text)?.kind ?? null,
  };
  const fresh = entries.filter((_entry, at) => !isKnown(at));
  return { entries, keys, standing, isKnown, accountOf, partyOf, faults: faultsOfEntries(fresh, ground, entries) };
}

/** An account of a journal is one of the book by its name there, by the code that it declares, or by a code itself. */
async function accountFinder(ctx: Context, book: BookRecord, codes: ReadonlyMap<string, string>) {
  const accounts = await accountsOf(ctx, [book.id]);
  const byCode = new Map<string, KnownAccount>(accounts.map((account) => [account.code, account]));
  const byName = new Map([...journalNames(accounts, aboveIn(accounts))].map(([code, name]) => [name, code]));
  return (name: string): KnownAccount | null => {
    const code = codes.get(name) ?? byName.get(name) ?? name.split(':').at(-1)!;
    return byCode.get(code) ?? null;
  };
}

const partyForm = /^(payee|person|unit)\s+(.+)$/;

/** Persons and units are known by their ids, to those who may read them; a payee is whoever is named. */
async function partyFinder(ctx: Context, entries: readonly ReadEntry[]) {
  const texts = new Set(entries.flatMap(({ postings }) => postings.flatMap(({ party }) => party ?? [])));
  const said = [...texts].flatMap((text): [string, PartyName][] => {
    const found = partyForm.exec(text);
    if (found === null) return [];
    const kind = found[1] as PartyKind;
    return [[text, { kind, who: kind === 'payee' ? found[2]!.trim() : found[2]!.split(/\s/)[0]! }]];
  });
  const ids = (kind: PartyKind) => said.flatMap(([, one]) => (one.kind === kind && isId(one.who) ? [one.who] : []));
  const people = await peopleById(ctx, ids('person'));
  const unitIds = ids('unit');
  const units = unitIds.length === 0 ? [] : await unitsOn(ctx, { day: ctx.clock.today(), under: '/' });
  const mine = new Set([
    ...[...people.values()].filter(({ unitPath }) => may(ctx.user, 'roster.person.read', unitPath)).map(({ id }) => id),
    ...units.filter(({ path }) => may(ctx.user, 'roster.unit.read', path)).map(({ id }) => id),
  ]);
  const known = new Map(said.filter(([, { kind, who }]) => kind === 'payee' || mine.has(who)));
  return (text: string): PartyName | null => known.get(text) ?? null;
}
