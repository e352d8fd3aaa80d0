import { describe, expect, test } from 'vitest';
import { formatListNumber } from './docx-number-formats';
import { madeDocx, numbered, paragraph } from './made-documents';
import { readDocument } from './read-document';

const level = (index: number, format: string, template: string, more = ''): string =>
  `<w:lvl w:ilvl="${index}"><w:start w:val="1"/><w:numFmt w:val="${format}"/>${more}<w:lvlText w:val="${template}"/></w:lvl>`;
const abstract = (id: number, ...levels: string[]): string =>
  `<w:abstractNum w:abstractNumId="${id}">${levels.join('')}</w:abstractNum>`;
const number = (id: number, abstractId: number, more = ''): string =>
  `<w:num w:numId="${id}"><w:abstractNumId w:val="${abstractId}"/>${more}</w:num>`;
const restart = (index: number, start: number): string =>
  `<w:lvlOverride w:ilvl="${index}"><w:startOverride w:val="${start}"/></w:lvlOverride>`;

const OFFICIAL = abstract(
  0,
  level(0, 'chineseCounting', '%1、', '<w:suff w:val="nothing"/>'),
  level(1, 'chineseCounting', '（%2）'),
  level(2, 'decimal', '%3.'),
  level(3, 'decimalEnclosedCircle', '%4'),
);

async function linesOf(body: string, numbering: string, styles?: string): Promise<string[]> {
  const { text } = await readDocument(madeDocx({ body, numbering, styles }), 'plan.docx');
  return text.split('\n');
}

describe('automatic numbers become text', () => {
  test('the four levels of an official document', async () => {
    const body =
      numbered('竞赛', 1) +
      numbered('劳动竞赛', 1, 1) +
      numbered('捞盐', 1, 2) +
      numbered('初赛', 1, 3) +
      numbered('决赛', 1, 3) +
      paragraph('正文') +
      numbered('收盐', 1, 2) +
      numbered('初赛', 1, 3) +
      numbered('技能竞赛', 1, 1) +
      numbered('培训', 1) +
      numbered('班次', 1, 1);
    expect(await linesOf(body, OFFICIAL + number(1, 0))).toEqual([
      '一、竞赛',
      '（一）劳动竞赛',
      '1. 捞盐',
      '① 初赛',
      '② 决赛',
      '正文',
      '2. 收盐',
      '① 初赛',
      '（二）技能竞赛',
      '二、培训',
      '（一）班次',
    ]);
  });

  test('lists on one definition count on, and a start of its own begins again', async () => {
    const numbering =
      OFFICIAL + number(1, 0) + number(2, 0) + number(3, 0, restart(0, 1)) + number(4, 0, restart(0, 5));
    const body =
      numbered('甲', 1) +
      numbered('乙', 2) +
      numbered('丙', 3) +
      numbered('丁', 3) +
      numbered('戊', 4) +
      numbered('己', 1);
    expect(await linesOf(body, numbering)).toEqual(['一、甲', '二、乙', '一、丙', '二、丁', '五、戊', '六、己']);
  });

  test('levels that never restart, and that restart only after a certain one', async () => {
    const numbering =
      abstract(
        0,
        level(0, 'decimal', '%1、'),
        level(1, 'decimal', '(%2)', '<w:lvlRestart w:val="0"/>'),
        level(2, 'decimal', '%3)', '<w:lvlRestart w:val="1"/>'),
      ) + number(1, 0);
    const body = [0, 1, 2, 1, 2, 0, 1, 2].map((depth) => numbered('甲', 1, depth)).join('');
    expect(await linesOf(body, numbering)).toEqual([
      '1、甲',
      '(1)甲',
      '1)甲',
      '(2)甲',
      '2)甲',
      '2、甲',
      '(3)甲',
      '1)甲',
    ]);
  });

  test('numbers of higher levels inside one number, and legal style', async () => {
    const numbering =
      abstract(0, level(0, 'chineseCounting', '第%1章'), level(1, 'decimal', '%1.%2', '<w:isLgl/>')) + number(1, 0);
    const body = numbered('总则', 1) + numbered('2000元', 1, 1) + numbered('附则', 1, 1);
    expect(await linesOf(body, numbering)).toEqual(['第一章 总则', '1.1 2000元', '1.2 附则']);
  });

  test('a number never touches the digits of the text', async () => {
    const numbering = abstract(0, level(0, 'decimal', '%1.', '<w:suff w:val="nothing"/>')) + number(1, 0);
    expect(await linesOf(numbered('8元', 1) + numbered('元', 1), numbering)).toEqual(['1. 8元', '2.元']);
  });

  test('styles give numbers: by themselves, by what they are based on, by the level tied to them', async () => {
    const numbering =
      abstract(
        0,
        level(0, 'chineseCounting', '%1、', '<w:pStyle w:val="H1"/>'),
        level(1, 'chineseCounting', '（%2）', '<w:pStyle w:val="H2"/>'),
      ) + number(1, 0);
    const style = (id: string, inner: string): string =>
      `<w:style w:type="paragraph" w:styleId="${id}">${inner}</w:style>`;
    const given = '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>';
    const styles =
      style('H1', given) +
      style('H2', given) +
      style('Own', '<w:basedOn w:val="H1"/>') +
      style('Circle', '<w:basedOn w:val="Circle"/>');
    const styled = (id: string, text: string, more = ''): string => paragraph(text, `<w:pStyle w:val="${id}"/>${more}`);
    const none = '<w:numPr><w:numId w:val="0"/></w:numPr>';
    const body =
      styled('H1', '甲') + styled('H2', '乙') + styled('Own', '丙') + styled('H1', '丁', none) + styled('Circle', '戊');
    expect(await linesOf(body, numbering, styles)).toEqual(['一、甲', '（一）乙', '二、丙', '丁', '戊']);
  });

  test('a numbering may be only a pointer to a list style', async () => {
    const pointer = '<w:abstractNum w:abstractNumId="9"><w:numStyleLink w:val="L"/></w:abstractNum>';
    const styles =
      '<w:style w:type="numbering" w:styleId="L"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>';
    expect(await linesOf(numbered('甲', 2), OFFICIAL + pointer + number(1, 0) + number(2, 9), styles)).toEqual([
      '一、甲',
    ]);
  });

  test('bullets stay bullets, and those of symbol fonts become readable', async () => {
    const numbering =
      abstract(0, level(0, 'bullet', '\uf0b7')) + abstract(1, level(0, 'bullet', '◆')) + number(1, 0) + number(2, 1);
    expect(await linesOf(numbered('甲', 1) + numbered('乙', 2), numbering)).toEqual(['● 甲', '◆ 乙']);
  });

  test('deleted paragraphs are not counted, unknown numbers are no numbers', async () => {
    const gone =
      '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:rPr><w:del/></w:rPr></w:pPr><w:del><w:r><w:delText>旧</w:delText></w:r></w:del></w:p>';
    const body = numbered('甲', 1) + gone + numbered('乙', 1) + numbered('丙', 77);
    expect(await linesOf(body, OFFICIAL + number(1, 0))).toEqual(['一、甲', '二、乙', '丙']);
  });

  test('numbers in table cells and text boxes count with the rest', async () => {
    const body = `${numbered('甲', 1)}<w:tbl><w:tr><w:tc>${numbered('乙', 1)}</w:tc><w:tc>${numbered('丙', 1)}</w:tc></w:tr></w:tbl>${numbered('丁', 1)}`;
    expect(await linesOf(body, OFFICIAL + number(1, 0))).toEqual(['一、甲', '二、乙\t三、丙', '四、丁']);
  });
});

const formats: readonly (readonly [format: string, value: number, text: string])[] = [
  ['decimal', 12, '12'],
  ['decimalZero', 3, '03'],
  ['decimalFullWidth', 12, '１２'],
  ['numberInDash', 2, '- 2 -'],
  ['chineseCounting', 10, '十'],
  ['chineseCounting', 21, '二十一'],
  ['chineseCounting', 105, '一〇五'],
  ['chineseCountingThousand', 105, '一百零五'],
  ['chineseCountingThousand', 110, '一百一十'],
  ['chineseCountingThousand', 10_203, '一万零二百零三'],
  ['japaneseCounting', 115, '百十五'],
  ['ideographDigital', 10, '一〇'],
  ['chineseLegalSimplified', 11, '壹拾壹'],
  ['ideographTraditional', 3, '丙'],
  ['ideographZodiac', 12, '亥'],
  ['ideographZodiacTraditional', 13, '丙子'],
  ['ideographEnclosedCircle', 2, '㊁'],
  ['decimalEnclosedCircle', 20, '⑳'],
  ['decimalEnclosedCircle', 21, '㉑'],
  ['decimalEnclosedCircle', 51, '51'],
  ['decimalEnclosedParen', 2, '⑵'],
  ['decimalEnclosedFullstop', 2, '⒉'],
  ['lowerLetter', 28, 'bb'],
  ['upperRoman', 14, 'XIV'],
  ['ordinal', 12, '12th'],
  ['none', 3, ''],
  ['somethingNew', 3, '3'],
  ['lowerLetter', 2_000_000, '2000000'],
];

describe('number formats', () => {
  test.each(formats)('%s %i', (format, value, text) => {
    expect(formatListNumber(value, format)).toBe(text);
  });
});
