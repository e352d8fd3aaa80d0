import { newId, userOf, type Context } from '#kernel';
import type { BookRecord } from '../books/store';
import type { PartyKind } from '../charts/chart';
import { postEntries, reverseEntry } from '../entries/entries';
import { sideOf, type DraftLine, type EntryDraft } from '../entries/rules';
import { partiesOf } from '../parties/store-parties';
import type { Judged } from './judging';
import type { ReadEntry } from './read-journal';
import { splitOpening } from './rules';
import * as store from './store';

export const IMPORT_SOURCE = 'ledger.import';

/** Posts what is not known yet, all or none, and notes the import. */
export async function postJudged(
  ctx: Context,
  book: BookRecord,
  judged: Judged,
  about: { kind: 'journal' | 'opening'; fileName: string; contentHash: string },
): Promise<{ id: string; posted: number; known: number }> {
  const id = newId();
  const source = `${IMPORT_SOURCE}:${id}`;
  const fresh = judged.entries.flatMap((entry, at) => (judged.isKnown(at) ? [] : [{ entry, key: judged.keys[at]! }]));
  const parties = await partyIds(ctx, judged);
  const drafts = fresh
    .filter(({ entry }) => entry.kind !== 'reversal')
    .flatMap(({ entry, key }) => draftsOf(entry, key, judged, parties));
  const posted = await postEntries(
    ctx,
    drafts.map((draft) => ({ ...draft, bookId: book.id, source })),
  );
  const ids = new Map([...judged.standing].map(([key, entry]) => [key, entry.id]));
  drafts.forEach(({ key }, at) => ids.set(key, posted[at]!.id));
  const keyByCode = new Map(judged.entries.map(({ code }, at) => [code, judged.keys[at]!]));
  const reversals = fresh.filter(({ entry }) => entry.kind === 'reversal');
  for (const { entry } of reversals)
    await reverseEntry(ctx, ids.get(keyByCode.get(entry.reverses!)!)!, { reason: entry.words, on: entry.on, source });
  const counts = { posted: drafts.length + reversals.length, known: judged.entries.length - fresh.length };
  await store.insertImport(ctx, { id, bookId: book.id, ...about, ...counts, importedBy: userOf(ctx).accountId });
  return { id, ...counts };
}

type KeyedDraft = Pick<EntryDraft, 'on' | 'words' | 'kind' | 'lines'> & { key: string };

function draftsOf(entry: ReadEntry, key: string, judged: Judged, parties: ReadonlyMap<string, string>): KeyedDraft[] {
  const lines = entry.postings.map(({ account, net, words, party }): DraftLine => {
    const partyId = party === null ? undefined : parties.get(party);
    return {
      account: judged.accountOf(account)!.code,
      ...sideOf(net),
      ...(partyId === undefined ? {} : { partyId }),
      ...(words === '' ? {} : { words }),
    };
  });
  const { on, words } = entry;
  if (entry.kind === 'opening')
    return splitOpening(lines).map((part, at) => {
      return { on, words, kind: 'opening', lines: part, key: at === 0 ? key : `${key}/${at + 1}` };
    });
  return [{ on, words, kind: entry.kind === 'closing' ? 'closing' : 'ordinary', lines, key }];
}

/** The parties of all who are named, by the text that names them. */
async function partyIds(ctx: Context, { entries, partyOf }: Judged): Promise<ReadonlyMap<string, string>> {
  const texts = new Set(entries.flatMap(({ postings }) => postings.flatMap(({ party }) => party ?? [])));
  const byKind = new Map<PartyKind, Map<string, string[]>>();
  for (const text of texts) {
    const party = partyOf(text);
    if (party === null) continue;
    const own = byKind.get(party.kind) ?? new Map<string, string[]>();
    own.set(party.who, [...(own.get(party.who) ?? []), text]);
    byKind.set(party.kind, own);
  }
  const ids = new Map<string, string>();
  for (const [kind, named] of byKind)
    for (const [who, partyId] of await partiesOf(ctx, kind, [...named.keys()]))
      for (const text of named.get(who) ?? []) ids.set(text, partyId);
  return ids;
}
