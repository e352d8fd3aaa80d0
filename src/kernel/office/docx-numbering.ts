import { formatListNumber } from './docx-number-formats';
import { isOn, levelOf, type DocxStyles, type NumberingReference } from './docx-styles';
import { readXml, type XmlAttributes } from './xml-tokens';

interface Level {
  start: number;
  format: string;
  template: string;
  suffix: string;
  styleId: string | null;
  /** The level (counted from 1) whose use starts this one again; 0 = never; null = any higher level. */
  restartAfter: number | null;
  isLegal: boolean;
}

interface AbstractNumbering {
  id: string;
  levels: Map<number, Level>;
  /** A numbering may only point to a list style, which holds the reference to the real one. */
  styleLink: string | null;
}

interface Numbering {
  abstractId: string;
  starts: Map<number, number>;
  levels: Map<number, Level>;
}

const MAX_TEMPLATE_LENGTH = 255;
const MAX_START = 32_767;

/** The definitions in word/numbering.xml (ECMA-376 part 1, 17.9). */
export class DocxNumbering {
  readonly #abstracts = new Map<string, AbstractNumbering>();
  readonly #numbers = new Map<string, Numbering>();

  static read(xml: string): DocxNumbering {
    const numbering = new DocxNumbering();
    let abstract: AbstractNumbering | null = null;
    let number: Numbering | null = null;
    let overridden = 0;
    let level: Level | null = null;
    for (const token of readXml(xml)) {
      if (token.kind === 'text') continue;
      const { name } = token;
      if (token.kind === 'close') {
        if (name === 'w:abstractNum') abstract = null;
        if (name === 'w:num') number = null;
        if (name === 'w:lvl') level = null;
        continue;
      }
      const { attributes } = token;
      if (name === 'w:abstractNum') abstract = numbering.#addAbstract(attributes);
      else if (name === 'w:num') number = numbering.#addNumber(attributes);
      else if (name === 'w:lvl') {
        level = newLevel();
        (abstract ?? number)?.levels.set(levelOf(attributes.get('ilvl')), level);
      } else if (level) readLevelProperty(level, name, attributes);
      else if (abstract && name === 'w:numStyleLink') abstract.styleLink = attributes.get('val') ?? null;
      else if (number && name === 'w:abstractNumId') number.abstractId = attributes.get('val') ?? '';
      else if (number && name === 'w:lvlOverride') overridden = levelOf(attributes.get('ilvl'));
      else if (number && name === 'w:startOverride') number.starts.set(overridden, startOf(attributes));
    }
    return numbering;
  }

  number(numberId: string): Numbering | undefined {
    return this.#numbers.get(numberId);
  }

  /** The abstract numbering behind a number, through the list style if it only points to one. */
  abstractOf(numberId: string, styles: DocxStyles): AbstractNumbering | null {
    const abstract = this.#abstracts.get(this.#numbers.get(numberId)?.abstractId ?? '');
    if (!abstract?.styleLink || abstract.levels.size > 0) return abstract ?? null;
    const linked = styles.numberingOf(abstract.styleLink)?.numberId;
    return this.#abstracts.get(this.#numbers.get(linked ?? '')?.abstractId ?? '') ?? null;
  }

  #addAbstract(attributes: XmlAttributes): AbstractNumbering {
    const abstract = { id: attributes.get('abstractNumId') ?? '', levels: new Map<number, Level>(), styleLink: null };
    this.#abstracts.set(abstract.id, abstract);
    return abstract;
  }

  #addNumber(attributes: XmlAttributes): Numbering {
    const number = { abstractId: '', starts: new Map<number, number>(), levels: new Map<number, Level>() };
    this.#numbers.set(attributes.get('numId') ?? '', number);
    return number;
  }
}

/**
 * Counts through a document as Word does. All numbers that stand on one abstract numbering count together; a number that carries a
 * start of its own begins again there when it is first used.
 */
export class ListCounter {
  readonly #counts = new Map<string, (number | undefined)[]>();
  readonly #started = new Set<string>();

  constructor(
    private readonly numbering: DocxNumbering,
    private readonly styles: DocxStyles,
  ) {}

  /** The number in front of a paragraph with what parts it from the text, or '' where there is none. Each call counts one further. */
  next(own: NumberingReference, styleId: string | null, text: string): string {
    const reference = this.#resolve(own, styleId);
    if (!reference) return '';
    const { numberId, abstract, level } = reference;
    const definition = this.#level(numberId, abstract, level);
    if (!definition) return '';
    const counts = this.#counts.get(abstract.id) ?? [];
    this.#counts.set(abstract.id, counts);
    const start = this.numbering.number(numberId)?.starts.get(level);
    const use = `${numberId}/${level}`;
    if (start !== undefined && !this.#started.has(use)) counts[level] = start;
    else counts[level] = (counts[level] ?? definition.start - 1) + 1;
    this.#started.add(use);
    for (let deeper = level + 1; deeper <= 8; deeper += 1) {
      const restartAfter = this.#level(numberId, abstract, deeper)?.restartAfter ?? null;
      if (restartAfter === null || level < restartAfter) counts[deeper] = undefined;
    }
    const label = this.#label(numberId, abstract, definition, counts);
    return label + gapAfter(label, definition.suffix, text);
  }

  #resolve(
    own: NumberingReference,
    styleId: string | null,
  ): { numberId: string; abstract: AbstractNumbering; level: number } | null {
    const inherited = own.numberId === null ? this.styles.numberingOf(styleId) : null;
    const numberId = own.numberId ?? inherited?.numberId ?? null;
    if (numberId === null || numberId === '0') return null;
    const abstract = this.numbering.abstractOf(numberId, this.styles);
    if (!abstract) return null;
    const level = own.level ?? inherited?.level ?? this.#levelOfStyle(abstract, inherited?.styleId ?? styleId);
    return { numberId, abstract, level };
  }

  #levelOfStyle(abstract: AbstractNumbering, styleId: string | null): number {
    for (const [index, level] of abstract.levels) {
      if (styleId !== null && level.styleId === styleId) return index;
    }
    return 0;
  }

  #level(numberId: string, abstract: AbstractNumbering, level: number): Level | undefined {
    return this.numbering.number(numberId)?.levels.get(level) ?? abstract.levels.get(level);
  }

  #label(numberId: string, abstract: AbstractNumbering, definition: Level, counts: (number | undefined)[]): string {
    if (definition.format === 'bullet') return readableBullet(definition.template);
    return definition.template.replace(/%([1-9])/g, (_, digit: string) => {
      const index = Number(digit) - 1;
      const level = this.#level(numberId, abstract, index);
      const format = level?.format ?? 'decimal';
      return formatListNumber(
        counts[index] ?? level?.start ?? 1,
        definition.isLegal && format !== 'none' ? 'decimal' : format,
      );
    });
  }
}

function newLevel(): Level {
  return {
    start: 1,
    format: 'decimal',
    template: '',
    suffix: 'tab',
    styleId: null,
    restartAfter: null,
    isLegal: false,
  };
}

function readLevelProperty(level: Level, name: string, attributes: XmlAttributes): void {
  const value = attributes.get('val');
  if (name === 'w:start') level.start = startOf(attributes);
  // Word writes new formats as "custom" beside an older one for other programs; the older one is what can be read here.
  else if (name === 'w:numFmt' && value !== 'custom') level.format = value ?? 'decimal';
  else if (name === 'w:lvlText') level.template = (value ?? '').slice(0, MAX_TEMPLATE_LENGTH);
  else if (name === 'w:suff') level.suffix = value ?? 'tab';
  else if (name === 'w:pStyle') level.styleId = value ?? null;
  else if (name === 'w:lvlRestart') level.restartAfter = Number.parseInt(value ?? '0', 10) || 0;
  else if (name === 'w:isLgl') level.isLegal = isOn(attributes, 'val', true);
}

function startOf(attributes: XmlAttributes): number {
  const start = Number.parseInt(attributes.get('val') ?? '1', 10);
  return Number.isFinite(start) ? Math.min(Math.max(start, 0), MAX_START) : 1;
}

/** Bullets of the Symbol and Wingdings fonts sit in the private use area and would show as boxes. */
function readableBullet(template: string): string {
  return /^[\ue000-\uf8ff]/.test(template) ? '●' : template;
}

/**
 * Word parts number and text by a tab or a space, or only by the hanging indent. Here nothing stands after marks that part by
 * themselves (一、 （一） 1)), and one space after others. A digit is never left touching a digit: "3." before "8元" must not read 3.8元.
 */
function gapAfter(label: string, suffix: string, text: string): string {
  if (label === '' || text === '') return '';
  const touchesDigit = /[0-9０-９][.．]?$/.test(label) && /^[0-9０-９]/.test(text);
  if (touchesDigit) return ' ';
  if (/[、）)：〕】．]$/.test(label)) return '';
  return suffix === 'nothing' ? '' : ' ';
}
