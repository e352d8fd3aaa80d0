import { serve, type Route } from '#kernel';
import { exportBudget, showBudget, showBudgetVersion } from './board';
import { exportBudgets, foundBudget, listBudgetBooks, listBudgets } from './budgets';
import type { CommitmentFinder } from './commitments';
import * as contract from './contract';
import { decideBudget, dropBudgetDraft, getBudgetDraft, proposeBudget, saveBudgetDraft } from './drafts';
import { checkBudgetAmount, listBudgetPostings, releaseBudgetReservation, showBudgetLine } from './lines';
import { exportOutsidePostings, listOutsidePostings } from './outside';
import { decideBudgetShift, shiftBudget } from './shifts';

/** What an act answers that has nothing to say. */
const done = async (act: Promise<void>): Promise<Record<string, never>> => {
  await act;
  return {};
};

export function budgetRoutes(finder: CommitmentFinder): readonly Route[] {
  return [
    serve(contract.listBudgets, (ctx, { query }) => listBudgets(ctx, query)),
    serve(contract.exportBudgets, (ctx, { query }) => exportBudgets(ctx, query)),
    serve(contract.listBudgetBooks, (ctx) => listBudgetBooks(ctx)),
    serve(contract.foundBudget, (ctx, { body }) => foundBudget(ctx, body)),
    serve(contract.showBudget, (ctx, { params }) => showBudget(ctx, finder, params.id)),
    serve(contract.exportBudget, (ctx, { params }) => exportBudget(ctx, finder, params.id)),
    serve(contract.showBudgetVersion, (ctx, { params }) => showBudgetVersion(ctx, finder, params)),
    serve(contract.getBudgetDraft, (ctx, { params }) => getBudgetDraft(ctx, finder, params.id)),
    serve(contract.saveBudgetDraft, (ctx, input) => saveBudgetDraft(ctx, finder, input)),
    serve(contract.dropBudgetDraft, (ctx, { params, body }) => done(dropBudgetDraft(ctx, params.id, body.version))),
    serve(contract.proposeBudget, (ctx, { params, body }) => done(proposeBudget(ctx, params.id, body.version))),
    serve(contract.decideBudget, (ctx, input) => done(decideBudget(ctx, input))),
    serve(contract.shiftBudget, (ctx, input) => shiftBudget(ctx, input)),
    serve(contract.decideBudgetShift, (ctx, input) => done(decideBudgetShift(ctx, input))),
    serve(contract.showBudgetLine, (ctx, { params }) => showBudgetLine(ctx, finder, params.id)),
    serve(contract.listBudgetPostings, (ctx, { params, query }) => listBudgetPostings(ctx, params.id, query)),
    serve(contract.listOutsidePostings, (ctx, { params, query }) => listOutsidePostings(ctx, params.id, query)),
    serve(contract.exportOutsidePostings, (ctx, { params }) => exportOutsidePostings(ctx, params.id)),
    serve(contract.checkBudgetAmount, (ctx, { params, query }) => checkBudgetAmount(ctx, params.id, query.amount)),
    serve(contract.releaseBudgetReservation, (ctx, { params, body }) =>
      done(releaseBudgetReservation(ctx, params.id, body.reason)),
    ),
  ];
}
