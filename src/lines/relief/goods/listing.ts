import { allPages, audit, exportTable, may, text } from '#kernel';
import type { Context, FileAnswer, WorkbookColumn } from '#kernel';
import { isId, type EndpointInput, type EndpointResponse, type Page } from '#kernel/contract';
import { peopleById, unitNames } from '#engines/roster';
import { campaignFor } from '../campaigns/policy';
import { campaignTitles } from '../campaigns/store';
import { sumOf } from '../money';
import * as contract from './contract';
import type { GoodsItem, GoodsMove } from './contract';
import * as store from './store';

const sumsOf = ({ id, name, kind, size, measure, condition, ...record }: store.ItemRecord) => {
  const { given, takenOver, handedOut, passedOn, stock } = record;
  return { id, name, kind, size, measure, condition, given, takenOver, handedOut, passedOn, stock };
};

const isThere = (quantity: string): boolean => /[1-9]/.test(quantity);

async function presentByUnit(ctx: Context, campaignId: string) {
  const rows = await store.goodsByUnit(ctx, campaignId);
  const units = await unitNames(
    ctx,
    rows.flatMap((row) => row.unitId ?? []),
  );
  return rows.map(({ unitId, gifts, estimate }) => ({
    ...{ gifts, estimate },
    unit: unitId === null ? null : { id: unitId, name: units.get(unitId) ?? '' },
  }));
}

/** Refuses: a campaign out of reach. */
export async function listGoods(ctx: Context, id: string): Promise<EndpointResponse<typeof contract.listGoods>> {
  const { unitPath, closedAt } = await campaignFor(ctx, id, 'relief.fund.read');
  const pays = may(ctx.user, 'relief.fund.pay', unitPath);
  const records = await store.itemsOf(ctx, id);
  const items = records.map((record): GoodsItem => {
    const { disinfected: quantity, disinfectedOn: on, disinfectedByName: byName } = record;
    const isAsked = contract.needsCleaning(record);
    return {
      ...sumsOf(record),
      disinfected: isAsked ? { quantity, on, byName } : null,
      abilities: { handOut: pays && isThere(record.stock), disinfect: pays && isAsked && isThere(record.stock) },
    };
  });
  const byUnit = await presentByUnit(ctx, id);
  const isLeft = records.some((record) => isThere(record.stock));
  return {
    ...{ items, byUnit, estimate: sumOf(byUnit, (row) => row.estimate) },
    abilities: {
      take: pays && closedAt === null,
      passOn: closedAt !== null && isLeft && may(ctx.user, 'relief.fund.write', unitPath),
    },
  };
}

/** What everybody reads of a campaign's goods; whoever calls has judged that it is meant for the reader. */
export async function presentPublicGoods(ctx: Context, id: string) {
  const named = await store.namedMoves(ctx, id);
  const people = await peopleById(
    ctx,
    named.flatMap((move) => move.personId ?? []),
  );
  const units = await unitNames(
    ctx,
    named.flatMap((move) => (move.personId === null ? (move.unitId ?? []) : [])),
  );
  return {
    items: (await store.itemsOf(ctx, id)).map(sumsOf),
    byUnit: await presentByUnit(ctx, id),
    named: named.map(({ personId, unitId, name: what, quantity, measure, on }) => ({
      ...{ what, quantity, measure, on },
      name: (personId === null ? units.get(unitId ?? '') : people.get(personId)?.name) ?? '',
    })),
    receivers: await store.countReceivers(ctx, id),
  };
}

type Asked = EndpointInput<typeof contract.listGoodsMoves>['query'];

/** Refuses: a campaign out of reach. */
export async function listGoodsMoves(
  ctx: Context,
  id: string,
  { what, cursor, limit }: Asked,
): Promise<Page<GoodsMove>> {
  const { unitPath, closedAt } = await campaignFor(ctx, id, 'relief.fund.read');
  const after = cursor !== undefined && isId(cursor) ? cursor : null;
  const found = await store.moveRows(ctx, { campaignId: id, what, after, limit: limit + 1 });
  const page = found.slice(0, limit);
  const people = await peopleById(
    ctx,
    page.flatMap((move) => move.personId ?? []),
  );
  const units = await unitNames(
    ctx,
    page.flatMap((move) => move.unitId ?? []),
  );
  const others = await campaignTitles(
    ctx,
    page.flatMap((move) => move.otherCampaignId ?? []),
  );
  const pays = may(ctx.user, 'relief.fund.pay', unitPath);
  const rows = page.map((move): GoodsMove => {
    const { id: moveId, what: done, on, name, size, measure, condition, quantity, giver, isNamed, isSigned } = move;
    const { estimate, byName, undoReason, personId, unitId, otherCampaignId } = move;
    const unit = unitId === null ? null : { id: unitId, name: units.get(unitId) ?? '' };
    const stands = pays && undoReason === null;
    const isOpen = done === 'handed_out' || (done === 'given' && closedAt === null);
    return {
      ...{ id: moveId, what: done, on, name, size, measure, condition, quantity, giver, isNamed, isSigned },
      ...{ estimate, byName, undoReason, unit },
      who: personId === null ? (giver === 'unit' ? (unit?.name ?? '') : null) : (people.get(personId)?.name ?? ''),
      other: otherCampaignId === null ? null : (others.get(otherCampaignId) ?? ''),
      abilities: { undo: stands && isOpen, sign: stands && done === 'handed_out' && !isSigned },
    };
  });
  return { rows, nextCursor: found.length > limit ? page.at(-1)!.id : null };
}

/** The same list as a file. Refuses: as the list. */
export async function exportGoodsMoves(
  ctx: Context,
  id: string,
  { what }: EndpointInput<typeof contract.exportGoodsMoves>['query'],
): Promise<FileAnswer> {
  const { title } = await campaignFor(ctx, id, 'relief.fund.read');
  const say = (key: string) => text(ctx.language, `relief:funds.goods.${key}`);
  const column = (
    key: string,
    width: number,
    value: (row: GoodsMove) => string | null,
    kind: 'text' | 'day' = 'text',
  ): WorkbookColumn<GoodsMove> => ({ key, title: `relief:funds.goods.columns.${key}`, kind, width, value });
  const columns: WorkbookColumn<GoodsMove>[] = [
    column('on', 12, (row) => row.on, 'day'),
    column('what', 12, (row) => say(`whats.${row.what}`)),
    column('name', 20, (row) => row.name),
    column('size', 10, (row) => row.size),
    column('condition', 12, (row) => say(`conditions.${row.condition}`)),
    column('quantity', 12, (row) => row.quantity),
    column('measure', 8, (row) => row.measure),
    column('who', 18, (row) => row.who),
    column('unit', 24, (row) => row.unit?.name ?? row.other),
    column('signed', 10, (row) => (row.what === 'handed_out' ? say(row.isSigned ? 'signed' : 'unsigned') : null)),
    {
      ...{ key: 'estimate', title: 'relief:funds.goods.columns.estimate', kind: 'fen', isSummed: true, width: 14 },
      value: (row) => (row.undoReason === null ? row.estimate : null),
    },
    column('undone', 24, (row) => row.undoReason),
  ];
  const { file, rows } = await exportTable<GoodsMove>(ctx, {
    ...{ title: say('title'), permission: 'relief.fund.read', columns },
    filters: [title, what === undefined ? '' : say(`whats.${what}`)],
    rows: allPages((page) => listGoodsMoves(ctx, id, { ...page, what })),
  });
  audit(ctx, { action: 'relief.exportGoodsMoves', subject: `campaign:${id}`, details: { count: rows } });
  return file;
}
