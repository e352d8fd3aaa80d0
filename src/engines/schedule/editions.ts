import { AppError, audit, festivalDay, may, notFound, type Context } from '#kernel';
import type { Day, EndpointInput } from '#kernel/contract';
import { unitNames } from '#engines/roster';
import type * as contract from './contract';
import { visibilityOf } from './policy';
import * as store from './store-series';

type EditionKind = 'event' | 'recorded' | 'gap';
export type EditionRow = store.EditionRecord & { kind: EditionKind };

/** Editions from the first to the latest: what is neither an event nor recorded is a gap. */
function withGaps(known: readonly store.EditionRecord[]): EditionRow[] {
  const byNumber = new Map(known.map((edition) => [edition.number, edition]));
  const latest = Math.max(0, ...byNumber.keys());
  return Array.from({ length: latest }, (_, i): EditionRow => {
    const edition = byNumber.get(i + 1);
    if (edition === undefined)
      return {
        number: i + 1,
        kind: 'gap',
        eventId: null,
        state: null,
        year: null,
        champion: '',
        summary: '',
        source: '',
      };
    return { ...edition, kind: edition.eventId === null ? 'recorded' : 'event' };
  });
}

async function presentSeries(ctx: Context, series: readonly store.SeriesRecord[]) {
  const names = await unitNames(ctx, [...new Set(series.map((one) => one.unitId))]);
  return series.map(({ id, name, unitId, unitPath, latestEdition }) => ({
    ...{ id, name, latestEdition },
    unit: { id: unitId, name: names.get(unitId) ?? '' },
    canRecord: may(ctx.user, 'schedule.event.write', unitPath),
  }));
}

export async function listSeries(ctx: Context, query: { search?: string | undefined } = {}) {
  return { rows: await presentSeries(ctx, await store.selectSeries(ctx, visibilityOf(ctx), query.search)) };
}

/** Refuses: a series that isn't there or isn't the reader's. */
async function seriesToRead(ctx: Context, id: string): Promise<store.SeriesRecord> {
  const series = await store.findSeries(ctx, id);
  const { audiences } = visibilityOf(ctx);
  const isSeen =
    series !== null && (may(ctx.user, 'schedule.event.read', series.unitPath) || audiences.includes(series.unitPath));
  if (!isSeen) throw notFound();
  return series;
}

/** Refuses: a series that isn't there or isn't the reader's. */
export async function listEditions(ctx: Context, id: string) {
  const series = await seriesToRead(ctx, id);
  const [row] = await presentSeries(ctx, [series]);
  return { series: row!, editions: withGaps(await store.selectEditions(ctx, id)) };
}

/**
 * Fills the gap of an earlier edition, or corrects what was filled in. Refuses: a series that isn't there or isn't
 * the person's (kernel.not_found), an edition that is an event here (schedule.edition_held_here).
 */
export async function recordEdition(
  ctx: Context,
  { params, body }: Pick<EndpointInput<typeof contract.recordEdition>, 'params' | 'body'>,
): Promise<EditionRow> {
  const series = await seriesToRead(ctx, params.id);
  if (!may(ctx.user, 'schedule.event.write', series.unitPath)) throw notFound();
  const taken = await store.takenEditions(ctx, [{ seriesId: series.id, edition: params.number }]);
  if (taken.length > 0) throw new AppError('schedule.edition_held_here', { edition: params.number });
  await store.upsertPastEdition(ctx, series.id, { number: params.number, ...body });
  audit(ctx, {
    action: 'schedule.recordEdition',
    subject: `series:${series.id}`,
    details: { number: params.number, ...body },
  });
  return withGaps(await store.selectEditions(ctx, series.id))[params.number - 1]!;
}

/** Refuses: a name that is no lunar festival (schedule.no_such_festival). */
export function getFestivalDay(name: string, year: number): { day: Day } {
  const found = festivalDay(name, year);
  if (found === null) throw new AppError('schedule.no_such_festival', { name });
  return { day: found };
}
