import {
  AppError,
  allPages,
  audit,
  exportTable,
  may,
  moneyInWords,
  notFound,
  text,
  userOf,
  type Context,
  type FileAnswer,
  type WorkbookColumn,
} from '#kernel';
import { reverseEntry } from '#engines/ledger';
import { getUnit, peopleById, unitNames } from '#engines/roster';
import { isId, type EndpointInput, type Page } from '#kernel/contract';
import { takeBack } from '../contributions/store';
import { refuseDayAhead, refuseShort } from '../money';
import type * as contract from './contract';
import type { Gift } from './contract';
import { campaignFor, heldCampaign } from './policy';
import * as store from './store';
import { takeGifts } from './taking';

type NewGift = EndpointInput<typeof contract.addGift>['body'];

/** Who gives: one of the own staff, a unit of the own tree, or nobody by name (《慈善法》: 单位内部的互助). */
export async function giverOf(
  ctx: Context,
  campaign: store.CampaignRecord,
  { giver, personId, unitId, isNamed }: Pick<NewGift, 'giver' | 'personId' | 'unitId' | 'isNamed'>,
): Promise<Pick<store.NewGift, 'giver' | 'personId' | 'unitId' | 'isNamed'>> {
  const isWhole = (giver === 'person') === (personId !== undefined) && (giver === 'unit') === (unitId !== undefined);
  if (!isWhole || (giver === 'anonymous' && isNamed)) throw new AppError('relief.giver_unfit');
  if (giver === 'anonymous') return { giver, personId: null, unitId: null, isNamed: false };
  if (giver === 'unit') {
    const unit = await getUnit(ctx, unitId!);
    if (!unit.path.startsWith(campaign.unitPath)) throw notFound();
    return { giver, personId: null, unitId: unit.id, isNamed };
  }
  const person = (await peopleById(ctx, [personId!])).get(personId!);
  if (!person?.unitPath.startsWith(campaign.unitPath)) throw notFound();
  return { giver, personId: person.id, unitId: person.unitId, isNamed };
}

/**
 * Refuses: a campaign out of reach or closed (relief.campaign_closed); a day that has not come (relief.day_ahead) or outside its
 * days (relief.campaign_days); a giver who is none of the staff there, or of whom two things are said (relief.giver_unfit).
 */
export async function addGift(ctx: Context, id: string, gift: NewGift): Promise<{ id: string; entryId: string }> {
  refuseDayAhead(ctx, gift.on);
  const campaign = await heldCampaign(ctx, id, 'relief.fund.pay');
  if (campaign.closedAt !== null) throw new AppError('relief.campaign_closed');
  const { opensOn, closesOn } = campaign;
  if (gift.on < opensOn || gift.on > closesOn)
    throw new AppError('relief.campaign_days', { from: opensOn, to: closesOn });
  const giver = await giverOf(ctx, campaign, gift);
  const { accountId, name: byName } = userOf(ctx);
  const [kept] = await takeGifts(ctx, campaign, [{ ...giver, amount: gift.amount, consent: null }], {
    ...{ on: gift.on, way: gift.way, words: '收捐款', listId: null, byId: accountId, byName },
  });
  audit(ctx, {
    action: 'relief.addGift',
    subject: `campaign:${id}`,
    details: { giftId: kept!.id, amount: gift.amount.toString(), day: gift.on },
  });
  return kept!;
}

/**
 * Refuses: a gift that isn't in reach, is taken back already (relief.undone_already), came with a list (relief.of_list), was given
 * to what is closed now (relief.campaign_closed), or has been used (relief.fund_short).
 */
export async function undoGift(ctx: Context, id: string, reason: string): Promise<Record<string, never>> {
  const gift = await store.giftById(ctx, id);
  if (gift === null) throw notFound();
  const { bookId, closedAt } = await heldCampaign(ctx, gift.campaignId, 'relief.fund.pay');
  if (gift.undoReason !== null) throw new AppError('relief.undone_already');
  if (gift.listId !== null) throw new AppError('relief.of_list');
  if (closedAt !== null) throw new AppError('relief.campaign_closed');
  await refuseShort(ctx, bookId, gift.way === 'cash' ? 'cash' : 'bank', gift.amount);
  await takeBack(ctx, 'gift', { id }, reason);
  await reverseEntry(ctx, gift.entryId, { reason });
  audit(ctx, { action: 'relief.undoGift', subject: `campaign:${gift.campaignId}`, details: { giftId: id } });
  return {};
}

/** Refuses: a campaign out of reach. */
export async function listGifts(
  ctx: Context,
  id: string,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<Page<Gift>> {
  const campaign = await campaignFor(ctx, id, 'relief.fund.read');
  const after = cursor !== undefined && isId(cursor) ? cursor : null;
  const found = await store.giftRows(ctx, { campaignId: id, after, limit: limit + 1 });
  const page = found.slice(0, limit);
  const people = await peopleById(
    ctx,
    page.flatMap((row) => row.personId ?? []),
  );
  const units = await unitNames(
    ctx,
    page.flatMap((row) => row.unitId ?? []),
  );
  const pays = campaign.closedAt === null && may(ctx.user, 'relief.fund.pay', campaign.unitPath);
  const rows = page.map((row): Gift => {
    const { id: giftId, giver, personId, unitId, isNamed, amount, on, way, consent, entryId, byName, undoReason } = row;
    const unit = unitId === null ? null : { id: unitId, name: units.get(unitId) ?? '' };
    return {
      ...{ id: giftId, giver, isNamed, amount, on, way, consent, entryId, byName, undoReason, unit },
      giverName: personId === null ? (unit?.name ?? null) : (people.get(personId)?.name ?? ''),
      inWords: moneyInWords(amount),
      abilities: { undo: pays && undoReason === null && row.listId === null },
    };
  });
  return { rows, nextCursor: found.length > limit ? page.at(-1)!.id : null };
}

export async function exportGifts(ctx: Context, id: string): Promise<FileAnswer> {
  const { title } = await campaignFor(ctx, id, 'relief.fund.read');
  const key = (name: string) => `relief:funds.columns.${name}`;
  const columns: WorkbookColumn<Gift>[] = [
    { key: 'on', title: key('on'), kind: 'day', width: 12, value: (row) => row.on },
    { key: 'giver', title: key('giver'), kind: 'text', width: 20, value: (row) => row.giverName },
    { key: 'unit', title: key('unit'), kind: 'text', width: 24, value: (row) => row.unit?.name ?? null },
    { key: 'amount', title: key('amount'), kind: 'fen', isSummed: true, width: 14, value: (row) => row.amount },
    {
      key: 'way',
      title: key('way'),
      kind: 'text',
      width: 12,
      value: (row) => text(ctx.language, `relief:funds.ways.${row.way}`),
    },
    { key: 'undone', title: key('undoReason'), kind: 'text', width: 24, value: (row) => row.undoReason },
  ];
  const { file, rows } = await exportTable<Gift>(ctx, {
    ...{
      title: text(ctx.language, 'relief:funds.titles.gifts'),
      permission: 'relief.fund.read',
      filters: [title],
      columns,
    },
    rows: allPages((page) => listGifts(ctx, id, page)),
  });
  audit(ctx, { action: 'relief.exportGifts', subject: `campaign:${id}`, details: { count: rows } });
  return file;
}
