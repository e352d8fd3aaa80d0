import { findMoney, type Figure } from './amounts';
import { splitClauses } from './clauses';
import { findCommitments, toWindow } from './commitments';
import { findDated } from './dated';
import { blankOut, findNoise, type Noise } from './noise';
import { findOrdinals, type FoundOrdinal } from './ordinals';
import type { CommitmentKind, ParsedPlan, PlanSection, PlanWindow, Slice, WindowRules } from './parsed-plan';
import { findBodies, findPeople, findResponsible } from './people-and-bodies';
import { toPlainText } from './plain-text';
import { findQuantities } from './quantities';
import { findQuotes, namesAmong, type Quote } from './quoted-names';
import { findSections, type FoundSection } from './sections';
import { isWithin, overlapsAny } from './sorted';
import { colourSpans } from './spans';
import { figuresOfRows } from './table-figures';
import { findTableRows, type TableRow } from './tables';
import { dropOutsideTimes } from './time-places';
import type { TimeExpression } from './time-expression';
import { readTimes } from './times';
import { readTitleAndYear, type TitleAndYear } from './title-and-year';
import { findWarnings } from './warnings';
import { defaultWindowRules } from './window-rules';

export interface ParseOptions {
  year?: number;
  windowRules?: WindowRules;
  /** Measures that others offer, by the kind of commitment that each suits. */
  measures?: Readonly<Partial<Record<CommitmentKind, string>>>;
}

/**
 * Reads a union's plan: sections, promises, times, sums, counts, editions and names, each with its place in the text.
 * Pure and without a clock. It refuses nothing: what is doubtful becomes a warning.
 */
export function parsePlan(text: string, options: ParseOptions = {}): ParsedPlan {
  const layout = readLayout(text, options);
  const { plain, noise, title, year, sections, times, rows, quotes } = layout;
  const figures = readFigures(layout);
  const { money, quantities, ordinals } = figures;
  const clauses = splitClauses(plain, stopsOf(layout));
  const bodyAt = sections[0]?.markAt ?? title?.end ?? 0;
  const timedRows = rows.filter((r) => r.time !== null);
  const found = { source: text, plain, clauses, times, sections, rows, timedRows, ...figures, noise, title, bodyAt };
  const { measures = {} } = options;
  const commitments = findCommitments(found).map((c) => ({ ...c, measure: c.measure ?? measures[c.kind] ?? null }));
  const masked = inOrder([...money, ...quantities].filter((f) => f.isMasked));
  const impossible = times.filter((t) => !t.possible);
  const doubts = { source: text, plain, noise, sections, titleAndYear: layout, masked, impossible };
  return {
    title: title ? text.slice(title.at, title.end) : null,
    year,
    sections: sections.map(publicSection),
    commitments,
    dated: findDated(found),
    money: money.map((f) => ({ ...slice(text, f), min: f.min, max: f.max, approx: f.approx })),
    quantities: quantities.map((f) => ({ ...slice(text, f), min: f.min, max: f.max, unit: unitIn(text, plain, f) })),
    ordinals: ordinals.map((o) => ({ ...slice(text, o), n: o.n, name: text.slice(o.nameAt, o.end) })),
    quotedNames: namesAmong(text, plain, quotes),
    responsible: findResponsible(text, plain),
    warnings: findWarnings({ ...doubts, commitments: commitments.length }),
    spans: colourSpans({
      dropped: noise,
      time: times,
      number: [...money, ...quantities, ...ordinals.map((o) => ({ at: o.at, end: o.nameAt }))],
      matter: commitments.flatMap((c) => matterOf(plain, c.at, c.text, c.title)),
      people: findPeople(plain),
      organisation: findBodies(plain),
    }),
  };
}

/** The frame of the text: what is noise, title, section, time, table and quote. */
interface Layout extends TitleAndYear {
  plain: string;
  noise: Noise[];
  sections: FoundSection[];
  times: TimeExpression[];
  rows: TableRow[];
  quotes: Quote[];
}

function readLayout(text: string, options: { year?: number; windowRules?: WindowRules }): Layout {
  const raw = toPlainText(text);
  const noise = findNoise(raw);
  const clean = blankOut(raw, noise);
  const titleAndYear = readTitleAndYear(clean, noise, options.year);
  const { title, year } = titleAndYear;
  const context = { year, rules: options.windowRules ?? defaultWindowRules };
  const sections = findSections(text, clean, readTimes(clean, context), context);
  // A section's number must not be read again as a month or a count (1、3月).
  const marks = sections.filter((s) => s.mark !== '').map((s) => ({ at: s.markAt, end: s.at }));
  const plain = blankOut(clean, marks);
  const quotes = findQuotes(plain);
  const times = dropOutsideTimes(plain, readTimes(plain, context), { title, year, noise, quotes });
  const rows = findTableRows(plain, times, (words) => readTimes(words, context)[0] ?? null);
  return { ...titleAndYear, plain, noise, sections, times, rows, quotes };
}

function readFigures(layout: Layout): { money: Figure[]; quantities: Figure[]; ordinals: FoundOrdinal[] } {
  const { plain, noise, quotes, rows } = layout;
  const ordinals = findOrdinals(plain).filter((o) => !isWithin(noise, o.at));
  const stated = findMoney(plain).filter((f) => !isWithin(noise, f.at) && !isWithin(quotes, f.at));
  const quiet = quietPlaces(layout, stated, ordinals);
  const counted = findQuantities(plain, (at, end) => overlapsAny(quiet, at, end));
  const cells = figuresOfRows(plain, rows, stated);
  const money = inOrder([...stated, ...cells.money]);
  return { money, quantities: inOrder([...counted, ...cells.quantities]), ordinals };
}

/** Where a clause must end whatever its punctuation: at section marks, behind month headings, around noise. */
function stopsOf({ sections, noise }: Layout): number[] {
  const marks = sections.flatMap((s) => (s.window ? [s.markAt, s.at, s.titleEnd] : [s.markAt, s.at]));
  return [...marks, ...noise.flatMap((n) => [n.at, n.end])].sort((a, b) => a - b);
}

const slice = (text: string, { at, end }: { at: number; end: number }): Slice => ({ text: text.slice(at, end), at });

/** Reads time words by the given rules: the same reading that `parsePlan` does, for a window whose rule has changed. */
export function resolveWindow(
  words: string,
  options: { year?: number | null; windowRules?: WindowRules } = {},
): PlanWindow | null {
  const context = { year: options.year ?? null, rules: options.windowRules ?? defaultWindowRules };
  const time = readTimes(toPlainText(words), context)[0];
  return time ? toWindow(words, time) : null;
}

const inOrder = <T extends { at: number }>(found: T[]): T[] => found.sort((a, b) => a.at - b.at);

/** The measure word as the plan writes it: 場 stays 場. */
function unitIn(source: string, plain: string, f: Figure): string {
  const found = plain.slice(f.at, f.end).indexOf(f.unit);
  return found < 0 || f.unit === '%' ? f.unit : source.slice(f.at + found, f.at + found + f.unit.length);
}

/** Where a number is no count: in times, quotes, titles of laws, section marks, sums of money, editions and noise. */
function quietPlaces(layout: Layout, money: Figure[], ordinals: FoundOrdinal[]): { at: number; end: number }[] {
  const { plain } = layout;
  const laws = [...plain.matchAll(/《[^《》\n]{1,60}》|〔\d{4}〕 ?\d{1,4} ?号/g)].map((m) => ({
    at: m.index,
    end: m.index + m[0].length,
  }));
  const all = [
    ...layout.times,
    ...layout.noise,
    ...layout.quotes,
    ...laws,
    ...layout.sections.filter((s) => s.mark !== '').map((s) => ({ at: s.markAt, end: s.at })),
    ...money,
    ...ordinals.map((o) => ({ at: o.at, end: o.nameAt })),
  ].sort((a, b) => a.at - b.at || b.end - a.end);
  const merged: { at: number; end: number }[] = [];
  for (const { at, end } of all) {
    const last = merged[merged.length - 1];
    if (last && at < last.end) last.end = Math.max(last.end, end);
    else merged.push({ at, end });
  }
  return merged;
}

const publicSection = ({ number, level, title, at, end, mark, titleEnd }: FoundSection): PlanSection => ({
  number,
  level,
  title,
  at,
  end,
  mark,
  titleEnd,
});

/** Where the name of an activity stands in its commitment. */
function matterOf(plain: string, at: number, text: string, title: string): { at: number; end: number }[] {
  if (title.length < 2 || title.endsWith('…')) return [];
  const found = plain.slice(at, at + text.length).indexOf(title);
  return found < 0 ? [] : [{ at: at + found, end: at + found + title.length }];
}
