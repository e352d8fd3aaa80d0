import { monthDay, parameterShape } from '#kernel/contract';
import { z } from 'zod';
import type { LunarFestival, WindowRules } from './parse/parsed-plan';
import { defaultWindowRules } from './parse/window-rules';

type Refine = z.core.$RefinementCtx;

/** A module's own fault, with what its words mention. */
function fault(ctx: Refine, name: string, path: PropertyKey[], params: Record<string, unknown> = {}): void {
  ctx.addIssue({ code: 'custom', message: `parameters.windowRules.faults.${name}`, path, params });
}

const MOST_ROWS = 60;
const MOST_WORDS = 20;
const LAST_DAY = 31;

/** The words of a closed table: the reader of plans knows these and no others. */
function knownWords(rows: readonly { readonly words: readonly string[] }[]) {
  return z.array(z.enum(rows.flatMap(({ words }) => words))).min(1);
}

/** Words become part of a pattern that reads texts, so they hold neither signs nor spaces. */
const freeWords = z
  .array(
    z
      .string()
      .trim()
      .regex(/^[\p{Script=Han}\dA-Za-z]{1,12}$/u),
  )
  .min(1)
  .max(MOST_WORDS);

type Worded = readonly { readonly words: readonly string[] }[];

function refuseTwice(ctx: Refine, tables: Readonly<Record<string, Worded>>): void {
  const seen = new Set<string>();
  for (const [table, rows] of Object.entries(tables))
    rows.forEach(({ words }, row) =>
      words.forEach((word) => {
        if (seen.has(word)) fault(ctx, 'wordTwice', [table, row, 'words'], { word });
        seen.add(word);
      }),
    );
}

/** A word without a row would be read as nothing or as the whole month, and nobody would notice. */
function refuseMissing(ctx: Refine, table: string, rows: Worded, known: Worded): void {
  const named = new Set(rows.flatMap(({ words }) => words));
  const word = known.flatMap(({ words }) => words).find((one) => !named.has(one));
  if (word !== undefined) fault(ctx, 'wordMissing', [table], { word });
}

const monthPart = z
  .object({
    words: knownWords(defaultWindowRules.monthParts),
    first: z.int().min(1).max(LAST_DAY),
    /** 0 is the month's end. */
    last: z.int().min(0).max(LAST_DAY).meta({ zeroWord: 'monthEnd' }),
  })
  .superRefine((part, ctx) => {
    if (part.last !== 0 && part.last < part.first) fault(ctx, 'turned', ['last']);
  });

const yearPart = z
  .object({ words: knownWords(defaultWindowRules.yearParts), from: monthDay, to: monthDay })
  .superRefine((part, ctx) => {
    if (part.to < part.from) fault(ctx, 'turned', ['to']);
  });

const solarFestival = z
  .object({ words: freeWords, from: monthDay, to: monthDay, day: monthDay })
  .superRefine((festival, ctx) => {
    if (festival.to < festival.from) fault(ctx, 'turned', ['to']);
    else if (festival.day < festival.from || festival.day > festival.to) fault(ctx, 'dayOutside', ['day']);
  });

const lunarNames = defaultWindowRules.lunarFestivals.map(({ festival }) => festival);
const lunarFestival = z.object({
  words: freeWords,
  festival: z.enum(lunarNames as [LunarFestival, ...LunarFestival[]]),
});

const windowRules: z.ZodType<WindowRules> = z
  .object({
    monthParts: z.array(monthPart).min(1).max(MOST_ROWS),
    yearParts: z.array(yearPart).min(1).max(MOST_ROWS),
    solarFestivals: z.array(solarFestival).min(1).max(MOST_ROWS),
    lunarFestivals: z.array(lunarFestival).min(1).max(MOST_ROWS),
  })
  .superRefine((rules, ctx) => {
    refuseTwice(ctx, { monthParts: rules.monthParts });
    refuseTwice(ctx, { yearParts: rules.yearParts });
    refuseTwice(ctx, { solarFestivals: rules.solarFestivals, lunarFestivals: rules.lunarFestivals });
    refuseMissing(ctx, 'monthParts', rules.monthParts, defaultWindowRules.monthParts);
    refuseMissing(ctx, 'yearParts', rules.yearParts, defaultWindowRules.yearParts);
  });

/** What the words 上旬, 年底, 三八 … mean in days. */
export const windowRulesShape = parameterShape({ key: 'plan.windowRules', unit: null, schema: windowRules });

/** How far “about 5” may be missed upwards and downwards. */
export const aboutToleranceShape = parameterShape({
  key: 'plan.aboutTolerance',
  unit: 'ratio',
  schema: z.number().min(0).max(0.5),
});

/** The last part of a window in which what has not begun is at risk. */
export const riskShareShape = parameterShape({
  key: 'plan.riskShare',
  unit: 'ratio',
  schema: z.number().min(0).max(0.9),
});

export const planParameters = [windowRulesShape, aboutToleranceShape, riskShareShape] as const;
