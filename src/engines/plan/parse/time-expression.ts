import type { Every, LunarFestival, WindowRules } from './parsed-plan';

/** One time expression of the plan, read by the window rules. A list of months that aren't neighbours has several windows. */
export interface TimeExpression {
  at: number;
  end: number;
  /** `exact` beats a heading's window; `festival` doesn't; `year` is a whole year, named or not. */
  type: 'exact' | 'festival' | 'every' | 'year';
  windows: { from: string | null; to: string | null }[];
  every: Every | null;
  festival: LunarFestival | null;
  /** The year that the words name, when they name one in digits. */
  year: number | null;
  /** False when the day can't exist (2月30日). */
  possible: boolean;
}

export interface TimeContext {
  year: number | null;
  rules: WindowRules;
}
