/** Written by `npm run generate` from the migrations of `roster`; a test proves it fresh. */

import type { ColumnType } from "kysely";

export type Generated<T> = T extends ColumnType<infer S, infer I, infer U>
  ? ColumnType<S, I | undefined, U>
  : ColumnType<T, T | undefined, T>;

export type Timestamp = ColumnType<Date, Date | string, Date | string>;

export interface RosterFileRead {
  account_id: string;
  at: Timestamp;
  id: string;
  person_id: string;
  reader_name: string;
  request_id: string;
  what: string;
}

export interface RosterPerson {
  bank_card: Buffer | null;
  born_on: string | null;
  created_at: Timestamp;
  education: string | null;
  employed_from: string;
  employed_to: string | null;
  employer: string | null;
  employment_kind: string;
  former_names: Generated<string[]>;
  gender: string;
  id: string;
  identity_index: number | null;
  identity_number: Buffer | null;
  is_migrant: Generated<boolean>;
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
  granted_at: Timestamp;
  granted_by: string | null;
  id: string;
  role: string;
  unit_id: string;
  valid_from: string;
  valid_to: string | null;
}

export interface RosterUnit {
  created_at: Timestamp;
  id: string;
  kind: string;
  name: string;
  number: bigint;
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

export interface RosterUnitVersion {
  name: string;
  parent_id: string | null;
  path: string;
  short_name: string;
  unit_id: string;
  valid_from: string;
  valid_to: string | null;
}

export interface RosterTables {
  "roster.file_read": RosterFileRead;
  "roster.person": RosterPerson;
  "roster.person_account": RosterPersonAccount;
  "roster.placement": RosterPlacement;
  "roster.post": RosterPost;
  "roster.post_holding": RosterPostHolding;
  "roster.role_grant": RosterRoleGrant;
  "roster.unit": RosterUnit;
  "roster.unit_change": RosterUnitChange;
  "roster.unit_kind": RosterUnitKind;
  "roster.unit_version": RosterUnitVersion;
}
