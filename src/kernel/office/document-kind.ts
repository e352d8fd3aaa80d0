import type { DocumentRefusalCode } from './document-refusals';

/** What the first bytes say about a file: text to be decoded, a zip package to be opened, or a kind that is refused by name. */
export type DocumentKind = 'text' | 'zip' | DocumentRefusalCode;

const SIGNATURES: readonly (readonly [bytes: readonly number[], offset: number, kind: DocumentKind])[] = [
  [[0x50, 0x4b, 0x03, 0x04], 0, 'zip'],
  [[0x50, 0x4b, 0x05, 0x06], 0, 'zip'],
  [[0x89, 0x50, 0x4e, 0x47], 0, 'document.image'],
  [[0xff, 0xd8, 0xff], 0, 'document.image'],
  [[0x47, 0x49, 0x46, 0x38], 0, 'document.image'],
  [[0x49, 0x49, 0x2a, 0x00], 0, 'document.image'],
  [[0x4d, 0x4d, 0x00, 0x2a], 0, 'document.image'],
  [[0x57, 0x45, 0x42, 0x50], 8, 'document.image'],
  [[0x66, 0x74, 0x79, 0x70, 0x68, 0x65, 0x69], 4, 'document.image'],
  [[0x52, 0x61, 0x72, 0x21, 0x1a], 0, 'document.archive'],
  [[0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c], 0, 'document.archive'],
  [[0x1f, 0x8b, 0x08], 0, 'document.archive'],
  [[0x42, 0x5a, 0x68], 0, 'document.archive'],
  [[0xfd, 0x37, 0x7a, 0x58, 0x5a], 0, 'document.archive'],
];

const OLE_SIGNATURE = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
const OLE_MAX_DIRECTORY_SECTORS = 256;

const WEB_PAGE_NAMES = /\.(?:docx?|html?|mht|mhtml)$/i;

/** The kind of a file by its content. The name only decides between kinds that share one container (.doc and .wps). */
export function recogniseDocument(bytes: Uint8Array, name: string): DocumentKind {
  if (startsWith(bytes, OLE_SIGNATURE, 0)) return recogniseOle(bytes, name);
  for (const [signature, offset, kind] of SIGNATURES) {
    if (startsWith(bytes, signature, offset)) return kind;
  }
  if (startsWith(bytes, [0x42, 0x4d], 0) && hasZero(bytes.subarray(0, 64))) return 'document.image';
  const head = asciiHead(bytes);
  if (head.startsWith('%PDF-')) return 'document.pdf';
  if (head.startsWith('{\\rtf')) return 'document.rtf';
  if (head.startsWith('<?xml') && head.includes('progid="Word.Document"')) return 'document.word_xml';
  if (WEB_PAGE_NAMES.test(name) && /^(?:<!doctype html|<html|mime-version:)/i.test(head)) return 'document.web_page';
  return 'text';
}

/** A file whose bytes fit no kind is named by its ending where that helps the user more than the word "binary". */
export function kindOfUnreadable(name: string): DocumentRefusalCode {
  if (/\.wps$/i.test(name)) return 'document.wps';
  if (/\.(?:doc|dot)$/i.test(name)) return 'document.old_word';
  if (/\.(?:xls|et)$/i.test(name)) return 'document.spreadsheet';
  return 'document.binary';
}

function recogniseOle(bytes: Uint8Array, name: string): DocumentRefusalCode {
  const streams = oleStreamNames(bytes);
  if (streams.has('EncryptedPackage') || streams.has('EncryptionInfo')) return 'document.encrypted';
  // Kingsoft writes its .wps files as Word streams, and leaves its own stream in .doc files too: only the name tells them apart.
  if (/\.wps$/i.test(name) || streams.has('WpsContent') || streams.has('MatOST')) return 'document.wps';
  if (streams.has('WordDocument')) return 'document.old_word';
  if (streams.has('Workbook') || streams.has('Book') || streams.has('ETExtData')) return 'document.spreadsheet';
  if (streams.has('PowerPoint Document')) return 'document.presentation';
  return kindOfUnreadable(name);
}

/** Names in the directory of an OLE compound file ([MS-CFB] 2.2, 2.3, 2.6). Damaged files give the names found so far. */
function oleStreamNames(bytes: Uint8Array): Set<string> {
  const names = new Set<string>();
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.byteLength < 512) return names;
  const shift = view.getUint16(30, true);
  if (shift !== 9 && shift !== 12) return names;
  const sectorBytes = 1 << shift;
  const utf16 = new TextDecoder('utf-16le');
  let sector = view.getUint32(48, true);
  for (let visited = 0; visited < OLE_MAX_DIRECTORY_SECTORS; visited += 1) {
    const start = (sector + 1) * sectorBytes;
    if (start + sectorBytes > bytes.byteLength) break;
    for (let entry = start; entry < start + sectorBytes; entry += 128) {
      const nameBytes = view.getUint16(entry + 64, true);
      if (nameBytes < 4 || nameBytes > 64) continue;
      names.add(utf16.decode(bytes.subarray(entry, entry + nameBytes - 2)));
    }
    const next = oleNextSector(view, sector, sectorBytes);
    if (next === null) break;
    sector = next;
  }
  return names;
}

function oleNextSector(view: DataView, sector: number, sectorBytes: number): number | null {
  const perSector = sectorBytes / 4;
  const tableIndex = Math.floor(sector / perSector);
  if (tableIndex >= 109) return null;
  const table = view.getUint32(76 + tableIndex * 4, true);
  const at = (table + 1) * sectorBytes + (sector % perSector) * 4;
  if (at + 4 > view.byteLength) return null;
  const next = view.getUint32(at, true);
  return next >= 0xfffffffa ? null : next;
}

function startsWith(bytes: Uint8Array, signature: readonly number[], offset: number): boolean {
  return signature.every((byte, index) => bytes[offset + index] === byte);
}

function hasZero(bytes: Uint8Array): boolean {
  return bytes.includes(0);
}

function asciiHead(bytes: Uint8Array): string {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 1024));
  return head.replace(/^\u00ef\u00bb\u00bf/, '').trimStart();
}
