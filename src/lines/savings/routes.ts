import { serve, type Route } from '#kernel';
import * as accounts from './accounts/contract';
import { closeAccount, previewClosing } from './accounts/closing';
import { addDeposit, payWithdrawal, undoMovement } from './accounts/money';
import { askForAccount, askForMonthly, decideAccount, openAccount, setMonthly } from './accounts/opening';
import { showOwnSavings } from './accounts/own';
import * as queue from './accounts/queue';
import { exportAccounts, listAccounts } from './accounts/register';
import { showAccount } from './accounts/statement';
import { addEarnings, foundAssociation, listAssociations, showWarnings } from './associations/associations';
import * as associations from './associations/contract';
import { showControl } from './associations/control';
import * as listContract from './lists/contract';
import * as lists from './lists/lists';
import { answerGuarantee, askForLoan, enterLoan, takeBackLoan } from './loans/asking';
import * as loanContract from './loans/contract';
import * as hopeless from './loans/hopeless';
import { decideLoan, payLoan, repayLoan } from './loans/lending';
import { listLoans, showLoan } from './loans/loans';
import type { MemberFinder } from './members';
import * as reportContract from './reports/contract';
import * as reports from './reports/reports';
import * as shareContract from './shares/contract';
import * as shares from './shares/shares';

const associationRoutes = (members: MemberFinder): readonly Route[] => [
  serve(associations.listAssociations, (ctx) => listAssociations(ctx)),
  serve(associations.showWarnings, (ctx) => showWarnings(ctx)),
  serve(associations.foundAssociation, (ctx, { body }) => foundAssociation(ctx, body)),
  serve(associations.showControl, (ctx, input) => showControl(ctx, members, input)),
  serve(associations.addEarnings, (ctx, { params, body }) => addEarnings(ctx, params.id, body)),
];

const accountRoutes = (members: MemberFinder): readonly Route[] => [
  serve(accounts.showOwnSavings, (ctx) => showOwnSavings(ctx, members)),
  serve(accounts.askForAccount, (ctx, { body }) => askForAccount(ctx, members, body)),
  serve(accounts.askForMonthly, (ctx, { body }) => askForMonthly(ctx, body)),
  serve(accounts.askForWithdrawal, (ctx, { body }) => queue.askForWithdrawal(ctx, body)),
  serve(accounts.takeBackWithdrawal, (ctx, { params }) => queue.takeBackWithdrawal(ctx, params.id)),
  serve(accounts.listAccounts, (ctx, { query }) => listAccounts(ctx, members, query)),
  serve(accounts.exportAccounts, (ctx, { query }) => exportAccounts(ctx, members, query)),
  serve(accounts.openAccount, (ctx, { body }) => openAccount(ctx, members, body)),
  serve(accounts.showAccount, (ctx, { params, query }) => showAccount(ctx, params.id, query)),
  serve(accounts.decideAccount, (ctx, { params, body }) => decideAccount(ctx, members, params.id, body)),
  serve(accounts.setMonthly, (ctx, { params, body }) => setMonthly(ctx, params.id, body)),
  serve(accounts.addDeposit, (ctx, { params, body }) => addDeposit(ctx, params.id, body)),
  serve(accounts.payWithdrawal, (ctx, { params, body }) => payWithdrawal(ctx, params.id, body)),
  serve(accounts.queueWithdrawal, (ctx, { params, body }) => queue.queueWithdrawal(ctx, params.id, body)),
  serve(accounts.previewClosing, (ctx, { params }) => previewClosing(ctx, params.id)),
  serve(accounts.closeAccount, (ctx, { params, body }) => closeAccount(ctx, params.id, body)),
  serve(accounts.undoMovement, (ctx, { params, body }) => undoMovement(ctx, params.id, body)),
  serve(accounts.listQueue, (ctx, { query }) => queue.listQueue(ctx, query)),
  serve(accounts.payQueued, (ctx, { params, body }) => queue.payQueued(ctx, params.id, body)),
  serve(accounts.dropQueued, (ctx, { params }) => queue.dropQueued(ctx, params.id)),
];

const loanRoutes: readonly Route[] = [
  serve(loanContract.askForLoan, (ctx, { body }) => askForLoan(ctx, body)),
  serve(loanContract.enterLoan, (ctx, { body }) => enterLoan(ctx, body)),
  serve(loanContract.answerGuarantee, (ctx, { params, body }) => answerGuarantee(ctx, params.id, body)),
  serve(loanContract.takeBackLoan, (ctx, { params }) => takeBackLoan(ctx, params.id)),
  serve(loanContract.listLoans, (ctx, { query }) => listLoans(ctx, query)),
  serve(loanContract.showLoan, (ctx, { params }) => showLoan(ctx, params.id)),
  serve(loanContract.decideLoan, (ctx, { params, body }) => decideLoan(ctx, params.id, body)),
  serve(loanContract.payLoan, (ctx, { params, body }) => payLoan(ctx, params.id, body)),
  serve(loanContract.repayLoan, (ctx, { params, body }) => repayLoan(ctx, params.id, body)),
  serve(loanContract.proposeHopeless, (ctx, { params, body }) => hopeless.proposeHopeless(ctx, params.id, body)),
  serve(loanContract.decideHopeless, (ctx, { params, body }) => hopeless.decideHopeless(ctx, params.id, body)),
  serve(loanContract.writeOffLoan, (ctx, { params, body }) => hopeless.writeOffLoan(ctx, params.id, body)),
];

const listRoutes = (members: MemberFinder): readonly Route[] => [
  serve(listContract.listPayrollLists, (ctx, { query }) => lists.listPayrollLists(ctx, query)),
  serve(listContract.addPayrollList, (ctx, { query, body }) => lists.addPayrollList(ctx, members, query, body)),
  serve(listContract.showPayrollList, (ctx, { params }) => lists.showPayrollList(ctx, params.id)),
  serve(listContract.exportPayrollRest, (ctx, { params }) => lists.exportPayrollRest(ctx, params.id)),
  serve(listContract.listPayrollRows, (ctx, { params, query }) => lists.listPayrollRows(ctx, params.id, query)),
  serve(listContract.checkPayrollList, (ctx, { params, body }) =>
    lists.checkPayrollList(ctx, members, params.id, body),
  ),
  serve(listContract.applyPayrollList, (ctx, { params, body }) =>
    lists.applyPayrollList(ctx, members, params.id, body),
  ),
  serve(listContract.undoPayrollList, (ctx, { params, body }) => lists.undoPayrollList(ctx, params.id, body)),
];

const shareRoutes: readonly Route[] = [
  serve(shareContract.previewShares, (ctx, { query }) => shares.previewShares(ctx, query)),
  serve(shareContract.proposeShares, (ctx, { body }) => shares.proposeShares(ctx, body)),
  serve(shareContract.decideShares, (ctx, { params, body }) => shares.decideShares(ctx, params.id, body)),
  serve(shareContract.undoShares, (ctx, { params, body }) => shares.undoShares(ctx, params.id, body)),
  serve(shareContract.listShares, (ctx, { query }) => shares.listShares(ctx, query)),
  serve(shareContract.showShares, (ctx, { params }) => shares.showShares(ctx, params.id)),
  serve(shareContract.listShareRows, (ctx, { params, query }) => shares.listShareRows(ctx, params.id, query)),
];

const reportRoutes: readonly Route[] = [
  serve(reportContract.previewReport, (ctx, { query }) => reports.previewReport(ctx, query)),
  serve(reportContract.publishReport, (ctx, { body }) => reports.publishReport(ctx, body)),
  serve(reportContract.listReports, (ctx, { query }) => reports.listReports(ctx, query)),
  serve(reportContract.exportReport, (ctx, { params }) => reports.exportReport(ctx, params.id)),
  serve(reportContract.listOwnReports, (ctx) => reports.listOwnReports(ctx)),
];

export const savingsRoutes = (members: MemberFinder): readonly Route[] => [
  ...associationRoutes(members),
  ...accountRoutes(members),
  ...loanRoutes,
  ...listRoutes(members),
  ...shareRoutes,
  ...reportRoutes,
];
