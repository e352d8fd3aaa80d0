/** Written by `npm run generate` from the migrations of `contest`; a test proves it fresh. */

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

export interface ContestAttempt {
  attempt: number;
  contest_id: string;
  entrant_id: string;
  legs: Generated<string[]>;
  penalties: Generated<Json>;
  reason: Generated<string>;
  recorded_at: Timestamp;
  recorded_by: string | null;
  round: number;
  second: string | null;
  state: string;
  value: string | null;
  version: number;
}

export interface ContestBenchmark {
  citation: string;
  id: string;
  indicator_id: string;
  kind: string;
  level: string;
  period: string;
  place: string;
  recorded_at: Timestamp;
  recorded_by: string | null;
  to_day: string;
  value: string;
  withdrawn_at: Timestamp | null;
  withdrawn_by: string | null;
  withdrawn_reason: Generated<string>;
}

export interface ContestContest {
  audience_path: string;
  audience_unit_id: string;
  begins_on: string;
  created_at: Timestamp;
  created_by: string | null;
  definition_key: string | null;
  ends_on: string;
  entrant_kind: string;
  event_id: string | null;
  id: string;
  kind: string;
  name: string;
  rules: Json;
  rules_number: Generated<number>;
  state: string;
  state_reason: Generated<string>;
  tags: Generated<string[]>;
  unit_id: string;
  unit_path: string;
  unit_points: Generated<string[]>;
  version: Generated<number>;
}

export interface ContestDraw {
  contest_id: string;
  drawn_at: Timestamp;
  drawn_by: string | null;
  given: Json;
  id: string;
  method: string;
  outcome: Json;
  purpose: string;
  seed: string;
}

export interface ContestEntrant {
  contest_id: string;
  entered_at: Timestamp;
  entered_by: string | null;
  group_id: string | null;
  id: string;
  name: Generated<string>;
  number: number | null;
  person_id: string | null;
  rating: number | null;
  seed: number | null;
  state: string;
  state_reason: Generated<string>;
  state_since: Timestamp | null;
  unit_id: string;
  unit_path: string;
  version: Generated<number>;
}

export interface ContestGroup {
  contest_id: string;
  id: string;
  name: string;
  place: number;
}

export interface ContestHeatPlace {
  contest_id: string;
  entrant_id: string;
  heat: number;
  lane: number;
  round: number;
}

export interface ContestIndicator {
  aggregate: string;
  band_from: string | null;
  band_to: string | null;
  better: string;
  created_at: Timestamp;
  created_by: string | null;
  decimals: number;
  formula: Generated<string>;
  from_day: string;
  id: string;
  key: string;
  least: string | null;
  measured_in: string;
  most: string | null;
  name: string;
  rhythm: string;
  source: Generated<string>;
  tags: Generated<string[]>;
  to_day: string | null;
  unit_id: string;
  unit_path: string;
  version: Generated<number>;
  weight_key: string | null;
}

export interface ContestIndicatorCheck {
  check_key: string;
  contest_id: string;
  entrant_id: string;
  given_at: Timestamp;
  given_by: string | null;
  item: string;
  period: string;
  points: string;
}

export interface ContestIndicatorVeto {
  contest_id: string;
  entrant_id: string;
  id: string;
  lifted_at: Timestamp | null;
  lifted_by: string | null;
  lifted_reason: Generated<string>;
  on_day: string;
  reason: string;
  recorded_at: Timestamp;
  recorded_by: string | null;
  veto_key: string;
}

export interface ContestKeyIndicator {
  indicator_id: string;
  reason: string;
  submitted_at: Timestamp;
  submitted_by: string | null;
  unit_id: string;
  version: Generated<number>;
  year: number;
}

export interface ContestMonthTotal {
  indicator_id: string;
  kind: string;
  last_on: string;
  last_value: string;
  month: string;
  readings: number;
  total: string;
  unit_id: string;
  verified: number;
}

export interface ContestPanelBallot {
  contest_id: string;
  criteria: Generated<Json>;
  entrant_id: string;
  given_at: Timestamp;
  given_by: string | null;
  is_signed: boolean;
  mark: string | null;
  part: string;
  round: number;
  seat: number;
  version: number;
}

export interface ContestPanelConflict {
  contest_id: string;
  declared_at: Timestamp;
  declared_by: string | null;
  entrant_id: string;
  ground: string;
  reason: string;
  seat: number;
}

export interface ContestPanelJudge {
  contest_id: string;
  is_chair: Generated<boolean>;
  is_machine: Generated<boolean>;
  name: Generated<string>;
  person_id: string | null;
  seat: number;
  unit_path: string | null;
}

export interface ContestPanelReveal {
  contest_id: string;
  entrant_id: string;
  revealed_at: Timestamp;
  revealed_by: string | null;
  round: number;
}

export interface ContestPanelRound {
  contest_id: string;
  is_voting: Generated<boolean>;
  round: number;
  signed_at: Timestamp | null;
  signed_by: string | null;
}

export interface ContestPanelTime {
  contest_id: string;
  entrant_id: string;
  part: string;
  reason: Generated<string>;
  round: number;
  seconds: string;
  taken_at: Timestamp;
  taken_by: string | null;
  version: number;
}

export interface ContestPanelVote {
  contest_id: string;
  count: number;
  entrant_id: string;
  round: number;
}

export interface ContestPanelVoter {
  account_id: string;
  contest_id: string;
  round: number;
}

export interface ContestPlanValue {
  indicator_id: string;
  period: string;
  set_at: Timestamp;
  set_by: string | null;
  unit_id: string;
  value: string;
  version: Generated<number>;
}

export interface ContestPublishedRanking {
  contest_id: string;
  file: Json;
  file_hash: Buffer;
  id: string;
  number: number;
  period: Generated<string>;
  published_at: Timestamp;
  published_by: string | null;
  ranking: Json;
  reason: Generated<string>;
}

export interface ContestReading {
  entered_at: Timestamp;
  entered_by: string | null;
  entered_by_name: string;
  from_day: string;
  id: string;
  indicator_id: string;
  kind: string;
  number: number;
  period: string;
  reason: Generated<string>;
  source: Generated<string>;
  to_day: string;
  unit_id: string;
  value: string;
}

export interface ContestReadingSignature {
  office: string;
  reading_id: string;
  signed_at: Timestamp;
  signed_by: string;
  signed_by_name: string;
}

export interface ContestRound {
  contest_id: string;
  id: string;
  name: string;
  number: number;
  settings: Generated<Json>;
  signed_off_at: Timestamp | null;
  signed_off_by: string | null;
  state: string;
  version: Generated<number>;
}

export interface ContestRulesVersion {
  contest_id: string;
  decided_at: Timestamp;
  decided_by: string | null;
  from_day: string;
  number: number;
  reason: Generated<string>;
  rules: Json;
}

export interface ContestTeamMember {
  contest_id: string;
  entrant_id: string;
  is_captain: Generated<boolean>;
  person_id: string;
  place: number;
}

export interface ContestTables {
  "contest.attempt": ContestAttempt;
  "contest.benchmark": ContestBenchmark;
  "contest.contest": ContestContest;
  "contest.draw": ContestDraw;
  "contest.entrant": ContestEntrant;
  "contest.group": ContestGroup;
  "contest.heat_place": ContestHeatPlace;
  "contest.indicator": ContestIndicator;
  "contest.indicator_check": ContestIndicatorCheck;
  "contest.indicator_veto": ContestIndicatorVeto;
  "contest.key_indicator": ContestKeyIndicator;
  "contest.month_total": ContestMonthTotal;
  "contest.panel_ballot": ContestPanelBallot;
  "contest.panel_conflict": ContestPanelConflict;
  "contest.panel_judge": ContestPanelJudge;
  "contest.panel_reveal": ContestPanelReveal;
  "contest.panel_round": ContestPanelRound;
  "contest.panel_time": ContestPanelTime;
  "contest.panel_vote": ContestPanelVote;
  "contest.panel_voter": ContestPanelVoter;
  "contest.plan_value": ContestPlanValue;
  "contest.published_ranking": ContestPublishedRanking;
  "contest.reading": ContestReading;
  "contest.reading_signature": ContestReadingSignature;
  "contest.round": ContestRound;
  "contest.rules_version": ContestRulesVersion;
  "contest.team_member": ContestTeamMember;
}
