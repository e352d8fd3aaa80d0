import { strToU8, zipSync, type Zippable } from 'fflate';
import { describe, expect, test } from 'vitest';
import { claimSize, madeDocx, madeOle, markEncrypted } from './made-documents';
import { readWorkbook } from './workbook';
import { isDateFormat, plainDigits, type ReadOptions, type WorkbookRow } from './workbook-reader';

const MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const IDS = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"';
const KINDS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

interface Made {
  rows?: string;
  sheet?: string;
  workbook?: string;
  texts?: string;
  styles?: string;
  parts?: Record<string, string | null>;
}

/** A workbook as other programs write it, part by part. */
function madeXlsx({ rows = '', sheet, workbook, texts, styles, parts = {} }: Made): Uint8Array {
  const relations = [
    ['rId1', 'worksheet', 'worksheets/sheet1.xml'],
    ['rId2', 'worksheet', '/xl/worksheets/sheet2.xml'],
    ...(texts === undefined ? [] : [['rId3', 'sharedStrings', 'sharedStrings.xml']]),
    ...(styles === undefined ? [] : [['rId4', 'styles', './styles.xml']]),
  ].map(([id, type, target]) => `<Relationship Id="${id}" Type="${KINDS}/${type}" Target="${target}"/>`);
  const all: Record<string, string | null> = {
    '_rels/.rels': `<Relationships><Relationship Id="rId1" Type="${KINDS}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/_rels/workbook.xml.rels': `<Relationships>${relations.join('')}</Relationships>`,
    'xl/workbook.xml':
      workbook ??
      `<workbook ${MAIN} ${IDS}><sheets><sheet name="名单" sheetId="1" r:id="rId1"/><sheet name="说明" sheetId="2" r:id="rId2"/></sheets></workbook>`,
    'xl/worksheets/sheet1.xml':
      sheet ?? `<worksheet ${MAIN}><dimension ref="A1"/><sheetData>${rows}</sheetData></worksheet>`,
    'xl/worksheets/sheet2.xml': `<worksheet ${MAIN}><sheetData><row r="7"><c r="B7"><v>7</v></c></row></sheetData></worksheet>`,
    'xl/sharedStrings.xml': texts === undefined ? null : `<sst ${MAIN}>${texts}</sst>`,
    'xl/styles.xml': styles === undefined ? null : `<styleSheet ${MAIN}>${styles}</styleSheet>`,
    ...parts,
  };
  const files: Zippable = {};
  for (const [name, content] of Object.entries(all)) if (content !== null) files[name] = strToU8(content);
  return zipSync(files, { level: 1 });
}

async function rowsOf(bytes: Uint8Array, options: ReadOptions = {}): Promise<WorkbookRow[]> {
  const rows: WorkbookRow[] = [];
  for await (const piece of (await readWorkbook(bytes, '名单.xlsx', options)).rows) rows.push(...piece);
  return rows;
}
const refusal = (bytes: Uint8Array, name = '名单.xlsx') =>
  readWorkbook(bytes, name).then(
    async ({ rows }) => {
      for await (const piece of rows) void piece;
      return 'read';
    },
    (error: { code?: string }) => error.code ?? String(error),
  );
const refusalOfRows = (bytes: Uint8Array, options: ReadOptions = {}) =>
  rowsOf(bytes, options).then(
    () => 'read',
    (error: { code?: string }) => error.code ?? String(error),
  );

describe('what a cell holds', () => {
  test('shared texts with runs and reading signs, inline texts, truths, faults, ISO days', async () => {
    const bytes = madeXlsx({
      texts:
        '<si><t>姓名</t></si><si><r><t>单</t></r><r><t xml:space="preserve"> 明</t></r><rPh sb="0" eb="1"><t>shan</t></rPh></si>',
      rows: `<row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" t="s"><v>1</v></c></row>
        <row r="3"><c r="A3" t="inlineStr"><is><r><t>区</t></r><r><t>𠮷</t></r></is></c><c r="B3" t="b"><v>1</v></c>
        <c r="C3" t="e"><v>#REF!</v></c><c r="D3" t="d"><v>2024-04-11T00:00:00</v></c><c r="E3" t="str"><v>a_x000D_b</v></c></row>`,
    });
    expect(await rowsOf(bytes)).toEqual([
      { number: 1, cells: [{ kind: 'text', text: '姓名' }, null, { kind: 'text', text: '单 明' }] },
      {
        number: 3,
        cells: [
          { kind: 'text', text: '区𠮷' },
          { kind: 'truth', value: true },
          { kind: 'fault', text: '#REF!' },
          { kind: 'day', day: '2024-04-11', time: null },
          { kind: 'text', text: 'a\rb' },
        ],
      },
    ]);
  });

  test('a formula counts as the value that it had; one that was never computed says so', async () => {
    const rows = await rowsOf(
      madeXlsx({
        rows: '<row><c><f>SUM(A2:A9)</f><v>0.30000000000000004</v></c><c t="str"><f>A1&amp;"x"</f><v>好x</v></c><c><f>NOW()</f></c></row>',
      }),
    );
    expect(rows[0]!.cells).toEqual([
      { kind: 'number', value: 0.30000000000000004, digits: '0.3' },
      { kind: 'text', text: '好x' },
      { kind: 'fault', text: '=' },
    ]);
  });

  test('formulas are counted, merged cells are named, wherever they stand behind the rows', async () => {
    const sheet = `<worksheet ${MAIN}><sheetData><row><c><f>1+1</f><v>2</v></c></row></sheetData><sheetProtection sheet="1"/><mergeCells count="2"><mergeCell ref="B3:B9"/><x:mergeCell ref="A1:AA1"/></mergeCells></worksheet>`;
    const opened = await readWorkbook(madeXlsx({ sheet }), '名单.xlsx');
    for await (const piece of opened.rows) void piece;
    expect([opened.formulas(), await opened.merged()]).toEqual([1, ['B3:B9', 'A1:AA1']]);
    const empty = await readWorkbook(madeXlsx({ sheet: `<worksheet ${MAIN}><sheetData/></worksheet>` }), 'a.xlsx');
    expect(await empty.merged()).toEqual([]);
  });

  test('numbers with a format of days are days, in both systems; money in a format with a red word is not', async () => {
    const styles = `<numFmts><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/><numFmt numFmtId="165" formatCode="[Red]&quot;¥&quot;#,##0.00"/></numFmts>
      <cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="22"/></cellXfs>`;
    const rows =
      '<row><c s="1"><v>45393</v></c><c s="2"><v>45393</v></c><c s="3"><v>45393.5</v></c><c><v>45393</v></c></row>';
    const [row] = await rowsOf(madeXlsx({ styles, rows }));
    expect(row!.cells).toEqual([
      { kind: 'day', day: '2024-04-11', time: null },
      { kind: 'number', value: 45393, digits: '45393' },
      { kind: 'day', day: '2024-04-11', time: '12:00:00' },
      { kind: 'number', value: 45393, digits: '45393' },
    ]);
    const workbook = `<workbook ${MAIN} ${IDS}><workbookPr date1904="1"/><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>`;
    const [old] = await rowsOf(madeXlsx({ styles, workbook, rows: '<row><c s="1"><v>43931</v></c></row>' }));
    expect(old!.cells).toEqual([{ kind: 'day', day: '2024-04-11', time: null }]);
  });

  test.each([
    [14, undefined, true],
    [31, undefined, true],
    [3, undefined, false],
    [164, '[$-804]yyyy/m/d;@', true],
    [164, '[h]:mm', false],
    [164, '"days" 0', false],
    [164, 'General', false],
    [164, '[Red]0.00', false],
  ])('format %i %s shows days: %s', (id, code, expected) => expect(isDateFormat(id, code)).toBe(expected));

  test.each([
    [0.1 + 0.2, '0.3'],
    [1.5e-7, '0.00000015'],
    [-1234.5, '-1234.5'],
    [123456789012345680, '123456789012346000'],
    [1e21, '1000000000000000000000'],
    [-0, '0'],
    [0.07 * 100, '7'],
  ])('%s reads %s', (value, digits) => expect(plainDigits(value)).toBe(digits));
});

describe('sheets as programs write them', () => {
  test('prefixed elements, rows and cells without their place, and what stands after the rows', async () => {
    const sheet = `<?xml version="1.0"?><x:worksheet xmlns:x="http://purl.oclc.org/ooxml/spreadsheetml/main"><x:sheetData>
      <x:row><x:c><x:v>1</x:v></x:c><x:c><x:v>2</x:v></x:c></x:row><x:row/><x:row><x:c><x:v>3</x:v></x:c></x:row>
      </x:sheetData><x:rowBreaks/></x:worksheet>`;
    const rows = await rowsOf(madeXlsx({ sheet }));
    expect(rows.map(({ number, cells }) => [number, cells.length])).toEqual([
      [1, 2],
      [3, 1],
    ]);
  });

  test('a sheet is read by its name; left out, the first that is visible; all visible names are told', async () => {
    const workbook = `<workbook ${MAIN} ${IDS}><sheets><sheet name="藏" sheetId="1" state="hidden" r:id="rId1"/><sheet name="说明" sheetId="2" r:id="rId2"/></sheets></workbook>`;
    const bytes = madeXlsx({ workbook, rows: '<row><c><v>1</v></c></row>' });
    const { name, sheets } = await readWorkbook(bytes, 'a.xlsx');
    expect([name, sheets]).toEqual(['说明', ['说明']]);
    expect(await rowsOf(bytes, { sheet: '藏' })).toHaveLength(1);
    await expect(readWorkbook(bytes, 'a.xlsx', { sheet: '无' })).rejects.toMatchObject({ code: 'workbook.no_sheet' });
  });

  test('no rows at all, and a sheet element that closes itself', async () => {
    expect(await rowsOf(madeXlsx({}))).toEqual([]);
    expect(await rowsOf(madeXlsx({ sheet: `<worksheet ${MAIN}><sheetData/></worksheet>` }))).toEqual([]);
  });

  test('a million empty rows are no rows', async () => {
    const empty = Array.from({ length: 1_000_000 }, (_none, i) => `<row r="${i + 2}" ht="15" customHeight="1"/>`).join(
      '',
    );
    const rows = `<row r="1"><c r="A1"><v>1</v></c></row>${empty}<row r="1000002"><c r="A1000002"><v>2</v></c></row>`;
    expect((await rowsOf(madeXlsx({ rows }))).map((row) => row.number)).toEqual([1, 1_000_002]);
  });
});

describe('what is refused', () => {
  const text = (words: string) => strToU8(words);
  test.each<[string, Uint8Array, string, string]>([
    ['nothing', new Uint8Array(), '名单.xlsx', 'workbook.empty'],
    ['an old Excel file', madeOle('Workbook'), '名单.xls', 'workbook.old_excel'],
    ['an old Excel file under a new name', madeOle('Workbook'), '名单.xlsx', 'workbook.old_excel'],
    ['a WPS table', madeOle('Workbook', 'ETExtData'), '名单.et', 'workbook.et'],
    ['a WPS document', madeOle('WordDocument'), '名单.wps', 'workbook.wps'],
    ['an encrypted file', madeOle('EncryptedPackage'), '名单.xlsx', 'workbook.encrypted'],
    ['an encrypted zip', markEncrypted(madeXlsx({})), '名单.xlsx', 'workbook.encrypted'],
    ['a text table', text('姓名,工号\n单,001\n'), '名单.csv', 'workbook.csv'],
    ['a web page that calls itself Excel', text('<html><table><tr><td>1'), '名单.xls', 'workbook.web_page'],
    [
      'XML of Excel 2003',
      text('<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>'),
      'a.xls',
      'workbook.web_page',
    ],
    ['bytes of no kind', Uint8Array.of(1, 2, 3, 0, 9), '名单.xlsx', 'workbook.other_kind'],
    ['a PDF', text('%PDF-1.7'), '名单.xlsx', 'workbook.other_kind'],
    ['a Word document', madeDocx({}), '名单.xlsx', 'workbook.other_kind'],
    ['a binary workbook', madeXlsx({ parts: { 'xl/workbook.bin': 'x' } }), 'a.xlsb', 'workbook.binary_excel'],
    [
      'an OpenDocument table',
      zipSync({ mimetype: text('x'), 'content.xml': text('<a/>') }),
      'a.ods',
      'workbook.opendocument',
    ],
    ['half a file', madeXlsx({ rows: '<row/>' }).slice(0, 900), '名单.xlsx', 'workbook.broken'],
    ['a larger file than any list', new Uint8Array(31 * 1024 * 1024).fill(0x20), '名单.xlsx', 'workbook.too_large'],
    ['sizes that are lies', claimSize(madeXlsx({}), 900_000_000), '名单.xlsx', 'workbook.zip_bomb'],
  ])('%s', async (_what, bytes, name, code) => expect(await refusal(bytes, name)).toBe(code));

  test('a bomb: a sheet that unpacks to far more than it packs', async () => {
    const bytes = madeXlsx({
      sheet: `<worksheet ${MAIN}><sheetData>${' '.repeat(40_000_000)}</sheetData></worksheet>`,
    });
    const packed = zipSync({ 'xl/workbook.xml': strToU8(' '.repeat(40_000_000)) }, { level: 9 });
    expect([await refusal(bytes), await refusal(packed)]).toEqual(['workbook.zip_bomb', 'workbook.zip_bomb']);
  });

  test('a document type declaration, and elements that aren’t closed', async () => {
    const evil = madeXlsx({ workbook: `<!DOCTYPE x [<!ENTITY a "b">]><workbook ${MAIN}/>` });
    expect(await refusal(evil)).toBe('workbook.unsafe_xml');
    const inRows = madeXlsx({ rows: '<row><!DOCTYPE x><c><v>1</v></c></row>' });
    expect(await refusalOfRows(inRows)).toBe('workbook.unsafe_xml');
    expect(await refusalOfRows(madeXlsx({ rows: '<row><c><v>1</c></row>' }))).toBe('workbook.broken');
    expect(await refusalOfRows(madeXlsx({ sheet: `<worksheet ${MAIN}><sheetData><row/>` }))).toBe('workbook.broken');
    // Hidden in a comment, the end of the rows would cut the sheet in silence.
    const hidden = madeXlsx({ rows: '<row/><!-- </sheetData> --><row><c><v>1</v></c></row>' });
    expect(await refusalOfRows(hidden)).toBe('workbook.broken');
  });

  test('a part that opens its rows again and again and closes no tag', async () => {
    const openings = Array.from({ length: 300_000 }, (_, i) => `<sheetData ${((i * 7919) % 104_729).toString(36)}`);
    expect(await refusalOfRows(madeXlsx({ sheet: `<worksheet ${MAIN}>${openings.join('')}` }))).toBe('workbook.broken');
  });

  test('more rows than asked for, and more cells than any honest sheet', async () => {
    const rows = '<row><c><v>1</v></c></row>'.repeat(4);
    expect(await refusalOfRows(madeXlsx({ rows }), { mostRows: 3 })).toBe('workbook.too_many_rows');
    expect(await rowsOf(madeXlsx({ rows }), { mostRows: 4 })).toHaveLength(4);
    const endless = madeXlsx({
      rows: `<row>${Array.from({ length: 450_000 }, (_none, i) => `<c s="${i}"/>`).join('')}`,
    });
    expect(await refusalOfRows(endless)).toBe('workbook.too_many_cells');
    expect(await refusalOfRows(madeXlsx({ rows: '<row><c r="XFE1"><v>1</v></c></row>' }))).toBe('workbook.broken');
  });
});
