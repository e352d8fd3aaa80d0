import { describe, expect, test, vi } from 'vitest';
import { writeOfficialDocument, type OfficialBlock, type OfficialDocument } from './official-document';
import { readDocument } from './read-document';
import { openZip } from './zip-package';

const columns = [
  { title: '序号', width: 1, align: 'center' as const },
  { title: '承诺', width: 4 },
  { title: '金额', width: 2, align: 'right' as const },
];

const blocks: OfficialBlock[] = [
  { kind: 'heading', level: 1, text: '一、主要工作' },
  { kind: 'heading', level: 2, text: '（一）劳动竞赛' },
  { kind: 'heading', level: 3, text: '1. 捞盐' },
  { kind: 'heading', level: 4, text: '（1）初赛' },
  {
    kind: 'paragraph',
    runs: [{ text: '参加<200>人，' }, { text: '奖金', bold: true }, { text: '7000元。', emphasis: true }],
  },
  { kind: 'paragraph', quote: true, runs: [{ text: '原计划：“5月初组织捞盐比赛”\u0007' }] },
  { kind: 'list', items: ['● 甲', '● 乙\n续行\t列'] },
  {
    kind: 'table',
    caption: '表1',
    columns,
    rows: [
      ['1', '捞盐比赛', '7000.00'],
      ['2', '收盐比赛'],
    ],
  },
  { kind: 'table', columns, rows: [] },
  { kind: 'pageBreak' },
  { kind: 'table', columns, rows: [['3', '培训', '0.50']] },
];

const whole: OfficialDocument = {
  title: '关于2024年工会工作\n情况的报告',
  issuer: '某某委员会',
  documentNumber: '某工〔2024〕3号',
  addressee: '某某集团',
  blocks,
  signature: { unit: '某某委员会', day: '2024-03-08' },
  copyTo: ['甲单位', '乙单位'],
};

const TEXT = [
  '某某委员会',
  '某工〔2024〕3号',
  '',
  '',
  '关于2024年工会工作',
  '情况的报告',
  '',
  '某某集团：',
  '一、主要工作',
  '（一）劳动竞赛',
  '1. 捞盐',
  '（1）初赛',
  '参加<200>人，奖金7000元。',
  '原计划：“5月初组织捞盐比赛”',
  '● 甲',
  '● 乙',
  '续行\t列',
  '表1',
  '序号\t承诺\t金额',
  '1\t捞盐比赛\t7000.00',
  '2\t收盐比赛\t',
  '',
  '序号\t承诺\t金额',
  '',
  '序号\t承诺\t金额',
  '3\t培训\t0.50',
  '',
  '',
  '某某委员会',
  '2024年3月8日',
  '',
  '抄送：甲单位，乙单位。',
  '',
].join('\n');

async function part(document: OfficialDocument, name: string): Promise<string> {
  const zip = await openZip(await writeOfficialDocument(document));
  return Buffer.from((await zip.read(name, 1_000_000)) ?? []).toString('utf8');
}

describe('an official document', () => {
  test('opens again with the same words', async () => {
    const { text, notes } = await readDocument(await writeOfficialDocument(whole), 'report.docx');
    expect(text).toBe(TEXT);
    expect(notes.map((note) => note.code)).toEqual([
      'document.tables_read_as_rows',
      'document.headers_footers_skipped',
    ]);
  });

  test('has the same bytes whenever it is written', async () => {
    const first = await writeOfficialDocument(whole);
    // Only the day is another: timers go on, for the writing waits for its turns.
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 40 * 86_400_000 });
    try {
      expect(Buffer.compare(await writeOfficialDocument(structuredClone(whole)), first)).toBe(0);
    } finally {
      vi.useRealTimers();
    }
  });

  test('carries the day of its signature, or none of today', async () => {
    expect(await part(whole, 'docProps/core.xml')).toContain('>2024-03-08T00:00:00Z<');
    const unsigned = await part({ title: '题', blocks: [] }, 'docProps/core.xml');
    expect(unsigned.match(/\d{4}-\d\d-\d\dT[^<]*/g)).toEqual(['1980-01-01T00:00:00Z', '1980-01-01T00:00:00Z']);
  });

  test('has the measures of GB/T 9704-2012', async () => {
    const xml = await part(whole, 'word/document.xml');
    expect(xml).toMatch(/<w:pgSz w:w="11906" w:h="16838"/);
    expect(xml).toMatch(/<w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1587"/);
    expect(xml.match(/<w:tblHeader\/>/g)).toHaveLength(3);
    expect(await part(whole, 'word/settings.xml')).toContain('<w:evenAndOddHeaders/>');
    const styles = await part(whole, 'word/styles.xml');
    for (const mark of [
      '仿宋_GB2312',
      '黑体',
      '楷体_GB2312',
      '方正小标宋简体',
      'w:line="579"',
      'w:firstLineChars="200"',
    ])
      expect(styles).toContain(mark);
    expect(await part(whole, 'word/fontTable.xml')).toContain('<w:font w:name="仿宋_GB2312"><w:altName w:val="仿宋"/>');
  });

  test('refuses what only a programmer can get wrong', async () => {
    const table = (rows: string[][], width = 1): OfficialDocument => ({
      title: '题',
      blocks: [{ kind: 'table', columns: [{ title: '列', width }], rows }],
    });
    await expect(writeOfficialDocument({ ...whole, signature: { unit: '甲', day: '2024-02-30' } })).rejects.toThrow(
      RangeError,
    );
    await expect(writeOfficialDocument(table([['1', '2']]))).rejects.toThrow(RangeError);
    await expect(writeOfficialDocument(table([], 0))).rejects.toThrow(RangeError);
  });

  test('a long register of equal rows is written too', async () => {
    const rows = Array.from({ length: 3000 }, () => ['1', '捞盐比赛', '7000.00']);
    const bytes = await writeOfficialDocument({ title: '名册', blocks: [{ kind: 'table', columns, rows }] });
    expect(bytes.length).toBeGreaterThan(1000);
  }, 30_000);
});
