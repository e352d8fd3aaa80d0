import { DOCUMENT_MAX_CHARACTERS } from './document-limits';
import { DocumentRefusal } from './document-refusals';
import type { NumberingReference } from './docx-styles';

/** The paragraph being read. */
export interface OpenParagraph extends NumberingReference {
  styleId: string | null;
  text: string;
  /** Lines of text boxes anchored in this paragraph; they follow it. */
  anchored: string[];
  /** The paragraph mark was deleted in a tracked change: its text runs on into the next paragraph. */
  isMarkDeleted: boolean;
  /** Part of this paragraph was a generated table of contents, which is left out. */
  hasContentsTable: boolean;
  /** Text that was taken away as a tracked deletion; a paragraph that loses all of its text so is not counted in a list. */
  hasDeletion: boolean;
}

export interface OpenRow {
  cells: string[][];
  isDeleted: boolean;
  /** Columns that the latest cell takes up. Empty cells stand for the further ones, so that later cells stay below their heads. */
  span: number;
}

/** Fields in fields: an honest document has two or three. */
const MAX_FIELD_DEPTH = 64;

type Field = 'code' | 'result' | 'contents';

/** The number in front of a paragraph. */
export type Labeller = (paragraph: OpenParagraph, text: string) => string;

/** One stream of paragraphs: the body, a table cell or a text box. Stories nest: a text box in a cell is a story of its own. */
export class Story {
  readonly lines: string[] = [];
  paragraph: OpenParagraph | null = null;
  row: OpenRow | null = null;
  inParagraphProperties = false;
  runStyleId: string | null = null;
  runHidden: boolean | null = null;
  #carried = '';
  readonly #fields: { state: Field; code: string }[] = [];

  constructor(
    private readonly budget: TextBudget,
    private readonly isNested = false,
  ) {}

  openParagraph(): void {
    this.closeParagraph(null);
    this.paragraph = {
      styleId: null,
      numberId: null,
      level: null,
      text: '',
      anchored: [],
      isMarkDeleted: false,
      hasContentsTable: false,
      hasDeletion: false,
    };
    this.inParagraphProperties = false;
  }

  closeParagraph(label: Labeller | null): void {
    const paragraph = this.paragraph;
    if (!paragraph) return;
    this.paragraph = null;
    this.#dropUnfinishedFields();
    const text = this.#carried + paragraph.text;
    const vanishes = text === '' && (paragraph.hasContentsTable || (paragraph.hasDeletion && paragraph.isMarkDeleted));
    if (paragraph.isMarkDeleted) {
      this.#carried = text;
    } else {
      this.#carried = '';
      if (!vanishes) this.#addLine((label?.(paragraph, text) ?? '') + text);
    }
    for (const line of paragraph.anchored) this.#addLine(line);
  }

  /** Ends the story; text that ran on from a deleted last mark still stands. */
  close(): string[] {
    this.closeParagraph(null);
    if (this.#carried !== '') this.#addLine(this.#carried);
    this.#carried = '';
    return this.lines;
  }

  addText(text: string): boolean {
    if (!this.paragraph || !this.#showsFieldText()) return false;
    this.budget.spend(text.length);
    this.paragraph.text += text;
    return true;
  }

  /** One row of a table becomes one line; a row of a single cell is a frame around text, and its lines stay lines. */
  closeRow(): void {
    const row = this.row;
    this.row = null;
    if (!row || row.isDeleted) return;
    const cells = row.cells.slice(0, row.cells.length - (row.span - 1));
    if (cells.length === 1) for (const line of cells[0] ?? []) this.#addLine(line);
    else {
      const line = cells.map(cellText).join('\t');
      // Joining copies the text once more at each level of nesting, which a tower of tables would otherwise get for nothing.
      if (this.isNested) this.budget.spend(line.length);
      this.#addLine(line);
    }
  }

  adopt(lines: readonly string[]): void {
    for (const line of lines) {
      if (this.paragraph) this.paragraph.anchored.push(line);
      else this.#addLine(line);
    }
  }

  beginField(): void {
    if (this.#fields.length < MAX_FIELD_DEPTH) this.#fields.push({ state: 'code', code: '' });
  }

  addFieldCode(text: string): void {
    const field = this.#fields.at(-1);
    if (field?.state === 'code' && field.code.length < 64) field.code += text;
  }

  /** True where the field turns out to be a table of contents and its text is to be left out. */
  separateField(skipContents: boolean): boolean {
    const field = this.#fields.at(-1);
    if (field?.state !== 'code') return false;
    field.state = skipContents && /^\s*TOC\b/i.test(field.code) ? 'contents' : 'result';
    return field.state === 'contents';
  }

  endField(): void {
    this.#fields.pop();
  }

  hasOpenContentsTable(): boolean {
    return this.#fields.some((field) => field.state === 'contents');
  }

  #showsFieldText(): boolean {
    if (this.#fields.length === 0) return true;
    if (this.hasOpenContentsTable()) {
      if (this.paragraph) this.paragraph.hasContentsTable = true;
      return false;
    }
    return this.#fields.every((field) => field.state === 'result');
  }

  /** A field whose code never ends (a damaged file) would otherwise swallow the rest of the document. */
  #dropUnfinishedFields(): void {
    while (this.#fields.at(-1)?.state === 'code') this.#fields.pop();
  }

  #addLine(line: string): void {
    this.budget.spend(1);
    this.lines.push(line);
  }
}

/** Counts the characters read, so that a hostile file is stopped while it is being read and not after. */
export class TextBudget {
  #left = DOCUMENT_MAX_CHARACTERS;

  spend(characters: number): void {
    this.#left -= characters;
    if (this.#left < 0) {
      throw new DocumentRefusal('document.text_too_long', { limitCharacters: DOCUMENT_MAX_CHARACTERS });
    }
  }
}

function cellText(lines: readonly string[]): string {
  return lines
    .map((line) => line.replace(/[\t\n]+/g, ' ').trim())
    .filter((line) => line !== '')
    .join(' ');
}
