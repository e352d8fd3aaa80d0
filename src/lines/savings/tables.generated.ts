/** Written by `npm run generate` from the migrations of `savings`; a test proves it fresh. */

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

export interface SavingsAccount {
  asked_by: string;
  asked_by_name: string;
  asked_on: string;
  association_id: string;
  balance_fen: Generated<bigint>;
  closed_on: string | null;
  closing: string | null;
  decided_by: string | null;
  decided_by_name: string | null;
  id: string;
  monthly_fen: bigint;
  number: number | null;
  opened_on: string | null;
  person_id: string;
  refusal: string | null;
  state: string;
  way: string;
}

export interface SavingsAssociation {
  acknowledged_at: Timestamp;
  acknowledged_by: string;
  acknowledged_by_name: string;
  book_id: string;
  decision: string;
  edition: string;
  founded_on: string;
  id: string;
  unit_id: string;
  unit_path: string;
  warnings: Json;
}

export interface SavingsHopeless {
  decided_by_name: string | null;
  decided_on: string | null;
  id: string;
  loan_id: string;
  owed_fen: bigint;
  proposed_by: string;
  proposed_by_name: string;
  proposed_on: string;
  reason: string;
  refusal: string | null;
  state: string;
}

export interface SavingsList {
  association_id: string;
  columns: Json;
  counts: Generated<Json>;
  created_at: Timestamp;
  created_by: string;
  created_by_name: string;
  entry_ids: Generated<string[]>;
  fault: Json | null;
  file_name: string;
  fingerprint: string;
  headings: Json;
  id: string;
  month: string;
  posted_on: string | null;
  state: string;
  undo_reason: string | null;
  undone_by_name: string | null;
  version: Generated<number>;
}

export interface SavingsListColumns {
  association_id: string;
  columns: Json;
  fingerprint: string;
}

export interface SavingsListRow {
  cells: Json;
  deposit_fen: Generated<bigint>;
  list_id: string;
  number: number;
  person_id: string | null;
  reason: Json | null;
  repayment_fen: Generated<bigint>;
}

export interface SavingsLoan {
  account_id: string;
  amount_fen: bigint;
  asked_at: Timestamp;
  asked_by: string;
  asked_by_name: string;
  decided_at: Timestamp | null;
  decided_by: string | null;
  decided_by_name: string | null;
  id: string;
  instalments: number;
  owed_fen: Generated<bigint>;
  paid_on: string | null;
  purpose: string;
  refusal: string | null;
  rule_id: string;
  state: string;
  way: string;
}

export interface SavingsLoanGuarantor {
  answer: string;
  answered_at: Timestamp | null;
  loan_id: string;
  person_id: string;
}

export interface SavingsLoanInstalment {
  amount_fen: bigint;
  due_on: string;
  loan_id: string;
  number: number;
}

export interface SavingsMonthlyChange {
  account_id: string;
  asked_at: Timestamp;
  asked_by: string;
  asked_by_name: string;
  from_month: string;
  id: string;
  monthly_fen: bigint;
  way: string;
}

export interface SavingsMovement {
  account_id: string;
  amount_fen: bigint;
  entry_id: string;
  id: string;
  kind: string;
  loan_fen: Generated<bigint>;
  loan_id: string | null;
  moved_on: string;
  recorded_at: Timestamp;
  recorded_by: string;
  recorded_by_name: string;
  reverses_id: string | null;
  way: string | null;
  words: Generated<string>;
  work_id: string | null;
}

export interface SavingsProgress {
  handled: number;
  total: number;
  work_id: string;
}

export interface SavingsReport {
  association_id: string;
  figures: Json;
  half: number;
  id: string;
  published_at: Timestamp;
  published_by: string;
  published_by_name: string;
  version: number;
  words: string;
  year: number;
}

export interface SavingsShareRun {
  association_id: string;
  counts: Generated<Json>;
  created_at: Timestamp;
  created_by: string;
  created_by_name: string;
  decided_by: string | null;
  decided_by_name: string | null;
  decision: string;
  entry_ids: Generated<string[]>;
  fault: Json | null;
  id: string;
  posted_on: string;
  refusal: string | null;
  rule_id: string;
  state: string;
  sum_fen: bigint;
  undo_reason: string | null;
  undone_by_name: string | null;
  year: number;
}

export interface SavingsWithdrawal {
  account_id: string;
  amount_fen: bigint;
  asked_at: Timestamp;
  asked_by: string;
  asked_by_name: string;
  id: string;
  paid_on: string | null;
  state: string;
  way: string;
}

export interface SavingsTables {
  "savings.account": SavingsAccount;
  "savings.association": SavingsAssociation;
  "savings.hopeless": SavingsHopeless;
  "savings.list": SavingsList;
  "savings.list_columns": SavingsListColumns;
  "savings.list_row": SavingsListRow;
  "savings.loan": SavingsLoan;
  "savings.loan_guarantor": SavingsLoanGuarantor;
  "savings.loan_instalment": SavingsLoanInstalment;
  "savings.monthly_change": SavingsMonthlyChange;
  "savings.movement": SavingsMovement;
  "savings.progress": SavingsProgress;
  "savings.report": SavingsReport;
  "savings.share_run": SavingsShareRun;
  "savings.withdrawal": SavingsWithdrawal;
}
