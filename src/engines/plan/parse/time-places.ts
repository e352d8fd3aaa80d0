import type { Noise } from './noise';
import type { Quote } from './quoted-names';
import type { TimeExpression } from './time-expression';

interface Places {
  title: { at: number; end: number } | null;
  year: number | null;
  noise: Noise[];
  quotes: Quote[];
}

const PAST_BEFORE = /(?:去年|上年|往年|前年|历年|近年|上一年度?)(?:的|同期)?$/;

/** Drops times that promise nothing: in the title, in noise, in quoted names and law titles, in past years, in date lines. */
export function dropOutsideTimes(plain: string, times: TimeExpression[], places: Places): TimeExpression[] {
  const closed = closedPlaces(plain, places);
  let c = 0;
  const kept: TimeExpression[] = [];
  for (const time of times) {
    while (c < closed.length && (closed[c]?.end ?? 0) <= time.at) c += 1;
    const place = closed[c];
    if (place && place.at <= time.at && place.end >= time.end) continue;
    if (!isPast(plain, time, places.year) && !isDateLine(plain, time)) kept.push(time);
  }
  return kept;
}

function closedPlaces(plain: string, { title, noise, quotes }: Places): { at: number; end: number }[] {
  const all = [
    ...(title ? [title] : []),
    ...noise,
    ...quotes.filter((q) => !/^[\d.·]+$/.test(plain.slice(q.at, q.end))),
    ...[...plain.matchAll(/《[^《》\n]{1,60}》|〔\d{4}〕/g)].map((m) => ({ at: m.index, end: m.index + m[0].length })),
  ].sort((a, b) => a.at - b.at);
  return all.filter((p, i) => i === 0 || p.at >= (all[i - 1]?.end ?? 0));
}

function isPast(plain: string, t: TimeExpression, year: number | null): boolean {
  if (PAST_BEFORE.test(plain.slice(Math.max(0, t.at - 6), t.at))) return true;
  return t.year !== null && year !== null && (t.year < year || (t.type === 'year' && t.year !== year));
}

/** A line that holds a date and at most a signature: the day on which the plan was written. */
function isDateLine(plain: string, t: TimeExpression): boolean {
  const headAt = Math.max(0, t.at - 25);
  const lineAt = headAt + plain.slice(headAt, t.at).lastIndexOf('\n') + 1;
  if (t.at - lineAt > 24) return false;
  const found = plain.slice(t.end, t.end + 6).indexOf('\n');
  const lineEnd = found < 0 ? Math.min(plain.length, t.end + 6) : t.end + found;
  const words = plain.slice(t.at, t.end);
  if (lineEnd - t.end > 4 || !/[日号]$|\d[-./]\d{1,2}[-./]\d|年 ?[\d一二三四五六七八九十]{1,2} ?月$/.test(words))
    return false;
  if (!/年|20\d\d[-./]/.test(words)) return false;
  const around = plain.slice(lineAt, t.at) + plain.slice(t.end, lineEnd);
  return !/[，：:|\t]/.test(around) && !/前|底/.test(words);
}
