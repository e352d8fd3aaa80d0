import { strToU8, zipSync, type Zippable } from 'fflate';

/** Documents for tests, written part by part as Word and hostile hands write them. */
const W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
const OTHERS =
  'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"';

const CONTENT_TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>';
const RELATIONS =
  '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>';

export interface MadeParts {
  body?: string;
  styles?: string;
  numbering?: string;
  /** Further parts, or usual parts replaced (by null: left out). */
  parts?: Record<string, string | Uint8Array | null>;
}

export function madeDocx({ body = '<w:p/>', styles, numbering, parts = {} }: MadeParts): Uint8Array {
  const files: Record<string, string | Uint8Array | null> = {
    '[Content_Types].xml': CONTENT_TYPES,
    '_rels/.rels': RELATIONS,
    'word/document.xml': `<?xml version="1.0" encoding="UTF-8"?><w:document ${W} ${OTHERS}><w:body>${body}</w:body></w:document>`,
    'word/styles.xml': styles === undefined ? null : `<w:styles ${W}>${styles}</w:styles>`,
    'word/numbering.xml': numbering === undefined ? null : `<w:numbering ${W}>${numbering}</w:numbering>`,
    ...parts,
  };
  const zippable: Zippable = {};
  for (const [name, content] of Object.entries(files)) {
    if (content !== null) zippable[name] = typeof content === 'string' ? strToU8(content) : content;
  }
  return zipSync(zippable);
}

export function run(text: string, properties = ''): string {
  return `<w:r>${properties && `<w:rPr>${properties}</w:rPr>`}<w:t xml:space="preserve">${text}</w:t></w:r>`;
}

export function paragraph(text: string, properties = ''): string {
  return `<w:p>${properties && `<w:pPr>${properties}</w:pPr>`}${run(text)}</w:p>`;
}

export function numbered(text: string, numberId: number, level = 0): string {
  return paragraph(text, `<w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="${numberId}"/></w:numPr>`);
}

/** An OLE compound file whose directory holds the given streams. */
export function madeOle(...streams: string[]): Uint8Array {
  const bytes = new Uint8Array(512 * 4);
  const view = new DataView(bytes.buffer);
  bytes.set([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
  view.setUint16(30, 9, true);
  view.setUint32(48, 1, true);
  view.setUint32(76, 0, true);
  // Sector 0 is the allocation table, 1 and 2 the directory.
  view.setUint32(512 + 4, 2, true);
  view.setUint32(512 + 8, 0xfffffffe, true);
  ['Root Entry', ...streams].forEach((name, index) => {
    const at = 1024 + index * 128;
    [...name].forEach((character, place) => view.setUint16(at + place * 2, character.charCodeAt(0), true));
    view.setUint16(at + 64, (name.length + 1) * 2, true);
  });
  return bytes;
}

/** Overwrites the uncompressed size that the central directory claims for every part. */
export function claimSize(zip: Uint8Array, size: number): Uint8Array {
  const lying = zip.slice();
  const view = new DataView(lying.buffer);
  for (let at = 0; at + 46 < lying.length; at += 1) {
    if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, size, true);
  }
  return lying;
}

/** Sets the "encrypted" flag of every part, as zip programs do when a password is given. */
export function markEncrypted(zip: Uint8Array): Uint8Array {
  const marked = zip.slice();
  const view = new DataView(marked.buffer);
  for (let at = 0; at + 46 < marked.length; at += 1) {
    if (view.getUint32(at, true) === 0x02014b50) view.setUint16(at + 8, view.getUint16(at + 8, true) | 1, true);
  }
  return marked;
}
