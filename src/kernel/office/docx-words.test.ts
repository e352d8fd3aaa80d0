import { describe, expect, test } from 'vitest';
import { madeDocx, paragraph, run, type MadeParts } from './made-documents';
import { readDocument } from './read-document';

async function read(made: MadeParts): Promise<{ text: string; notes: Record<string, Record<string, number>> }> {
  const { text, notes } = await readDocument(madeDocx(made), 'plan.docx');
  return { text, notes: Object.fromEntries(notes.map((note) => [note.code.replace('document.', ''), note.params])) };
}

const field = (code: string, result: string): string =>
  `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>${code}</w:instrText></w:r>` +
  `<w:r><w:fldChar w:fldCharType="separate"/></w:r>${result}<w:r><w:fldChar w:fldCharType="end"/></w:r>`;
const cell = (content: string, properties = ''): string => `<w:tc><w:tcPr>${properties}</w:tcPr>${content}</w:tc>`;
const row = (...cells: string[]): string => `<w:tr>${cells.join('')}</w:tr>`;
const table = (...rows: string[]): string => `<w:tbl><w:tblPr/><w:tblGrid/>${rows.join('')}</w:tbl>`;
const box = (content: string): string => `<wps:txbx><w:txbxContent>${content}</w:txbxContent></wps:txbx>`;
const inRun = (content: string): string => `<w:p>${run('前')}<w:r>${content}</w:r>${run('后')}</w:p>`;
const twice = (choice: string, fallback: string): string =>
  `<mc:AlternateContent><mc:Choice Requires="wps">${choice}</mc:Choice><mc:Fallback>${fallback}</mc:Fallback></mc:AlternateContent>`;
const deleted = (text: string): string => `<w:del><w:r><w:delText>${text}</w:delText></w:r></w:del>`;
const markDeleted = '<w:rPr><w:del w:id="1"/></w:rPr>';

const words: readonly (readonly [what: string, body: string, text: string])[] = [
  ['paragraphs', paragraph('一、竞赛') + paragraph('') + paragraph('　　二、培训'), '一、竞赛\n\n　　二、培训'],
  ['runs cut anywhere', `<w:p>${run('5月初组')}${run('织捞盐')}${run('比赛')}</w:p>`, '5月初组织捞盐比赛'],
  ['entities and markup', paragraph('a &lt;b&gt; &amp;amp; &#20013;&#x6587;'), 'a <b> &amp; 中文'],
  ['character data sections', paragraph('<![CDATA[<甲>]]>'), '<甲>'],
  [
    'tabs, but not tab stops',
    `<w:p><w:pPr><w:tabs><w:tab w:val="left"/></w:tabs></w:pPr><w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t></w:r></w:p>`,
    '甲\t乙',
  ],
  ['soft line breaks', `<w:p><w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t><w:cr/><w:t>丙</w:t></w:r></w:p>`, '甲\n乙\n丙'],
  [
    'hyphens and symbols',
    `<w:p><w:r><w:sym w:font="Wingdings" w:char="F0FE"/><w:t>3</w:t><w:noBreakHyphen/><w:t>5</w:t></w:r></w:p>`,
    '☑3-5',
  ],
  [
    'links, tags and controls',
    `<w:p><w:hyperlink>${run('甲')}</w:hyperlink><w:sdt><w:sdtPr><w:text/></w:sdtPr><w:sdtContent>${run('乙')}</w:sdtContent></w:sdt></w:p>`,
    '甲乙',
  ],
  ['results of fields', `<w:p>第${run('第')}${field('SEQ x', run('6'))}${run('届')}</w:p>`, '第6届'],
  [
    'a field inside a code',
    `<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>${field('PAGE', run('9'))}<w:r><w:fldChar w:fldCharType="separate"/></w:r>${run('真')}<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>`,
    '真',
  ],
  ['a field without an end', `<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r></w:p>${paragraph('后文')}`, '\n后文'],
  [
    'reading aids left out',
    `<w:p><w:r><w:ruby><w:rt>${run('yán')}</w:rt><w:rubyBase>${run('盐')}</w:rubyBase></w:ruby></w:r></w:p>`,
    '盐',
  ],
  [
    'formulas',
    `<w:p xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath></w:p>`,
    'x=1',
  ],
  [
    'rows of tables',
    table(row(cell(paragraph('月份')), cell(paragraph('工作'))), row(cell(paragraph('五月')), cell(paragraph('竞赛')))),
    '月份\t工作\n五月\t竞赛',
  ],
  [
    'cells of many lines',
    table(row(cell(paragraph('五月')), cell(paragraph('1. 甲') + paragraph('') + paragraph('2. 乙')))),
    '五月\t1. 甲 2. 乙',
  ],
  [
    'cells over columns',
    table(row(cell(paragraph('甲'), '<w:gridSpan w:val="2"/>'), cell(paragraph('乙')))),
    '甲\t\t乙',
  ],
  ['a head over the table', table(row(cell(paragraph('标题'), '<w:gridSpan w:val="3"/>'))), '标题'],
  ['a frame of one cell', table(row(cell(paragraph('甲') + paragraph('乙')))), '甲\n乙'],
  [
    'a table in a cell',
    table(row(cell(table(row(cell(paragraph('甲')), cell(paragraph('乙'))))), cell(paragraph('丙')))),
    '甲 乙\t丙',
  ],
  [
    'text boxes after their text',
    inRun(box(paragraph('框一') + paragraph('框二'))) + paragraph('下段'),
    '前后\n框一\n框二\n下段',
  ],
  [
    'drawings written twice',
    inRun(twice(box(paragraph('框')), `<v:textbox><w:txbxContent>${paragraph('框')}</w:txbxContent></v:textbox>`)),
    '前后\n框',
  ],
  [
    'drawings for old programs',
    inRun(`<v:textbox><w:txbxContent>${paragraph('框')}</w:txbxContent></v:textbox>`),
    '前后\n框',
  ],
  ['a table in a text box', inRun(box(table(row(cell(paragraph('甲')), cell(paragraph('乙')))))), '前后\n甲\t乙'],
  [
    'a letterhead in WordArt',
    inRun('<w:pict><v:shape><v:textpath string="某某文件"/></v:shape></w:pict>'),
    '前后\n某某文件',
  ],
  ['a text box in a cell', table(row(cell(inRun(box(paragraph('框')))), cell(paragraph('乙')))), '前后 框\t乙'],
  [
    'insertions kept, deletions not',
    `<w:p>${run('奖金')}${deleted('5000元')}<w:ins>${run('7000元')}</w:ins></w:p>`,
    '奖金7000元',
  ],
  [
    'moved text where it went',
    `<w:p><w:moveFrom>${run('甲')}</w:moveFrom>${run('乙')}<w:moveTo>${run('甲')}</w:moveTo></w:p>`,
    '乙甲',
  ],
  ['a deleted paragraph mark', paragraph('前半', markDeleted) + paragraph('后半'), '前半后半'],
  ['a deleted paragraph', `<w:p><w:pPr>${markDeleted}</w:pPr>${deleted('全')}</w:p>${paragraph('余')}`, '余'],
  [
    'a deleted row',
    table(row(cell(paragraph('甲'))), `<w:tr><w:trPr><w:del w:id="2"/></w:trPr>${cell(paragraph('乙'))}</w:tr>`),
    '甲',
  ],
  [
    'hidden text left out',
    `<w:p>${run('甲')}${run('密', '<w:vanish/>')}${run('乙', '<w:vanish w:val="0"/>')}</w:p>`,
    '甲乙',
  ],
  [
    'earlier properties left out',
    `<w:p><w:pPr><w:pPrChange><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:pPrChange></w:pPr>${run('甲')}</w:p>`,
    '甲',
  ],
];

describe('the words of a Word document', () => {
  test.each(words)('%s', async (_, body, text) => {
    expect((await read({ body })).text).toBe(text);
  });

  test('a generated table of contents is left out, unless it never ends', async () => {
    const begin =
      '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> TOC \\o "1-3" </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>';
    const end = '<w:p><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>';
    const start = `<w:p>${begin}${run('一、竞赛 1')}</w:p>${paragraph('二、培训 2')}`;
    const whole = await read({ body: `${start}${end}${paragraph('一、竞赛')}` });
    expect(whole.text.trim()).toBe('一、竞赛');
    expect(whole.notes).toHaveProperty('contents_table_skipped');
    expect((await read({ body: `${start}${paragraph('一、竞赛')}` })).text).toBe('一、竞赛 1\n二、培训 2\n一、竞赛');
  });

  test('styles can hide text', async () => {
    const styles = '<w:style w:type="character" w:styleId="Note"><w:rPr><w:vanish/></w:rPr></w:style>';
    const body = `<w:p>${run('甲')}${run('密', '<w:rStyle w:val="Note"/>')}</w:p>`;
    expect((await read({ styles, body })).text).toBe('甲');
  });

  test('the main part may have another name, and prefixes may be others', async () => {
    const word = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
    const parts = {
      'word/document.xml': null,
      '_rels/.rels':
        '<Relationships><Relationship Type="http://x/officeDocument" Target="/word/document2.xml"/></Relationships>',
      'word/document2.xml': `<x:document xmlns:x="${word}"><x:body><x:p><x:r><x:t>甲</x:t></x:r></x:p></x:body></x:document>`,
    };
    expect((await read({ parts })).text).toBe('甲');
    const plain = `<document xmlns="${word}"><body><p><r><t>乙</t></r></p></body></document>`;
    expect((await read({ parts: { 'word/document.xml': plain } })).text).toBe('乙');
  });

  test('what was done to the document is told', async () => {
    const blip = '<w:r><w:drawing><a:blip/></w:drawing></w:r>';
    const reference = '<w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:commentReference w:id="0"/></w:r>';
    const body =
      `<w:p>${run('甲')}${deleted('乙')}<w:ins>${run('丙')}</w:ins>${blip}${reference}${run('密', '<w:vanish/>')}</w:p>` +
      table(row(cell(paragraph('丁')))) +
      inRun(box(paragraph('戊'))) +
      '<w:altChunk/><w:sectPr><w:headerReference/><w:footerReference/></w:sectPr>';
    expect((await read({ body })).notes).toEqual({
      tracked_changes_applied: { inserted: 1, deleted: 1 },
      text_boxes_read: { count: 1 },
      tables_read_as_rows: { count: 1 },
      pictures_skipped: { count: 1 },
      footnotes_skipped: { count: 1 },
      comments_skipped: { count: 1 },
      headers_footers_skipped: { count: 2 },
      hidden_text_dropped: { count: 1 },
      embedded_skipped: { count: 1 },
    });
  });

  test('a long document is read whole', async () => {
    const body = paragraph('组织劳动竞赛，5月初开始。').repeat(20_000);
    const { text } = await read({ body });
    expect(text.split('\n')).toHaveLength(20_000);
  });
});
