import { serve, type Route } from '#kernel';
import * as applications from './applications/applications';
import * as decisions from './applications/decide';
import { bodyRoutes } from './bodies/routes';
import * as cards from './cards/cards';
import * as contract from './contract';
import { duesRoutes } from './dues/routes';
import * as moves from './moves/moves';
import { getTransferForm } from './moves/transfer-form';
import * as register from './register/register';
import * as statistics from './statistics/statistics';

/** What an act answers that has nothing to say. */
const done = async (act: Promise<void>): Promise<Record<string, never>> => {
  await act;
  return {};
};

export const membershipRoutes: readonly Route[] = [
  ...bodyRoutes,
  ...duesRoutes,
  serve(contract.getOwnMembership, (ctx) => applications.getOwnMembership(ctx)),
  serve(contract.applyOwn, (ctx, { body }) => applications.applyOwn(ctx, body)),
  serve(contract.correctOwn, (ctx, { params, body }) => applications.correctOwn(ctx, params.id, body)),
  serve(contract.takeBackOwn, (ctx, { params, body }) => applications.takeBackOwn(ctx, params.id, body.version)),
  serve(contract.enterApplication, (ctx, { body }) => applications.enterApplication(ctx, body)),
  serve(contract.takeBackEntered, (ctx, { params, body }) => applications.takeBackEntered(ctx, params.id, body)),
  serve(contract.listApplications, (ctx, { query }) => applications.listApplications(ctx, query)),
  serve(contract.showApplication, (ctx, { params }) => applications.showApplication(ctx, params.id)),
  serve(contract.addPaper, (ctx, { query, body }) => applications.addPaper(ctx, body, query.name)),
  serve(contract.getPaper, (ctx, { params }) => applications.getPaper(ctx, params.id)),
  serve(contract.giveOpinion, (ctx, { params, body }) => decisions.giveOpinion(ctx, params.id, body)),
  serve(contract.decideApplication, (ctx, { params, body }) => decisions.decideApplication(ctx, params.id, body)),
  serve(contract.approveApplications, (ctx, { body }) => decisions.approveApplications(ctx, body)),
  serve(contract.getOwnCard, (ctx) => cards.getOwnCard(ctx)),
  serve(contract.renewOwnCard, (ctx) => cards.renewOwnCard(ctx)),
  serve(contract.renewCard, (ctx, { params }) => done(cards.renewCard(ctx, params.id))),
  serve(contract.addOwnPortrait, (ctx, { query, body }) => done(cards.addOwnPortrait(ctx, body, query.name))),
  serve(contract.getOwnPortrait, (ctx, { params }) => cards.getOwnPortrait(ctx, params.id)),
  serve(contract.checkCard, (ctx, { params }) => cards.checkCard(ctx, params.token)),
  serve(contract.listPaperCards, (ctx, { query }) => cards.listPaperCards(ctx, query)),
  serve(contract.recordMove, (ctx, { params, body }) => done(moves.recordMove(ctx, params.id, body))),
  serve(contract.correctMove, (ctx, { params, body }) => done(moves.correctMove(ctx, params.id, body))),
  serve(contract.listOpenMatters, (ctx, { query }) => moves.listOpenMatters(ctx, query.unitId)),
  serve(contract.recordReceipt, (ctx, { params, body }) => moves.recordReceipt(ctx, params.id, body)),
  serve(contract.getTransferForm, (ctx, { params }) => getTransferForm(ctx, params.id)),
  serve(contract.listMembers, (ctx, { query }) => register.listMembers(ctx, query)),
  serve(contract.exportMembers, (ctx, { query }) => register.exportMembers(ctx, query)),
  serve(contract.showMember, (ctx, { params }) => register.showMember(ctx, params.id)),
  serve(contract.getStatistics, (ctx, { query }) => statistics.getStatistics(ctx, query)),
  serve(contract.exportStatistics, (ctx, { query }) => statistics.exportStatistics(ctx, query)),
  serve(contract.listStatisticPeople, (ctx, { query }) => statistics.listStatisticPeople(ctx, query)),
];
