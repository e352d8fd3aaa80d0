/** Written by `npm run generate` from the migrations of `plan`; a test proves it fresh. */

import type { ColumnType } from "kysely";

export type Generated<T> = T extends ColumnType<infer S, infer I, infer U>
  ? ColumnType<S, I | undefined, U>
  : ColumnType<T, T | undefined, T>;

export type Json = JsonValue;

export type JsonArray = JsonValue[];

export type JsonObject = {
  [x: string]: JsonValue | undefined;
};

export type JsonPrimitive = boolean | number | string | null;

export type JsonValue = JsonArray | JsonObject | JsonPrimitive;

export type Timestamp = ColumnType<Date, Date | string, Date | string>;

export interface PlanCitedSentence {
  cited_at: Timestamp;
  cited_by: string | null;
  cited_by_name: Generated<string>;
  commitment_id: string;
  directive_id: string | null;
  ends_at: number | null;
  id: string;
  quote: string;
  source_plan_id: string | null;
  starts_at: number | null;
}

export interface PlanComment {
  body: string;
  commitment_id: string;
  id: string;
  made_at: Timestamp;
  made_by: string;
  made_by_name: string;
}

export interface PlanCommitment {
  changed_at: Timestamp | null;
  changed_by: string | null;
  changed_by_name: Generated<string>;
  content: Json;
  drop_reason: string | null;
  ends_at: number;
  id: string;
  is_amended: Generated<boolean>;
  is_removed: Generated<boolean>;
  kind: string;
  measure: string | null;
  number: string;
  officer_id: string | null;
  origin: string;
  plan_id: string;
  position: number;
  quote: string;
  review_state: string;
  revision: Generated<number>;
  section: string | null;
  starts_at: number;
  title: string;
  unit_id: string | null;
  window_from: string | null;
  window_to: string | null;
}

export interface PlanDirective {
  changed_at: Timestamp | null;
  changed_by: string | null;
  changed_by_name: Generated<string>;
  content: string | null;
  file_id: string | null;
  filed_at: Timestamp;
  filed_by: string | null;
  id: string;
  notes: Generated<Json>;
  number: string;
  received_on: string;
  revision: Generated<number>;
  sender: string;
  title: string;
  unit_id: string | null;
  unread_reason: string | null;
}

export interface PlanDocument {
  content: string;
  encoding: string | null;
  file_id: string | null;
  format: string;
  id: string;
  imported_at: Timestamp;
  imported_by: string | null;
  imported_name: string;
  name: string;
  notes: Generated<Json>;
  parsed: Json;
  plan_id: string;
  sha256: string;
}

export interface PlanEvidence {
  body: string;
  commitment_id: string;
  day: string;
  id: string;
  recorded_at: Timestamp;
  recorded_by: string;
  recorded_by_name: string;
  task_id: string | null;
  unit_id: string | null;
  withdrawn_at: Timestamp | null;
  withdrawn_reason: string | null;
}

export interface PlanEvidenceFile {
  evidence_id: string;
  file_id: string;
  position: number;
}

export interface PlanPlan {
  changed_at: Timestamp | null;
  changed_by: string | null;
  changed_by_name: Generated<string>;
  confirmed_at: Timestamp | null;
  confirmed_by: string | null;
  created_at: Timestamp;
  document_id: string;
  id: string;
  issuer: Generated<string>;
  parent_plan_id: string | null;
  period_from: string;
  period_to: string;
  revision: Generated<number>;
  seen_warnings: Generated<Json>;
  state: string;
  title: string;
  unit_id: string;
  window_rules_id: string;
  year: number;
}

export interface PlanReport {
  as_of: string;
  id: string;
  made_at: Timestamp;
  made_by: string | null;
  plan_id: string;
  sha256: string;
  snapshot: Json;
}

export interface PlanReviewStep {
  account_id: string | null;
  account_name: string;
  changes: Json;
  id: string;
  is_dead: Generated<boolean>;
  is_undone: Generated<boolean>;
  kind: string;
  number: string | null;
  parameter_id: string | null;
  plan_id: string;
  rule_from: string | null;
  rule_source: string | null;
  taken_at: Timestamp;
  turned_at: Timestamp | null;
}

export interface PlanSection {
  ends_at: number;
  key: string;
  level: number;
  number: string | null;
  plan_id: string;
  position: number;
  starts_at: number;
  title: string;
}

export interface PlanTask {
  changed_at: Timestamp | null;
  changed_by: string | null;
  changed_by_name: Generated<string>;
  commitment_id: string;
  created_at: Timestamp;
  created_by: string | null;
  done_by: string | null;
  done_note: Generated<string>;
  done_on: string | null;
  due_on: string;
  id: string;
  person_id: string | null;
  revision: Generated<number>;
  title: string;
  unit_id: string | null;
}

export interface PlanVersion {
  commitment_id: string | null;
  day: string;
  made_at: Timestamp;
  made_by: string | null;
  made_by_name: string;
  number: number;
  plan_id: string;
  reason: string;
  sha256: string;
  snapshot: Json;
}

export interface PlanTables {
  "plan.cited_sentence": PlanCitedSentence;
  "plan.comment": PlanComment;
  "plan.commitment": PlanCommitment;
  "plan.directive": PlanDirective;
  "plan.document": PlanDocument;
  "plan.evidence": PlanEvidence;
  "plan.evidence_file": PlanEvidenceFile;
  "plan.plan": PlanPlan;
  "plan.report": PlanReport;
  "plan.review_step": PlanReviewStep;
  "plan.section": PlanSection;
  "plan.task": PlanTask;
  "plan.version": PlanVersion;
}
