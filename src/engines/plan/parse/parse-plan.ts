import { findMoney, type Figure } from './amounts';
import { splitClauses } from './clauses';
import { findCommitments, toWindow } from './commitments';
import { findDated } from './dated';
import { blankOut, findNoise, type Noise } from './noise';
import { findOrdinals } from './ordinals';
import type { ParsedPlan, PlanSection, PlanWindow, WindowRules } from './parsed-plan';
import { findBodies, findPeople, findResponsible } from './people-and-bodies';
import { toPlainText } from './plain-text';
import { findQuantities } from './quantities';
import { findQuotes, namesAmong, type Quote } from './quoted-names';
import { findSections, type FoundSection } from './sections';
import { isWithin, overlapsAny } from './sorted';
import { colourSpans } from './spans';
import { figuresOfRows } from './table-figures';
import { findTableRows } from './tables';
import { dropOutsideTimes } from './time-places';
import { readTimes, type TimeExpression } from './times';
import { readTitleAndYear } from './title-and-year';
import { findWarnings } from './warnings';
import { defaultWindowRules } from './window-rules';

/**
 * Reads a union's plan: sections, promises, times, sums, counts, editions and names, each with its place in the text.
 * Pure and without a clock. It refuses nothing: what is doubtful becomes a warning.
 */
export function parsePlan(text: string, options: { year?: number; windowRules?: WindowRules } = {}): ParsedPlan {
  const rules = options.windowRules ?? defaultWindowRules;
  const raw = toPlainText(text);
  const noise = findNoise(raw);
  const clean = blankOut(raw, noise);
  const titleAndYear = readTitleAndYear(clean, noise, options.year);
  const { title, year } = titleAndYear;
  const sections = findSections(text, clean, readTimes(clean, { year, rules }), { year, rules });
  // A section's number must not be read again as a month or a count (1、3月).
  const plain = blankOut(clean, sections.filter((s) => s.mark !== '').map((s) => ({ at: s.markAt, end: s.at })));
  const quotes = findQuotes(plain);
  const times = dropOutsideTimes(plain, readTimes(plain, { year, rules }), { title, year, noise, quotes });
  const readTime = (words: string): TimeExpression | null => readTimes(words, { year, rules })[0] ?? null;
  const rows = findTableRows(plain, times, readTime);
  const stops = [...sections.flatMap((s) => (s.window ? [s.markAt, s.at, s.titleEnd] : [s.markAt, s.at])), ...noise.flatMap((n) => [n.at, n.end])].sort((a, b) => a - b);
  const clauses = splitClauses(plain, stops);
  const bodyAt = sections[0]?.markAt ?? title?.end ?? 0;
  const ordinals = findOrdinals(plain).filter((o) => !isWithin(noise, o.at));
  const statedMoney = findMoney(plain).filter((f) => !isWithin(noise, f.at) && !isWithin(quotes, f.at));
  const quiet = quietPlaces(plain, { times, noise, quotes, sections, money: statedMoney, ordinals });
  const counted = findQuantities(plain, (at, end) => overlapsAny(quiet, at, end));
  const cells = figuresOfRows(plain, rows, statedMoney);
  const money = inOrder([...statedMoney, ...cells.money]);
  const quantities = inOrder([...counted, ...cells.quantities]);
  const commitments = findCommitments({ source: text, plain, clauses, times, sections, rows, timedRows: rows.filter((r) => r.time !== null), money, quantities, ordinals, noise, title, bodyAt });
  const dated = findDated({ source: text, plain, clauses, times, sections, rows, bodyAt });
  const masked = [...money, ...quantities].filter((f) => f.isMasked).sort((a, b) => a.at - b.at);
  const impossible = times.filter((t) => !t.possible);
  return {
    title: title ? text.slice(title.at, title.end) : null,
    year,
    sections: sections.map(publicSection),
    commitments,
    dated,
    money: money.map((f) => ({ text: text.slice(f.at, f.end), at: f.at, min: f.min, max: f.max, approx: f.approx })),
    quantities: quantities.map((f) => ({ text: text.slice(f.at, f.end), at: f.at, min: f.min, max: f.max, unit: unitIn(text, plain, f) })),
    ordinals: ordinals.map((o) => ({ text: text.slice(o.at, o.end), at: o.at, n: o.n, name: text.slice(o.nameAt, o.end) })),
    quotedNames: namesAmong(text, plain, quotes),
    responsible: findResponsible(text, plain),
    warnings: findWarnings({ source: text, plain, noise, sections, titleAndYear, masked, impossible, commitments: commitments.length }),
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

/** Reads time words by the given rules: the same reading that `parsePlan` does, for a window whose rule has changed. */
export function resolveWindow(words: string, options: { year?: number | null; windowRules?: WindowRules } = {}): PlanWindow | null {
  const context = { year: options.year ?? null, rules: options.windowRules ?? defaultWindowRules };
  const time = readTimes(toPlainText(words), context)[0];
  return time ? toWindow(words, time) : null;
}

const inOrder = (figures: Figure[]): Figure[] => figures.sort((a, b) => a.at - b.at);

/** The measure word as the plan writes it: 場 stays 場. */
function unitIn(source: string, plain: string, f: Figure): string {
  const found = plain.slice(f.at, f.end).indexOf(f.unit);
  return found < 0 || f.unit === '%' ? f.unit : source.slice(f.at + found, f.at + found + f.unit.length);
}

interface QuietInput {
  times: { at: number; end: number }[];
  noise: Noise[];
  quotes: Quote[];
  sections: FoundSection[];
  money: Figure[];
  ordinals: { at: number; nameAt: number }[];
}

/** Where a number is no count: in times, quotes, titles of laws, section marks, sums of money, editions and noise. */
function quietPlaces(plain: string, input: QuietInput): { at: number; end: number }[] {
  const laws = [...plain.matchAll(/《[^《》\n]{1,60}》|〔\d{4}〕 ?\d{1,4} ?号/g)].map((m) => ({ at: m.index, end: m.index + m[0].length }));
  const all = [
    ...input.times,
    ...input.noise,
    ...input.quotes,
    ...laws,
    ...input.sections.filter((s) => s.mark !== '').map((s) => ({ at: s.markAt, end: s.at })),
    ...input.money,
    ...input.ordinals.map((o) => ({ at: o.at, end: o.nameAt })),
  ].sort((a, b) => a.at - b.at || b.end - a.end);
  const merged: { at: number; end: number }[] = [];
  for (const { at, end } of all) {
    const last = merged[merged.length - 1];
    if (last && at < last.end) last.end = Math.max(last.end, end);
    else merged.push({ at, end });
  }
  return merged;
}

const publicSection = ({ number, level, title, at, end, mark, titleEnd }: FoundSection): PlanSection => ({ number, level, title, at, end, mark, titleEnd });

/** Where the name of an activity stands in its commitment. */
function matterOf(plain: string, at: number, text: string, title: string): { at: number; end: number }[] {
  if (title.length < 2 || title.endsWith('…')) return [];
  const found = plain.slice(at, at + text.length).indexOf(title);
  return found < 0 ? [] : [{ at: at + found, end: at + found + title.length }];
}

