import { z } from 'zod';
import { text, type Context } from '#kernel';
import type { PersonContributor, PersonEraser, PersonFollower } from '#engines/roster';
import { quantityWords } from './rules';
import * as store from './store-person';

const columns = ['finance.goods_move.buyer_id', 'finance.goods_move.to_person_id'];
const journal = z.object({ bought: z.array(z.string()), given: z.array(z.string()) });

/** What somebody bought for the store and was given out of it. */
export const goodsFollower: PersonFollower = {
  name: 'finance.goods',
  columns,
  describe: async (ctx, { from }) => [
    { what: 'finance:goods.followed.moves', moves: await store.countFollowed(ctx, [from]), clashes: 0 },
  ],
  follow: (ctx, move) => store.bringOver(ctx, move),
  undo: (ctx, { from }, kept) => store.bringBack(ctx, from, journal.parse(kept)),
};

/** Movements of goods belong to the books; they stay under the name that is shown then. */
export const goodsEraser: PersonEraser = {
  name: 'finance.goods',
  columns,
  texts: {
    emptied: [],
    stay: ['kind', 'words', 'recorded_by_name'].map((column) => `finance.goods_move.${column}`),
  },
  keeps: async () => [],
  describe: async (ctx, ids) => {
    const stays = await store.countFollowed(ctx, ids);
    return [{ what: 'finance:goods.followed.moves', goes: 0, stays, why: 'finance:goods.erasure.why' }];
  },
  erase: async () => undefined,
};

/** What a person bought and was given. */
export const goodsContributor: PersonContributor = {
  name: 'finance.goods',
  collect: async (ctx: Context, personId) => {
    const say = (key: string) => text(ctx.language, `finance:goods.${key}`);
    const rows = await store.movesOfPerson(ctx, personId);
    return [
      {
        title: say('personData.moves'),
        columns: ['name', 'move', 'on', 'quantity', 'words'].map((key) => say(`columns.${key}`)),
        rows: rows.map((row) => [
          ...[row.name, say(`moves.${row.kind}`), row.on, `${quantityWords(row.quantity)} ${row.measure}`, row.words],
        ]),
      },
    ];
  },
};
