/** What a stretch of the plan was read as. */
export const spanKinds = ['time', 'number', 'people', 'organisation', 'matter', 'dropped'] as const;
export type SpanKind = (typeof spanKinds)[number];

/** A stretch `from`–`to` (end not included), counted in UTF-16 units. */
export interface SourceSpan {
  readonly from: number;
  readonly to: number;
  readonly kind: SpanKind;
  readonly note?: string;
}

export interface SourceSlice<S> {
  readonly text: string;
  readonly span: S | null;
  readonly isInWork: boolean;
}

/** Cuts a text at every edge. Where spans overlap, the one that begins later and is shorter wins the overlap. */
export function slicesOf<S extends SourceSpan>(
  text: string,
  spans: readonly S[],
  inWork: { from: number; to: number } | null,
): SourceSlice<S>[] {
  const inside = spans.filter((span) => span.from < text.length && span.to > 0 && span.to > span.from);
  const edges = new Set([0, text.length]);
  for (const edge of [...inside, ...(inWork ? [inWork] : [])]) {
    for (const at of [edge.from, edge.to]) if (at > 0 && at < text.length) edges.add(at);
  }
  const cuts = [...edges].sort((a, b) => a - b);
  const slices: SourceSlice<S>[] = [];
  for (const [index, from] of cuts.entries()) {
    const to = cuts[index + 1];
    if (to === undefined) break;
    const over = inside.filter((span) => span.from <= from && span.to >= to);
    over.sort((a, b) => a.to - a.from - (b.to - b.from));
    const isInWork = inWork !== null && inWork.from <= from && inWork.to >= to;
    slices.push({ text: text.slice(from, to), span: over[0] ?? null, isInWork });
  }
  return slices;
}
