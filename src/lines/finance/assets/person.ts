import { z } from 'zod';
import { text, type Context } from '#kernel';
import { formatFen } from '#kernel/contract';
import type { PersonContributor, PersonEraser, PersonFollower } from '#engines/roster';
import * as store from './store-person';

const columns = ['finance.asset.keeper_id', 'finance.asset_move.from_person_id', 'finance.asset_move.to_person_id'];
const journal = z.object({ kept: z.array(z.string()), from: z.array(z.string()), to: z.array(z.string()) });

/** The things that somebody keeps, and what was handed over to or by them. */
export const assetFollower: PersonFollower = {
  name: 'finance.assets',
  columns,
  describe: async (ctx, { from }) => {
    const { kept, moves } = await store.countFollowed(ctx, [from]);
    return [
      { what: 'finance:assets.followed.kept', moves: kept, clashes: 0 },
      { what: 'finance:assets.followed.moves', moves, clashes: 0 },
    ];
  },
  follow: (ctx, move) => store.bringOver(ctx, move),
  undo: (ctx, { from }, kept) => store.bringBack(ctx, from, journal.parse(kept)),
};

/** Whoever keeps a thing hands it over first; who kept it before stays in its history, under the name that is shown then. */
export const assetEraser: PersonEraser = {
  name: 'finance.assets',
  columns,
  texts: {
    emptied: [],
    stay: [
      ...['unit_path', 'name', 'class', 'specification', 'former_number', 'state', 'list_key', 'created_by_name'].map(
        (column) => `finance.asset.${column}`,
      ),
      ...['state', 'note', 'recorded_by_name'].map((column) => `finance.asset_move.${column}`),
    ],
  },
  keeps: async (ctx, ids) => {
    const { inUse } = await store.countFollowed(ctx, ids);
    if (inUse === 0) return [];
    return [{ kind: 'open', what: 'finance:assets.erasure.open', until: null, link: '/finance/assets' }];
  },
  describe: async (ctx, ids) => {
    const { moves } = await store.countFollowed(ctx, ids);
    return [{ what: 'finance:assets.followed.moves', goes: 0, stays: moves, why: 'finance:assets.erasure.why' }];
  },
  erase: async () => undefined,
};

/** What a person keeps. */
export const assetContributor: PersonContributor = {
  name: 'finance.assets',
  collect: async (ctx: Context, personId) => {
    const say = (key: string) => text(ctx.language, `finance:assets.${key}`);
    const rows = await store.keptBy(ctx, personId);
    return [
      {
        title: say('personData.kept'),
        columns: ['number', 'name', 'boughtOn', 'cost', 'state'].map((key) => say(`columns.${key}`)),
        rows: rows.map((row) => [
          ...[String(row.number), row.name, row.boughtOn, formatFen(row.cost), say(`states.${row.state}`)],
        ]),
      },
    ];
  },
};
