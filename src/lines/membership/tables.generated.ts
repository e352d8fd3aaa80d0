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
  "membership.move": MembershipMove;
  "membership.portrait": MembershipPortrait;
  "membership.sole_body": MembershipSoleBody;
  "membership.transfer": MembershipTransfer;
}
