/** Written by `npm run generate` from the migrations of `schedule`; a test proves it fresh. */

import type { ColumnType } from "kysely";

export type Generated<T> = T extends ColumnType<infer S, infer I, infer U>
  ? ColumnType<S, I | undefined, U>
  : ColumnType<T, T | undefined, T>;

export type Timestamp = ColumnType<Date, Date | string, Date | string>;

export interface ScheduleAttendance {
  event_id: string;
  person_id: string;
  recorded_at: Timestamp;
  recorded_by: string | null;
  way: string;
}

export interface ScheduleDuty {
  created_at: Timestamp;
  created_by: string | null;
  days_after: Generated<number>;
  days_before: Generated<number>;
  ends_on: string | null;
  festival: string | null;
  from_day: number | null;
  id: string;
  month: number | null;
  person_id: string | null;
  post: string | null;
  recurrence: string;
  shift: Generated<string>;
  starts_on: string;
  tags: Generated<string[]>;
  title: string;
  to_day: number | null;
  unit_id: string;
  unit_path: string;
  version: Generated<number>;
  words: Generated<string>;
}

export interface ScheduleDutyEvidence {
  added_at: Timestamp;
  added_by: string | null;
  duty_id: string;
  file_id: string;
  id: string;
  occurrence: string;
}

export interface ScheduleDutyMark {
  done_on: string;
  duty_id: string;
  marked_at: Timestamp;
  marked_by: string | null;
  marked_by_name: Generated<string>;
  note: string;
  occurrence: string;
  version: Generated<number>;
}

export interface ScheduleEvent {
  audience_path: string;
  audience_unit_id: string;
  audience_words: Generated<string[]>;
  closed_at: Timestamp | null;
  code_secret: Buffer;
  created_at: Timestamp;
  created_by: string | null;
  definition_key: string | null;
  edition: number | null;
  ends_at: Timestamp | null;
  first_day: string;
  head_count: number | null;
  held_on: string | null;
  id: string;
  last_day: string;
  last_position: Generated<number>;
  organiser_kind: string;
  organiser_name: string | null;
  place: Generated<string>;
  places: number | null;
  search_grams: Generated<string[]>;
  search_words: Generated<string>;
  series_id: string | null;
  sign_up_closes_at: Timestamp | null;
  sign_up_opens_at: Timestamp | null;
  starts_at: Timestamp | null;
  state: string;
  state_reason: Generated<string>;
  summary: Generated<string>;
  title: string;
  unit_id: string;
  unit_path: string;
  updated_at: Timestamp;
  version: Generated<number>;
  window_from: string;
  window_to: string;
  window_words: Generated<string>;
}

export interface ScheduleEventTag {
  event_id: string;
  tag: string;
}

export interface ScheduleFeed {
  created_at: Timestamp;
  created_by: string | null;
  id: string;
  kind: string;
  last_used_at: Timestamp | null;
  name: string;
  person_id: string | null;
  revoked_at: Timestamp | null;
  tag: string | null;
  token_hash: string;
  unit_id: string | null;
  unit_path: string | null;
}

export interface SchedulePastEdition {
  champion: Generated<string>;
  number: number;
  recorded_at: Timestamp;
  recorded_by: string | null;
  series_id: string;
  source: string;
  summary: Generated<string>;
  year: number | null;
}

export interface SchedulePhoto {
  account_id: string | null;
  added_at: Timestamp;
  event_id: string | null;
  file_id: string;
  id: string;
  removed_at: Timestamp | null;
  removed_reason: string | null;
}

export interface ScheduleSeries {
  created_at: Timestamp;
  id: string;
  name: string;
  search_grams: Generated<string[]>;
  search_words: Generated<string>;
  unit_id: string;
  unit_path: string;
}

export interface ScheduleSignUp {
  event_id: string;
  id: string;
  person_id: string;
  position: number;
  signed_up_at: Timestamp;
  signed_up_by: string | null;
  state: string;
  withdrawn_at: Timestamp | null;
}

export interface ScheduleTables {
  "schedule.attendance": ScheduleAttendance;
  "schedule.duty": ScheduleDuty;
  "schedule.duty_evidence": ScheduleDutyEvidence;
  "schedule.duty_mark": ScheduleDutyMark;
  "schedule.event": ScheduleEvent;
  "schedule.event_tag": ScheduleEventTag;
  "schedule.feed": ScheduleFeed;
  "schedule.past_edition": SchedulePastEdition;
  "schedule.photo": SchedulePhoto;
  "schedule.series": ScheduleSeries;
  "schedule.sign_up": ScheduleSignUp;
}
