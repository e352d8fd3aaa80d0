import { readXml, type XmlAttributes } from './xml-tokens';

/** What a paragraph or a style says about automatic numbering. Number 0 means "none", and takes inherited numbering away. */
export interface NumberingReference {
  numberId: string | null;
  level: number | null;
}

interface Style extends NumberingReference {
  basedOn: string | null;
  isHidden: boolean | null;
}

const MAX_CHAIN = 32;

/** The few properties of styles that change the words of a document: its automatic numbers, and text that is hidden. */
export class DocxStyles {
  readonly #styles = new Map<string, Style>();
  #defaultParagraph: string | null = null;

  static read(xml: string): DocxStyles {
    const styles = new DocxStyles();
    let current: Style | null = null;
    let inNumbering = false;
    for (const token of readXml(xml)) {
      if (token.kind === 'text') continue;
      if (token.kind === 'close') {
        if (token.name === 'w:style') current = null;
        if (token.name === 'w:numPr') inNumbering = false;
      } else if (token.name === 'w:style') {
        current = styles.#add(token.attributes);
      } else if (token.name === 'w:numPr') {
        inNumbering = true;
      } else if (current) {
        readStyleProperty(current, token.name, token.attributes, inNumbering);
      }
    }
    return styles;
  }

  /** The numbering that a paragraph style gives, with the style in the chain that names it (its level may be tied to that style). */
  numberingOf(styleId: string | null): (NumberingReference & { styleId: string }) | null {
    let level: number | null = null;
    for (const [id, style] of this.#chain(styleId ?? this.#defaultParagraph)) {
      level ??= style.level;
      if (style.numberId !== null)
        return { numberId: style.numberId, level, styleId: level === null ? (styleId ?? id) : id };
    }
    return null;
  }

  isHidden(styleId: string | null): boolean {
    for (const [, style] of this.#chain(styleId)) {
      if (style.isHidden !== null) return style.isHidden;
    }
    return false;
  }

  /** A style and those that it is based on; the chain ends where a damaged file makes it a circle or too long. */
  *#chain(styleId: string | null): Generator<readonly [string, Style]> {
    let id = styleId;
    for (let depth = 0; id !== null && depth < MAX_CHAIN; depth += 1) {
      const style = this.#styles.get(id);
      if (!style) return;
      yield [id, style];
      id = style.basedOn;
    }
  }

  #add(attributes: XmlAttributes): Style {
    const style: Style = { basedOn: null, numberId: null, level: null, isHidden: null };
    const id = attributes.get('styleId') ?? '';
    this.#styles.set(id, style);
    if (attributes.get('type') === 'paragraph' && isOn(attributes, 'default', false)) this.#defaultParagraph = id;
    return style;
  }
}

function readStyleProperty(style: Style, name: string, attributes: XmlAttributes, inNumbering: boolean): void {
  if (name === 'w:basedOn') style.basedOn = attributes.get('val') ?? null;
  if (name === 'w:vanish') style.isHidden = isOn(attributes, 'val', true);
  if (inNumbering && name === 'w:numId') style.numberId = attributes.get('val') ?? null;
  if (inNumbering && name === 'w:ilvl') style.level = levelOf(attributes.get('val'));
}

/** An on/off property (ST_OnOff): an element without a value is on. */
export function isOn(attributes: XmlAttributes, name: string, whenMissing: boolean): boolean {
  const value = attributes.get(name);
  return value === undefined ? whenMissing : value === '1' || value === 'true' || value === 'on';
}

/** A list level, 0–8; anything else in a damaged file is brought into that range. */
export function levelOf(value: string | undefined): number {
  const level = Number.parseInt(value ?? '0', 10);
  return Number.isFinite(level) ? Math.min(Math.max(level, 0), 8) : 0;
}
