import { serve, serveLive, type Route } from '#kernel';
import { amendCommitment, getVersion, listVersions } from './amendments';
import { addComment } from './comments';
import { readCommitment } from './commitment';
import { comparePlans } from './comparison';
import { confirmPlan, type RecogniseEvent } from './confirm';
import * as contract from './contract';
import { citeSentence, withdrawCitation } from './citations';
import { changeDirective, listDirectives, readDirective, receiveDirective, uploadDirectiveFile } from './directives';
import { importPlan, importPlanText, replaceDocument } from './documents';
import { listMyDuties } from './duties';
import { fileEvidence, getEvidenceFile, uploadEvidenceFile, withdrawEvidence } from './evidence';
import * as exports from './exports';
import { draftNextPlan } from './next-plan';
import { discardPlan, getReview, listPlans, markWarningSeen, setPlanFacts } from './plans';
import { importReference, readPlanSentences, setParentPlan } from './reference-plans';
import { getReport, getReportDocument } from './report';
import { listReviewSteps } from './review-history';
import { redoReviewStep, takeReviewStep, undoReviewStep } from './review';
import { addTask, changeTask, finishTask } from './tasks';
import { followedTopics, readBoard, readTotals } from './totals';

/** Every act of the engine with its door, in one table. */
export function planRoutes(recogniseEvent: RecogniseEvent): Route[] {
  return [
    serve(contract.importPlan, (ctx, { body, query }) => importPlan(ctx, { bytes: body, ...query })),
    serve(contract.importPlanText, (ctx, { body }) => importPlanText(ctx, body)),
    serve(contract.replaceDocument, (ctx, { params, body, query }) =>
      replaceDocument(ctx, params.planId, { bytes: body, ...query }),
    ),
    serve(contract.listPlans, (ctx) => listPlans(ctx)),
    serve(contract.getReview, (ctx, { params }) => getReview(ctx, params.planId)),
    serve(contract.takeReviewStep, (ctx, { params, body }) => takeReviewStep(ctx, params.planId, body)),
    serve(contract.undoReviewStep, (ctx, { params, body }) => undoReviewStep(ctx, params.planId, body.stepId)),
    serve(contract.redoReviewStep, (ctx, { params, body }) => redoReviewStep(ctx, params.planId, body.stepId)),
    serve(contract.markWarningSeen, (ctx, { params, body }) => markWarningSeen(ctx, params.planId, body)),
    serve(contract.setPlanFacts, (ctx, { params, body }) => setPlanFacts(ctx, params.planId, body)),
    serve(contract.confirmPlan, (ctx, { params, body }) => confirmPlan(ctx, params.planId, body, recogniseEvent)),
    serve(contract.discardPlan, (ctx, { params, body }) => discardPlan(ctx, params.planId, body.reason)),
    serve(contract.amendCommitment, (ctx, { params, body }) => amendCommitment(ctx, params.commitmentId, body)),
    serve(contract.listVersions, (ctx, { params }) => listVersions(ctx, params.planId)),
    serve(contract.getVersion, (ctx, { params }) => getVersion(ctx, params.planId, params.number)),
    serve(contract.getBoard, (ctx, { params, query }) => readBoard(ctx, params.planId, query)),
    serve(contract.getTotals, (ctx, { params }) => readTotals(ctx, params.planId)),
    serveLive(contract.followPlan, (ctx, { params }) => followedTopics(ctx, params.planId)),
    serve(contract.getCommitment, (ctx, { params, query }) => readCommitment(ctx, params.commitmentId, query.asOf)),
    serve(contract.exportBoard, (ctx, { params, query }) => exports.exportBoard(ctx, params.planId, query)),
    serve(contract.exportEvidence, (ctx, { params, query }) =>
      exports.exportEvidence(ctx, params.planId, query.commitmentId),
    ),
    serve(contract.exportMyDuties, (ctx) => exports.exportMyDuties(ctx)),
    serve(contract.exportDirectives, (ctx) => exports.exportDirectives(ctx)),
    serve(contract.listMyDuties, (ctx) => listMyDuties(ctx)),
    serve(contract.addTask, (ctx, { params, body }) => addTask(ctx, params.commitmentId, body)),
    serve(contract.changeTask, (ctx, { params, body }) => changeTask(ctx, params.taskId, body)),
    serve(contract.finishTask, (ctx, { params, body }) => finishTask(ctx, params.taskId, body)),
    serve(contract.addComment, (ctx, { params, body }) => addComment(ctx, params.commitmentId, body.text)),
    serve(contract.uploadEvidenceFile, (ctx, { params, query, body }) =>
      uploadEvidenceFile(ctx, params.commitmentId, query.name, body),
    ),
    serve(contract.fileEvidence, (ctx, { params, body }) => fileEvidence(ctx, params.commitmentId, body)),
    serve(contract.withdrawEvidence, (ctx, { params, body }) => withdrawEvidence(ctx, params.evidenceId, body.reason)),
    serve(contract.getEvidenceFile, (ctx, { params }) => getEvidenceFile(ctx, params.fileId)),
    serve(contract.getReport, (ctx, { params, query }) => getReport(ctx, params.planId, query.asOf)),
    serve(contract.getReportDocument, (ctx, { params, query }) => getReportDocument(ctx, params.planId, query.asOf)),
    serve(contract.comparePlans, (ctx, { params, query }) => comparePlans(ctx, params.planId, query.with)),
    serve(contract.draftNextPlan, (ctx, { params }) => draftNextPlan(ctx, params.planId)),
    serve(contract.listDirectives, (ctx) => listDirectives(ctx)),
    serve(contract.receiveDirective, (ctx, { body }) => receiveDirective(ctx, body)),
    serve(contract.uploadDirectiveFile, (ctx, { query, body }) => uploadDirectiveFile(ctx, query.name, body)),
    serve(contract.changeDirective, (ctx, { params, body }) => changeDirective(ctx, params.directiveId, body)),
    serve(contract.getDirective, (ctx, { params }) => readDirective(ctx, params.directiveId)),
    serve(contract.citeSentence, (ctx, { params, body }) => citeSentence(ctx, params.commitmentId, body)),
    serve(contract.withdrawCitation, (ctx, { params }) =>
      withdrawCitation(ctx, params.commitmentId, params.citationId),
    ),
    serve(contract.importReference, (ctx, { query, body }) => importReference(ctx, { bytes: body, ...query })),
    serve(contract.listPlanSentences, (ctx, { params }) => readPlanSentences(ctx, params.planId)),
    serve(contract.setParentPlan, (ctx, { params, body }) => setParentPlan(ctx, params.planId, body.parentPlanId)),
    serve(contract.listReviewSteps, (ctx, { params }) => listReviewSteps(ctx, params.planId)),
  ];
}
