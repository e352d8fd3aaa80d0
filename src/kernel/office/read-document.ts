import { recogniseDocument } from './document-kind';
import { DOCUMENT_MAX_BYTES, DOCUMENT_MAX_CHARACTERS, wholeMegabytes } from './document-limits';
import { DocumentRefusal, type DocumentNote, type DocumentRefusalCode } from './document-refusals';
import { findBodyPart, readDocx } from './docx-reader';
import { decodeTextFile, plainText } from './text-encoding';
import { BrokenZip, openZip, type ZipPackage } from './zip-package';

export { DOCUMENT_MAX_BYTES, DOCUMENT_MAX_CHARACTERS } from './document-limits';
export { documentNotes, DocumentRefusal, documentRefusals } from './document-refusals';
export type { DocumentNote, DocumentNoteCode, DocumentRefusalCode } from './document-refusals';

export type DocumentFormat = 'txt' | 'md' | 'docx';

export interface ReadDocument {
  format: DocumentFormat;
  /** Lines end in \n; rows of tables are lines with their cells parted by tabs. */
  text: string;
  /** How a text file was written (utf-8, gb18030, big5, utf-16le, utf-16be); null for Word documents. */
  encoding: string | null;
  notes: DocumentNote[];
}

/**
 * Reads the words of a document that a user sends: .txt, .md and .docx. What it is goes by its content; the name only serves messages
 * and tells .md from .txt. Refuses every other kind by name, with `DocumentRefusal` (all codes in `documentRefusals`), and files beyond
 * the limits of `document-limits.ts` before their content is unpacked.
 */
export async function readDocument(bytes: Uint8Array, name: string): Promise<ReadDocument> {
  if (bytes.byteLength === 0) throw new DocumentRefusal('document.empty');
  if (bytes.byteLength > DOCUMENT_MAX_BYTES) {
    const params = {
      limitMegabytes: wholeMegabytes(DOCUMENT_MAX_BYTES),
      sizeMegabytes: wholeMegabytes(bytes.byteLength),
    };
    throw new DocumentRefusal('document.too_large', params);
  }
  const kind = recogniseDocument(bytes, name);
  if (kind === 'text') return readTextFile(bytes, name);
  if (kind === 'zip') return readPackage(bytes, name);
  throw new DocumentRefusal(kind, { name });
}

function readTextFile(bytes: Uint8Array, name: string): ReadDocument {
  const { text, encoding, replaced, controlsRemoved } = decodeTextFile(bytes, name);
  if (text.length > DOCUMENT_MAX_CHARACTERS) {
    throw new DocumentRefusal('document.text_too_long', { limitCharacters: DOCUMENT_MAX_CHARACTERS });
  }
  if (text.trim() === '') throw new DocumentRefusal('document.empty');
  const notes: DocumentNote[] = [];
  if (replaced > 0) notes.push({ code: 'document.bytes_replaced', params: { count: replaced } });
  if (controlsRemoved > 0) {
    notes.push({ code: 'document.control_characters_removed', params: { count: controlsRemoved } });
  }
  return { format: /\.(?:md|markdown)$/i.test(name) ? 'md' : 'txt', text, encoding, notes };
}

async function readPackage(bytes: Uint8Array, name: string): Promise<ReadDocument> {
  let zip: ZipPackage;
  try {
    zip = await openZip(bytes);
  } catch (error) {
    if (error instanceof BrokenZip) throw refuseBrokenZip(bytes, name);
    throw error;
  }
  if (zip.isEncrypted) throw new DocumentRefusal('document.encrypted', { name });
  const otherKind = kindOfPackage(zip);
  if (otherKind !== null) throw new DocumentRefusal(otherKind, { name });
  if ((await findBodyPart(zip)) === null) {
    const isOffice = zip.has('[Content_Types].xml') || /\.docx$/i.test(name);
    if (isOffice) throw new DocumentRefusal('document.broken_docx', { part: 'word/document.xml' });
    throw new DocumentRefusal('document.archive', { name });
  }
  const body = await readDocx(zip);
  const text = plainText(body.text);
  if (text.trim() === '') {
    if (body.pictures > 0) throw new DocumentRefusal('document.only_pictures', { count: body.pictures });
    throw new DocumentRefusal('document.empty');
  }
  return { format: 'docx', text, encoding: null, notes: body.notes };
}

function kindOfPackage(zip: ZipPackage): DocumentRefusalCode | null {
  if (zip.has('xl/workbook.xml') || zip.has('xl/workbook.bin')) return 'document.spreadsheet';
  if (zip.has('ppt/presentation.xml')) return 'document.presentation';
  if (zip.has('OFD.xml')) return 'document.ofd';
  if (zip.has('mimetype') && zip.has('content.xml')) return 'document.opendocument';
  return null;
}

/** A damaged Word file still shows what it was: its parts carry their names in front of their content. */
function refuseBrokenZip(bytes: Uint8Array, name: string): DocumentRefusal {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 4096));
  const wasWord = /\.docx$/i.test(name) || /\[Content_Types\]\.xml|_rels\/\.rels|word\//.test(head);
  return wasWord
    ? new DocumentRefusal('document.broken_docx', { part: 'zip' })
    : new DocumentRefusal('document.archive', { name });
}
