/** Written by `npm run generate` from the migrations of `ledger`; a test proves it fresh. */

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

export interface LedgerAccount {
  book_id: string;
  carries_to: string | null;
  code: string;
  element: string;
  id: string;
  is_clearing: Generated<boolean>;
  is_closed: Generated<boolean>;
  is_contra: Generated<boolean>;
  is_summary: Generated<boolean>;
  money: string | null;
  name: string;
  party: string | null;
  version: Generated<number>;
}

export interface LedgerBook {
  chart: string;
  closed_on: string | null;
  created_at: Timestamp;
  id: string;
  kind: string;
  name: string;
  opened_on: string;
  unit_id: string;
  unit_path: string;
  version: Generated<number>;
}

export interface LedgerBudget {
  book_id: string;
  created_at: Timestamp;
  id: string;
  revision: Generated<number>;
  year: number;
}

export interface LedgerBudgetLine {
  about_fen: bigint | null;
  accounts: string[];
  budget_id: string;
  ceiling_fen: bigint | null;
  commitment_ids: string[];
  floor_fen: bigint | null;
  id: string;
  is_closed: Generated<boolean>;
  name: string;
  on_breach: string;
  position: number;
  tolerance_percent: number | null;
}

export interface LedgerBudgetShift {
  amount_fen: bigint;
  budget_id: string;
  decided_at: Timestamp | null;
  decided_by: string | null;
  decided_by_name: string | null;
  decision: Generated<string>;
  from_line_id: string;
  id: string;
  proposed_at: Timestamp;
  proposed_by: string;
  proposed_by_name: string;
  reason: string;
  state: string;
  to_line_id: string;
}

export interface LedgerBudgetVersion {
  base_revision: number;
  budget_id: string;
  decided_at: Timestamp | null;
  decided_by: string | null;
  decided_by_name: string | null;
  decision: Generated<string>;
  id: string;
  number: number;
  reason: string;
  state: string;
  version: Generated<number>;
  written_at: Timestamp;
  written_by: string;
  written_by_name: string;
}

export interface LedgerBudgetVersionLine {
  about_fen: bigint | null;
  accounts: string[];
  ceiling_fen: bigint | null;
  commitment_ids: string[];
  floor_fen: bigint | null;
  line_id: string;
  name: string;
  on_breach: string;
  position: number;
  tolerance_percent: number | null;
  version_id: string;
}

export interface LedgerDayFold {
  account_id: string;
  book_id: string;
  budget_line_id: string;
  commitment_id: string;
  credit_fen: bigint;
  day: string;
  debit_fen: bigint;
  is_closing: boolean;
  postings: bigint;
}

export interface LedgerEntry {
  book_id: string;
  content_hash: Buffer;
  id: string;
  kind: string;
  month: string;
  posted_on: string;
  recorded_at: Timestamp;
  recorded_by: string | null;
  reverses_id: string | null;
  source: string;
  source_key: string | null;
  words: string;
}

export interface LedgerImport {
  book_id: string;
  content_hash: string;
  file_name: string;
  id: string;
  imported_at: Timestamp;
  imported_by: string;
  kind: string;
  known: number;
  posted: number;
}

export interface LedgerMonthFold {
  account_id: string;
  book_id: string;
  budget_line_id: string;
  commitment_id: string;
  credit_fen: bigint;
  debit_fen: bigint;
  is_closing: boolean;
  month: string;
  postings: bigint;
}

export interface LedgerParty {
  id: string;
  joined_to: string | null;
  kind: string;
  name: Generated<string>;
  person_id: string | null;
  unit_id: string | null;
}

export interface LedgerPeriod {
  asked_by: string | null;
  book_id: string;
  changed_at: Timestamp;
  month: string;
  reason: Generated<string>;
  state: string;
  version: Generated<number>;
}

export interface LedgerPosting {
  account_id: string;
  amount_fen: bigint;
  book_id: string;
  budget_line_id: string | null;
  commitment_id: string | null;
  entry_id: string;
  line: number;
  party_id: string | null;
  posted_on: string;
  side: number;
  words: Generated<string>;
}

export interface LedgerReservation {
  amount_fen: bigint;
  end_reason: Generated<string>;
  ended_at: Timestamp | null;
  expires_on: string;
  id: string;
  line_id: string;
  reserved_at: Timestamp;
  reserved_by: string | null;
  source: string;
  source_key: string;
  spent_fen: Generated<bigint>;
  state: Generated<string>;
  words: string;
}

export interface LedgerReservationUse {
  amount_fen: bigint;
  entry_id: string;
  line: number;
  reservation_id: string;
}

export interface LedgerSeal {
  book_id: string;
  entry_id: string;
  hash: string;
  month: string;
  position: bigint;
  voucher_number: number;
}

export interface LedgerStatement {
  book_id: string;
  chain_hash: string;
  chain_position: bigint;
  figures: Json;
  hash: string;
  id: string;
  posted_until: string;
  published_at: Timestamp;
  published_by: string;
  span: string;
  version: number;
}

export interface LedgerTransfer {
  amount_fen: bigint;
  budget_line_id: string | null;
  decided_at: Timestamp | null;
  decided_by_name: string | null;
  decision: Generated<string>;
  from_account: string;
  from_book_id: string;
  from_entry_id: string | null;
  from_purpose: string | null;
  from_reversal_id: string | null;
  id: string;
  posted_on: string;
  proposed_at: Timestamp;
  proposed_by: string;
  proposed_by_name: string;
  reversal_asked_at: Timestamp | null;
  reversal_asked_by: string | null;
  reversal_asked_by_name: string | null;
  reversal_reason: Generated<string>;
  state: string;
  to_account: string;
  to_book_id: string;
  to_entry_id: string | null;
  to_purpose: string | null;
  to_reversal_id: string | null;
  version: Generated<number>;
  words: string;
}

export interface LedgerWaiting {
  book_id: string;
  entry_id: string;
  month: string;
  transaction_number: Generated<string>;
}

export interface LedgerYearEnd {
  asked_by: string | null;
  book_id: string;
  decided_at: Timestamp | null;
  decided_by: string | null;
  fingerprint: string;
  id: string;
  proposed_at: Timestamp;
  proposed_by: string;
  reason: Generated<string>;
  state: string;
  targets: Json;
  year: number;
}

export interface LedgerTables {
  "ledger.account": LedgerAccount;
  "ledger.book": LedgerBook;
  "ledger.budget": LedgerBudget;
  "ledger.budget_line": LedgerBudgetLine;
  "ledger.budget_shift": LedgerBudgetShift;
  "ledger.budget_version": LedgerBudgetVersion;
  "ledger.budget_version_line": LedgerBudgetVersionLine;
  "ledger.day_fold": LedgerDayFold;
  "ledger.entry": LedgerEntry;
  "ledger.import": LedgerImport;
  "ledger.month_fold": LedgerMonthFold;
  "ledger.party": LedgerParty;
  "ledger.period": LedgerPeriod;
  "ledger.posting": LedgerPosting;
  "ledger.reservation": LedgerReservation;
  "ledger.reservation_use": LedgerReservationUse;
  "ledger.seal": LedgerSeal;
  "ledger.statement": LedgerStatement;
  "ledger.transfer": LedgerTransfer;
  "ledger.waiting": LedgerWaiting;
  "ledger.year_end": LedgerYearEnd;
}
