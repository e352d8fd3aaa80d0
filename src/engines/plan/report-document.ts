import { writeOfficialDocument, type OfficialBlock } from '#kernel';
import type { Report } from './contract';
import type { Words, YearReportLine } from './report-lines';

export interface YearReportChapter {
  number: string | null;
  title: string;
  /** The number as the plan writes it, such as `2、` or `（一）`. */
  mark: string;
  level: number;
  /** Answers to directives stand behind the summary. */
  isAppendix: boolean;
  opening: string;
  lines: YearReportLine[];
}

/** What the contract's report says, and what only the printed document shows. */
export interface YearReport extends Report {
  year: number;
  opening: string;
  chapters: YearReportChapter[];
  /** Leads in the digest, as the document's last lines. */
  seal: string;
}

const MEDIA_TYPE = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

export interface ReportFile {
  bytes: Uint8Array;
  mediaType: string;
  name: string;
}

/**
 * The report in the layout of official papers. Its bytes depend on the report alone: the same report gives the
 * same file. The text ends with the day and the digest of the figures.
 */
export async function reportDocument(report: YearReport, words: Words): Promise<ReportFile> {
  const bytes = await writeOfficialDocument({
    title: report.title,
    blocks: await reportBlocks(report, words),
    signature: { unit: report.unitName, day: report.asOf },
  });
  return { bytes, mediaType: MEDIA_TYPE, name: reportFileName(report.year) };
}

export function reportFileName(year: number): string {
  return `${year}年度工会工作计划执行情况报告.docx`;
}

/** Chapters as the plan counts them, then duties, summary, answers to directives and the digest. */
export async function reportBlocks(report: YearReport, words: Words): Promise<OfficialBlock[]> {
  const blocks: OfficialBlock[] = [paragraph(report.opening)];
  for (const chapter of report.chapters.filter((c) => !c.isAppendix)) {
    blocks.push(...chapterBlocks(chapter, words));
    await breath();
  }
  blocks.push(heading(1, words.say('report.headings.duties')), ...report.duties.map(paragraph));
  blocks.push(
    heading(1, words.say('report.headings.summary')),
    ...report.summary.map((sentence) => paragraph(sentence.text)),
  );
  for (const chapter of report.chapters.filter((c) => c.isAppendix)) blocks.push(...chapterBlocks(chapter, words));
  blocks.push({ kind: 'list', items: [report.seal, report.sha256] });
  return blocks;
}

/** Lets other requests in between two chapters: a report of hundreds of lines must not hold up the house. */
export function breath(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

function chapterBlocks(chapter: YearReportChapter, words: Words): OfficialBlock[] {
  const blocks: OfficialBlock[] = [
    heading(chapter.level, `${chapter.mark}${chapter.title}`),
    paragraph(chapter.opening),
  ];
  if (chapter.lines.length === 0) return blocks;
  const column = (name: string, width: number, align: 'left' | 'center' = 'left') => ({
    title: words.say(`report.columns.${name}`),
    width,
    align,
  });
  blocks.push({
    kind: 'table',
    columns: [
      column('number', 10, 'center'),
      column('quote', 30),
      column('target', 14),
      column('figure', 20),
      column('state', 9, 'center'),
      column('evidence', 25),
    ],
    rows: chapter.lines.map((line) => [
      line.number,
      line.asks === null
        ? line.quote
        : `${words.say('report.asks', { quote: line.asks })}\n${words.say('report.plan_says', { quote: line.quote })}`,
      line.target || words.say('report.no_target'),
      line.figure,
      line.state,
      [...line.evidence, ...line.exceptions].join(words.say('report.clause_mark')) || words.say('report.no_evidence'),
    ]),
  });
  return blocks;
}

function heading(level: number, text: string): OfficialBlock {
  return { kind: 'heading', level: Math.min(Math.max(level, 1), 4) as 1 | 2 | 3 | 4, text };
}

function paragraph(text: string): OfficialBlock {
  return { kind: 'paragraph', runs: [{ text }] };
}
