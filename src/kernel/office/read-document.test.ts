import { strToU8, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { documentNotes, documentRefusals } from './document-refusals';
import en from './locale/en.json';
import zhCN from './locale/zh-CN.json';
import { claimSize, madeDocx, madeOle, markEncrypted, paragraph } from './made-documents';
import { DOCUMENT_MAX_BYTES, DocumentRefusal, readDocument, type DocumentRefusalCode } from './read-document';

const PLAN = '一、组织劳动竞赛\n5月初组织捞盐比赛，参加职工200人以上。\n';

async function refusalOf(bytes: Uint8Array, name: string): Promise<DocumentRefusal | null> {
  try {
    await readDocument(bytes, name);
    return null;
  } catch (error) {
    if (error instanceof DocumentRefusal) return error;
    throw error;
  }
}

/** Characters of a text in an encoding that the platform can only read: found by asking the decoder for each pair of bytes. */
function encode(text: string, encoding: 'gb18030' | 'big5'): Uint8Array {
  const decoder = new TextDecoder(encoding);
  const pairs = new Map<string, [number, number]>();
  for (let lead = 0xfe; lead >= 0x81; lead -= 1) {
    for (let trail = 0xfe; trail >= 0x40; trail -= 1) {
      if (trail !== 0x7f) pairs.set(decoder.decode(new Uint8Array([lead, trail])), [lead, trail]);
    }
  }
  return new Uint8Array([...text].flatMap((character) => pairs.get(character) ?? [character.charCodeAt(0)]));
}

function utf16(text: string, littleEndian: boolean): Uint8Array {
  const bytes = new Uint8Array(text.length * 2);
  const view = new DataView(bytes.buffer);
  for (let index = 0; index < text.length; index += 1) view.setUint16(index * 2, text.charCodeAt(index), littleEndian);
  return bytes;
}

const withMark = (mark: number[], bytes: Uint8Array): Uint8Array => new Uint8Array([...mark, ...bytes]);

const traditional = '一、組織勞動競賽\n五月初組織撈鹽比賽，參加職工二百人以上。\n';

describe('a text file is read in the encoding it was written in', () => {
  test.each([
    ['UTF-8', strToU8(PLAN), 'utf-8', PLAN],
    ['UTF-8 with mark', withMark([0xef, 0xbb, 0xbf], strToU8(PLAN)), 'utf-8', PLAN],
    ['ASCII only', strToU8('plan 2024'), 'utf-8', 'plan 2024'],
    ['GBK', encode(PLAN, 'gb18030'), 'gb18030', PLAN],
    ['GBK, two characters', encode('工会', 'gb18030'), 'gb18030', '工会'],
    ['GBK that looks like UTF-8', encode('联通', 'gb18030'), 'gb18030', '联通'],
    ['Big5', encode(traditional, 'big5'), 'big5', traditional],
    ['UTF-16 LE with mark', withMark([0xff, 0xfe], utf16(PLAN, true)), 'utf-16le', PLAN],
    ['UTF-16 BE with mark', withMark([0xfe, 0xff], utf16(PLAN, false)), 'utf-16be', PLAN],
    ['UTF-16 LE', utf16(PLAN, true), 'utf-16le', PLAN],
    ['UTF-16 BE', utf16(PLAN, false), 'utf-16be', PLAN],
    ['UTF-16 LE, ASCII only', utf16('plan 2024', true), 'utf-16le', 'plan 2024'],
    ['UTF-16 LE without zeros', utf16('组织劳动竞赛', true), 'utf-16le', '组织劳动竞赛'],
  ])('%s', async (_, bytes, encoding, text) => {
    const document = await readDocument(bytes, 'plan.txt');
    expect(document).toEqual({ format: 'txt', text, encoding, notes: [] });
  });

  test('the whole text decides nothing that its first part has decided: a sample may end inside a character', async () => {
    const text = `a${'组织劳动竞赛'.repeat(40_000)}`;
    expect((await readDocument(strToU8(text), 'plan.txt')).text).toBe(text);
    expect((await readDocument(encode(text, 'gb18030'), 'plan.txt')).text).toBe(text);
  });

  test('a few damaged bytes are shown and told, and do not stop the reading', async () => {
    const bytes = strToU8(PLAN.repeat(30));
    bytes[300] = 0xff;
    const document = await readDocument(bytes, 'plan.txt');
    expect(document.encoding).toBe('utf-8');
    expect(document.notes.map((note) => note.code)).toEqual(['document.bytes_replaced']);
  });

  test('line ends become one kind, stray controls go, all else stays literal', async () => {
    const source = `<b>标题</b> &amp; <script>\r\n第二行\r第三行\u2028第四行　全角\u0007${'文'.repeat(300)}`;
    const document = await readDocument(strToU8(source), 'plan.md');
    expect(document.text).toBe(`<b>标题</b> &amp; <script>\n第二行\n第三行\n第四行　全角${'文'.repeat(300)}`);
    expect(document.format).toBe('md');
    expect(document.notes).toEqual([{ code: 'document.control_characters_removed', params: { count: 1 } }]);
  });
});

const docx = madeDocx({ body: paragraph('文字') });
const zip = (...names: string[]): Uint8Array =>
  zipSync(Object.fromEntries(names.map((name) => [name, strToU8('<x/>')])));
const bodyOf = (xml: string): Uint8Array => madeDocx({ parts: { 'word/document.xml': xml } });
const noise = Uint8Array.from({ length: 4000 }, (_, index) => (index * 167 + (index >> 3) * 31) % 256);
const picture = '<w:p><w:r><w:drawing><a:blip/></w:drawing></w:r></w:p>';
const bomb = { 'word/media/a.bin': new Uint8Array(30_000_000) };
const entities =
  '<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><w:document><w:body>&b;</w:body></w:document>';
const undeclared = '<w:document><w:body><w:p><w:r><w:t>&nosuch;</w:t></w:r></w:p></w:body></w:document>';

const refused: readonly (readonly [string, () => Uint8Array, string, DocumentRefusalCode])[] = [
  ['nothing', () => new Uint8Array(), 'plan.txt', 'document.empty'],
  ['blanks only', () => strToU8(' \r\n　\t'), 'plan.txt', 'document.empty'],
  ['a .docx without words', () => madeDocx({}), 'plan.docx', 'document.empty'],
  ['a scanned .docx', () => madeDocx({ body: picture }), 'plan.docx', 'document.only_pictures'],
  ['a file too large', () => new Uint8Array(DOCUMENT_MAX_BYTES + 1), 'plan.txt', 'document.too_large'],
  ['a text too long', () => strToU8('a'.repeat(2_000_001)), 'plan.txt', 'document.text_too_long'],
  ['a .docx too long', () => madeDocx({ body: paragraph(longNoise()) }), 'plan.docx', 'document.text_too_long'],
  ['noise', () => noise, 'plan.txt', 'document.binary'],
  ['noise called .docx', () => noise, 'plan.docx', 'document.binary'],
  ['a program', () => withMark([0x4d, 0x5a, 0x90, 0, 3, 0, 0, 0], noise), 'plan.txt', 'document.binary'],
  ['NUL bytes in a text', () => strToU8('abc\0def\0\0'), 'plan.txt', 'document.binary'],
  ['Latin-1', () => new Uint8Array([0x63, 0x61, 0x66, 0xe9, 0x20, 0xe8]), 'plan.txt', 'document.unknown_encoding'],
  ['an old Word file', () => madeOle('WordDocument', '1Table'), 'plan.doc', 'document.old_word'],
  ['an old Word file as .docx', () => madeOle('WordDocument', '1Table'), 'plan.docx', 'document.old_word'],
  ['a damaged OLE file', () => madeOle().slice(0, 600), 'plan.doc', 'document.old_word'],
  ['a WPS file', () => madeOle('WordDocument'), 'plan.wps', 'document.wps'],
  ['a Works file', () => madeOle('MatOST'), 'plan.doc', 'document.wps'],
  ['an encrypted .docx', () => madeOle('EncryptionInfo', 'EncryptedPackage'), 'plan.docx', 'document.encrypted'],
  ['a zip with a password', () => markEncrypted(docx), 'plan.docx', 'document.encrypted'],
  ['an old workbook', () => madeOle('Workbook'), 'plan.xls', 'document.spreadsheet'],
  ['a workbook', () => zip('[Content_Types].xml', 'xl/workbook.xml'), 'plan.docx', 'document.spreadsheet'],
  ['old slides', () => madeOle('PowerPoint Document'), 'plan.ppt', 'document.presentation'],
  ['slides', () => zip('[Content_Types].xml', 'ppt/presentation.xml'), 'plan.pptx', 'document.presentation'],
  ['an OpenDocument text', () => zip('mimetype', 'content.xml'), 'plan.odt', 'document.opendocument'],
  ['an OFD file', () => zip('OFD.xml', 'Doc_0/Document.xml'), 'plan.ofd', 'document.ofd'],
  ['another zip', () => zip('plan.txt'), 'plan.zip', 'document.archive'],
  ['a damaged zip', () => zip('plan.txt').slice(0, 30), 'plan.zip', 'document.archive'],
  ['a RAR archive', () => strToU8('Rar!\u001a\u0007'), 'plan.rar', 'document.archive'],
  ['a PDF', () => strToU8('%PDF-1.7\n…'), 'plan.docx', 'document.pdf'],
  ['RTF', () => strToU8('{\\rtf1\\ansi x}'), 'plan.doc', 'document.rtf'],
  ['a PNG', () => new Uint8Array([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]), 'plan.txt', 'document.image'],
  ['a JPEG', () => new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 0, 16]), 'plan.txt', 'document.image'],
  ['a page saved as .doc', () => strToU8('<!DOCTYPE html><p>x'), 'plan.doc', 'document.web_page'],
  [
    'Word 2003 XML',
    () => strToU8('<?xml version="1.0"?><?mso-application progid="Word.Document"?>'),
    'a.xml',
    'document.word_xml',
  ],
  [
    'a .docx without body',
    () => madeDocx({ parts: { 'word/document.xml': null } }),
    'plan.docx',
    'document.broken_docx',
  ],
  ['a zip that only is called .docx', () => zip('plan.txt'), 'plan.docx', 'document.broken_docx'],
  ['a .docx cut short', () => docx.slice(0, docx.length - 40), 'plan.docx', 'document.broken_docx'],
  ['a .docx cut short, renamed', () => docx.slice(0, docx.length - 40), 'plan', 'document.broken_docx'],
  ['tags that do not match', () => bodyOf('<w:document><w:body></w:document>'), 'plan.docx', 'document.broken_docx'],
  ['a tag that never ends', () => bodyOf('<w:document><w:body a="'), 'plan.docx', 'document.broken_docx'],
  ['an undeclared entity', () => bodyOf(undeclared), 'plan.docx', 'document.broken_docx'],
  ['another kind of XML', () => bodyOf('<x/>'), 'plan.docx', 'document.broken_docx'],
  ['bytes that are no XML', () => bodyOf('').slice(), 'plan.docx', 'document.broken_docx'],
  ['sizes that claim too little', () => claimSize(docx, 10), 'plan.docx', 'document.zip_bomb'],
  ['sizes that claim too much', () => claimSize(docx, 90_000), 'plan.docx', 'document.broken_docx'],
  ['sizes that claim far too much', () => claimSize(docx, 0x7fffffff), 'plan.docx', 'document.zip_bomb'],
  ['an entity bomb', () => bodyOf(entities), 'plan.docx', 'document.unsafe_xml'],
  ['a tower of elements', () => bodyOf(`<w:document>${'<w:p>'.repeat(5000)}`), 'plan.docx', 'document.unsafe_xml'],
  ['a zip bomb in a picture', () => madeDocx({ body: paragraph('x'), parts: bomb }), 'plan.docx', 'document.zip_bomb'],
  [
    'a zip of too many parts',
    () => zip(...Array.from({ length: 2001 }, (_, n) => `word/${n}`)),
    'a.docx',
    'document.zip_bomb',
  ],
];

/** Text that does not pack so well that the ratio of the package is what refuses it. */
function longNoise(): string {
  let text = '';
  for (let seed = 1; text.length <= 2_000_000; seed = (seed * 48_271) % 2_147_483_647) text += seed.toString(36);
  return text;
}

describe('what cannot be read is refused by its own name', () => {
  test.each(refused)('%s', async (_, bytes, name, code) => {
    const refusal = await refusalOf(bytes(), name);
    expect(refusal?.code).toBe(code);
    expect(Object.keys(refusal?.params ?? {}).sort()).toEqual([...documentRefusals[code]].sort());
  });

  test('every code is raised here', () => {
    expect(new Set(refused.map(([, , , code]) => code))).toEqual(new Set(Object.keys(documentRefusals)));
  });
});

describe('every refusal and note has its text in both languages', () => {
  const codes = [
    ...Object.entries(documentRefusals).map(([code, params]) => ['errors', code, params] as const),
    ...Object.entries(documentNotes).map(([code, params]) => ['notes', code, params] as const),
  ];
  test.each(codes)('%s.%s', (group, code, params) => {
    const key = code.replace('document.', '');
    for (const locale of [zhCN, en]) {
      const texts: Record<string, string> = locale[group].document;
      const placeholders = [...(texts[key] ?? '').matchAll(/\{\{(\w+)\}\}/g)].map((found) => found[1]);
      expect(texts[key]).toBeTruthy();
      for (const placeholder of placeholders) expect(params).toContain(placeholder);
    }
  });

  test('and no text is left over', () => {
    for (const locale of [zhCN, en]) {
      expect(Object.keys(locale.errors.document)).toHaveLength(Object.keys(documentRefusals).length);
      expect(Object.keys(locale.notes.document)).toHaveLength(Object.keys(documentNotes).length);
    }
  });
});
