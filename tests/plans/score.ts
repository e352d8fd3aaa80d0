/**
 * Compares what the plan parser answered with a hand-made label file: per kind, how many labels were found (recall)
 * and how many answers were right (precision). Labels marked weak or optional count for neither side.
 */

export interface Label {
  text?: string;
  at?: number;
  number?: string | number | null;
  from?: string | null;
  to?: string | null;
  every?: string | null;
  festival?: string | null;
  min?: number | null;
  max?: number | null;
  unit?: string | null;
  n?: number;
  weak?: boolean;
  optional?: boolean;
  alt?: Label | Label[];
}

export const KINDS = ['sections', 'dated', 'money', 'quantities', 'ordinals'] as const;
export type Kind = (typeof KINDS)[number];
export type Answers = Partial<Record<Kind, Label[]>> & { quotedNames?: string[] };

export interface Score {
  recall: number;
  precision: number;
  f1: number;
  missed: unknown[];
  extra: unknown[];
}

/** A span is what its text covers, so that no field can widen an answer. */
function overlaps(answer: Label, label: Label): boolean {
  const [from, to] = [answer.at ?? 0, (answer.at ?? 0) + (answer.text ?? '').length];
  const [first, last] = [label.at ?? 0, (label.at ?? 0) + (label.text ?? '').length];
  return Math.min(to, last) > Math.max(from, first) && to - from <= 3 * (last - first) + 40;
}

const monthDay = (day: string | null | undefined): string | null =>
  day === null || day === undefined ? null : day.slice(-5);
const sameWindow = (a: Label, b: Label): boolean =>
  monthDay(a.from) === monthDay(b.from) && monthDay(a.to) === monthDay(b.to);
const sameNumber = (a: Label, b: Label): boolean => a.min === b.min && a.max === b.max;
const digits = (mark: Label['number']): string => String(mark ?? '').replace(/\D/g, '');

const same: Record<Kind, (answer: Label, label: Label) => boolean> = {
  sections: (a, l) => digits(a.number) === digits(l.number) && Math.abs((a.at ?? 0) - (l.at ?? 0)) <= 3,
  dated: (a, l) =>
    overlaps(a, l) && [l, ...[l.alt ?? []].flat()].some((w) => sameWindow(a, w)) && (!l.every || a.every === l.every),
  money: (a, l) => overlaps(a, l) && sameNumber(a, l),
  quantities: (a, l) => overlaps(a, l) && sameNumber(a, l) && (!l.unit || a.unit === l.unit),
  ordinals: (a, l) => overlaps(a, l) && a.n === l.n,
};

/** A heading without a number and a festival whose days the calendar gives are neither right nor wrong. */
function isNeutral(kind: Kind | 'quotedNames', answer: Label): boolean {
  if (kind === 'sections') return digits(answer.number) === '';
  return kind === 'dated' && Boolean(answer.festival) && !answer.from && !answer.to;
}

export function scorePlan(parsed: Answers, expected: Answers): Record<Kind | 'quotedNames', Score> {
  const names = scoreKind(
    'quotedNames',
    toLabels(parsed.quotedNames),
    toLabels(expected.quotedNames),
    (a, l) => a.text === l.text,
  );
  const scores = KINDS.map((kind) => {
    const labels = (expected[kind] ?? []).filter((l) => kind !== 'sections' || digits(l.number) !== '');
    return [kind, scoreKind(kind, parsed[kind] ?? [], labels, same[kind])] as const;
  });
  return { ...(Object.fromEntries(scores) as Record<Kind, Score>), quotedNames: names };
}

const toLabels = (names: string[] | undefined): Label[] => (names ?? []).map((text) => ({ text }));

function scoreKind(
  kind: Kind | 'quotedNames',
  answers: Label[],
  labels: Label[],
  isSame: (a: Label, l: Label) => boolean,
): Score {
  const used = new Set<Label>();
  const missed: Label[] = [];
  const isDue = (l: Label): boolean => !l.weak && !l.optional;
  let hits = 0;
  for (const label of [...labels.filter(isDue), ...labels.filter((l) => !isDue(l))]) {
    const found = answers.find((a) => !used.has(a) && isSame(a, label));
    if (found) used.add(found);
    if (isDue(label)) {
      if (found) hits += 1;
      else missed.push(label);
    }
  }
  const due = labels.filter(isDue).length;
  const extra = answers.filter((a) => !used.has(a) && !isNeutral(kind, a));
  const recall = due > 0 ? hits / due : 1;
  const precision = hits + extra.length > 0 ? hits / (hits + extra.length) : due > 0 ? 0 : 1;
  const f1 = recall + precision > 0 ? (2 * recall * precision) / (recall + precision) : 0;
  return { recall, precision, f1, missed, extra };
}
