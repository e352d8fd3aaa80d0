import type { PlanSpan, SpanKind } from './parsed-plan';

interface Stretch {
  at: number;
  end: number;
}

/** Colours, most telling first: where two meet, the earlier kind in this list keeps the place. */
export function colourSpans(byKind: Record<SpanKind, Stretch[]>): PlanSpan[] {
  const order: SpanKind[] = ['dropped', 'time', 'number', 'matter', 'people', 'organisation'];
  const all = order.flatMap((kind, rank) =>
    byKind[kind].filter((s) => s.end > s.at).map((s) => ({ ...s, kind, rank })),
  );
  all.sort((a, b) => a.at - b.at || a.rank - b.rank || b.end - a.end);
  const result: (PlanSpan & { rank: number })[] = [];
  for (const s of all) {
    const last = result[result.length - 1];
    if (!last || s.at >= last.end) result.push(s);
    else if (s.rank < last.rank) {
      // The stronger colour cuts the weaker one short, and the weaker goes on behind it.
      const tail = { ...last, at: s.end };
      last.end = s.at;
      if (last.end <= last.at) result.pop();
      result.push(s);
      if (tail.end > tail.at) result.push(tail);
    } else if (s.end > last.end) result.push({ ...s, at: last.end });
  }
  return result.map(({ kind, at, end }) => ({ kind, at, end }));
}
