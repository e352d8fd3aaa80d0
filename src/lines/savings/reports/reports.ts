import { AppError, audit, exportTable, may, notFound, notify, text, type Context, type FileAnswer } from '#kernel';
import { accountsOfPeople, unitNames } from '#engines/roster';
import type { EndpointInput, EndpointResponse } from '#kernel/contract';
import { openSavers, openAccountOf } from '../accounts/store';
import { associationById, holdAssociation, type AssociationRecord } from '../associations/store';
import { associationFor, ownPerson } from '../policy';
import type * as contract from './contract';
import { reportFigures, type Report, type ReportFigures } from './contract';
import { figuresOf } from './figures';
import { daysOfHalf, halvesBetween } from './rules';
import * as store from './store';

interface Half {
  readonly year: number;
  readonly half: number;
}

/** Refuses: a half year that is not over (savings.report_early), or was over before the association began. */
async function figuresOfHalf(ctx: Context, association: AssociationRecord, { year, half }: Half) {
  const span = daysOfHalf(year, half);
  if (span.to >= ctx.clock.today()) throw new AppError('savings.report_early', { day: span.to });
  if (span.to < association.foundedOn) throw new AppError('savings.report_before', { day: association.foundedOn });
  return figuresOf(ctx, association, span);
}

/** Refuses: an association that isn't in reach; as `figuresOfHalf`. */
export async function previewReport(
  ctx: Context,
  { associationId, year, half }: EndpointInput<typeof contract.previewReport>['query'],
): Promise<ReportFigures> {
  const association = await associationFor(ctx, associationId, 'savings.account.read');
  return figuresOfHalf(ctx, association, { year, half });
}

/** Figures with their fen as texts: as they are kept, and compared. */
const asText = (figures: ReportFigures): string =>
  JSON.stringify(figures, (_key, value: unknown) => (typeof value === 'bigint' ? value.toString() : value));

const readFigures = ({ figures }: store.ReportRecord): ReportFigures => reportFigures.parse(figures);

/**
 * Freezes the figures of a half year, and tells every saver. Refuses: an association that isn't in reach; as `figuresOfHalf`;
 * accounts that differ from the books at its end (savings.report_differs); figures that were told already
 * (savings.report_stands).
 */
export async function publishReport(
  ctx: Context,
  { associationId, year, half, words }: EndpointInput<typeof contract.publishReport>['body'],
): Promise<{ id: string }> {
  const association = await associationFor(ctx, associationId, 'savings.association.decide');
  await holdAssociation(ctx, associationId);
  const figures = await figuresOfHalf(ctx, association, { year, half });
  if (!figures.control.isWhole) throw new AppError('savings.report_differs', { day: figures.to });
  const [last] = (await store.reportsOf(ctx, associationId)).filter((one) => one.year === year && one.half === half);
  if (last !== undefined && asText(readFigures(last)) === asText(figures))
    throw new AppError('savings.report_stands', { year, half });
  const version = (last?.version ?? 0) + 1;
  const id = await store.insertReport(ctx, { associationId, year, half, version, words, figures: asText(figures) });
  const savers = await openSavers(ctx, associationId);
  await notify(ctx, {
    to: [...(await accountsOfPeople(ctx, savers)).values()],
    kind: 'savings.report_published',
    params: { year, halfWord: `reports.half.${half}` },
    link: { phone: '/savings' },
    key: `savings.report:${id}`,
  });
  audit(ctx, {
    action: 'savings.publishReport',
    subject: `association:${associationId}`,
    details: { year, half, version },
  });
  return { id };
}

async function present(ctx: Context, reports: readonly store.ReportRecord[], unitId: string): Promise<Report[]> {
  const unitName = (await unitNames(ctx, [unitId])).get(unitId) ?? '';
  return reports.map((one) => ({
    ...{ id: one.id, associationId: one.associationId, unitName, year: one.year, half: one.half, version: one.version },
    ...{ isReplaced: one.isReplaced, figures: readFigures(one), words: one.words },
    ...{ publishedAt: one.publishedAt.toISOString(), publishedByName: one.publishedByName },
  }));
}

/** Refuses: an association that isn't in reach. */
export async function listReports(
  ctx: Context,
  { associationId }: { associationId: string },
): Promise<EndpointResponse<typeof contract.listReports>> {
  const { unitId, unitPath, foundedOn } = await associationFor(ctx, associationId, 'savings.account.read');
  const reports = await store.reportsOf(ctx, associationId);
  const isTold = ({ year, half }: Half) => reports.some((one) => one.year === year && one.half === half);
  return {
    rows: await present(ctx, reports, unitId),
    missing: halvesBetween(foundedOn, ctx.clock.today()).filter((one) => !isTold(one)),
    abilities: { publish: may(ctx.user, 'savings.association.decide', unitPath) },
  };
}

/** What the association tells whoever saves with it. Refuses: an account that belongs to nobody of the roster. */
export async function listOwnReports(ctx: Context): Promise<EndpointResponse<typeof contract.listOwnReports>> {
  const account = await openAccountOf(ctx, ownPerson(ctx));
  if (account === null) return { rows: [] };
  const { id, unitId } = (await associationById(ctx, account.associationId))!;
  return { rows: await present(ctx, await store.reportsOf(ctx, id), unitId) };
}

interface Line {
  readonly part: string;
  readonly name: string;
  readonly count: number | null;
  readonly fen: bigint | null;
}

/** The figures one below the other, as a sheet has them. */
function linesOf(ctx: Context, { from: _from, to: _to, ...parts }: ReportFigures): Line[] {
  return Object.entries(parts).flatMap(([part, figures]) =>
    Object.entries(figures).flatMap(([key, value]: [string, bigint | number | boolean]): Line[] => {
      if (typeof value === 'boolean') return [];
      const say = (name: string) => text(ctx.language, `savings:reports.${name}`);
      const fen = typeof value === 'bigint' ? value : null;
      return [
        {
          part: say(`parts.${part}`),
          name: say(`figures.${part}.${key}`),
          count: fen === null ? Number(value) : null,
          fen,
        },
      ];
    }),
  );
}

/** Refuses: a report that isn't in reach. */
export async function exportReport(ctx: Context, id: string): Promise<FileAnswer> {
  const found = await store.reportById(ctx, id);
  if (found === null) throw notFound();
  const { unitId } = await associationFor(ctx, found.associationId, 'savings.account.read');
  const [shown] = await present(ctx, [found], unitId);
  const { year, half, version } = found;
  const say = (key: string, params: Record<string, unknown> = {}) =>
    text(ctx.language, `savings:reports.${key}`, params);
  const { file } = await exportTable<Line>(ctx, {
    ...{ title: say('title', { year, half: say(`half.${half}`) }), permission: 'savings.account.read' },
    ...{ unitName: shown!.unitName, filters: [say('version', { version })] },
    columns: [
      { key: 'part', title: say('columns.part'), kind: 'text', width: 16, value: (row) => row.part },
      { key: 'name', title: say('columns.name'), kind: 'text', width: 28, value: (row) => row.name },
      { key: 'count', title: say('columns.count'), kind: 'count', width: 12, value: (row) => row.count },
      { key: 'fen', title: say('columns.fen'), kind: 'fen', width: 18, value: (row) => row.fen },
    ],
    rows: [linesOf(ctx, shown!.figures)],
  });
  audit(ctx, {
    action: 'savings.exportReport',
    subject: `association:${found.associationId}`,
    details: { year, half },
  });
  return file;
}
