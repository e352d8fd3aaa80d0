/** Written by `npm run generate` from the migrations of `relief`; a test proves it fresh. */

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

export interface ReliefAddition {
  amount_fen: bigint;
  book_id: string;
  entry_id: string;
  id: string;
  kind: string;
  received_on: string;
  recorded_at: Timestamp;
  recorded_by: string;
  recorded_by_name: string;
  undo_reason: string | null;
  undone_at: Timestamp | null;
  undone_by_name: string | null;
  unit_id: string;
  unit_path: string;
  way: string;
  words: string;
}

export interface ReliefCampaign {
  book_id: string;
  cause: string;
  closed_at: Timestamp | null;
  closed_by_name: string | null;
  closes_on: string;
  created_at: Timestamp;
  created_by: string;
  created_by_name: string;
  id: string;
  opens_on: string;
  person_id: string | null;
  remainder: string;
  title: string;
  transfer_id: string | null;
  unit_id: string;
  unit_path: string;
  version: Generated<number>;
}

export interface ReliefContribution {
  amount_fen: bigint;
  book_id: string;
  entry_id: string;
  id: string;
  list_id: string | null;
  paid_on: string;
  period: string;
  person_id: string;
  recorded_at: Timestamp;
  recorded_by: string;
  recorded_by_name: string;
  rule_version_id: string;
  undo_reason: string | null;
  undone_at: Timestamp | null;
  undone_by_name: string | null;
  unit_id: string;
  unit_path: string;
  way: string;
}

export interface ReliefCover {
  ended_on: string | null;
  ends_on: string;
  id: string;
  person_id: string;
  plan: string;
  recorded_at: Timestamp;
  recorded_by: string | null;
  rule_version_id: string;
  starts_on: string;
}

export interface ReliefFundList {
  bad: number;
  campaign_id: string | null;
  entry_ids: string[];
  file_name: string;
  fingerprint: string;
  good: number;
  id: string;
  kind: string;
  posted_on: string;
  recorded_at: Timestamp;
  recorded_by: string;
  recorded_by_name: string;
  sum_fen: bigint;
  undo_reason: string | null;
  undone_at: Timestamp | null;
  undone_by_name: string | null;
  unit_id: string;
  unit_path: string;
}

export interface ReliefGift {
  amount_fen: bigint;
  campaign_id: string;
  consent: string | null;
  entry_id: string;
  given_on: string;
  giver: string;
  id: string;
  is_named: boolean;
  list_id: string | null;
  person_id: string | null;
  recorded_at: Timestamp;
  recorded_by: string;
  recorded_by_name: string;
  undo_reason: string | null;
  undone_at: Timestamp | null;
  undone_by_name: string | null;
  unit_id: string | null;
  way: string;
}

export interface ReliefGoodsItem {
  campaign_id: string;
  condition: string;
  disinfected: Generated<string>;
  disinfected_by_name: string | null;
  disinfected_on: string | null;
  given: Generated<string>;
  handed_out: Generated<string>;
  id: string;
  kind: string;
  measure: string;
  name: string;
  passed_on: Generated<string>;
  size: string;
  taken_over: Generated<string>;
}

export interface ReliefGoodsMove {
  estimate_fen: bigint | null;
  giver: string | null;
  id: string;
  is_clean: Generated<boolean>;
  is_named: Generated<boolean>;
  is_signed: Generated<boolean>;
  item_id: string;
  moved_on: string;
  other_campaign_id: string | null;
  person_id: string | null;
  quantity: string;
  recorded_at: Timestamp;
  recorded_by: string;
  recorded_by_name: string;
  undo_reason: string | null;
  undone_at: Timestamp | null;
  undone_by_name: string | null;
  unit_id: string | null;
  what: string;
}

export interface ReliefPayment {
  account: string;
  amount_fen: bigint;
  book_id: string;
  budget_line_id: string | null;
  campaign_id: string | null;
  commitment_id: string | null;
  decided_at: Timestamp | null;
  decided_by: string | null;
  decided_by_name: string | null;
  decision: Generated<string>;
  entry_id: string | null;
  exception: string;
  findings: Json;
  id: string;
  paid_by: string | null;
  paid_by_name: string | null;
  paid_on: string | null;
  person_id: string;
  prepared_at: Timestamp;
  prepared_by: string;
  prepared_by_name: string;
  prepared_on: string;
  purpose: string;
  reason: string;
  reservation_id: string | null;
  source: string;
  state: string;
  undo_reason: string | null;
  undone_at: Timestamp | null;
  undone_by_name: string | null;
  unit_id: string | null;
  unit_path: string;
  version: Generated<number>;
  way: string | null;
}

export interface ReliefPaymentFile {
  file_id: string;
  payment_id: string;
}

export interface ReliefTables {
  "relief.addition": ReliefAddition;
  "relief.campaign": ReliefCampaign;
  "relief.contribution": ReliefContribution;
  "relief.cover": ReliefCover;
  "relief.fund_list": ReliefFundList;
  "relief.gift": ReliefGift;
  "relief.goods_item": ReliefGoodsItem;
  "relief.goods_move": ReliefGoodsMove;
  "relief.payment": ReliefPayment;
  "relief.payment_file": ReliefPaymentFile;
}
