import type { DocumentNote } from './document-refusals';
import { Story, TextBudget, type OpenParagraph } from './docx-story';
import { isOn, levelOf, type DocxStyles } from './docx-styles';
import { symbolText } from './docx-symbols';
import type { ListCounter } from './docx-numbering';
import { readXml, type XmlAttributes } from './xml-tokens';

/** Parts of the body that hold no words of the document: properties, earlier states of tracked changes, generated pieces. */
const SKIPPED = new Set([
  'w:tabs',
  'w:pPrChange',
  'w:rPrChange',
  'w:sectPrChange',
  'w:tblPrChange',
  'w:tblPrExChange',
  'w:tcPrChange',
  'w:trPrChange',
  'w:numberingChange',
  'w:sdtPr',
  'w:tblPr',
  'w:tblGrid',
  'w:delText',
  'w:delInstrText',
  'w:ffData',
  'w:rt',
]);

const PICTURES = new Set(['a:blip', 'v:imagedata', 'dgm:relIds', 'c:chart']);
const MAX_SPAN = 63;
const TOKENS_PER_TURN = 20_000;

type Counted =
  'inserted' | 'deleted' | 'numbered' | 'boxes' | 'tables' | 'pictures' | 'footnotes' | 'comments' | 'margins';
type Tally = Record<Counted | 'hidden' | 'contents' | 'embedded', number>;

export interface DocxBody {
  text: string;
  notes: DocumentNote[];
  pictures: number;
}

/**
 * Reads the words of word/document.xml. Time is linear in the part; every so often the reader lets other requests run, because a
 * large document takes a second and the server has one thread.
 */
export async function readDocxBody(xml: string, styles: DocxStyles, counter: () => ListCounter): Promise<DocxBody> {
  const first = await walk(xml, new BodyReader(styles, counter(), true));
  // A table of contents without an end would hide all that follows it; such a file is read again with the table left in.
  const reader = first.story.hasOpenContentsTable() ? await walk(xml, new BodyReader(styles, counter(), false)) : first;
  const text = reader.story.close().join('\n');
  return { text, notes: reader.notes(), pictures: reader.tally.pictures };
}

async function walk(xml: string, reader: BodyReader): Promise<BodyReader> {
  let untilPause = TOKENS_PER_TURN;
  for (const token of readXml(xml)) {
    if (token.kind === 'open') reader.open(token.name, token.attributes);
    else if (token.kind === 'close') reader.close(token.name);
    else reader.text(token.text);
    untilPause -= 1;
    if (untilPause === 0) {
      untilPause = TOKENS_PER_TURN;
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
  return reader;
}

class BodyReader {
  readonly tally: Tally = {
    inserted: 0,
    deleted: 0,
    numbered: 0,
    boxes: 0,
    tables: 0,
    pictures: 0,
    footnotes: 0,
    comments: 0,
    margins: 0,
    hidden: 0,
    contents: 0,
    embedded: 0,
  };
  story: Story;
  readonly #budget = new TextBudget();
  readonly #outer: Story[] = [];
  readonly #alternatives: boolean[] = [];
  #skipping = 0;
  #textElement: 'text' | 'code' | null = null;
  #inRun = 0;

  constructor(
    private readonly styles: DocxStyles,
    private readonly counter: ListCounter,
    private readonly skipContents: boolean,
  ) {
    this.story = new Story(this.#budget);
  }

  open(name: string, attributes: XmlAttributes): void {
    if (this.#skipping > 0 || this.#isSkipped(name)) {
      this.#skipping += 1;
      return;
    }
    if (PICTURES.has(name)) this.tally.pictures += 1;
    if (name === 'mc:AlternateContent') this.#alternatives.push(false);
    else if (this.story.inParagraphProperties) this.#openParagraphProperty(name, attributes);
    else if (this.#inRun > 0 && this.#openInRun(name, attributes)) return;
    else this.#openBlock(name, attributes);
  }

  close(name: string): void {
    if (this.#skipping > 0) {
      this.#skipping -= 1;
      return;
    }
    const { story } = this;
    if (name === 'w:pPr') story.inParagraphProperties = false;
    else if (name === 'w:p') story.closeParagraph(this.#label);
    else if (name === 'w:r' || name === 'm:r') this.#inRun -= 1;
    else if (name === 'w:t' || name === 'm:t' || name === 'w:instrText') this.#textElement = null;
    else if (name === 'w:tc')
      this.#leaveStory((outer, lines) => outer.row?.cells.push(lines, ...emptyCells(outer.row.span)));
    else if (name === 'w:tr') story.closeRow();
    else if (name === 'w:txbxContent') this.#leaveStory((outer, lines) => outer.adopt(lines));
    else if (name === 'mc:AlternateContent') this.#alternatives.pop();
  }

  text(text: string): void {
    if (this.#skipping > 0 || this.#textElement === null) return;
    if (this.#textElement === 'code') this.story.addFieldCode(text);
    else this.#addText(text);
  }

  notes(): DocumentNote[] {
    const { tally } = this;
    const notes: DocumentNote[] = [];
    if (tally.inserted + tally.deleted > 0) {
      const params = { inserted: tally.inserted, deleted: tally.deleted };
      notes.push({ code: 'document.tracked_changes_applied', params });
    }
    const counted: [DocumentNote['code'], number][] = [
      ['document.numbering_rebuilt', tally.numbered],
      ['document.text_boxes_read', tally.boxes],
      ['document.tables_read_as_rows', tally.tables],
      ['document.pictures_skipped', tally.pictures],
      ['document.footnotes_skipped', tally.footnotes],
      ['document.comments_skipped', tally.comments],
      ['document.headers_footers_skipped', tally.margins],
      ['document.hidden_text_dropped', tally.hidden],
      ['document.contents_table_skipped', tally.contents],
      ['document.embedded_skipped', tally.embedded],
    ];
    for (const [code, count] of counted) {
      if (count > 0) notes.push({ code, params: { count } });
    }
    return notes;
  }

  /** Whether an element and all that it holds is left out; tracked deletions are counted on the way. */
  #isSkipped(name: string): boolean {
    if (SKIPPED.has(name)) return true;
    if (name === 'mc:Choice' || name === 'mc:Fallback') {
      // The same drawing is written twice, for new and for old programs; reading both would double its words.
      const wasChosen = this.#alternatives.at(-1) ?? false;
      if (!wasChosen && this.#alternatives.length > 0) this.#alternatives[this.#alternatives.length - 1] = true;
      return wasChosen;
    }
    if (this.story.inParagraphProperties) return false;
    if ((name === 'w:del' || name === 'w:moveFrom') && (this.story.paragraph || !this.story.row)) {
      this.tally.deleted += 1;
      if (this.story.paragraph) this.story.paragraph.hasDeletion = true;
      return true;
    }
    return false;
  }

  #openParagraphProperty(name: string, attributes: XmlAttributes): void {
    const { paragraph } = this.story;
    if (!paragraph) return;
    if (name === 'w:pStyle') paragraph.styleId = attributes.get('val') ?? null;
    else if (name === 'w:numId') paragraph.numberId = attributes.get('val') ?? null;
    else if (name === 'w:ilvl') paragraph.level = levelOf(attributes.get('val'));
    else if (name === 'w:ins') this.tally.inserted += 1;
    else if (name === 'w:del' || name === 'w:moveFrom') {
      paragraph.isMarkDeleted = true;
      this.tally.deleted += 1;
    } else this.#openSection(name);
  }

  /** Elements of a run; false where the element belongs to what surrounds runs (a text box inside a run, for example). */
  #openInRun(name: string, attributes: XmlAttributes): boolean {
    const { story } = this;
    if (name === 'w:t' || name === 'm:t') this.#textElement = 'text';
    else if (name === 'w:instrText') this.#textElement = 'code';
    else if (name === 'w:tab' || name === 'w:ptab') this.#addText('\t');
    else if (name === 'w:br' || name === 'w:cr') this.#addText('\n');
    else if (name === 'w:noBreakHyphen') this.#addText('-');
    else if (name === 'w:sym') this.#addText(symbolText(attributes.get('font'), attributes.get('char')));
    else if (name === 'w:vanish') story.runHidden = isOn(attributes, 'val', true);
    else if (name === 'w:rStyle') story.runStyleId = attributes.get('val') ?? null;
    else if (name === 'w:fldChar') this.#fieldCharacter(attributes.get('fldCharType'));
    else if (name === 'w:footnoteReference' || name === 'w:endnoteReference') this.tally.footnotes += 1;
    else if (name === 'w:commentReference') this.tally.comments += 1;
    else return false;
    return true;
  }

  #openBlock(name: string, attributes: XmlAttributes): void {
    const { story } = this;
    if (name === 'w:p') story.openParagraph();
    else if (name === 'w:pPr') story.inParagraphProperties = true;
    else if (name === 'w:r' || name === 'm:r') {
      this.#inRun += 1;
      story.runHidden = null;
      story.runStyleId = null;
    } else if (name === 'w:ins' || name === 'w:moveTo') this.tally.inserted += 1;
    else if (name === 'w:tbl') this.tally.tables += 1;
    else if (name === 'w:tr') story.row = { cells: [], isDeleted: false, span: 1 };
    else if (name === 'w:del' && story.row) {
      story.row.isDeleted = true;
      this.tally.deleted += 1;
    } else if (name === 'w:gridBefore') story.row?.cells.push(...emptyCells(spanOf(attributes) + 1));
    else if (name === 'w:tc') {
      if (story.row) story.row.span = 1;
      this.#enterStory();
    } else if (name === 'w:gridSpan') {
      const row = this.#outer.at(-1)?.row;
      if (row) row.span = spanOf(attributes);
    } else if (name === 'w:txbxContent') {
      this.tally.boxes += 1;
      this.#enterStory();
    } else if (name === 'v:textpath') this.#wordArt(attributes.get('string'));
    else if (name === 'w:altChunk') this.tally.embedded += 1;
    else this.#openSection(name);
  }

  /** Letterheads are often WordArt, whose words are an attribute of the drawing. */
  #wordArt(words: string | undefined): void {
    if (!words?.trim()) return;
    this.tally.boxes += 1;
    this.#budget.spend(words.length);
    this.story.adopt(words.split(/\r?\n/));
  }

  #openSection(name: string): void {
    if (name === 'w:headerReference' || name === 'w:footerReference') this.tally.margins += 1;
  }

  #fieldCharacter(type: string | undefined): void {
    if (type === 'begin') this.story.beginField();
    else if (type === 'separate') {
      if (this.story.separateField(this.skipContents)) this.tally.contents += 1;
    } else if (type === 'end') this.story.endField();
  }

  #addText(text: string): void {
    if (text === '') return;
    const { story } = this;
    const isHidden =
      story.runHidden ??
      (this.styles.isHidden(story.runStyleId) || this.styles.isHidden(story.paragraph?.styleId ?? null));
    if (isHidden) this.tally.hidden += 1;
    else story.addText(text);
  }

  #label = (paragraph: OpenParagraph, text: string): string => {
    const label = this.counter.next(paragraph, paragraph.styleId, text);
    if (label !== '') this.tally.numbered += 1;
    this.#budget.spend(label.length);
    return label;
  };

  #enterStory(): void {
    this.#outer.push(this.story);
    this.story = new Story(this.#budget, true);
  }

  #leaveStory(take: (outer: Story, lines: string[]) => void): void {
    const outer = this.#outer.pop();
    if (!outer) return;
    const lines = this.story.close();
    this.story = outer;
    take(outer, lines);
  }
}

function emptyCells(span: number): string[][] {
  return Array.from({ length: span - 1 }, () => []);
}

function spanOf(attributes: XmlAttributes): number {
  const span = Number.parseInt(attributes.get('val') ?? '1', 10);
  return Number.isFinite(span) ? Math.min(Math.max(span, 1), MAX_SPAN) : 1;
}
