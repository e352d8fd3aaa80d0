import { festivalDay } from '#kernel';
import { isDay, type Day } from '#kernel/contract';
import type { CommitmentContent, PlanWindowValue, Target } from './contract';
import type { ParsedPlan, PlanCommitment, PlanSection, PlanWindow } from './parse/parsed-plan';

/** Cuts what the document says too long for a row; the full words stay in the quote. */
function short(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`;
}

const list = (words: readonly string[] | undefined) =>
  [...new Set((words ?? []).map((word) => short(word, 60)))].slice(0, 30);

/** `04-11` in the plan's year; the 29th of February becomes the 28th where the year has none. */
function dayIn(year: number, value: string | null): Day | null {
  if (value === null) return null;
  const full = value.length === 10 ? value : `${year}-${value}`;
  if (isDay(full)) return full;
  return full.endsWith('-02-29') ? `${full.slice(0, 4)}-02-28` : null;
}

/** A window in days of the plan's year. What a festival names is computed from the lunar calendar, never typed. */
export function windowIn(year: number, window: PlanWindow | null): PlanWindowValue | null {
  if (window === null) return null;
  const moon = window.festival === null ? null : festivalDay(window.festival, year);
  return {
    from: dayIn(year, window.from) ?? moon,
    to: dayIn(year, window.to) ?? moon,
    words: short(window.words, 60),
    every: window.every,
    festival: window.festival,
  };
}

const toFen = (yuan: number | null) => (yuan === null ? null : BigInt(Math.round(yuan * 100)));
const whole = (value: number | null) => (value === null ? null : Math.max(0, Math.round(value)));

function targetOf(commitment: PlanCommitment): Target | null {
  const { target } = commitment;
  if (target === null) return null;
  switch (target.type) {
    case 'money':
      return { type: 'money', minFen: toFen(target.min), maxFen: toFen(target.max), isAbout: target.approx };
    case 'count':
      return { type: 'count', min: whole(target.min), max: whole(target.max), unit: short(target.unit, 20) };
    case 'participation':
      return { ...target, unit: short(target.unit, 20), cohort: short(target.cohort, 60) };
    case 'awards':
      return { type: 'awards', names: list(target.names) };
    case 'stops':
    case 'coverage':
      return { ...target, cohort: list(target.cohort).slice(0, 20) };
    default:
      return target;
  }
}

/** What was read from a sentence, in the form in which a person reviews it. */
export function contentOf(commitment: PlanCommitment, year: number): CommitmentContent {
  return {
    kind: commitment.kind,
    title: short(commitment.title.trim() || commitment.text.trim(), 120),
    window: windowIn(year, commitment.window),
    target: targetOf(commitment),
    series: commitment.series ? { name: short(commitment.series.name, 60), edition: commitment.series.edition } : null,
    organisers: list(commitment.organisers),
    people: list(commitment.people),
    units: list(commitment.units),
    themes: list(commitment.themes),
    members: (commitment.members ?? []).slice(0, 40).map((member) => ({
      name: short(member.name, 80),
      organisers: list(member.organisers).slice(0, 10),
      festival: member.festival ?? null,
    })),
    nextStep: '',
    measure: commitment.measure,
    unitId: null,
    officerId: null,
  };
}

export interface KeyedSection extends PlanSection {
  key: string;
}

/** The outermost sections are the chapters; a chapter's key is its number where no other chapter has the same. */
export function keyedSections(parsed: Pick<ParsedPlan, 'sections'>): KeyedSection[] {
  const chapters = chaptersOf(parsed.sections);
  const numbers = chapters.map((section) => section.number);
  return parsed.sections.map((section, position) => {
    const isPlain =
      section.number !== null &&
      chapters.includes(section) &&
      numbers.filter((number) => number === section.number).length === 1;
    return { ...section, key: isPlain ? section.number! : `#${position + 1}` };
  });
}

export function chaptersOf<S extends { level: number }>(sections: readonly S[]): S[] {
  const outermost = Math.min(...sections.map((section) => section.level));
  return sections.filter((section) => section.level === outermost);
}

/** The chapter that holds a place of the document. */
export function chapterAt<S extends { level: number; at: number; end: number; key: string }>(
  sections: readonly S[],
  at: number,
): S | null {
  return chaptersOf(sections).findLast((section) => section.at <= at && at < section.end) ?? null;
}

export interface Numbered {
  id: string;
  at: number;
  end: number;
}

/** Numbers such as `9-4`: the fourth commitment of chapter 9, in the order of the document. */
export function numbersOf(
  rows: readonly Numbered[],
  sections: readonly { level: number; at: number; end: number; key: string }[],
): Map<string, { number: string; section: string | null; position: number }> {
  const counts = new Map<string, number>();
  const sorted = [...rows].sort((a, b) => a.at - b.at || b.end - a.end || (a.id < b.id ? -1 : 1));
  return new Map(
    sorted.map((row, index) => {
      const section = chapterAt(sections, row.at)?.key ?? null;
      const count = (counts.get(section ?? '') ?? 0) + 1;
      counts.set(section ?? '', count);
      return [row.id, { number: `${section ?? '0'}-${count}`, section, position: index + 1 }];
    }),
  );
}
