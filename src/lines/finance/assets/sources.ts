import { may, text, type Context, type RecordSource } from '#kernel';
import { isId } from '#kernel/contract';
import { booksByIds } from '#engines/ledger';
import { assetsByIds } from './store';
import { runsByIds } from './store-runs';
import { scrappingsByIds } from './store-scrapping';

/** `finance.asset_run:<id>` opens the month of depreciation behind an entry; it is undone there. */
export const assetRunSource: RecordSource = {
  prefix: 'finance.asset_run',
  isTakenBackThere: true,
  find: async (ctx, ids) => {
    const runs = await runsByIds(ctx, ids.filter(isId));
    const books = await booksByIds(ctx, [...new Set(runs.map((run) => run.bookId))]);
    const readable = new Set(books.filter((book) => reads(ctx, book.unitPath)).map((book) => book.id));
    const title = text(ctx.language, 'finance:assets.oneRun');
    const found = runs.filter((run) => readable.has(run.bookId));
    return new Map(
      found.map(({ id, bookId }) => [id, { title, to: `/finance/assets/runs?book=${bookId}&open=${id}` }]),
    );
  },
};

/** `finance.asset_scrapping:<id>` opens the card of the thing that went out of the books; it is taken back there. */
export const scrappingSource: RecordSource = {
  prefix: 'finance.asset_scrapping',
  isTakenBackThere: true,
  find: async (ctx, ids) => {
    const found = await scrappingsByIds(ctx, ids.filter(isId));
    const assets = await assetsByIds(
      ctx,
      found.map((one) => one.assetId),
    );
    const readable = new Map(assets.filter((one) => reads(ctx, one.unitPath)).map((one) => [one.id, one.name]));
    return new Map(
      found.flatMap(({ id, assetId }) => {
        const title = readable.get(assetId);
        return title === undefined ? [] : [[id, { title, to: `/finance/assets/${assetId}` }] as const];
      }),
    );
  },
};

const reads = (ctx: Context, path: string): boolean => may(ctx.user, 'finance.asset.read', path);
