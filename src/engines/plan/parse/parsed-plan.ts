/**
 * What the plan parser answers. Plain shapes without any import, so that pages in the browser may read them too.
 *
 * Every `at` counts UTF-16 units from the start of the text as read. Every `text` is the exact slice at `at`:
 * `source.slice(at, at + text.length) === text`. Days are `MM-DD`; a day outside the plan's own year is `YYYY-MM-DD`.
 */

/** A piece of the source, kept word for word. */
export interface Slice {
  text: string;
  at: number;
}

/** How often a window's work comes round; `null` in a window means once. */
export type Every = 'week' | 'month' | 'quarter' | 'quarter-end' | 'half-year' | 'term' | 'year';

/** Names of festivals that move with the lunar calendar; the caller computes the days when a commitment is scheduled. */
export type LunarFestival = '除夕' | '春节' | '元宵' | '清明' | '端午' | '七夕' | '中秋' | '重阳' | '腊八' | '冬至';

/** A span of days as the plan words it. Both ends are null when only a lunar festival or a recurrence names the time. */
export interface PlanWindow {
  from: string | null;
  to: string | null;
  every: Every | null;
  /** The lunar festival that gives the days, or null. */
  festival: LunarFestival | null;
  /** The plan's own time words, for example "4月中旬". */
  words: string;
}

export interface PlanSection {
  /** The mark's value in Arabic digits, or null for a month or quarter heading. */
  number: string | null;
  /** 1 is outermost. */
  level: number;
  title: string;
  /** Where the title begins, after the mark. */
  at: number;
  /** One past the last character of the section's body, sub-sections included. */
  end: number;
  /** The mark as written, for example "（一）"; empty for a month or quarter heading. */
  mark: string;
  /** One past the last character of the title, the closing 。 or ： not included. */
  titleEnd: number;
}

/** A dated statement: the clause that the time words govern. */
export interface DatedStatement extends Slice {
  from: string | null;
  to: string | null;
  every: Every | null;
  festival?: LunarFestival;
  words: string;
}

/** Yuan. Both ends are null when the plan masked the figure (XX元). */
export interface MoneyFigure extends Slice {
  min: number | null;
  max: number | null;
  approx: boolean;
}

/** A counted thing, or a percentage with the unit "%". */
export interface QuantityFigure extends Slice {
  min: number | null;
  max: number | null;
  unit: string;
}

/** An edition: 第六届炊工比武 is n = 6 of the series 炊工比武. */
export interface OrdinalName extends Slice {
  n: number;
  name: string;
}

export type WarningCode =
  | 'plan.missing_number'
  | 'plan.restarted_number'
  | 'plan.repeated_number'
  | 'plan.duplicate_head'
  | 'plan.items_run_on'
  | 'plan.noise'
  | 'plan.period_mismatch'
  | 'plan.no_year'
  | 'plan.masked_year'
  | 'plan.masked_number'
  | 'plan.impossible_date'
  | 'plan.no_sections'
  | 'plan.no_commitments'
  | 'plan.too_long';

/** A doubt, never a refusal. `text` is a short Chinese phrase; `params` feed the same code's text in other languages. */
export interface PlanWarning {
  code: WarningCode;
  at: number;
  text: string;
  params: Record<string, string | number>;
}

/** Colours for the document on the review page. */
export type SpanKind = 'time' | 'number' | 'people' | 'organisation' | 'matter' | 'dropped';
export interface PlanSpan {
  kind: SpanKind;
  at: number;
  end: number;
}

export type CommitmentKind =
  /** One of the union's own events (联谊会, 比赛 …). */
  | 'event'
  /** A follow-up tour of speeches or reports through the units. */
  | 'tour'
  /** Events of others that the union takes part in; `members` names each. */
  | 'event_group'
  /** A number between two ends (3—5项). */
  | 'count_range'
  /** A plain counted target (举办3次, 发展会员200名). */
  | 'count'
  /** A share to reach (入会率达到95%以上). */
  | 'rate'
  | 'money_floor'
  | 'money_about'
  | 'money_cap'
  /** Every one of a cohort, a stated number of times (全部轮训一遍). */
  | 'coverage'
  /** A stated number of units take part (41个职工食堂). */
  | 'participation'
  /** A round of awards or commendations. */
  | 'award_round'
  /** A selection with fixed lists (双十佳: ten and ten). */
  | 'selection'
  /** A one-time drive (集中补充和修订一次). */
  | 'drive'
  | 'recurring_duty'
  /** A system or rule to set up or keep (健全制度). */
  | 'upkeep'
  /** Something to turn round: needs an owner and a next step. */
  | 'problem'
  /** Cannot be measured: answered with evidence in words. */
  | 'aim';

export type CommitmentTarget =
  | { type: 'held'; times: number }
  | { type: 'stops'; cohort: string[] }
  | { type: 'members'; count: number }
  | { type: 'count'; min: number | null; max: number | null; unit: string }
  | { type: 'rate'; min: number | null; max: number | null; unit: '%' }
  | { type: 'money'; min: number | null; max: number | null; approx: boolean; unit: '元' }
  /** `share` is 1 for everyone; `times` how often each. */
  | { type: 'coverage'; share: number; times: number; cohort: string[] }
  | { type: 'participation'; expected: number | null; unit: string; cohort: string }
  | { type: 'awards'; names: string[] }
  | { type: 'lists'; lists: number[] }
  | { type: 'once' };

/** One outside event of an event group. */
export interface GroupMember {
  name: string;
  at: number;
  organisers: string[];
  festival?: LunarFestival;
}

export interface PlanCommitment extends Slice {
  /** The number of the nearest section, or null before the first one and under unnumbered headings. */
  section: string | null;
  kind: CommitmentKind;
  /** A short name for lists: the activity's name, or the clause without its time words. */
  title: string;
  window: PlanWindow | null;
  target: CommitmentTarget | null;
  series?: { name: string; edition: number };
  organisers?: string[];
  people?: string[];
  units?: string[];
  themes?: string[];
  members?: GroupMember[];
  /** A proposal from a table; the user decides. */
  measure: string | null;
}

/** The JSON of `plan parse` and what the product's pages need beside it. */
export interface ParsedPlan {
  title: string | null;
  year: number | null;
  sections: PlanSection[];
  commitments: PlanCommitment[];
  dated: DatedStatement[];
  money: MoneyFigure[];
  quantities: QuantityFigure[];
  ordinals: OrdinalName[];
  quotedNames: string[];
  responsible: Slice[];
  warnings: PlanWarning[];
  spans: PlanSpan[];
}

/** A part of a month, by its word: days `first` to `last`; `last` 0 is the month's end. */
export interface MonthPart {
  words: string[];
  first: number;
  last: number;
}

/** A fixed span of the year, by its word: `MM-DD` to `MM-DD`; a null `from` means "until". `02-29` means the end of February. */
export interface NamedSpan {
  words: string[];
  from: string;
  to: string;
}

/**
 * The editable reading of vague time words. Data, because a union may decide that its 年底 begins in November;
 * stored as dated parameters by the caller.
 */
export interface WindowRules {
  monthParts: MonthPart[];
  yearParts: NamedSpan[];
  /** Days with a fixed date (三八 = 03-01..03-08 with 期间, 03-08 alone). */
  solarFestivals: { words: string[]; from: string; to: string; day: string }[];
  lunarFestivals: { words: string[]; festival: LunarFestival }[];
}
