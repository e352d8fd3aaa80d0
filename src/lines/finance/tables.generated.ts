/** Written by `npm run generate` from the migrations of `finance`; a test proves it fresh. */

import type { ColumnType } from "kysely";

export type Generated<T> = T extends ColumnType<infer S, infer I, infer U>
  ? ColumnType<S, I | undefined, U>
  : ColumnType<T, T | undefined, T>;

export type Timestamp = ColumnType<Date, Date | string, Date | string>;

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
  line: number;
  party_id: string | null;
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

export interface FinanceTables {
  "finance.voucher": FinanceVoucher;
  "finance.voucher_file": FinanceVoucherFile;
  "finance.voucher_line": FinanceVoucherLine;
  "finance.voucher_step": FinanceVoucherStep;
}
