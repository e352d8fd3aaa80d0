/** Written by `npm run generate` from the migrations of `honours`; a test proves it fresh. */

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

export interface HonoursHonour {
  decided_on: string;
  id: string;
  nomination_id: string;
  number: string;
  paid_by: string | null;
  paid_on: string | null;
  payment: string | null;
  person_id: string | null;
  prize_fen: bigint;
  round_id: string;
  scheme_key: string;
  title: string;
  unit_id: string;
  unit_path: string;
  year: number;
}

export interface HonoursNomination {
  created_at: Timestamp;
  has_agreed: boolean;
  id: string;
  new_merits: Generated<string>;
  nominated_by: string | null;
  parts: Generated<Json>;
  passed_by: string | null;
  person_id: string | null;
  place: number | null;
  qualified_by: string | null;
  quota_unit_id: string | null;
  result: Generated<string>;
  round_id: string;
  state: string;
  state_reason: Generated<string>;
  steps: Generated<Json>;
  unit_id: string;
  unit_path: string;
  version: Generated<number>;
  vetoes: Generated<Json>;
}

export interface HonoursNominationFile {
  file_id: string;
  nomination_id: string;
}

export interface HonoursQuota {
  candidates: number;
  heads: number;
  place: number;
  round_id: string;
  seats: number;
  share: string;
  unit_id: string;
  unit_path: string;
}

export interface HonoursRound {
  close_by: string;
  closed_on: string | null;
  created_at: Timestamp;
  created_by: string | null;
  decided_by: string | null;
  decided_on: string | null;
  definition: Json;
  document_number: Generated<string>;
  id: string;
  kind: string;
  name: string;
  nominate_until: string;
  opens_on: string;
  owner: string | null;
  review_words: Generated<string>;
  reviewed_by: string | null;
  scheme_id: string;
  scheme_key: string;
  seed: string;
  state: string;
  state_reason: Generated<string>;
  tags: Generated<string[]>;
  title: string;
  unit_id: string;
  unit_path: string;
  version: Generated<number>;
  year: number;
}

export interface HonoursScheme {
  created_at: Timestamp;
  created_by: string | null;
  definition: Json;
  id: string;
  key: string;
  kind: string;
  name: string;
  owner: string | null;
  retired_on: string | null;
  unit_id: string;
  unit_path: string;
  version: Generated<number>;
}

export interface HonoursSeat {
  given_at: Timestamp | null;
  marks: Json | null;
  person_id: string;
  place: number;
  round_id: string;
}

export interface HonoursTables {
  "honours.honour": HonoursHonour;
  "honours.nomination": HonoursNomination;
  "honours.nomination_file": HonoursNominationFile;
  "honours.quota": HonoursQuota;
  "honours.round": HonoursRound;
  "honours.scheme": HonoursScheme;
  "honours.seat": HonoursSeat;
}
