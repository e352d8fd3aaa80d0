/** The plan engine's door for server code. */
export { planModule } from './manifest';
export { planContributor } from './person-contributor';
export { planEraser } from './person-eraser';
export { planFollower } from './person-follower';
export { loadBoard, type Board } from './board';
export { importPlan, importPlanText, type ImportOutcome } from './documents';
export { confirmPlan, type RecogniseEvent } from './confirm';
export { listPlans } from './plans';
export { moneyCommitments, type MoneyCommitment } from './store-money';
export { getReport, getReportDocument } from './report';
export { addTask } from './tasks';
export { fileEvidence } from './evidence';
export { takeReviewStep } from './review';
export { parsePlan } from './parse/parse-plan';
export type { ParsedPlan, WindowRules } from './parse/parsed-plan';
