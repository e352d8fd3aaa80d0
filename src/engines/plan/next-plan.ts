import { AppError, text as textIn, type Context } from '#kernel';
import { loadBoard } from './board';
import type { BoardRow } from './contract';
import { ownPlan } from './policy';
import type { CommitmentRecord, SectionRow } from './records';
import { isReached } from './report-lines';
import { commitmentsOf, documentOf, findPlan, sectionsOf } from './store';

/** What a draft is made of: each promise with its place, its state and what it was. */
export interface DraftSource {
  record: Pick<CommitmentRecord, 'at' | 'end' | 'quote' | 'content'>;
  state: BoardRow['state'];
}

export interface DraftWords {
  title: string;
  opening: string;
  problem(quote: string, nextStep: string): string;
}

/**
 * The text of next year's plan: what stayed open and what comes round each year, chapter by chapter in the plan's
 * order. It is plain text that the importer reads back; a person writes it over before it becomes a plan.
 * Refuses: a plan that is not the person's to review, or not confirmed.
 */
export async function draftNextPlan(
  ctx: Context,
  planId: string,
): Promise<{ year: number; text: string; carried: number }> {
  const plan = await ownPlan(ctx, await findPlan(ctx, planId), 'plan.plan.review');
  if (plan.state !== 'confirmed') throw new AppError('plan.not_confirmed');
  const states = new Map((await loadBoard(ctx, plan)).rows.map((row) => [row.id, row.state]));
  const records = await commitmentsOf(ctx, plan.id);
  const sources = records.flatMap((record): DraftSource[] => {
    const state = states.get(record.id);
    return state === undefined ? [] : [{ record, state }];
  });
  const year = plan.year + 1;
  // A plan is a Chinese paper whatever the language of the screen, and the importer reads Chinese.
  const words: DraftWords = {
    title: textIn('zh-CN', 'plan:next.title', { unit: plan.unitName, year }),
    opening: textIn('zh-CN', 'plan:next.opening', { year, before: plan.year }),
    problem: (quote, nextStep) =>
      textIn('zh-CN', nextStep === '' ? 'plan:next.problem' : 'plan:next.problem_step', { quote, nextStep }),
  };
  const { content } = await documentOf(ctx, plan.documentId);
  return { year, ...draftText(sources, { content, sections: await sectionsOf(ctx, plan.id), year: plan.year, words }) };
}

/** Comes round each year whether it was kept or not. */
const yearly: ReadonlySet<BoardRow['kind']> = new Set([
  'event', 'tour', 'event_group', 'award_round', 'selection', 'recurring_duty', 'money_floor', 'money_about', 'money_cap', 'participation',
]); // prettier-ignore

export function isCarried({ record, state }: DraftSource): boolean {
  if (record.content.kind === 'aim' || state === 'in_words') return false;
  if (yearly.has(record.content.kind)) return true;
  return !isReached(state);
}

interface Draft {
  content: string;
  sections: readonly SectionRow[];
  year: number;
  words: DraftWords;
}

/** Pure: the draft's text and how many promises it carries. `content` is the old plan's text. */
export function draftText(sources: readonly DraftSource[], draft: Draft): { text: string; carried: number } {
  const { sections, words } = draft;
  const carried = sources.filter(isCarried).sort((a, b) => a.record.at - b.record.at || b.record.end - a.record.end);
  const outermost = Math.min(...sections.map((section) => section.level));
  const lines = [words.title, words.opening];
  lines.push(
    ...sentences(
      carried.filter((source) => sectionAt(sections, source.record.at) === null),
      draft,
    ),
  );
  const counts: number[] = [];
  for (const section of sections) {
    const own = carried.filter((source) => sectionAt(sections, source.record.at) === section);
    if (section.level > outermost && own.length === 0 && !leadsToCarried(section, carried)) continue;
    const depth = section.level - outermost;
    counts.length = depth + 1;
    counts[depth] = (counts[depth] ?? 0) + 1;
    lines.push(headingOf(section, depth, counts[depth], draft.year));
    // A sentence that is its section's whole title stands there already.
    lines.push(
      ...sentences(
        own.filter((source) => source.record.quote.trim() !== section.title.trim()),
        draft,
      ),
    );
  }
  return { text: `${lines.join('\n')}\n`, carried: carried.length };
}

function sectionAt(sections: readonly SectionRow[], at: number): SectionRow | null {
  return sections.findLast((section) => section.at <= at && at < section.end) ?? null;
}

function leadsToCarried({ at, end }: SectionRow, carried: readonly DraftSource[]): boolean {
  return carried.some((source) => at <= source.record.at && source.record.at < end);
}

const digits = ['', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

export function chineseNumber(value: number): string {
  if (value < 10) return digits[value] ?? '';
  const tens = Math.floor(value / 10);
  return `${tens === 1 ? '' : digits[tens]}十${digits[value % 10]}`;
}

/** 一、 （一） 1. （1）: the ladder of official papers. A month's heading keeps its words and has no number. */
function headingOf(section: SectionRow, depth: number, count: number, year: number): string {
  const title = withoutEnd(shiftYears(section.title, year));
  if (section.number === null) return `${title}：`;
  const marks = [`${chineseNumber(count)}、`, `（${chineseNumber(count)}）`, `${count}.`, `（${count}）`];
  return `${marks[Math.min(depth, marks.length - 1)]}${title}。`;
}

/** Promises that share their words or stood in one sentence with only a comma between them stay one sentence. */
function sentences(carried: readonly DraftSource[], draft: Draft): string[] {
  const groups: DraftSource[][] = [];
  for (const source of carried) {
    const last = groups.at(-1);
    if (last !== undefined && staysTogether(last, source, draft.content)) last.push(source);
    else groups.push([source]);
  }
  return groups.map((group) => sentenceOf(group, draft));
}

function staysTogether(group: readonly DraftSource[], next: DraftSource, content: string): boolean {
  const isInPlace = ({ record }: DraftSource) => content.slice(record.at, record.end) === record.quote;
  const end = Math.max(...group.map(({ record }) => record.end));
  if (next.record.end <= end) return true;
  const isSpecial = [...group, next].some(({ record }) => record.content.kind === 'problem');
  return (
    !isSpecial &&
    group.every(isInPlace) &&
    isInPlace(next) &&
    /^[，、]?$/.test(content.slice(end, Math.max(end, next.record.at)))
  );
}

function sentenceOf(group: readonly DraftSource[], { content, year, words, sections }: Draft): string {
  const { record } = group[0]!;
  const end = Math.max(...group.map((source) => source.record.end));
  // A sentence that a corrected document no longer holds stands by its own words.
  const isInPlace = content.slice(record.at, record.end) === record.quote;
  let quote = (isInPlace ? content.slice(record.at, end) : record.quote).replace(/\s+/g, '');
  for (const source of group) quote = nextEdition(quote, source);
  const spoken = withoutStart(quote).replace(/^(20\d{2}年，)?除(.*)外$/, '$1$2');
  const body = withoutEnd(shiftYears(`${missingWindow(record, quote, sections)}${spoken}`, year));
  const { kind, nextStep } = record.content;
  return kind === 'problem' ? words.problem(body, withoutEnd(nextStep.trim())) : `${body}。`;
}

/** Time words that stood elsewhere in the old sentence; a heading that names them is enough. */
function missingWindow(record: DraftSource['record'], quote: string, sections: readonly SectionRow[]): string {
  const told = record.content.window?.words.replace(/\s+/g, '') ?? '';
  const above = sections
    .filter((section) => section.at <= record.at && record.at < section.end)
    .map((section) => section.title);
  return told === '' || [quote, ...above].some((text) => text.includes(told)) ? '' : `${told}，`;
}

/** A clause that was cut out of a sentence loses what tied it to its neighbours. */
function withoutStart(quote: string): string {
  return quote.replace(/^[，。；、：\s]+/, '').replace(/^(?:并且?|同时|此外|另外|还要|以及)(?!举(?![行办])|列|行)/, '');
}

function withoutEnd(text: string): string {
  return text.replace(/[，。；、：！\s]+$/, '');
}

/** Years of the plan and later ones move on by one; what lies in the past stays. */
export function shiftYears(text: string, year: number): string {
  return text.replace(/(?<!\d)(20\d{2})(?= ?(?:年|-|—|～|~))/g, (written) =>
    Number(written) >= year ? String(Number(written) + 1) : written,
  );
}

/** 第六届 becomes 第七届, unless the sixth was missed: then it is still to come. */
export function nextEdition(quote: string, { record, state }: DraftSource): string {
  const { series } = record.content;
  if (series === null || state === 'missed') return quote;
  const { edition } = series;
  return quote
    .replace(new RegExp(`第${chineseNumber(edition)}(届|次)`), `第${chineseNumber(edition + 1)}$1`)
    .replace(new RegExp(`第${edition}(届|次)`), `第${edition + 1}$1`);
}
