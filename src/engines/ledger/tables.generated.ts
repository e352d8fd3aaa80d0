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
  "ledger.day_fold": LedgerDayFold;
  "ledger.entry": LedgerEntry;
  "ledger.import": LedgerImport;
  "ledger.month_fold": LedgerMonthFold;
  "ledger.party": LedgerParty;
  "ledger.period": LedgerPeriod;
  "ledger.posting": LedgerPosting;
  "ledger.seal": LedgerSeal;
  "ledger.statement": LedgerStatement;
  "ledger.waiting": LedgerWaiting;
  "ledger.year_end": LedgerYearEnd;
}
