import { TextDecoder } from 'node:util';
import { AppError } from '../errors';
import { recogniseDocument } from './document-kind';
import { wholeMegabytes } from './document-limits';
import { DocumentRefusal } from './document-refusals';
import { decodeXml, ForbiddenXml, MalformedXml, readXml, type XmlToken } from './xml-tokens';
import { BrokenZip, openZip, type ZipLimits, type ZipPackage } from './zip-package';

const MEGABYTE = 1024 * 1024;
export const WORKBOOK_MAX_BYTES = 30 * MEGABYTE;
/** Sheets are inflated piece by piece, so that a long one costs time and no memory. */
const LIMITS: ZipLimits = { entries: 2000, totalBytes: 600 * MEGABYTE, ratio: 300 };
const SMALL_PART = 10 * MEGABYTE;

/** Opens an .xlsx file as a package. Everything else is refused by its kind, with words that say what to do. */
export async function openWorkbook(bytes: Uint8Array, name: string): Promise<ZipPackage> {
  if (bytes.byteLength === 0) throw new AppError('workbook.empty', { name });
  if (bytes.byteLength > WORKBOOK_MAX_BYTES) {
    const limitMegabytes = wholeMegabytes(WORKBOOK_MAX_BYTES);
    throw new AppError('workbook.too_large', { limitMegabytes, sizeMegabytes: wholeMegabytes(bytes.byteLength) });
  }
  refuseOtherKinds(bytes, name);
  let zip: ZipPackage;
  try {
    zip = await openZip(bytes, LIMITS);
  } catch (error) {
    throw refusalOf(error, 'zip');
  }
  if (zip.isEncrypted) throw new AppError('workbook.encrypted', { name });
  if (zip.has('xl/workbook.bin')) throw new AppError('workbook.binary_excel', { name });
  if (zip.has('mimetype') && zip.has('content.xml')) throw new AppError('workbook.opendocument', { name });
  return zip;
}

function refuseOtherKinds(bytes: Uint8Array, name: string): void {
  const kind = recogniseDocument(bytes, name);
  if (kind === 'zip') return;
  if (kind === 'document.encrypted') throw new AppError('workbook.encrypted', { name });
  if (kind === 'document.wps' || kind === 'document.old_word') throw new AppError('workbook.wps', { name });
  if (kind === 'document.spreadsheet')
    throw new AppError(/\.et$/i.test(name) ? 'workbook.et' : 'workbook.old_excel', { name });
  if (kind !== 'text') throw new AppError('workbook.other_kind', { name });
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 4096)).trimStart();
  // Many programs write a web page or XML and call it .xls; Excel opens it, and only Excel can.
  if (/^(?:\u00ef\u00bb\u00bf)?\s*(?:<!doctype html|<html|<table|<\?xml|mime-version:)/i.test(head))
    throw new AppError('workbook.web_page', { name });
  const isText = !bytes.subarray(0, 4096).includes(0);
  throw new AppError(isText && /\.(?:csv|tsv|txt)$/i.test(name) ? 'workbook.csv' : 'workbook.other_kind', { name });
}

/** What goes wrong inside a package, told as a refusal; a fault of ours stays what it is. */
export function refusalOf(error: unknown, part: string): unknown {
  if (error instanceof DocumentRefusal) return new AppError('workbook.zip_bomb');
  if (error instanceof ForbiddenXml) return new AppError('workbook.unsafe_xml', { part });
  if (error instanceof BrokenZip || error instanceof MalformedXml) return new AppError('workbook.broken', { part });
  return error;
}

/** The tokens of a small part; nothing where it doesn't exist. */
export async function tokensOf(zip: ZipPackage, part: string): Promise<XmlToken[]> {
  try {
    const bytes = await zip.read(part, SMALL_PART);
    return bytes === null ? [] : [...readXml(decodeXml(bytes))];
  } catch (error) {
    throw refusalOf(error, part);
  }
}

/** `x:row` as `row`: spreadsheets have one vocabulary, and producers are free in its prefix. */
export function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

export interface Relation {
  /** The last word of its type, such as `worksheet`. */
  type: string;
  part: string;
}

/** The relations of one part by their ids, with the parts that they lead to. */
export async function relationsOf(zip: ZipPackage, part: string): Promise<Map<string, Relation>> {
  const slash = part.lastIndexOf('/') + 1;
  const folder = part.slice(0, slash);
  const relations = new Map<string, Relation>();
  for (const token of await tokensOf(zip, `${folder}_rels/${part.slice(slash)}.rels`)) {
    if (token.kind !== 'open' || localName(token.name) !== 'Relationship') continue;
    const [id, type, target] = ['Id', 'Type', 'Target'].map((name) => token.attributes.get(name));
    if (!id || !type || !target || token.attributes.get('TargetMode') === 'External') continue;
    relations.set(id, { type: type.split('/').at(-1)!, part: pathOf(folder, target) });
  }
  return relations;
}

function pathOf(folder: string, target: string): string {
  if (target.startsWith('/')) return target.slice(1);
  const steps = folder.split('/').filter(Boolean);
  for (const step of target.split('/')) {
    if (step === '..') steps.pop();
    else if (step !== '.') steps.push(step);
  }
  return steps.join('/');
}

/** A row or a text longer than this is no row of a register. */
const LONGEST_ELEMENT = 4_000_000;

/**
 * The inside of one large element, such as `sheetData`, as texts that each hold whole children, such as rows. The part
 * is never in memory as a whole: a sheet of a million rows passes in pieces of a hundred kilobytes.
 */
export async function* wholeChildren(
  zip: ZipPackage,
  part: string,
  { container, child, maxBytes }: { container: string; child: string; maxBytes: number },
): AsyncGenerator<string> {
  const pieces = zip.pieces(part, maxBytes);
  if (pieces === null) throw new AppError('workbook.broken', { part });
  // Attributes hold no `<`; to look for their end beyond one would cost a hostile part the square of its length.
  const opening = new RegExp(`<((?:[\\w.-]+:)?)${container}(?:\\s[^<>]*?)?(/?)>`);
  let decoder: TextDecoder | null = null;
  let rest = '';
  let prefix: string | null = null;
  for await (const bytes of pieces) {
    decoder ??= decoderFor(bytes);
    rest += decodeMore(decoder, bytes);
    if (prefix === null) {
      const found = opening.exec(rest);
      if (found === null && rest.length > LONGEST_ELEMENT) throw new AppError('workbook.broken', { part });
      if (found === null) continue;
      if (found[2] === '/') return;
      prefix = found[1]!;
      rest = rest.slice(found.index + found[0].length);
    }
    const end = rest.indexOf(`</${prefix}${container}`);
    if (end >= 0) {
      yield rest.slice(0, end);
      return;
    }
    const cut = rest.lastIndexOf(`<${prefix}${child}`);
    if (cut > 0) {
      yield rest.slice(0, cut);
      rest = rest.slice(cut);
    }
    if (rest.length > LONGEST_ELEMENT) throw new AppError('workbook.too_many_cells');
  }
  throw new MalformedXml(`${container} is not closed`);
}

/** What stands behind a large element, in pieces that overlap by no whole element: what is behind the rows is short. */
export async function* tailOf(
  zip: ZipPackage,
  part: string,
  { container, maxBytes }: { container: string; maxBytes: number },
): AsyncGenerator<string> {
  const pieces = zip.pieces(part, maxBytes);
  if (pieces === null) throw new AppError('workbook.broken', { part });
  const closing = new RegExp(`</(?:[\\w.-]+:)?${container}\\s*>|<(?:[\\w.-]+:)?${container}\\s*/>`);
  let decoder: TextDecoder | null = null;
  let rest = '';
  let isBehind = false;
  for await (const bytes of pieces) {
    decoder ??= decoderFor(bytes);
    rest += decodeMore(decoder, bytes);
    if (!isBehind) {
      const found = closing.exec(rest);
      if (found === null) rest = rest.slice(-(container.length + 40));
      else {
        isBehind = true;
        rest = rest.slice(found.index + found[0].length);
      }
    }
    if (!isBehind) continue;
    const cut = rest.lastIndexOf('<');
    if (cut > 0) {
      yield rest.slice(0, cut);
      rest = rest.slice(cut);
    }
    if (rest.length > LONGEST_ELEMENT) throw new AppError('workbook.too_many_cells');
  }
  if (isBehind && rest !== '') yield rest;
}

function decoderFor(first: Uint8Array): TextDecoder {
  const [a, b] = first;
  const encoding = a === 0xff && b === 0xfe ? 'utf-16le' : a === 0xfe && b === 0xff ? 'utf-16be' : 'utf-8';
  return new TextDecoder(encoding, { fatal: true });
}

function decodeMore(decoder: TextDecoder, bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes, { stream: true });
  } catch {
    throw new MalformedXml(`not ${decoder.encoding}`);
  }
}
