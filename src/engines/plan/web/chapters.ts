import type { BoardRow, Review } from '#engines/plan/contract';

type Section = Review['sections'][number];

/** A chapter of the plan with what stands in it. The words before the first numbered section have no section. */
export interface Chapter<Row> {
  readonly key: string;
  readonly section: Section | null;
  readonly rows: readonly Row[];
}

/** The outermost section that holds the one at this place of the list. */
function chapterIndex(sections: readonly Section[], index: number): number {
  for (let at = index; at >= 0; at -= 1) if ((sections[at]?.level ?? 1) <= 1) return at;
  return index;
}

function gather<Row>(sections: readonly Section[], placed: readonly { row: Row; index: number }[]): Chapter<Row>[] {
  const groups = new Map<number, Row[]>();
  for (const { row, index } of placed) {
    const chapter = index < 0 ? -1 : chapterIndex(sections, index);
    const rows = groups.get(chapter);
    if (rows) rows.push(row);
    else groups.set(chapter, [row]);
  }
  return [...groups]
    .sort(([a], [b]) => a - b)
    .map(([index, rows]) => {
      const section = sections[index] ?? null;
      return { key: section ? `${section.number ?? ''}@${section.at}` : 'opening', section, rows };
    });
}

/** Rows of a board come in the order of the document, each with the number of its nearest section. */
export function chaptersOfBoard<Row extends Pick<BoardRow, 'section'>>(
  sections: readonly Section[],
  rows: readonly Row[],
): Chapter<Row>[] {
  let from = 0;
  const placed = rows.map((row) => {
    const ahead = sections.findIndex((section, at) => at >= from && section.number === row.section);
    const index = ahead >= 0 ? ahead : sections.findIndex((section) => section.number === row.section);
    if (index >= 0) from = index;
    return { row, index: row.section === null ? -1 : index };
  });
  return gather(sections, placed);
}

/** Rows of a review know their place in the document. */
export function chaptersOfReview<Row extends { at: number }>(
  sections: readonly Section[],
  rows: readonly Row[],
): Chapter<Row>[] {
  const placed = rows.map((row) => {
    let index = -1;
    for (const [at, section] of sections.entries()) if (section.at <= row.at && row.at < section.end) index = at;
    return { row, index };
  });
  return gather(sections, placed);
}

/** The first clause of a long heading: `认真开展劳动竞赛活动` of `认真开展劳动竞赛活动，掀起……新高潮`. */
export function shortTitle(title: string): string {
  return title.split(/[，,；;。]/)[0] ?? title;
}
