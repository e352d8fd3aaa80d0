import { defineErrors } from '#kernel/contract';

/** The plan engine's door for both sides. */
export * from './contract-shapes';
export { planParameters } from './contract-parameters';
export * from './contract-review';
export * from './contract-year';
export * from './contract-above';
export * from './export-contract';

export const planPermissions = [
  'plan.plan.read',
  'plan.plan.import',
  'plan.plan.review',
  'plan.plan.confirm',
  'plan.plan.amend',
  'plan.report.read',
  'plan.task.read',
  'plan.task.write',
  'plan.evidence.read',
  'plan.evidence.write',
  'plan.comment.write',
  'plan.total.read',
] as const;

export const planErrors = defineErrors({
  'plan.nothing_found': 422,
  'plan.year_confirmed': 409,
  'plan.not_in_review': 409,
  'plan.not_confirmed': 409,
  'plan.row_changed': 409,
  'plan.rows_undecided': 422,
  'plan.nothing_to_confirm': 422,
  'plan.nothing_to_undo': 409,
  'plan.nothing_to_redo': 409,
  'plan.step_overwritten': 409,
  'plan.window_reversed': 422,
  'plan.window_outside': 422,
  'plan.target_reversed': 422,
  'plan.cut_outside': 422,
  'plan.span_empty': 422,
  'plan.merge_apart': 422,
  'plan.unknown_measure': 422,
  'plan.unknown_unit': 422,
  'plan.unknown_officer': 422,
  'plan.unknown_file': 422,
  'plan.parent_circular': 422,
  'plan.parent_cited': 409,
  'plan.not_parent': 422,
  'plan.source_used': 409,
  'plan.sentence_changed': 409,
  'plan.years_reversed': 422,
  'plan.no_sentences': 422,
  'plan.received_future': 422,
  'plan.task_done': 409,
  'plan.task_without_owner': 422,
  'plan.reason_missing': 422,
  'plan.evidence_empty': 422,
  'plan.evidence_future': 422,
  'plan.evidence_withdrawn': 409,
});
