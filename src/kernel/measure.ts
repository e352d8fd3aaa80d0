import { z } from 'zod';
import type { Tag } from './tag';

/** What a figure counts; it decides how the figure is printed. */
export const measureUnits = ['times', 'people', 'units', 'pieces', 'fen', 'percent', 'documents'] as const;
export type MeasureUnit = (typeof measureUnits)[number];

/** One row behind a figure: what was counted, or looked at and not counted, and why. */
export const measureRow = z.object({
  id: z.string(),
  title: z.string(),
  day: z.string().nullable(),
  unitName: z.string().nullable(),
  /** The part of the figure that this row makes up, as exact decimal text. */
  amount: z.string(),
  isCounted: z.boolean(),
  /** A text key of the module that answers, such as `culture.rows.no_attendance`. */
  reason: z.string().nullable(),
  /** The page of the record, for those who may see it. */
  href: z.string().nullable(),
});
export type MeasureRow = z.infer<typeof measureRow>;

/** A computed figure with what is needed to open it. Numbers are exact decimal text. */
export const measureFigure = z.object({
  measure: z.string(),
  unit: z.enum(measureUnits),
  value: z.string(),
  /** For shares and coverages: the two numbers behind the percentage. */
  of: z.string().nullable(),
  /** The days on which counted things happened, in order: lateness is told by them. */
  countedDays: z.array(z.string()),
  rows: z.array(measureRow),
});
export type MeasureFigure = z.infer<typeof measureFigure>;

/** The question that is put to a measure: which promise, which days, which part of the tree. */
export interface MeasureQuestion {
  /** Records carry the tag of the promise that they serve, for example `commitment:0190…`. */
  tag: Tag;
  window: { from: string; to: string };
  /** Path of the unit whose subtree is asked; the root's path asks for all. */
  unitPath: string;
  asOf: string;
}
