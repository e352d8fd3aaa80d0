import { XML_MAX_DEPTH } from './document-limits';

/**
 * A reader of the XML that office packages hold. It goes over the text once, from left to right, and never looks back, so that its
 * time is linear in the size of the part; it refuses document type declarations, and with them every entity expansion.
 */
export type XmlToken =
  | { kind: 'open'; name: string; attributes: XmlAttributes }
  | { kind: 'close'; name: string }
  | { kind: 'text'; text: string };

/** The attributes of one element, parsed when the first of them is asked for. Names are local names, without their prefix. */
export interface XmlAttributes {
  get(localName: string): string | undefined;
}

const NAME_TABLE_SIZE = 4096;

export class MalformedXml extends Error {}
export class ForbiddenXml extends Error {}

/** Prefixes are free in XML; the reader answers with these whatever the producer chose. Strict and transitional forms are both known. */
const KNOWN_NAMESPACES = new Map<string, string>([
  ['http://schemas.openxmlformats.org/wordprocessingml/2006/main', 'w'],
  ['http://purl.oclc.org/ooxml/wordprocessingml/main', 'w'],
  ['http://schemas.openxmlformats.org/markup-compatibility/2006', 'mc'],
  ['http://schemas.openxmlformats.org/officeDocument/2006/math', 'm'],
  ['http://purl.oclc.org/ooxml/officeDocument/math', 'm'],
  ['http://schemas.openxmlformats.org/drawingml/2006/main', 'a'],
  ['http://purl.oclc.org/ooxml/drawingml/main', 'a'],
  ['http://schemas.openxmlformats.org/drawingml/2006/chart', 'c'],
  ['http://purl.oclc.org/ooxml/drawingml/chart', 'c'],
  ['http://schemas.openxmlformats.org/drawingml/2006/diagram', 'dgm'],
  ['http://purl.oclc.org/ooxml/drawingml/diagram', 'dgm'],
  ['urn:schemas-microsoft-com:vml', 'v'],
]);

export function decodeXml(bytes: Uint8Array): string {
  const encoding =
    bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8';
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    throw new MalformedXml(`not ${encoding}`);
  }
}

export function* readXml(xml: string): Generator<XmlToken> {
  const names = new NameTable();
  const path: string[] = [];
  let at = 0;
  while (at < xml.length) {
    const tag = xml.indexOf('<', at);
    const textEnd = tag < 0 ? xml.length : tag;
    if (textEnd > at && path.length > 0) yield { kind: 'text', text: decodeEntities(xml.slice(at, textEnd)) };
    if (tag < 0) break;
    const next = xml.charCodeAt(tag + 1);
    if (next === 0x21 /* ! */) {
      const section = readDeclaration(xml, tag);
      if (section.text !== null) yield { kind: 'text', text: section.text };
      at = section.end;
    } else if (next === 0x3f /* ? */) {
      at = endOf(xml, '?>', tag);
    } else if (next === 0x2f /* / */) {
      at = endOf(xml, '>', tag);
      const raw = xml.slice(tag + 2, at - 1).trimEnd();
      if (path.pop() !== raw) throw new MalformedXml(`unexpected </${raw.slice(0, 40)}>`);
      yield { kind: 'close', name: names.canonical(raw) };
    } else {
      at = endOfTag(xml, tag);
      const isEmpty = xml.charCodeAt(at - 2) === 0x2f;
      const inner = xml.slice(tag + 1, at - (isEmpty ? 2 : 1));
      const raw = /^[^\s/<>"'&=]+/.exec(inner)?.[0];
      if (!raw) throw new MalformedXml('a tag without a name');
      const attributes = new LazyAttributes(inner.slice(raw.length));
      if (inner.includes('xmlns')) names.declare(attributes);
      const name = names.canonical(raw);
      if (!isEmpty && path.push(raw) > XML_MAX_DEPTH) throw new ForbiddenXml('nested too deep');
      yield { kind: 'open', name, attributes };
      if (isEmpty) yield { kind: 'close', name };
    }
  }
  if (path.length > 0) throw new MalformedXml(`<${path.at(-1)}> is not closed`);
}

function readDeclaration(xml: string, at: number): { end: number; text: string | null } {
  if (xml.startsWith('<!--', at)) return { end: endOf(xml, '-->', at + 4), text: null };
  if (xml.startsWith('<![CDATA[', at)) {
    const end = endOf(xml, ']]>', at);
    return { end, text: xml.slice(at + 9, end - 3) };
  }
  throw new ForbiddenXml('document type declaration');
}

function endOf(xml: string, mark: string, from: number): number {
  const found = xml.indexOf(mark, from);
  if (found < 0) throw new MalformedXml('the part ends inside a tag');
  return found + mark.length;
}

/** The end of an opening tag; a `>` inside a quoted attribute value is allowed by XML and doesn't end it. */
function endOfTag(xml: string, from: number): number {
  const mark = /["'>]/g;
  mark.lastIndex = from;
  for (let found = mark.exec(xml); found; found = mark.exec(xml)) {
    if (found[0] === '>') return mark.lastIndex;
    mark.lastIndex = endOf(xml, found[0], mark.lastIndex);
  }
  throw new MalformedXml('the part ends inside a tag');
}

const ENTITIES = new Map([
  ['lt', '<'],
  ['gt', '>'],
  ['amp', '&'],
  ['quot', '"'],
  ['apos', "'"],
]);

function decodeEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(?:#x([0-9a-f]{1,6})|#([0-9]{1,7})|([a-z]{2,4}));|&/gi, (whole, hex, decimal, named) => {
    if (named) {
      const character = ENTITIES.get(String(named));
      if (character) return character;
    }
    const code = hex ? Number.parseInt(String(hex), 16) : decimal ? Number.parseInt(String(decimal), 10) : -1;
    if (code < 0 || code > 0x10ffff) throw new MalformedXml(`unknown entity ${String(whole)}`);
    return code >= 0xd800 && code <= 0xdfff ? '\ufffd' : String.fromCodePoint(code);
  });
}

class LazyAttributes implements XmlAttributes {
  #values: Map<string, string> | null = null;

  constructor(private readonly source: string) {}

  get(localName: string): string | undefined {
    this.#values ??= this.#byLocalName();
    return this.#values.get(localName);
  }

  *pairs(): Generator<readonly [name: string, value: string]> {
    const attribute = /\s*([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/y;
    for (let found = attribute.exec(this.source); found; found = attribute.exec(this.source)) {
      yield [found[1] ?? '', decodeEntities(found[2] ?? found[3] ?? '')];
    }
  }

  #byLocalName(): Map<string, string> {
    const values = new Map<string, string>();
    for (const [name, value] of this.pairs()) {
      if (!name.startsWith('xmlns')) values.set(name.slice(name.indexOf(':') + 1), value);
    }
    return values;
  }
}

/** Prefix declarations are kept for the whole part: office producers never give one prefix two meanings inside one part. */
class NameTable {
  readonly #prefixes = new Map<string, string>();
  readonly #names = new Map<string, string>();

  declare(attributes: LazyAttributes): void {
    for (const [name, value] of attributes.pairs()) {
      if (name !== 'xmlns' && !name.startsWith('xmlns:')) continue;
      const known = KNOWN_NAMESPACES.get(value);
      if (known !== undefined) this.#prefixes.set(name.slice(6), known);
      this.#names.clear();
    }
  }

  canonical(raw: string): string {
    const cached = this.#names.get(raw);
    if (cached !== undefined) return cached;
    const colon = raw.indexOf(':');
    const written = colon < 0 ? '' : raw.slice(0, colon);
    const prefix = this.#prefixes.get(written) ?? written;
    const local = raw.slice(colon + 1);
    const name = prefix ? `${prefix}:${local}` : local;
    // A hostile part may invent a new name for each element; the table must not grow with it.
    if (this.#names.size < NAME_TABLE_SIZE) this.#names.set(raw, name);
    return name;
  }
}
