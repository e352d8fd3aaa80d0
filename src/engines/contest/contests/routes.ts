import { allPages, audit, exportTable, serve, text, type Context, type FileAnswer, type Route } from '#kernel';
import type { EndpointInput } from '#kernel/contract';
import * as contract from './contract';
import * as entry from './contract-entrants';
import * as contests from './contests';
import { drawNumbers, listDraws } from './draws';
import * as entrants from './entrants';
import type { KindTable } from './kinds';
import * as rankings from './rankings';

/** The list as a file, by the list's own act. */
async function exportContests(
  ctx: Context,
  { query }: EndpointInput<typeof contract.exportContests>,
): Promise<FileAnswer> {
  const say = (key: string): string => text(ctx.language, `contest:contests.${key}`);
  const { file, rows } = await exportTable<contract.ContestRow>(ctx, {
    title: say('title'),
    permission: 'contest.contest.read',
    filters: [query.search ?? '', query.year === undefined ? '' : String(query.year)],
    columns: [
      { key: 'name', title: say('columns.name'), kind: 'text', width: 32, value: ({ name }) => name },
      { key: 'kind', title: say('columns.kind'), kind: 'text', width: 16, value: ({ kind }) => say(`kinds.${kind}`) },
      { key: 'unit', title: say('columns.unit'), kind: 'text', width: 24, value: ({ unit }) => unit.name },
      { key: 'beginsOn', title: say('columns.beginsOn'), kind: 'day', width: 14, value: ({ beginsOn }) => beginsOn },
      { key: 'endsOn', title: say('columns.endsOn'), kind: 'day', width: 14, value: ({ endsOn }) => endsOn },
      { key: 'entrants', title: say('columns.entrants'), kind: 'count', width: 10, value: (row) => row.entrants },
      {
        key: 'state',
        title: say('columns.state'),
        kind: 'text',
        width: 12,
        value: ({ state }) => say(`states.${state}`),
      },
    ],
    rows: allPages((page) => contests.listContests(ctx, { query: { ...query, ...page } })),
  });
  audit(ctx, { action: 'contest.exportContests', details: { count: rows } });
  return file;
}

/** The routes of all contests; what differs between kinds comes in by their table. */
export const contestRoutes = (kinds: KindTable): readonly Route[] => [
  serve(contract.listContests, contests.listContests),
  serve(contract.exportContests, exportContests),
  serve(contract.showContest, (ctx, { params }) => contests.showContest(ctx, params.id)),
  serve(contract.createContest, (ctx, { body }) => contests.createContest(kinds)(ctx, body)),
  serve(contract.changeContest, contests.changeContest(kinds)),
  serve(contract.startContest, (ctx, { params, body }) => contests.startContest(kinds)(ctx, params.id, body.version)),
  serve(contract.amendRules, contests.amendRules(kinds)),
  serve(contract.cancelContest, (ctx, { params, body }) => contests.cancelContest(ctx, params.id, body)),
  serve(contract.closeContest, (ctx, { params, body }) => contests.closeContest(ctx, params.id, body.version)),
  serve(contract.setGroups, contests.setGroups),
  serve(entry.listEntrants, (ctx, { params }) => entrants.listEntrants(kinds)(ctx, params.id)),
  serve(entry.enterEntrants, (ctx, { params, body }) => entrants.enterEntrants(kinds)(ctx, params.id, body.entrants)),
  serve(entry.enterSignedUp, (ctx, { params }) => entrants.enterSignedUp(kinds)(ctx, params.id)),
  serve(entry.changeEntrant, entrants.changeEntrant(kinds)),
  serve(entry.removeEntrant, (ctx, { params }) => entrants.removeEntrant(ctx, params.id, params.entrantId)),
  serve(entry.setEntrantState, entrants.setEntrantState),
  serve(entry.drawNumbers, drawNumbers),
  serve(entry.listDraws, (ctx, { params }) => listDraws(ctx, params.id)),
  serve(contract.previewRanking, rankings.previewRanking(kinds)),
  serve(contract.publishRanking, rankings.publishRanking(kinds)),
  serve(contract.listRankings, (ctx, { params }) => rankings.listRankings(ctx, params.id)),
  serve(contract.showRanking, (ctx, { params }) => rankings.showRanking(ctx, params.id)),
  serve(contract.exportRanking, (ctx, { params }) => rankings.exportRanking(ctx, params.id)),
  serve(contract.downloadContestFile, (ctx, { params }) => rankings.downloadContestFile(ctx, params.id)),
];
