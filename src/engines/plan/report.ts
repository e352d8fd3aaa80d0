import { createHash } from 'node:crypto';
import { fileRows, AppError, FileAnswer, type Context } from '#kernel';
import type { Day } from '#kernel/contract';
import { loadBoard, type Board } from './board';
import { commitmentContent, type BoardRow } from './contract';
import { isPhoto } from './evidence';
import { readablePlan, type PlacedPlan } from './policy';
import { canonicalJson, type CommitmentRecord, type SectionRow } from './records';
import { breath, reportDocument, type YearReport, type YearReportChapter } from './report-document';
import {
  dayWords,
  droppedLine,
  reportLine,
  type Amendment,
  type EvidenceNote,
  type LineSource,
  type Words,
  type YearReportLine,
} from './report-lines';
import { directiveChapters, parentChapters } from './report-above';
import { dutyLines, stateWords, summarise, type SummarySource } from './report-summary';
import { wordsIn } from './report-words';
import { commitmentsOf, sectionsOf } from './store';
import { findVersion, versionsOf } from './store-versions';
import { citationsOf, type CitationRow } from './store-above';
import { evidenceOf, sectionMarks } from './store-year';

/** All that a report is made of, read once. */
interface Sources {
  board: Board;
  records: CommitmentRecord[];
  sections: SectionRow[];
  marks: Map<number, string>;
  evidence: Map<string, EvidenceNote[]>;
  amendments: Map<string, Amendment>;
  citations: CitationRow[];
}

/** The report as data. Refuses: a plan out of reach or not confirmed. A day that hasn't come is taken as today. */
export async function getReport(ctx: Context, planId: string, asOf?: Day): Promise<YearReport> {
  const plan = await readablePlan(ctx, planId, 'plan.report.read');
  if (plan.state !== 'confirmed') throw new AppError('plan.not_confirmed');
  const today = ctx.clock.today();
  return buildReport(ctx, plan, asOf === undefined || asOf > today ? today : asOf);
}

/** The report as a Word file; refuses like `getReport`. */
export async function getReportDocument(ctx: Context, planId: string, asOf?: Day): Promise<FileAnswer> {
  const report = await getReport(ctx, planId, asOf);
  const file = await reportDocument(report, wordsIn(ctx.language));
  return new FileAnswer(file.bytes, file.mediaType, file.name);
}

/**
 * Every sentence of the plan that is a promise, in the plan's own order, with figure, state, evidence and exceptions;
 * then the union's duties, the summary, and the answers to directives. The same records and day give the same report
 * and the same digest; nothing in it depends on the moment at which it is made.
 */
export async function buildReport(ctx: Context, plan: PlacedPlan, asOf: Day): Promise<YearReport> {
  const words = wordsIn(ctx.language);
  const sources = await readSources(ctx, plan, asOf);
  const lines = await linesOf(sources, words);
  const chapters = planChapters(sources, lines, words);
  const states = new Map(sources.board.rows.map((row) => [row.id, row.state]));
  const cited = { citations: sources.citations, states, lines };
  const answers = await directiveChapters(ctx, cited, words);
  const appendix = [...answers, ...(await parentChapters(ctx, cited, answers.length, words))];
  const closing = summarySources(sources);
  const dropped = sources.records.filter((record) => record.reviewState === 'dropped').length;
  const totals = { year: plan.year, dropped, amended: sources.amendments.size, directives: answers.length };
  const content = {
    title: words.say('report.title', { year: plan.year }),
    year: plan.year,
    asOf,
    unitName: plan.unitName,
    opening: words.say('report.opening', {
      unit: plan.unitName,
      year: plan.year,
      day: dayWords(asOf, words),
      title: plan.title,
      count: lines.size,
    }),
    chapters: [...chapters, ...appendix],
    duties: dutyLines(closing, words),
    summary: summarise(closing, totals, words),
  };
  const sha256 = createHash('sha256').update(canonicalJson(content)).digest('hex');
  return { ...content, sha256, seal: words.say('report.seal', { day: dayWords(asOf, words) }) };
}

async function readSources(ctx: Context, plan: PlacedPlan, asOf: Day): Promise<Sources> {
  const board = await loadBoard(ctx, plan, { asOf });
  const records = await commitmentsOf(ctx, plan.id);
  const ids = records.map((record) => record.id);
  const amendments = await amendmentsOf(ctx, plan.id, records);
  return {
    board,
    // What an earlier decision dropped and what an amendment took out are both told; proposals can't be left in a confirmed plan.
    records: [...records].sort((a, b) => a.at - b.at || b.end - a.end || (a.id < b.id ? -1 : 1)),
    sections: await sectionsOf(ctx, plan.id),
    marks: await sectionMarks(ctx, plan.documentId),
    evidence: await evidenceNotes(ctx, ids, asOf),
    amendments,
    citations: await citationsOf(ctx, ids),
  };
}

async function evidenceNotes(
  ctx: Context,
  commitmentIds: readonly string[],
  asOf: Day,
): Promise<Map<string, EvidenceNote[]>> {
  const rows = (await evidenceOf(ctx, commitmentIds, asOf)).filter((row) => row.withdrawnAt === null);
  const files = await fileRows(
    ctx,
    rows.flatMap((row) => row.fileIds),
  );
  const notes = new Map<string, EvidenceNote[]>();
  for (const row of rows) {
    const photos = row.fileIds.filter((id) => isPhoto(files.get(id)?.mediaType ?? '')).length;
    const note = { day: row.day, text: row.text, photos, files: row.fileIds.length - photos };
    notes.set(row.commitmentId, [...(notes.get(row.commitmentId) ?? []), note]);
  }
  return notes;
}

/** The first wording comes from version 1, which nothing can change. */
async function amendmentsOf(
  ctx: Context,
  planId: string,
  records: readonly CommitmentRecord[],
): Promise<Map<string, Amendment>> {
  const amended = records.filter((record) => record.isAmended && record.reviewState === 'confirmed');
  if (amended.length === 0) return new Map();
  const first = await findVersion(ctx, planId, 1);
  const versions = await versionsOf(ctx, planId);
  const before = new Map((first?.snapshot ?? []).map((record) => [record.id, record.content]));
  return new Map(
    amended.map((record) => [
      record.id,
      {
        first: commitmentContent.parse(before.get(record.id) ?? record.content),
        present: record.content,
        steps: versions
          .filter((version) => version.commitmentId === record.id)
          .map(({ day, reason }) => ({ day, reason })),
      },
    ]),
  );
}

const LINES_AT_ONCE = 50;

/** One line for each commitment; other requests get their turn in between. */
async function linesOf(sources: Sources, words: Words): Promise<Map<string, YearReportLine>> {
  const rows = new Map(sources.board.rows.map((row) => [row.id, row]));
  const lines = new Map<string, YearReportLine>();
  for (const [index, record] of sources.records.entries()) {
    if (index % LINES_AT_ONCE === LINES_AT_ONCE - 1) await breath();
    const row = rows.get(record.id);
    if (record.reviewState === 'dropped') lines.set(record.id, droppedLine(record, words));
    else if (row !== undefined) lines.set(record.id, reportLine(lineSource(sources, row), words));
  }
  return lines;
}

function lineSource({ board, evidence, amendments }: Sources, row: BoardRow): LineSource {
  return {
    row,
    figure: board.figures.get(row.id) ?? null,
    evidence: evidence.get(row.id) ?? [],
    amendment: amendments.get(row.id) ?? null,
  };
}

/** The innermost section that holds a sentence; null before the first one. */
function sectionAt(sections: readonly SectionRow[], at: number): SectionRow | null {
  return sections.findLast((section) => section.at <= at && at < section.end) ?? null;
}

/**
 * One chapter for each section that holds promises itself, in the plan's order; an outermost section stands there
 * even when all its promises lie deeper, so that the report has the plan's shape.
 */
function planChapters(sources: Sources, lines: ReadonlyMap<string, YearReportLine>, words: Words): YearReportChapter[] {
  const { sections, records, board } = sources;
  const states = new Map(board.rows.map((row) => [row.id, row.state]));
  const outermost = Math.min(...sections.map((section) => section.level));
  const bySection = new Map<SectionRow | null, CommitmentRecord[]>();
  for (const record of records) {
    const section = sectionAt(sections, record.at);
    bySection.set(section, [...(bySection.get(section) ?? []), record]);
  }
  const chapter = (section: SectionRow | null, own: readonly CommitmentRecord[]): YearReportChapter => {
    const known = own.flatMap((record) => states.get(record.id) ?? []);
    const dropped = own.filter((record) => record.reviewState === 'dropped').length;
    return {
      number: section?.number ?? null,
      title: section?.title ?? words.say('report.headings.before'),
      mark: section === null ? '' : markOf(section, sources.marks),
      level: section === null ? 1 : section.level - outermost + 1,
      isAppendix: false,
      opening: openingOf(known, own.length, dropped, words),
      lines: own.flatMap((record) => lines.get(record.id) ?? []),
    };
  };
  const before = bySection.get(null) ?? [];
  return [
    ...(before.length > 0 ? [chapter(null, before)] : []),
    ...sections
      .filter((section) => section.level === outermost || bySection.has(section))
      .map((section) => chapter(section, bySection.get(section) ?? [])),
  ];
}

function openingOf(states: readonly BoardRow['state'][], count: number, dropped: number, words: Words): string {
  if (count === 0) return words.say('report.chapter_empty');
  const own = states.length === 0 ? '' : words.say('report.chapter_states', { states: stateWords(states, words) });
  const left = dropped === 0 ? '' : words.say('report.chapter_dropped', { count: dropped });
  return words.say('report.chapter_opening', { count, states: own, dropped: left });
}

/** The plan's own mark; where the document's reading kept none, the number as official papers write it. */
function markOf(section: SectionRow, marks: ReadonlyMap<number, string>): string {
  const mark = marks.get(section.at) ?? '';
  return mark === '' && section.number !== null ? `${section.number}、` : mark;
}

function summarySources(sources: Sources): SummarySource[] {
  const { board, sections, evidence } = sources;
  const chapters = new Map(sections.map((section) => [section.key, section]));
  return board.rows.map((row) => {
    const chapter = row.section === null ? undefined : chapters.get(row.section);
    const notes = evidence.get(row.id) ?? [];
    return {
      row,
      figure: board.figures.get(row.id) ?? null,
      chapterNumber: chapter?.number ?? null,
      chapterTitle: chapter?.title ?? '',
      evidence: notes.length,
      photos: notes.reduce((sum, note) => sum + note.photos, 0),
    };
  });
}
