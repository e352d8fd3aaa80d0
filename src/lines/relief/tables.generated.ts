/** Written by `npm run generate` from the migrations of `relief`; a test proves it fresh. */

import type { ColumnType } from "kysely";

export type Timestamp = ColumnType<Date, Date | string, Date | string>;

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

export interface ReliefTables {
  "relief.cover": ReliefCover;
}
