/** Written by `npm run generate` from the migrations of `membership`; a test proves it fresh. */

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

export interface MembershipApplication {
  created_at: Timestamp;
  decided_by_name: string | null;
  decided_on: string | null;
  declaration: string | null;
  declaration_id: string | null;
  due_on: string | null;
  entered_by: string | null;
  entered_by_name: string;
  form: Json;
  id: string;
  kind: string;
  paper_id: string | null;
  person_id: string;
  state: string;
  submitted_on: string;
  unit_id: string;
  unit_path: string;
  version: Generated<number>;
  way: string;
}

export interface MembershipApplicationStep {
  application_id: string;
  details: Generated<Json>;
  id: string;
  note: Generated<string>;
  on_day: string;
  recorded_at: Timestamp;
  recorded_by: string | null;
  recorded_by_name: string;
  step: string;
}

export interface MembershipBodyStep {
  body_id: string;
  id: string;
  note: Generated<string>;
  on_day: string;
  paper_id: string | null;
  recorded_at: Timestamp;
  recorded_by: string;
  recorded_by_name: string;
  seat_id: string | null;
  step: string;
  term_number: number | null;
}

export interface MembershipCandidacy {
  basis: string;
  is_no_relative: boolean;
  seat_id: string;
}

export interface MembershipCard {
  issued_on: string;
  member_since: string | null;
  number: string;
  pays_by_payroll: Generated<boolean>;
  person_id: string;
  renewed_at: Timestamp | null;
  secret: Buffer;
  serial: number;
  works_id: string;
  year: number;
}

export interface MembershipCounter {
  last: number;
  unit_id: string;
  what: string;
  year: number;
}

export interface MembershipDuesAhead {
  amount_fen: bigint;
  book_id: string;
  person_id: string;
}

export interface MembershipDuesCharge {
  base_fen: bigint | null;
  book_id: string;
  collected_fen: Generated<bigint>;
  correction_id: string | null;
  due_fen: bigint;
  exempt_by: string | null;
  exempt_fen: bigint;
  id: string;
  month: string;
  person_id: string;
  rule_id: string;
  run_id: string;
  undone_at: Timestamp | null;
  unit_id: string;
  unit_path: string;
}

export interface MembershipDuesColumns {
  columns: Json;
  fingerprint: string;
  kind: string;
  unit_id: string;
}

export interface MembershipDuesExemption {
  ended_by_name: string | null;
  from_month: string;
  id: string;
  person_id: string;
  reason: string;
  recorded_at: Timestamp;
  recorded_by: string | null;
  recorded_by_name: string;
  to_month: string | null;
  unit_path: string;
}

export interface MembershipDuesList {
  columns: Json;
  counts: Generated<Json>;
  created_at: Timestamp;
  created_by: string;
  created_by_name: string;
  done_at: Timestamp | null;
  entry_ids: Generated<string[]>;
  fault: Json | null;
  file_name: string;
  fingerprint: string;
  headings: Json;
  id: string;
  kind: string;
  month: string;
  posted_on: string | null;
  state: string;
  undo_reason: string | null;
  undone_at: Timestamp | null;
  undone_by_name: string | null;
  unit_id: string;
  unit_path: string;
  version: Generated<number>;
}

export interface MembershipDuesListRow {
  amount_fen: bigint | null;
  cells: Json;
  list_id: string;
  number: number;
  person_id: string | null;
  reason: Json | null;
}

export interface MembershipDuesPayment {
  ahead_fen: bigint;
  amount_fen: bigint;
  book_id: string;
  entry_id: string;
  id: string;
  list_id: string | null;
  paid_on: string;
  person_id: string;
  recorded_at: Timestamp;
  recorded_by: string;
  recorded_by_name: string;
  undo_reason: string | null;
  undone_at: Timestamp | null;
  undone_by_name: string | null;
  unit_id: string;
  unit_path: string;
  way: string;
  words: Generated<string>;
}

export interface MembershipDuesProgress {
  handled: number;
  total: number;
  work_id: string;
}

export interface MembershipDuesRun {
  counts: Generated<Json>;
  created_at: Timestamp;
  created_by: string;
  created_by_name: string;
  done_at: Timestamp | null;
  entry_ids: Generated<string[]>;
  fault: Json | null;
  id: string;
  month: string;
  posted_on: string;
  state: string;
  undo_reason: string | null;
  undone_at: Timestamp | null;
  undone_by_name: string | null;
  unit_id: string;
  unit_path: string;
}

export interface MembershipDuesScheme {
  basis: string;
  id: string;
  recorded_at: Timestamp;
  recorded_by: string | null;
  recorded_by_name: string;
  terms: Json;
  unit_id: string;
  unit_path: string;
  valid_from: string;
  voided_at: Timestamp | null;
  voided_by_name: string | null;
}

export interface MembershipDuesSettlement {
  amount_fen: bigint;
  charge_id: string;
  id: string;
  payment_id: string | null;
}

export interface MembershipDuesWage {
  base_fen: bigint;
  list_id: string | null;
  month: string;
  person_id: string;
}

export interface MembershipMove {
  document: Generated<string>;
  id: string;
  note: Generated<string>;
  on_day: string;
  person_id: string;
  reason: string;
  recorded_at: Timestamp;
  recorded_by: string | null;
  recorded_by_name: string;
  to_state: string;
  unit_id: string;
  unit_path: string;
  voided_at: Timestamp | null;
}

export interface MembershipPortrait {
  changed_at: Timestamp;
  file_id: string;
  person_id: string;
}

export interface MembershipSoleBody {
  body_id: string;
  kind: string;
  unit_id: string;
}

export interface MembershipTransfer {
  ask_on: string;
  destination: string;
  form_number: string;
  id: string;
  person_id: string;
  receipt_note: Generated<string>;
  receipt_on: string | null;
  sent_on: string;
  unit_path: string;
  voided_at: Timestamp | null;
}

export interface MembershipTables {
  "membership.application": MembershipApplication;
  "membership.application_step": MembershipApplicationStep;
  "membership.body_step": MembershipBodyStep;
  "membership.candidacy": MembershipCandidacy;
  "membership.card": MembershipCard;
  "membership.counter": MembershipCounter;
  "membership.dues_ahead": MembershipDuesAhead;
  "membership.dues_charge": MembershipDuesCharge;
  "membership.dues_columns": MembershipDuesColumns;
  "membership.dues_exemption": MembershipDuesExemption;
  "membership.dues_list": MembershipDuesList;
  "membership.dues_list_row": MembershipDuesListRow;
  "membership.dues_payment": MembershipDuesPayment;
  "membership.dues_progress": MembershipDuesProgress;
  "membership.dues_run": MembershipDuesRun;
  "membership.dues_scheme": MembershipDuesScheme;
  "membership.dues_settlement": MembershipDuesSettlement;
  "membership.dues_wage": MembershipDuesWage;
  "membership.move": MembershipMove;
  "membership.portrait": MembershipPortrait;
  "membership.sole_body": MembershipSoleBody;
  "membership.transfer": MembershipTransfer;
}
