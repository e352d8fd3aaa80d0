import { newId, type Context } from '#kernel';
import { partiesOf, postEntries, type DraftLine } from '#engines/ledger';
import { takeBack } from '../contributions/store';
import { giftAccounts, moneyAccounts, sumOf } from '../money';
import { insertGifts, type GiftHead, type NewGift } from './store';

const LINES_AN_ENTRY = 199;

/** Posts gifts and keeps them: a person's on the person's own part of 23101, a unit's on 23102, others on 23103. Answers each gift with its entry. */
export async function takeGifts(
  ctx: Context,
  campaign: { readonly id: string; readonly bookId: string },
  gifts: readonly NewGift[],
  head: Omit<GiftHead, 'campaignId'> & { readonly words: string },
): Promise<{ id: string; entryId: string }[]> {
  const people = await partiesOf(
    ctx,
    'person',
    gifts.flatMap((gift) => (gift.giver === 'person' ? [gift.personId!] : [])),
  );
  const units = await partiesOf(
    ctx,
    'unit',
    gifts.flatMap((gift) => (gift.giver === 'unit' ? [gift.unitId!] : [])),
  );
  const lineOf = (gift: NewGift): DraftLine => {
    const partyId = gift.giver === 'person' ? people.get(gift.personId!) : units.get(gift.unitId ?? '');
    const isKnown = gift.giver !== 'anonymous' && partyId !== undefined;
    return { account: giftAccounts[gift.giver], credit: gift.amount, ...(isKnown ? { partyId } : {}) };
  };
  const kept = gifts.map((gift) => ({ ...gift, id: newId() }));
  const pieces = Array.from({ length: Math.ceil(kept.length / LINES_AN_ENTRY) }, (_, i) =>
    kept.slice(i * LINES_AN_ENTRY, (i + 1) * LINES_AN_ENTRY),
  );
  const { on, way, words } = head;
  const posted = await postEntries(
    ctx,
    pieces.map((piece) => ({
      ...{ bookId: campaign.bookId, on, words, source: `relief.campaign:${campaign.id}` },
      key: `relief.gift:${piece[0]!.id}`,
      lines: [{ account: moneyAccounts[way], debit: sumOf(piece, (gift) => gift.amount) }, ...piece.map(lineOf)],
    })),
  );
  const rows = pieces.flatMap((piece, i) => piece.map((gift) => ({ ...gift, entryId: posted[i]!.id })));
  await insertGifts(ctx, { ...head, campaignId: campaign.id }, rows);
  return rows.map(({ id, entryId }) => ({ id, entryId }));
}

export const undoGiftsOf = (ctx: Context, listId: string, reason: string): Promise<void> =>
  takeBack(ctx, 'gift', { listId }, reason);
