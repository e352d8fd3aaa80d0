import { accountNames, AppError, audit, exportTable, FileAnswer, may, newId, notFound, text } from '#kernel';
import type { Context, WorkbookColumn } from '#kernel';
import type { EndpointInput } from '#kernel/contract';
import { unitNames } from '#engines/roster';
import type { FileFault, RankedRow, Ranking } from '../ranking/contest-file';
import { kindOf } from './contests';
import type { PublishedRanking } from './contract';
import type * as contract from './contract';
import { issuesOf } from './faults';
import { fileHash, withoutNames } from './file-hash';
import { fileKindOf, type ContestFile } from './files';
import type { KindTable } from './kinds';
import { entrantNames } from './names';
import { contestFor, contestToRead, refuseStep } from './policy';
import { pointsWords, stepFrom, unitStandings } from './rules';
import { groupsOf, updateContest, type ContestRecord } from './store';
import { entrantsOf } from './store-entrants';
import * as store from './store-rankings';

/** What stands behind a ranking's ids, and what its units earn. */
async function around(
  ctx: Context,
  contest: ContestRecord,
  ranking: Ranking,
): Promise<Pick<PublishedRanking, 'entrants' | 'groups' | 'units'>> {
  const entrants = await entrantsOf(ctx, contest.id);
  const names = await entrantNames(ctx, entrants);
  const unitOf = new Map(entrants.map(({ id, unitId }) => [id, unitId]));
  const standings = unitStandings(ranking, contest.unitPoints, (id) => unitOf.get(id) ?? '');
  const units = await unitNames(
    ctx,
    standings.map(({ unitId }) => unitId),
  );
  return {
    entrants: Object.fromEntries(
      entrants.map((one) => [one.id, { name: names.of(one), unit: names.unit(one.unitId), number: one.number }]),
    ),
    groups: Object.fromEntries((await groupsOf(ctx, contest.id)).map(({ id, name }) => [id, name])),
    units: standings.map(({ unitId, points, rank, places }) => ({
      ...{ unitId, rank, places: [...places] },
      name: units.get(unitId) ?? '',
      points: pointsWords(points),
    })),
  };
}

/** The file of a contest as results stand, its ranking, and what is missing. The same functions rank a file from anywhere. */
async function computed(
  ctx: Context,
  kinds: KindTable,
  contest: ContestRecord,
  period: string,
): Promise<{ file: ContestFile; ranking: Ranking; missing: readonly FileFault[] }> {
  const { file, missing } = await kindOf(kinds, contest).gather(ctx, contest, period);
  const ways = fileKindOf(contest.kind);
  if (ways === null) throw notFound();
  const faults = ways.faultsOf(file);
  return faults.length > 0
    ? { file, ranking: { groups: [] }, missing: [...missing, ...faults] }
    : { file, ranking: ways.rank(file), missing };
}

/** Refuses: a contest that isn't there or that the person doesn't manage. */
export const previewRanking =
  (kinds: KindTable) =>
  async (ctx: Context, { params, query }: EndpointInput<typeof contract.previewRanking>) => {
    const contest = await contestToManage(ctx, params.id);
    const { ranking, missing } = await computed(ctx, kinds, contest, query.period);
    return { ranking, missing: [...missing], ...(await around(ctx, contest, ranking)) };
  };

async function contestToManage(ctx: Context, id: string): Promise<ContestRecord> {
  const contest = await contestToRead(ctx, id);
  if (!may(ctx.user, 'contest.contest.manage', contest.unitPath)) throw notFound();
  return contest;
}

/**
 * Publishes the ranking with the file that it comes from: whoever has the file computes the same. What was published before
 * stays to be read beside it. Refuses: a contest that isn't under way (contest.step_impossible), results that are missing or at
 * odds, each named (contest.unfinished), publishing anew without saying why (contest.republish_reason_missing).
 */
export const publishRanking =
  (kinds: KindTable) =>
  async (ctx: Context, { params, body }: EndpointInput<typeof contract.publishRanking>): Promise<PublishedRanking> => {
    const { version, period, reason } = body;
    const contest = await contestFor(ctx, params.id, 'contest.contest.publish', { version });
    refuseStep(contest, 'publish');
    const { file, ranking, missing } = await computed(ctx, kinds, contest, period);
    if (missing.length > 0) throw new AppError('contest.unfinished', { count: missing.length }, issuesOf(ctx, missing));
    const number = (await store.lastNumber(ctx, contest.id, period)) + 1;
    if (number > 1 && reason === '') throw new AppError('contest.republish_reason_missing');
    const kept = withoutNames(file);
    const id = newId();
    await store.insertPublished(ctx, contest.id, {
      id,
      ...{ period, number, reason, ranking },
      file: kept,
      fileHash: fileHash(kept),
    });
    await updateContest(ctx, contest.id, { state: stepFrom(contest.state, 'publish')! });
    audit(ctx, { action: 'contest.publishRanking', subject: `contest:${contest.id}`, details: { period, number } });
    return presentPublished(ctx, contest, (await store.publishedById(ctx, id))!);
  };

async function presentHeads(ctx: Context, heads: readonly store.PublishedHead[]) {
  const names = await accountNames(
    ctx,
    heads.flatMap(({ publishedBy }) => publishedBy ?? []),
  );
  return heads.map(({ id, period, number, reason, publishedAt, publishedBy, fileHash: hash }) => ({
    ...{ id, period, number, reason, fileHash: hash },
    publishedAt: publishedAt.toISOString(),
    publishedByName: names.get(publishedBy ?? '') ?? '',
  }));
}

async function presentPublished(
  ctx: Context,
  contest: ContestRecord,
  record: store.PublishedRecord,
): Promise<PublishedRanking> {
  const [head] = await presentHeads(ctx, [record]);
  return { ...head!, contestId: contest.id, ranking: record.ranking, ...(await around(ctx, contest, record.ranking)) };
}

/** Refuses: a contest that isn't the reader's to see. */
export async function listRankings(ctx: Context, contestId: string) {
  await contestToRead(ctx, contestId);
  return { rows: await presentHeads(ctx, await store.publishedHeads(ctx, contestId)) };
}

async function publishedFor(
  ctx: Context,
  id: string,
): Promise<{ contest: ContestRecord; record: store.PublishedRecord }> {
  const record = await store.publishedById(ctx, id);
  if (record === null) throw notFound();
  return { contest: await contestToRead(ctx, record.contestId), record };
}

/** Refuses: a ranking that isn't there, or of a contest that isn't the reader's to see. */
export async function showRanking(ctx: Context, id: string): Promise<PublishedRanking> {
  const { contest, record } = await publishedFor(ctx, id);
  return presentPublished(ctx, contest, record);
}

/** The file with today's names, as `gonghui contest rank` reads it. */
export async function downloadContestFile(ctx: Context, id: string): Promise<FileAnswer> {
  const { contest, record } = await publishedFor(ctx, id);
  const { entrants } = await around(ctx, contest, record.ranking);
  const named = record.file.entrants.map((one) => ({ ...one, name: entrants[one.id]?.name || one.name }));
  const bytes = Buffer.from(`${JSON.stringify({ ...record.file, entrants: named }, null, 2)}\n`);
  audit(ctx, { action: 'contest.downloadFile', subject: `contest:${contest.id}`, details: { count: named.length } });
  return new FileAnswer(bytes, 'application/json', `${contest.name}.json`);
}

/** The published ranking as an Excel file. */
export async function exportRanking(ctx: Context, id: string): Promise<FileAnswer> {
  const shown = await showRanking(ctx, id);
  const { contest } = await publishedFor(ctx, id);
  const say = (key: string): string => text(ctx.language, `contest:contests.columns.${key}`);
  type Row = RankedRow & { group: string };
  const rows = shown.ranking.groups.flatMap(({ group, rows: own }) =>
    own.map((row): Row => ({ ...row, group: shown.groups[group ?? ''] ?? '' })),
  );
  const columns: WorkbookColumn<Row>[] = [
    { key: 'group', title: say('group'), kind: 'text', width: 16, value: (row) => row.group },
    {
      key: 'rank',
      title: say('rank'),
      kind: 'text',
      width: 8,
      value: (row) => (row.rank === null ? '' : String(row.rank)),
    },
    {
      key: 'name',
      title: say('name'),
      kind: 'text',
      width: 24,
      value: (row) => shown.entrants[row.entrant]?.name ?? '',
    },
    {
      key: 'unit',
      title: say('unit'),
      kind: 'text',
      width: 24,
      value: (row) => shown.entrants[row.entrant]?.unit ?? '',
    },
    { key: 'result', title: say('result'), kind: 'text', width: 16, value: (row) => row.result },
  ];
  const { file } = await exportTable(ctx, {
    title: contest.name,
    permission: 'contest.contest.read',
    filters: [],
    columns,
    rows: [rows],
  });
  audit(ctx, { action: 'contest.exportRanking', subject: `contest:${contest.id}`, details: { count: rows.length } });
  return file;
}
