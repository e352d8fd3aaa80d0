import { allPages, audit, exportTable, serve, text, type Context, type FileAnswer, type Route } from '#kernel';
import type { EndpointInput } from '#kernel/contract';
import * as nominated from './nominations/contract';
import * as nominations from './nominations/nominations';
import type { PrizeOffices } from './prizes';
import * as recorded from './record/contract';
import { printCertificates, printDecision } from './record/documents';
import * as record from './record/record';
import * as announce from './rounds/announce';
import * as contract from './rounds/contract';
import * as review from './rounds/review';
import * as rounds from './rounds/rounds';
import * as defined from './schemes/contract';
import * as schemes from './schemes/schemes';

/** The list as a file, by the list's own act. */
async function exportRounds(ctx: Context, { query }: EndpointInput<typeof contract.exportRounds>): Promise<FileAnswer> {
  const say = (key: string): string => text(ctx.language, `honours:rounds.${key}`);
  const { file, rows } = await exportTable<contract.RoundRow>(ctx, {
    title: say('title'),
    permission: 'honours.round.read',
    filters: query.year === undefined ? [] : [String(query.year)],
    columns: [
      { key: 'name', title: say('columns.name'), kind: 'text', width: 30, value: ({ name }) => name },
      { key: 'title', title: say('columns.title'), kind: 'text', width: 24, value: ({ title }) => title },
      { key: 'unit', title: say('columns.unit'), kind: 'text', width: 24, value: ({ unit }) => unit.name },
      { key: 'closeBy', title: say('columns.closeBy'), kind: 'day', width: 14, value: ({ closeBy }) => closeBy },
      {
        key: 'state',
        title: say('columns.state'),
        kind: 'text',
        width: 14,
        value: ({ state }) => say(`states.${state}`),
      },
      { key: 'winners', title: say('columns.winners'), kind: 'count', width: 10, value: (row) => row.winners },
    ],
    rows: allPages((page) => rounds.listRounds(ctx, { query: { ...query, ...page } })),
  });
  audit(ctx, { action: 'honours.exportRounds', details: { count: rows } });
  return file;
}

const ofSchemes = (offices: PrizeOffices): readonly Route[] => [
  serve(defined.listSchemes, (ctx) => schemes.listSchemes(ctx)),
  serve(defined.createScheme, (ctx, { body }) => schemes.createScheme(offices)(ctx, body)),
  serve(defined.changeScheme, schemes.changeScheme(offices)),
  serve(defined.retireScheme, (ctx, { params, body }) => schemes.retireScheme(ctx, params.id, body.version)),
];

const ofRounds = (offices: PrizeOffices): readonly Route[] => [
  serve(contract.listRounds, rounds.listRounds),
  serve(contract.exportRounds, exportRounds),
  serve(contract.showRound, (ctx, { params }) => rounds.showRound(ctx, params.id)),
  serve(contract.beginRound, (ctx, { body }) => rounds.beginRound(offices)(ctx, body)),
  serve(contract.setQuotas, rounds.setQuotas),
  serve(contract.endNominations, (ctx, { params, body }) => rounds.endNominations(ctx, params.id, body.version)),
  serve(contract.setReviewers, review.setReviewers),
  serve(contract.beginReview, (ctx, { params, body }) => review.beginReview(ctx, params.id, body.version)),
  serve(contract.endReview, review.endReview),
  serve(contract.announceRound, (ctx, { params, body }) => announce.announceRound(ctx, params.id, body.version)),
  serve(contract.extendRoundNotice, announce.extendRoundNotice),
  serve(contract.answerRoundObjection, announce.answerRoundObjection),
  serve(contract.decideRound, record.decideRound),
  serve(contract.closeRound, (ctx, { params, body }) => rounds.closeRound(offices)(ctx, params.id, body.version)),
  serve(contract.cancelRound, rounds.cancelRound(offices)),
  serve(contract.listOwnReviews, (ctx) => review.listOwnReviews(ctx)),
  serve(contract.giveSheet, review.giveSheet),
  serve(contract.listNotices, (ctx) => announce.listNotices(ctx)),
  serve(contract.showRoundNotice, (ctx, { params }) => announce.showRoundNotice(ctx, params.id)),
  serve(contract.objectToNotice, announce.objectToNotice),
];

const ofNominations: readonly Route[] = [
  serve(nominated.listNominations, (ctx, { params }) => nominations.listNominations(ctx, params.id)),
  serve(nominated.exportNominations, (ctx, { params }) => nominations.exportNominations(ctx, params.id)),
  serve(nominated.nominate, (ctx, { params, body }) => nominations.nominate(ctx, params.id, body)),
  serve(nominated.changeNomination, nominations.changeNomination),
  serve(nominated.submitNomination, (ctx, { params, body }) =>
    nominations.submitNomination(ctx, params.id, body.version),
  ),
  serve(nominated.removeNomination, (ctx, { params }) => nominations.removeNomination(ctx, params.id)),
  serve(nominated.addNominationFile, nominations.addNominationFile),
  serve(nominated.readNominationFile, nominations.readNominationFile),
  serve(nominated.reviewNomination, nominations.reviewNomination),
  serve(nominated.qualifyNomination, nominations.qualifyNomination),
];

const ofRecord = (offices: PrizeOffices): readonly Route[] => [
  serve(recorded.listHonours, (ctx, { params }) => record.listHonours(ctx, params.id)),
  serve(recorded.exportHonours, (ctx, { params }) => record.exportHonours(ctx, params.id)),
  serve(recorded.printCertificates, printCertificates),
  serve(recorded.printDecision, (ctx, { params }) => printDecision(ctx, params.id)),
  serve(recorded.payPrize, (ctx, { params }) => record.payPrize(offices)(ctx, params.id)),
  serve(recorded.listOwnHonours, (ctx) => record.listOwnHonours(ctx)),
];

/** Whose money the prizes are comes in from the lines. */
export const honoursRoutes = (offices: PrizeOffices): readonly Route[] => [
  ...ofSchemes(offices),
  ...ofRounds(offices),
  ...ofNominations,
  ...ofRecord(offices),
];
