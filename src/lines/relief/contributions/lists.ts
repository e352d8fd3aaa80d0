import { AppError, audit, may, newId, notFound, text, userOf, type Context, type FileAnswer } from '#kernel';
import { postEntry, reverseEntry } from '#engines/ledger';
import { getUnit, restSheet, unitNames } from '#engines/roster';
import { isId, type EndpointInput, type EndpointResponse, type Page } from '#kernel/contract';
import { campaignFor, heldCampaign } from '../campaigns/policy';
import { takeGifts, undoGiftsOf } from '../campaigns/taking';
import { bookFor, fundAccounts, moneyAccounts, pathsAsked, refuseDayAhead, refuseShort, sumOf } from '../money';
import type * as contract from './contract';
import { LIST_MAX_BYTES, type FundList } from './contract';
import { feeOn, periodOf } from './contributions';
import { judgeContributions, judgeGifts, presentJudged, type Judged } from './judge';
import { readSheet } from './sheet';
import { insertContributions, takeBack } from './store';
import * as store from './store-lists';

type Query = EndpointInput<typeof contract.readFundList>['query'];

interface Asked {
  readonly kind: 'contributions' | 'gifts';
  readonly unit: { readonly id: string; readonly path: string };
  readonly campaign: { readonly id: string; readonly bookId: string } | null;
  readonly fingerprint: string;
  readonly headings: readonly string[];
  readonly judged: readonly Judged[];
}

/** Refuses: a unit or campaign out of reach, or a closed one; a file that is too large or no such sheet. */
async function judged(ctx: Context, { name, unitId, campaignId, on }: Query, bytes: Uint8Array): Promise<Asked> {
  if (bytes.byteLength > LIST_MAX_BYTES) throw new AppError('kernel.too_large');
  if (campaignId !== undefined) {
    const { id, bookId, unitId: ofUnit, unitPath, closedAt } = await campaignFor(ctx, campaignId, 'relief.fund.pay');
    if (closedAt !== null) throw new AppError('relief.campaign_closed');
    const sheet = await readSheet(bytes, name);
    const rows = await judgeGifts(ctx, { sheet, under: unitPath, on });
    const unit = { id: ofUnit, path: unitPath };
    const { fingerprint, headings } = sheet;
    return { kind: 'gifts', unit, campaign: { id, bookId }, fingerprint, headings, judged: rows };
  }
  if (unitId === undefined) throw notFound();
  const unit = await getUnit(ctx, unitId);
  if (!may(ctx.user, 'relief.fund.pay', unit.path)) throw notFound();
  const sheet = await readSheet(bytes, name);
  const rows = await judgeContributions(ctx, { sheet, under: unit.path, on });
  const { fingerprint, headings } = sheet;
  return { kind: 'contributions', unit, campaign: null, fingerprint, headings, judged: rows };
}

const isGood = (row: Judged): row is Judged & { person: object; amount: bigint } => row.reason === null;

/** Refuses: as `judged`. */
export async function readFundList(
  ctx: Context,
  query: Query,
  bytes: Uint8Array,
): Promise<EndpointResponse<typeof contract.readFundList>> {
  const { kind, unit, campaign, judged: rows } = await judged(ctx, query, bytes);
  const good = rows.filter(isGood);
  const sum = sumOf(good, (row) => row.amount);
  audit(ctx, {
    action: 'relief.readFundList',
    subject: campaign === null ? `unit:${unit.id}` : `campaign:${campaign.id}`,
    details: { kind, count: rows.length, refused: rows.length - good.length },
  });
  return { rows: rows.map((row) => presentJudged(ctx, row)), good: good.length, bad: rows.length - good.length, sum };
}

/** The rows that could not be taken in, as a sheet that can be mended and sent again. Refuses: as `judged`. */
export async function exportFundListRest(ctx: Context, query: Query, bytes: Uint8Array): Promise<FileAnswer> {
  const { kind, unit, campaign, headings, judged: rows } = await judged(ctx, query, bytes);
  const say = (key: string) => text(ctx.language, `relief:funds.${key}`);
  const bad = rows.filter((row) => !isGood(row));
  const rest = bad.map((row) => ({ cells: row.line.cells, reason: presentJudged(ctx, row).reason }));
  const { file } = await restSheet(ctx, {
    ...{ fileName: query.name, headings, rows: [rest] },
    words: { rest: say('rest'), reason: say('columns.reason') },
  });
  const subject = campaign === null ? `unit:${unit.id}` : `campaign:${campaign.id}`;
  audit(ctx, { action: 'relief.exportFundListRest', subject, details: { kind, count: bad.length } });
  return file;
}

/**
 * Takes a sheet in, in one letter: its rows that can stand, with their entries. Refuses: as `readFundList`; a day that has not come; a
 * sheet without a row that can stand (relief.list_nothing), of which other rows can stand than whoever sends it has seen
 * (relief.list_changed), or that was taken in before (relief.list_taken).
 */
export async function takeFundList(
  ctx: Context,
  query: EndpointInput<typeof contract.takeFundList>['query'],
  bytes: Uint8Array,
): Promise<EndpointResponse<typeof contract.takeFundList>> {
  refuseDayAhead(ctx, query.on);
  if (query.campaignId !== undefined) await heldCampaign(ctx, query.campaignId, 'relief.fund.pay');
  const { kind, unit, campaign, fingerprint, judged: rows } = await judged(ctx, query, bytes);
  const good = rows.filter(isGood);
  const sum = sumOf(good, (row) => row.amount);
  const id = newId();
  const { accountId, name: byName } = userOf(ctx);
  if (good.length === 0) throw new AppError('relief.list_nothing');
  const isNew = await store.insertList(ctx, {
    ...{ id, kind, unitId: unit.id, unitPath: unit.path, campaignId: campaign?.id ?? null, fileName: query.name },
    ...{ fingerprint, good: good.length, bad: rows.length - good.length, sum, on: query.on, byId: accountId, byName },
  });
  if (!isNew) throw new AppError('relief.list_taken');
  if (good.length !== query.good || sum !== query.sum) throw new AppError('relief.list_changed');
  const head = { on: query.on, listId: id, byId: accountId, byName };
  const entryIds = await (campaign === null
    ? takeContributions(ctx, good, head)
    : takeGiven(ctx, campaign, good, head));
  await store.keepEntries(ctx, id, entryIds);
  audit(ctx, {
    action: 'relief.takeFundList',
    subject: campaign === null ? `unit:${unit.id}` : `campaign:${campaign.id}`,
    details: { listId: id, kind, count: good.length, refused: rows.length - good.length },
  });
  const refused = rows.filter((row) => !isGood(row)).map((row) => presentJudged(ctx, row));
  return { id, good: good.length, sum, refused };
}

interface Head {
  readonly on: string;
  readonly listId: string;
  readonly byId: string;
  readonly byName: string;
}

async function takeGiven(
  ctx: Context,
  campaign: { id: string; bookId: string },
  rows: readonly Judged[],
  head: Head,
): Promise<string[]> {
  const gifts = rows.map(({ line, person, amount }) => ({
    ...{ giver: 'person' as const, personId: person!.id, unitId: person!.unitId, amount: amount! },
    ...{ isNamed: line.isNamed, consent: line.consent },
  }));
  const kept = await takeGifts(ctx, campaign, gifts, { ...head, way: 'payroll', words: '工资代扣捐款' });
  return [...new Set(kept.map((gift) => gift.entryId))];
}

/** One entry for each book: the fund's income has no parties. Refuses: a person for whom nobody keeps a book (relief.no_book). */
async function takeContributions(ctx: Context, rows: readonly Judged[], head: Head): Promise<string[]> {
  const fee = await feeOn(ctx, head.on);
  const period = periodOf(fee.value, head.on);
  const amount = BigInt(fee.value.feeFen);
  const byBook = new Map<string, Judged[]>();
  for (const row of rows) {
    const { id } = await bookFor(ctx, 'mutual_aid', row.person!.unitPath, row.person!.unitName);
    byBook.set(id, [...(byBook.get(id) ?? []), row]);
  }
  const entryIds: string[] = [];
  for (const [bookId, own] of byBook) {
    const sum = sumOf(own, (row) => row.amount!);
    const { id: entryId } = await postEntry(ctx, {
      ...{ bookId, on: head.on, words: `工资代扣会员互助金（${own.length}人）` },
      ...{ source: `relief.fund_list:${head.listId}`, key: `relief.fund_list:${head.listId}` },
      lines: [
        { account: moneyAccounts.payroll, debit: sum },
        { account: fundAccounts.members, credit: sum },
      ],
    });
    entryIds.push(entryId);
    const contributions = own.map(({ person }) => {
      const { id: personId, unitId, unitPath } = person!;
      return { id: newId(), personId, unitId, unitPath, bookId, entryId };
    });
    const ofAll = { ...head, period, amount, way: 'payroll' as const, ruleVersionId: fee.id };
    // Somebody paid at the counter in the same moment.
    if ((await insertContributions(ctx, ofAll, contributions)) !== own.length)
      throw new AppError('relief.list_changed');
  }
  return entryIds;
}

/**
 * Takes a sheet back. Refuses: one that isn't in reach, is taken back already (relief.undone_already); gifts of a closed campaign
 * (relief.campaign_closed), and money that is no longer there (relief.fund_short).
 */
export async function undoFundList(ctx: Context, id: string, reason: string): Promise<Record<string, never>> {
  const list = await store.listById(ctx, id, 'lock');
  if (list === null || !may(ctx.user, 'relief.fund.pay', list.unitPath)) throw notFound();
  if (list.undoReason !== null) throw new AppError('relief.undone_already');
  if (list.campaignId === null) await takeBack(ctx, 'contribution', { listId: id }, reason);
  else {
    const { bookId, closedAt } = await heldCampaign(ctx, list.campaignId, 'relief.fund.pay');
    if (closedAt !== null) throw new AppError('relief.campaign_closed');
    await refuseShort(ctx, bookId, 'bank', list.sum);
    await undoGiftsOf(ctx, id, reason);
  }
  for (const entryId of list.entryIds) await reverseEntry(ctx, entryId, { reason });
  await takeBack(ctx, 'fund_list', { id }, reason);
  audit(ctx, { action: 'relief.undoFundList', subject: `unit:${list.unitId}`, details: { listId: id } });
  return {};
}

/** Refuses: a unit out of reach. */
export async function listFundLists(
  ctx: Context,
  { unitId, campaignId, cursor, limit }: EndpointInput<typeof contract.listFundLists>['query'],
): Promise<Page<FundList>> {
  const under = await pathsAsked(ctx, 'relief.fund.read', unitId);
  const after = cursor !== undefined && isId(cursor) ? cursor : null;
  const found = await store.listRows(ctx, { under, campaignId, after, limit: limit + 1 });
  const page = found.slice(0, limit);
  const units = await unitNames(
    ctx,
    page.map((row) => row.unitId),
  );
  const rows = page.map((row): FundList => {
    const { id, kind, unitId: ofUnit, fileName, good, bad, sum, on, byName, undoneByName, undoReason, entryIds } = row;
    return {
      ...{ id, kind, fileName, good, bad, sum, on, byName, undoneByName, undoReason, entryIds },
      ...{ unit: { id: ofUnit, name: units.get(ofUnit) ?? '' }, recordedAt: row.recordedAt.toISOString() },
      abilities: { undo: undoReason === null && may(ctx.user, 'relief.fund.pay', row.unitPath) },
    };
  });
  return { rows, nextCursor: found.length > limit ? page.at(-1)!.id : null };
}
