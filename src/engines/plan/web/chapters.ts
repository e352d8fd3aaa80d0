import type { Review } from '../contract';

export type Section = Review['sections'][number];

/** A chapter of the plan with what stands in it. The words before the first section have no section. */
export interface Chapter<Row> {
  readonly key: string;
  readonly section: Section | null;
  readonly rows: readonly Row[];
}

/** Rows name their outermost section by its key; chapters stand in the order of the document. */
export function chaptersOf<Row extends { section: string | null }>(
  sections: readonly Section[],
  rows: readonly Row[],
): Chapter<Row>[] {
  const groups = new Map<string | null, Row[]>();
  for (const row of rows) {
    const group = groups.get(row.section);
    if (group) group.push(row);
    else groups.set(row.section, [row]);
  }
  const placeOf = (key: string | null) => (key === null ? -1 : sections.findIndex((section) => section.key === key));
  return [...groups]
    .sort(([a], [b]) => placeOf(a) - placeOf(b))
    .map(([key, group]) => ({ key: key ?? 'opening', section: sections[placeOf(key)] ?? null, rows: group }));
}

/** The first clause of a long heading: `认真开展劳动竞赛活动` of `认真开展劳动竞赛活动，掀起……新高潮`. */
export function shortTitle(title: string): string {
  return title.split(/[，,；;。]/)[0] ?? title;
}
