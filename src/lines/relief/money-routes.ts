import { serve, type Route } from '#kernel';
import * as campaign from './campaigns/contract';
import {
  bankGifts,
  closeCampaign,
  listCampaigns,
  openCampaign,
  passOnRemainder,
  showCampaign,
} from './campaigns/campaigns';
import { addGift, exportGifts, listGifts, undoGift } from './campaigns/gifts';
import { listPublicCampaigns, showPublicCampaign } from './campaigns/publication';
import { addAddition, undoAddition } from './contributions/additions';
import * as fund from './contributions/contract';
import {
  addContribution,
  exportContributions,
  listContributions,
  undoContribution,
} from './contributions/contributions';
import { showFund, showOwnRelief } from './contributions/fund';
import { exportFundListRest, listFundLists, readFundList, takeFundList, undoFundList } from './contributions/lists';
import * as floor from './floor/contract';
import { listReliefEntries, showReliefYear } from './floor/year';
import { goodsRoutes } from './goods/routes';
import * as payment from './payments/contract';
import { addPaymentFile, getPaymentFile } from './payments/files';
import { checkPayment, exportPayments, listPaymentChoices, listPayments, showPayment } from './payments/listing';
import { decidePayment, payPayment, preparePayment, undoPayment, withdrawPayment } from './payments/payments';

const fundRoutes: readonly Route[] = [
  serve(fund.showFund, (ctx, { query }) => showFund(ctx, query)),
  serve(fund.listContributions, (ctx, { query }) => listContributions(ctx, query)),
  serve(fund.exportContributions, (ctx, { query }) => exportContributions(ctx, query)),
  serve(fund.addContribution, (ctx, { body }) => addContribution(ctx, body)),
  serve(fund.undoContribution, (ctx, { params, body }) => undoContribution(ctx, params.id, body.reason)),
  serve(fund.addAddition, (ctx, { body }) => addAddition(ctx, body)),
  serve(fund.undoAddition, (ctx, { params, body }) => undoAddition(ctx, params.id, body.reason)),
  serve(fund.readFundList, (ctx, { query, body }) => readFundList(ctx, query, body)),
  serve(fund.exportFundListRest, (ctx, { query, body }) => exportFundListRest(ctx, query, body)),
  serve(fund.takeFundList, (ctx, { query, body }) => takeFundList(ctx, query, body)),
  serve(fund.listFundLists, (ctx, { query }) => listFundLists(ctx, query)),
  serve(fund.undoFundList, (ctx, { params, body }) => undoFundList(ctx, params.id, body.reason)),
  serve(fund.showOwnRelief, (ctx) => showOwnRelief(ctx)),
];

const paymentRoutes: readonly Route[] = [
  serve(payment.listPayments, (ctx, { query }) => listPayments(ctx, query)),
  serve(payment.exportPayments, (ctx, { query }) => exportPayments(ctx, query)),
  serve(payment.showPayment, (ctx, { params }) => showPayment(ctx, params.id)),
  serve(payment.checkPayment, (ctx, { query }) => checkPayment(ctx, query)),
  serve(payment.listPaymentChoices, (ctx, { query }) => listPaymentChoices(ctx, query)),
  serve(payment.preparePayment, (ctx, { body }) => preparePayment(ctx, body)),
  serve(payment.decidePayment, (ctx, { params, body }) => decidePayment(ctx, params.id, body)),
  serve(payment.payPayment, (ctx, { params, body }) => payPayment(ctx, params.id, body)),
  serve(payment.withdrawPayment, (ctx, { params, body }) => withdrawPayment(ctx, params.id, body.version)),
  serve(payment.undoPayment, (ctx, { params, body }) => undoPayment(ctx, params.id, body)),
  serve(payment.addPaymentFile, (ctx, { params, query, body }) => addPaymentFile(ctx, params.id, body, query.name)),
  serve(payment.getPaymentFile, (ctx, { params }) => getPaymentFile(ctx, params.id, params.fileId)),
];

const campaignRoutes: readonly Route[] = [
  serve(campaign.listCampaigns, (ctx, { query }) => listCampaigns(ctx, query)),
  serve(campaign.openCampaign, (ctx, { body }) => openCampaign(ctx, body)),
  serve(campaign.showCampaign, (ctx, { params }) => showCampaign(ctx, params.id)),
  serve(campaign.listGifts, (ctx, { params, query }) => listGifts(ctx, params.id, query)),
  serve(campaign.exportGifts, (ctx, { params }) => exportGifts(ctx, params.id)),
  serve(campaign.addGift, (ctx, { params, body }) => addGift(ctx, params.id, body)),
  serve(campaign.undoGift, (ctx, { params, body }) => undoGift(ctx, params.id, body.reason)),
  serve(campaign.bankGifts, (ctx, { params, body }) => bankGifts(ctx, params.id, body)),
  serve(campaign.closeCampaign, (ctx, { params, body }) => closeCampaign(ctx, params.id, body.version)),
  serve(campaign.passOnRemainder, (ctx, { params, body }) => passOnRemainder(ctx, params.id, body)),
  serve(campaign.listPublicCampaigns, (ctx) => listPublicCampaigns(ctx)),
  serve(campaign.showPublicCampaign, (ctx, { params }) => showPublicCampaign(ctx, params.id)),
];

/** The routes of the areas of money. */
export const moneyRoutes: readonly Route[] = [
  ...fundRoutes,
  ...paymentRoutes,
  ...campaignRoutes,
  ...goodsRoutes,
  serve(floor.showReliefYear, (ctx, { query }) => showReliefYear(ctx, query)),
  serve(floor.listReliefEntries, (ctx, { query }) => listReliefEntries(ctx, query)),
];
