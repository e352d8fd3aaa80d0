/** Written by `npm run generate` from the migrations of `finance`; a test proves it fresh. */

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

export interface FinanceAsset {
  before_fen: bigint;
  book_id: string;
  bought_on: string;
  class: string;
  cost_fen: bigint;
  created_at: Timestamp;
  created_by: string;
  created_by_name: string;
  entry_id: string | null;
  former_number: Generated<string>;
  id: string;
  keeper_id: string;
  life_months: number;
  list_key: string | null;
  months_left: number;
  name: string;
  number: number;
  owner_unit_id: string;
  residual_fen: bigint;
  rule_version: string;
  scrapped_on: string | null;
  specification: Generated<string>;
  starts_month: string;
  state: string;
  unit_id: string;
  unit_path: string;
  version: Generated<number>;
}

export interface FinanceAssetCount {
  book_id: string;
  decided_at: Timestamp | null;
  decided_by: string | null;
  decided_by_name: string | null;
  decision_words: Generated<string>;
  id: string;
  on_day: string;
  opened_at: Timestamp;
  opened_by: string;
  opened_by_name: string;
  state: string;
  unit_id: string;
  unit_path: string;
  version: Generated<number>;
}

export interface FinanceAssetCounter {
  last: number;
  unit_id: string;
}

export interface FinanceAssetCountExtra {
  count_id: string;
  id: string;
  note: Generated<string>;
  words: string;
}

export interface FinanceAssetCountLine {
  asset_id: string;
  count_id: string;
  note: Generated<string>;
  outcome: string | null;
  verdict: string | null;
}

export interface FinanceAssetMove {
  asset_id: string;
  from_person_id: string | null;
  from_unit_id: string | null;
  id: string;
  note: Generated<string>;
  on_day: string;
  recorded_at: Timestamp;
  recorded_by: string;
  recorded_by_name: string;
  state: string;
  to_person_id: string;
  to_unit_id: string;
}

export interface FinanceAssetRun {
  amount_fen: bigint;
  book_id: string;
  created_at: Timestamp;
  created_by: string;
  created_by_name: string;
  entry_id: string;
  id: string;
  month: string;
  posted_on: string;
  reversal_id: string | null;
  undo_reason: string | null;
  undone_by_name: string | null;
}

export interface FinanceAssetRunLine {
  amount_fen: bigint;
  asset_id: string;
  run_id: string;
}

export interface FinanceAssetScrapping {
  asset_id: string;
  decided_at: Timestamp | null;
  decided_by: string | null;
  decided_by_name: string | null;
  decision_words: Generated<string>;
  entry_id: string | null;
  id: string;
  posted_on: string | null;
  proposed_at: Timestamp;
  proposed_by: string;
  proposed_by_name: string;
  reason: string;
  reversal_id: string | null;
  state: string;
  written_down_fen: bigint | null;
}

export interface FinanceAudit {
  from_day: string;
  id: string;
  name: string;
  opened_at: Timestamp;
  opened_by: string;
  opened_by_name: string;
  reason: Generated<string>;
  state: string;
  to_day: string;
  unit_id: string;
  unit_path: string;
  version: Generated<number>;
  why: string;
}

export interface FinanceAuditBook {
  audit_id: string;
  book_id: string;
}

export interface FinanceAuditDraw {
  audit_id: string;
  drawn: number;
  drawn_at: Timestamp;
  drawn_by: string;
  drawn_by_name: string;
  drawn_fen: bigint;
  ends: Json;
  filter: Json;
  fingerprint: string;
  id: string;
  population: number;
  population_fen: bigint;
  seed: string;
  size: number | null;
  whole: number;
  whole_fen: bigint;
}

export interface FinanceAuditDrawn {
  audit_id: string;
  draw_id: string;
  entry_id: string;
}

export interface FinanceAuditFile {
  added_at: Timestamp;
  file_id: string;
  finding_id: string;
  step_id: string | null;
}

export interface FinanceAuditFinding {
  amount_fen: bigint | null;
  answered_by: string | null;
  answerer_id: string | null;
  audit_id: string;
  book_id: string;
  days_parameter_id: string | null;
  decided_by: string | null;
  due_on: string | null;
  gravity: string;
  id: string;
  kind: string;
  number: number;
  state: string;
  unit_path: string;
  version: Generated<number>;
  words: string;
  written_at: Timestamp;
  written_by: string;
}

export interface FinanceAuditFindingEntry {
  audit_id: string;
  entry_id: string;
  finding_id: string;
}

export interface FinanceAuditOpinion {
  audit_id: string;
  id: string;
  opinion: string;
  stated_at: Timestamp;
  stated_by: string;
  stated_by_name: string;
  statement_id: string;
  words: Generated<string>;
}

export interface FinanceAuditPaper {
  amount_fen: bigint;
  audit_id: string;
  book_id: string;
  entry_id: string;
  looked_at: Timestamp | null;
  looked_by_name: Generated<string>;
  note: Generated<string>;
  on_day: string;
  result: Generated<string>;
  version: Generated<number>;
}

export interface FinanceAuditReport {
  audit_id: string;
  content: Json;
  hash: string;
  id: string;
  issued_at: Timestamp;
  issued_by: string;
  issued_by_name: string;
  number: number;
}

export interface FinanceAuditStep {
  entry_id: string | null;
  finding_id: string;
  id: string;
  recorded_at: Timestamp;
  recorded_by: string;
  recorded_by_name: string;
  step: string;
  words: Generated<string>;
}

export interface FinanceBankAccount {
  bank_name: string;
  book_id: string;
  created_at: Timestamp;
  id: string;
  ledger_account_id: string;
  number: string;
  opening_fen: bigint;
  starts_on: string;
  unit_path: string;
  version: Generated<number>;
}

export interface FinanceBankLayout {
  columns: Json;
  fingerprint: string;
  unit_id: string;
}

export interface FinanceBankLine {
  account_id: string;
  amount_fen: bigint;
  balance_fen: bigint | null;
  id: string;
  matched_fen: Generated<bigint>;
  on_day: string;
  party: string;
  place: bigint;
  serial: string;
  statement_id: string;
  voucher_id: string | null;
  words: string;
}

export interface FinanceBankMatch {
  account_id: string;
  amount_fen: bigint;
  counts_from: string;
  entry_id: string;
  entry_line: number;
  id: string;
  line_id: string;
  matched_at: Timestamp;
  matched_by: string;
  matched_by_name: string;
  undo_reason: string | null;
  undone_at: Timestamp | null;
  undone_by_name: string | null;
}

export interface FinanceBankPosting {
  account_id: string;
  amount_fen: bigint;
  entry_id: string;
  line: number;
  matched_fen: Generated<bigint>;
  on_day: string;
}

export interface FinanceBankSheet {
  account_id: string;
  content: Json;
  finished_at: Timestamp;
  finished_by: string;
  finished_by_name: string;
  id: string;
  month: string;
  note: Generated<string>;
  number: number;
  reopen_reason: string | null;
  reopened_at: Timestamp | null;
  reopened_by_name: string | null;
  reviewed_at: Timestamp | null;
  reviewed_by: string | null;
  reviewed_by_name: string | null;
  state: string;
  version: Generated<number>;
}

export interface FinanceBankStatement {
  account_id: string;
  columns: Json;
  counts: Generated<Json>;
  created_at: Timestamp;
  created_by: string;
  created_by_name: string;
  file_name: string;
  fingerprint: string;
  headings: Json;
  id: string;
  state: string;
  undo_reason: string | null;
  undone_by_name: string | null;
  version: Generated<number>;
}

export interface FinanceBankStatementRow {
  amount_fen: bigint | null;
  balance_fen: bigint | null;
  cells: Json;
  number: number;
  off_fen: bigint | null;
  on_day: string | null;
  party: Generated<string>;
  reason: Json | null;
  statement_id: string;
  verdict: Generated<string>;
  words: Generated<string>;
}

export interface FinanceClaim {
  account: string | null;
  amount_fen: bigint;
  approved_by: string | null;
  book_id: string | null;
  budget_line_id: string | null;
  check_note: Generated<string>;
  checked_by: string | null;
  created_at: Timestamp;
  entered_by: string;
  event_id: string | null;
  event_title: Generated<string>;
  findings: Generated<Json>;
  form: string;
  id: string;
  kind: string;
  paid_by: string | null;
  participants: number | null;
  people: number;
  person_id: string;
  reservation_id: string | null;
  spent_on: string;
  state: string;
  submitted_on: string;
  unit_id: string;
  unit_path: string;
  version: Generated<number>;
  voucher_id: string | null;
  words: string;
}

export interface FinanceClaimFile {
  claim_id: string;
  file_id: string;
  position: number;
}

export interface FinanceClaimPayee {
  amount_fen: bigint;
  claim_id: string;
  counts: boolean;
  event_id: string | null;
  line: number;
  person_id: string;
}

export interface FinanceClaimStep {
  claim_id: string;
  entry_id: string | null;
  id: string;
  note: Generated<string>;
  recorded_at: Timestamp;
  recorded_by: string;
  recorded_by_name: string;
  step: string;
  voucher_id: string | null;
}

export interface FinanceGoods {
  book_id: string;
  created_at: Timestamp;
  created_by_name: string;
  id: string;
  is_divisible: boolean;
  kind: string;
  measure: string;
  moves: Generated<number>;
  name: string;
  on_hand: Generated<bigint>;
  unit_id: string;
  unit_path: string;
  value_fen: Generated<bigint>;
}

export interface FinanceGoodsCount {
  counted: bigint;
  decided_by: string | null;
  decided_by_name: string | null;
  decision_words: Generated<string>;
  expected: bigint;
  goods_id: string;
  id: string;
  move_id: string | null;
  on_day: string;
  proposed_by: string;
  proposed_by_name: string;
  reason: string;
  state: string;
}

export interface FinanceGoodsEntry {
  entry_id: string;
  move_id: string;
  tied_by: string;
  tied_by_name: string;
}

export interface FinanceGoodsIssue {
  goods_id: string;
  id: string;
  on_day: string;
  recorded_at: Timestamp;
  recorded_by: string;
  recorded_by_name: string;
  words: string;
}

export interface FinanceGoodsMove {
  buyer_id: string | null;
  goods_id: string;
  id: string;
  issue_id: string | null;
  kind: string;
  number: number;
  of_id: string | null;
  on_day: string;
  on_hand_after: bigint;
  quantity: bigint;
  recorded_at: Timestamp;
  recorded_by: string;
  recorded_by_name: string;
  to_person_id: string | null;
  to_unit_id: string | null;
  value_after_fen: bigint;
  value_fen: bigint;
  words: Generated<string>;
}

export interface FinanceGoodsSignature {
  move_id: string;
  recorded_by: string;
  recorded_by_name: string;
  signed_on: string;
}

export interface FinanceReceipt {
  amount_fen: bigint;
  book_id: string;
  cancels_id: string | null;
  entry_id: string;
  id: string;
  number: number;
  on_day: string;
  payer: string;
  reason: Generated<string>;
  way: string;
  words: string;
  written_at: Timestamp;
  written_by: string;
  written_by_name: string;
}

export interface FinanceReceiptCounter {
  book_id: string;
  last: number;
}

export interface FinanceVoucher {
  book_id: string;
  created_at: Timestamp;
  entered_by: string;
  entry_id: string | null;
  id: string;
  on_day: string;
  paid_by: string | null;
  posted_by: string | null;
  reversal_id: string | null;
  reviewed_by: string | null;
  sheets: Generated<number>;
  state: string;
  unit_path: string;
  version: Generated<number>;
  words: string;
}

export interface FinanceVoucherFile {
  added_at: Timestamp;
  file_id: string;
  voucher_id: string;
}

export interface FinanceVoucherLine {
  account: string;
  amount_fen: bigint;
  budget_line_id: string | null;
  line: number;
  party_id: string | null;
  reservation_id: string | null;
  side: number;
  voucher_id: string;
  words: Generated<string>;
}

export interface FinanceVoucherStep {
  id: string;
  note: Generated<string>;
  recorded_at: Timestamp;
  recorded_by: string;
  recorded_by_name: string;
  step: string;
  voucher_id: string;
}

export interface FinanceWageBill {
  amount_fen: bigint;
  book_id: string;
  id: string;
  month: string;
  recorded_at: Timestamp;
  recorded_by: string;
  recorded_by_name: string;
  words: Generated<string>;
}

export interface FinanceTables {
  "finance.asset": FinanceAsset;
  "finance.asset_count": FinanceAssetCount;
  "finance.asset_count_extra": FinanceAssetCountExtra;
  "finance.asset_count_line": FinanceAssetCountLine;
  "finance.asset_counter": FinanceAssetCounter;
  "finance.asset_move": FinanceAssetMove;
  "finance.asset_run": FinanceAssetRun;
  "finance.asset_run_line": FinanceAssetRunLine;
  "finance.asset_scrapping": FinanceAssetScrapping;
  "finance.audit": FinanceAudit;
  "finance.audit_book": FinanceAuditBook;
  "finance.audit_draw": FinanceAuditDraw;
  "finance.audit_drawn": FinanceAuditDrawn;
  "finance.audit_file": FinanceAuditFile;
  "finance.audit_finding": FinanceAuditFinding;
  "finance.audit_finding_entry": FinanceAuditFindingEntry;
  "finance.audit_opinion": FinanceAuditOpinion;
  "finance.audit_paper": FinanceAuditPaper;
  "finance.audit_report": FinanceAuditReport;
  "finance.audit_step": FinanceAuditStep;
  "finance.bank_account": FinanceBankAccount;
  "finance.bank_layout": FinanceBankLayout;
  "finance.bank_line": FinanceBankLine;
  "finance.bank_match": FinanceBankMatch;
  "finance.bank_posting": FinanceBankPosting;
  "finance.bank_sheet": FinanceBankSheet;
  "finance.bank_statement": FinanceBankStatement;
  "finance.bank_statement_row": FinanceBankStatementRow;
  "finance.claim": FinanceClaim;
  "finance.claim_file": FinanceClaimFile;
  "finance.claim_payee": FinanceClaimPayee;
  "finance.claim_step": FinanceClaimStep;
  "finance.goods": FinanceGoods;
  "finance.goods_count": FinanceGoodsCount;
  "finance.goods_entry": FinanceGoodsEntry;
  "finance.goods_issue": FinanceGoodsIssue;
  "finance.goods_move": FinanceGoodsMove;
  "finance.goods_signature": FinanceGoodsSignature;
  "finance.receipt": FinanceReceipt;
  "finance.receipt_counter": FinanceReceiptCounter;
  "finance.voucher": FinanceVoucher;
  "finance.voucher_file": FinanceVoucherFile;
  "finance.voucher_line": FinanceVoucherLine;
  "finance.voucher_step": FinanceVoucherStep;
  "finance.wage_bill": FinanceWageBill;
}
