/** Written by `npm run generate` from the migrations of `roster`; a test proves it fresh. */

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

export interface RosterBody {
  created_at: Timestamp;
  dissolved_on: string | null;
  founded_on: string;
  id: string;
  kind: string;
  name: string;
  unit_id: string;
  version: Generated<number>;
}

export interface RosterBodySeat {
  end_reason: string | null;
  how: string;
  id: string;
  person_id: string;
  recorded_at: Timestamp;
  recorded_by: string | null;
  role: string | null;
  seat: string;
  term_id: string;
  valid_from: string;
  valid_to: string;
}

export interface RosterBodyTerm {
  basis: string;
  body_id: string;
  ended_on: string | null;
  ends_on: string;
  id: string;
  number: number;
  seats: number;
  starts_on: string;
}

export interface RosterCohort {
  code: string;
  id: string;
  is_built_in: Generated<boolean>;
  retired_on: string | null;
  version: Generated<number>;
}

export interface RosterCohortVersion {
  cohort_id: string;
  definition: Json;
  english_name: string | null;
  id: string;
  name: string;
  note: Generated<string>;
  number: number;
  saved_at: Timestamp | null;
  saved_by: string | null;
  saved_by_name: string | null;
}

export interface RosterConsentAct {
  channel: string;
  id: string;
  is_given: boolean;
  key: string;
  person_id: string;
  recorded_at: Timestamp;
  recorded_by: string | null;
  recorded_by_name: string;
  signed_on: string;
  version: number;
}

export interface RosterConsentText {
  asks_anew: boolean;
  body: string;
  english_body: string;
  english_name: string;
  english_purpose: string;
  is_separate: boolean;
  key: string;
  name: string;
  position: number;
  purpose: string;
  version: number;
  written_at: Timestamp;
  written_by: string | null;
  written_by_name: string;
}

export interface RosterCorrection {
  answer: string | null;
  asked_at: Timestamp;
  decided_at: Timestamp | null;
  decided_by: string | null;
  decided_by_name: string | null;
  field: string;
  id: string;
  person_id: string;
  proposed: string;
  reason: string;
  state: string;
  stood: string | null;
}

export interface RosterEnrolment {
  id: string;
  person_id: string;
  reason: string;
  recorded_at: Timestamp;
  recorded_by: string | null;
  recorded_by_name: string;
  scheme: string;
  source: string | null;
  state: string;
  valid_from: string;
  valid_to: string | null;
  void_reason: string | null;
  voided_at: Timestamp | null;
  voided_by_name: string | null;
}

export interface RosterErasure {
  answer: string | null;
  asked_at: Timestamp | null;
  basis: string;
  counts: Generated<Json>;
  decided_at: Timestamp | null;
  decided_by: string | null;
  decided_by_name: string | null;
  due_on: string | null;
  id: string;
  keeps: Generated<Json>;
  outcome: string | null;
  person_id: string;
  proposed_at: Timestamp | null;
  proposed_by: string | null;
  proposed_by_name: string | null;
  reason: string | null;
  state: string;
  wish: string | null;
}

export interface RosterFileRead {
  account_id: string;
  at: Timestamp;
  id: string;
  person_id: string;
  reader_name: string;
  request_id: string;
  what: string;
}

export interface RosterIntakeMapping {
  columns: Json;
  fingerprint: string;
  saved_at: Timestamp;
  saved_by: string | null;
  unit_id: string;
}

export interface RosterIntakeRow {
  before: Json | null;
  cells: Json;
  changes: string[];
  given: Json;
  id: string;
  number: number;
  outcome: string | null;
  person_id: string | null;
  reasons: Json;
  run_id: string;
  sealed: Buffer | null;
  sealed_before: Buffer | null;
  verdict: string;
  version_after: number | null;
}

export interface RosterIntakeRun {
  applied_at: Timestamp | null;
  columns: Json;
  counts: Generated<Json>;
  created_at: Timestamp;
  created_by: string | null;
  created_by_name: string;
  facts: Generated<Json>;
  fault: Json | null;
  file_id: string | null;
  file_name: string;
  fingerprint: string;
  head: Json;
  header_row: number;
  headings: string[];
  id: string;
  is_forgotten: Generated<boolean>;
  options: Json;
  revision: Generated<number>;
  rows_handled: Generated<number>;
  rows_read: Generated<number>;
  sheet: string;
  sheets: string[];
  state: string;
  undo_reason: string | null;
  undone_at: Timestamp | null;
  undone_by_name: string | null;
  unit_id: string;
}

export interface RosterOneTimeCode {
  expires_at: Timestamp;
  hash: string;
  id: string;
  made_at: Timestamp;
  made_by: string | null;
  person_id: string;
  purpose: string;
  revoked_at: Timestamp | null;
  tries: Generated<number>;
  used_at: Timestamp | null;
}

export interface RosterParticipation {
  held_on: string;
  kind: string;
  person_id: string;
  subject: string;
}

export interface RosterPerson {
  bank_card: Buffer | null;
  blocked_on: string | null;
  blocked_until: string | null;
  born_on: string | null;
  created_at: Timestamp;
  education: string | null;
  employed_from: string;
  employed_to: string | null;
  employer: string | null;
  employment_kind: string;
  erased_number: number | null;
  erased_on: string | null;
  former_names: Generated<string[]>;
  gender: string;
  id: string;
  identity_index: number | null;
  identity_number: Buffer | null;
  is_migrant: Generated<boolean>;
  merged_into_id: string | null;
  name: string;
  name_grams: string[];
  name_key: string;
  nation: string | null;
  phone: string | null;
  photo_file_id: string | null;
  reading: string | null;
  staff_number: string;
  unit_id: string | null;
  unit_path: string | null;
  updated_at: Timestamp;
  version: Generated<number>;
}

export interface RosterPersonAccount {
  account_id: string;
  person_id: string;
}

export interface RosterPersonDifference {
  id: string;
  marked_at: Timestamp;
  marked_by: string | null;
  marked_by_name: string;
  one_id: string;
  other_id: string;
  reason: string;
  withdrawn_at: Timestamp | null;
  withdrawn_by: string | null;
}

export interface RosterPersonMerge {
  former_bank_card: Buffer | null;
  former_identity: Buffer | null;
  id: string;
  is_forgotten: Generated<boolean>;
  journal: Json;
  made_at: Timestamp;
  made_by: string | null;
  made_by_name: string;
  merged_id: string;
  merged_unit_id: string;
  reason: string;
  survivor_id: string;
  survivor_unit_id: string;
  undone_at: Timestamp | null;
  undone_by: string | null;
  undone_by_name: string | null;
  undone_reason: string | null;
}

export interface RosterPlacement {
  id: string;
  person_id: string;
  unit_id: string;
  valid_from: string;
  valid_to: string | null;
}

export interface RosterPost {
  code: string;
  english_name: string;
  name: string;
  position: number;
}

export interface RosterPostHolding {
  id: string;
  person_id: string;
  post: string;
  unit_id: string;
  valid_from: string;
  valid_to: string | null;
}

export interface RosterRoleGrant {
  account_id: string;
  delegated_by_name: string | null;
  delegated_from: string | null;
  granted_at: Timestamp;
  granted_by: string | null;
  id: string;
  role: string;
  seat_id: string | null;
  unit_id: string;
  valid_from: string;
  valid_to: string | null;
}

export interface RosterSkill {
  expires_on: string | null;
  file_id: string | null;
  gained_on: string;
  grade: string | null;
  id: string;
  issuer: string | null;
  kind: string;
  person_id: string;
  recorded_at: Timestamp;
  recorded_by: string | null;
  recorded_by_name: string;
  source: string | null;
  title: string;
  void_reason: string | null;
  voided_at: Timestamp | null;
}

export interface RosterUnit {
  created_at: Timestamp;
  id: string;
  is_remote: Generated<boolean>;
  kind: string;
  name: string;
  number: bigint;
  open_since: string;
  parent_id: string | null;
  path: string;
  position: Generated<number>;
  short_name: string;
  valid_from: string;
  valid_to: string | null;
}

export interface RosterUnitChange {
  after_words: string | null;
  before_words: string | null;
  effective_on: string;
  id: string;
  reason: string;
  recorded_at: Timestamp;
  recorded_by: string | null;
  recorded_by_name: string;
  unit_id: string;
  what: string;
}

export interface RosterUnitKind {
  code: string;
  english_name: string;
  is_front_line: boolean;
  is_root: boolean;
  lies_under: string[];
  name: string;
  position: number;
}

export interface RosterUnitSuccession {
  effective_on: string;
  how: string;
  predecessor_id: string;
  successor_id: string;
}

export interface RosterUnitVersion {
  is_remote: Generated<boolean>;
  name: string;
  parent_id: string | null;
  path: string;
  short_name: string;
  unit_id: string;
  valid_from: string;
  valid_to: string | null;
}

export interface RosterTables {
  "roster.body": RosterBody;
  "roster.body_seat": RosterBodySeat;
  "roster.body_term": RosterBodyTerm;
  "roster.cohort": RosterCohort;
  "roster.cohort_version": RosterCohortVersion;
  "roster.consent_act": RosterConsentAct;
  "roster.consent_text": RosterConsentText;
  "roster.correction": RosterCorrection;
  "roster.enrolment": RosterEnrolment;
  "roster.erasure": RosterErasure;
  "roster.file_read": RosterFileRead;
  "roster.intake_mapping": RosterIntakeMapping;
  "roster.intake_row": RosterIntakeRow;
  "roster.intake_run": RosterIntakeRun;
  "roster.one_time_code": RosterOneTimeCode;
  "roster.participation": RosterParticipation;
  "roster.person": RosterPerson;
  "roster.person_account": RosterPersonAccount;
  "roster.person_difference": RosterPersonDifference;
  "roster.person_merge": RosterPersonMerge;
  "roster.placement": RosterPlacement;
  "roster.post": RosterPost;
  "roster.post_holding": RosterPostHolding;
  "roster.role_grant": RosterRoleGrant;
  "roster.skill": RosterSkill;
  "roster.unit": RosterUnit;
  "roster.unit_change": RosterUnitChange;
  "roster.unit_kind": RosterUnitKind;
  "roster.unit_succession": RosterUnitSuccession;
  "roster.unit_version": RosterUnitVersion;
}
