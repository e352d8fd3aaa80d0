import type { Review, ReviewRow } from '../../../contract';

type Span = Review['spans'][number];
type Section = Review['sections'][number];

/** A stretch of the document that looks and means the same from end to end. */
export interface Slice {
  readonly at: number;
  readonly text: string;
  readonly kind: Span['kind'] | null;
  readonly isHead: boolean;
  /** Commitments whose sentence this is part of, the shortest first. */
  readonly rows: readonly string[];
  /** Commitments whose sentence begins here. */
  readonly starts: readonly ReviewRow[];
}

export interface Paragraph {
  readonly at: number;
  readonly slices: readonly Slice[];
  /** The number of the item that begins here although the document has no line break. */
  readonly runsOn: string | null;
}

const markBefore = /(?:第\s*)?[（(]?[0-9０-９一二三四五六七八九十百]{1,4}\s*[)）]?\s*[、.．:：章节项条]?\s*$/u;

/** Where the mark of a section begins: `8、` before its title. */
export function headStart(text: string, section: Section): number {
  const before = text.slice(Math.max(0, section.at - 10), section.at);
  const mark = markBefore.exec(before);
  return section.at - (mark ? before.length - mark.index : 0);
}

interface Cut {
  at: number;
  end: number;
  runsOn: string | null;
}

/** Line breaks part paragraphs; so does an item that runs on in its line. */
function cutsOf(text: string, sections: readonly Section[]): Cut[] {
  const starts = new Map<number, string | null>([[0, null]]);
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.set(at + 1, null);
  for (const section of sections) {
    const at = headStart(text, section);
    const isAtBreak = at === 0 || /^\s*$/.test(text.slice(text.lastIndexOf('\n', at - 1) + 1, at));
    if (!isAtBreak) starts.set(at, section.number ?? section.title);
  }
  const order = [...starts.keys()].filter((at) => at < text.length).sort((a, b) => a - b);
  return order.map((at, index) => ({ at, end: order[index + 1] ?? text.length, runsOn: starts.get(at) ?? null }));
}

interface Given {
  text: string;
  sections: readonly Section[];
  spans: readonly Span[];
  rows: readonly ReviewRow[];
}

const within = <T extends { at: number; end: number }>(items: readonly T[], cut: Cut) =>
  items.filter((item) => item.at < cut.end && item.end > cut.at);

function slicesOf(cut: Cut, given: Given, heads: readonly { at: number; end: number }[]): Slice[] {
  const spans = within(given.spans, cut);
  const rows = within(given.rows, cut);
  const bold = within(heads, cut);
  const edges = new Set([cut.at, cut.end]);
  for (const item of [...spans, ...rows, ...bold])
    for (const at of [item.at, item.end]) if (at > cut.at && at < cut.end) edges.add(at);
  const order = [...edges].sort((a, b) => a - b);
  const slices: Slice[] = [];
  for (const [index, at] of order.entries()) {
    const end = order[index + 1];
    if (end === undefined) break;
    const over = <T extends { at: number; end: number }>(items: readonly T[]) =>
      items.filter((item) => item.at <= at && item.end >= end).sort((a, b) => a.end - a.at - (b.end - b.at));
    const text = given.text.slice(at, end).replace(/\n+$/, '');
    slices.push({
      at,
      text,
      kind: over(spans)[0]?.kind ?? null,
      isHead: over(bold).length > 0,
      rows: over(rows).map((row) => row.id),
      starts: rows.filter((row) => row.at === at),
    });
  }
  return slices.filter((slice) => slice.text !== '' || slice.starts.length > 0);
}

function headOf(text: string, section: Section): { at: number; end: number } {
  const at = headStart(text, section);
  const title = text.indexOf(section.title, at);
  const isNear = title >= 0 && title - at < 16;
  return { at, end: (isNear ? title : section.at) + section.title.length };
}

/** The document as it is drawn: paragraphs of slices. */
export function paragraphsOf(given: Given): Paragraph[] {
  const heads = given.sections.map((section) => headOf(given.text, section));
  return cutsOf(given.text, given.sections)
    .map((cut) => ({ at: cut.at, runsOn: cut.runsOn, slices: slicesOf(cut, given, heads) }))
    .filter((paragraph) => paragraph.slices.some((slice) => slice.text.trim() !== ''));
}
