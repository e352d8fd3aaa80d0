import { beforeAll, describe, expect, test } from 'vitest';
import { readDocument, registerTexts } from '#kernel';
import en from './locale/en.json' with { type: 'json' };
import zh from './locale/zh-CN.json' with { type: 'json' };
import { wordsIn } from './report-words';
import {
  reportBlocks,
  reportDocument,
  reportFileName,
  type YearReport,
  type YearReportChapter,
} from './report-document';
import type { YearReportLine } from './report-lines';

beforeAll(() => registerTexts({ plan: { 'zh-CN': zh, en } }));

const words = wordsIn('zh-CN');
const line: YearReportLine = {
  number: '2-1',
  kind: 'event',
  quote: '5月初组织捞盐比赛',
  asks: null,
  target: '举办1次',
  figure: '尚未举办',
  state: '未开始',
  evidence: ['甲'],
  exceptions: ['乙'],
};

function chapter(change: Partial<YearReportChapter> = {}): YearReportChapter {
  return {
    number: '2',
    title: '活动',
    mark: '2、',
    level: 1,
    isAppendix: false,
    opening: '本部分共1项。',
    lines: [line],
    ...change,
  };
}

function report(chapters: YearReportChapter[] = [chapter()]): YearReport {
  const summary = [{ text: '共1项。', isInWords: false }];
  return {
    title: '报告',
    year: 2024,
    asOf: '2024-06-18',
    unitName: '测试盐场',
    opening: '如下。',
    chapters,
    duties: ['维护'],
    summary,
    sha256: 'f'.repeat(64),
    seal: '校验值：',
  };
}

describe('the report as a document', () => {
  test('keeps order: opening, chapters, duties, summary, answers, digest', async () => {
    const blocks = await reportBlocks(
      report([chapter(), chapter({ title: '附件1', mark: '', isAppendix: true })]),
      words,
    );
    const texts = blocks.flatMap((block) =>
      block.kind === 'heading' ? [block.text] : block.kind === 'list' ? block.items : [],
    );
    expect(texts).toEqual(['2、活动', '履行工会法定职责情况', '总结', '附件1', '校验值：', 'f'.repeat(64)]);
  });

  test('a line is one row; an empty cell holds a dash and never nothing', async () => {
    const bare = { ...line, target: '', evidence: [], exceptions: [] };
    const blocks = await reportBlocks(report([chapter({ lines: [line, bare] })]), words);
    const table = blocks.find((block) => block.kind === 'table');
    expect(table).toMatchObject({
      rows: [
        ['2-1', '5月初组织捞盐比赛', '举办1次', '尚未举办', '未开始', '甲；乙'],
        ['2-1', '5月初组织捞盐比赛', '—', '尚未举办', '未开始', '—'],
      ],
    });
  });

  test('a chapter without lines has no table', async () => {
    expect((await reportBlocks(report([chapter({ lines: [] })]), words)).some((block) => block.kind === 'table')).toBe(
      false,
    );
  });

  test.each([[1, 1], [2, 2], [7, 4]])('a section of level %i is a heading of level %i', async (level, expected) => {
    const [heading] = (await reportBlocks(report([chapter({ level })]), words)).filter((block) => block.kind === 'heading');
    expect(heading).toMatchObject({ level: expected });
  }); // prettier-ignore

  test('two runs give the same bytes, and another day gives other ones', async () => {
    const [first, second] = [await reportDocument(report(), words), await reportDocument(report(), words)];
    expect(Buffer.compare(first.bytes, second.bytes)).toBe(0);
    const later = await reportDocument({ ...report(), asOf: '2024-06-19' }, words);
    expect(Buffer.compare(first.bytes, later.bytes)).not.toBe(0);
    expect((await readDocument(first.bytes, first.name)).text).toContain('5月初组织捞盐比赛');
  });

  test('is named after its year', () => {
    expect(reportFileName(2024)).toBe('2024年度工会工作计划执行情况报告.docx');
  });
});
