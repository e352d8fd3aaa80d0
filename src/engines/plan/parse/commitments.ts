import type { Clause } from './clauses';
import { typedCommitments } from './commitment-rules';
import * as words from './commitment-words';
import type { CommitmentInput, Draft } from './found';
import type { PlanCommitment, PlanWindow } from './parsed-plan';
import { wordsOf } from './people-and-bodies';
import type { FoundSection } from './sections';
import { rowDrafts } from './row-commitments';
import { between, holderOf, indexFrom, isWithin } from './sorted';
import type { TableRow } from './tables';
import type { TimeExpression } from './time-expression';
import { kindOf } from './untyped-kinds';

/** A sentence: clauses that stand together in one section. */
interface Sentence {
  clauses: Clause[];
  section: FoundSection | null;
  /** Headings and the words before the first section give typed commitments only. */
  typedOnly: boolean;
}

/** Every promise of the plan. Together they hold every character of the sections' bodies. */
export function findCommitments(input: CommitmentInput): PlanCommitment[] {
  const sentences = sentencesOf(input).flatMap((sentence) => readSentence(input, sentence));
  const rows = input.rows.flatMap((row) => {
    const section = sectionAt(input.sections, row.at);
    return rowDrafts(input, row, section).map((d) => finish(input, d, section));
  });
  return rows.length > 0 ? [...sentences, ...rows].sort((a, b) => a.at - b.at) : sentences;
}

function sentencesOf(input: CommitmentInput): Sentence[] {
  const result: Sentence[] = [];
  let current: Sentence | null = null;
  let number = -1;
  let next = 0;
  for (const clause of input.clauses) {
    if (isSkipped(input, clause)) continue;
    while (next < input.sections.length && (input.sections[next]?.markAt ?? 0) <= clause.at) next += 1;
    let section = input.sections[next - 1] ?? null;
    while (section && section.end <= clause.at) section = section.parent;
    const typedOnly = isTypedOnly(input, section, next - 1, clause);
    if (!current || clause.sentence !== number || current.section !== section || current.typedOnly !== typedOnly) {
      current = { clauses: [], section, typedOnly };
      result.push(current);
      number = clause.sentence;
    }
    current.clauses.push(clause);
  }
  return result;
}

/** The title, noise, header rows and clauses without a word are nobody's promise. */
function isSkipped({ plain, title, noise, rows }: CommitmentInput, c: Clause): boolean {
  if (!/[\u4e00-\u9fa5A-Za-z0-9]/.test(plain.slice(c.at, c.end))) return true;
  if (title && c.at < title.end && c.end > title.at) return true;
  return isWithin(noise, c.at) || hasOwnReading(rows, c.at);
}

/** A leaf section whose only text is its title is an item; any other title is a heading. */
function isTypedOnly(
  { plain, sections, bodyAt }: CommitmentInput,
  section: FoundSection | null,
  index: number,
  c: Clause,
): boolean {
  if (!section) return sections.length > 0 && c.at < bodyAt;
  if (c.at >= section.titleEnd) return false;
  const next = sections[index + 1];
  const bodyEnd = next ? Math.min(next.markAt, section.end) : section.end;
  const hasChildren = next !== undefined && next.level > section.level;
  return hasChildren || /[\u4e00-\u9fa5]/.test(plain.slice(section.titleEnd, bodyEnd));
}

/** Rows of a table are read by themselves; the head of a table promises nothing. */
function hasOwnReading(rows: TableRow[], at: number): boolean {
  const row = holderOf(rows, at);
  return row !== null && (row.isHeader || row.item !== null);
}

/** The innermost section that holds an offset. */
function sectionAt(sections: FoundSection[], at: number): FoundSection | null {
  let section = sections[indexFrom(sections, at) - 1] ?? null;
  while (section && section.end <= at) section = section.parent;
  return section;
}

function readSentence(input: CommitmentInput, sentence: Sentence): PlanCommitment[] {
  const { clauses, section, typedOnly } = sentence;
  const drafts: Draft[] = typedCommitments(input, clauses, section);
  const rest = typedOnly ? [] : untypedRuns(input, clauses, drafts);
  const all = [...drafts, ...rest].sort((a, b) => a.at - b.at);
  return all.map((d) => finish(input, d, section));
}

/** What no typed commitment holds: neighbouring clauses of one kind together. */
function untypedRuns({ plain }: CommitmentInput, clauses: Clause[], drafts: Draft[]): Draft[] {
  const runs: Draft[] = [];
  let open: Draft | null = null;
  let lastText = '';
  for (const clause of clauses) {
    const pieces = uncovered(clause, drafts);
    if (pieces.length === 0) open = null;
    for (const piece of pieces) {
      const text = plain.slice(piece.at, piece.end);
      if (!/[\u4e00-\u9fa5A-Za-z0-9]/.test(text)) continue;
      const kind = kindOf(text);
      const leads: boolean = open !== null && words.LEADS_ON.test(lastText);
      lastText = text;
      if (open && (open.kind === kind || leads || text.length < 5)) {
        open.end = piece.end;
        if (leads) open.kind = kind;
      } else {
        open = { at: piece.at, end: piece.end, kind, target: null };
        runs.push(open);
      }
    }
  }
  return runs;
}

function uncovered(clause: Clause, drafts: Draft[]): { at: number; end: number }[] {
  let at = clause.at;
  const pieces: { at: number; end: number }[] = [];
  for (const d of drafts) {
    if (d.end <= at || d.at >= clause.end) continue;
    if (d.at > at) pieces.push({ at, end: d.at });
    at = Math.max(at, d.end);
  }
  if (at < clause.end) pieces.push({ at, end: clause.end });
  return pieces;
}

function finish(input: CommitmentInput, d: Draft, section: FoundSection | null): PlanCommitment {
  const { source, plain } = input;
  const text = source.slice(d.at, d.end);
  const flat = plain.slice(d.at, d.end);
  const people = wordsOf(text, flat, 'people');
  const units = wordsOf(text, flat, 'bodies');
  const theme = words.THEME.exec(flat);
  const themes = theme ? [(theme[1] ?? theme[2] ?? theme[3] ?? '').trim()] : [];
  const edition = between(input.ordinals, d.at, d.end)[0];
  return {
    section: section?.number ?? null,
    at: d.at,
    text,
    kind: d.kind,
    title: d.title ?? shortTitle(text),
    window: windowOf(input, d, section),
    target: d.target,
    ...(edition && d.kind === 'event'
      ? { series: { name: source.slice(edition.nameAt, edition.end), edition: edition.n } }
      : {}),
    ...(d.organisers ? { organisers: d.organisers } : {}),
    ...(d.members ? { members: d.members } : {}),
    ...(people.length > 0 ? { people } : {}),
    ...(units.length > 0 ? { units } : {}),
    ...(themes.length > 0 ? { themes: splitThemes(themes[0] ?? '') } : {}),
    measure: words.MEASURE_OF[d.kind] ?? null,
  };
}

const splitThemes = (theme: string): string[] =>
  theme
    .split('、')
    .map((t) => t.trim())
    .filter(Boolean);

function shortTitle(text: string): string {
  const clean = text.replace(/\s+/g, ' ').trim();
  return clean.length <= 30 ? clean : `${clean.slice(0, 29)}…`;
}

/** The time in the commitment's own words; for typed ones also the sentence's time before it, then the heading's or the row's. */
function windowOf(input: CommitmentInput, d: Draft, section: FoundSection | null): PlanWindow | null {
  const inside = between(input.times, d.at, d.end);
  const own = inside.find((t) => t.type !== 'year') ?? (d.time?.type === 'year' ? undefined : d.time);
  if (own) return toWindow(input.source, own);
  const row = holderOf(input.timedRows, d.at);
  if (row?.time) return toWindow(input.source, row.time);
  // The whole year says less than the month that stands above.
  const widest = section?.heading ?? inside[0] ?? d.time ?? null;
  return widest ? toWindow(input.source, widest) : null;
}

export function toWindow(source: string, t: TimeExpression): PlanWindow {
  const first = t.windows[0] ?? { from: null, to: null };
  return { from: first.from, to: first.to, every: t.every, festival: t.festival, words: source.slice(t.at, t.end) };
}
