import type { CommitmentContent, ReviewStep, Target } from './contract';
import type { CommitmentRecord, Snapshot } from './records';

/** One row of a step: what it was and what it becomes; `before` is null for a row that the step makes. */
export interface Change {
  id: string;
  before: Snapshot | null;
  after: Snapshot;
}

export interface Draft {
  id: string;
  after: Snapshot;
}

/** Why a content can't stand, as an error code; null when it can. */
export function contentFault(content: CommitmentContent, period: { from: string; to: string }): string | null {
  const window = content.window;
  if (window?.from && window.to && window.from > window.to) return 'plan.window_reversed';
  if (window?.from && (window.from < period.from || window.from > period.to)) return 'plan.window_outside';
  if (window?.to && (window.to < period.from || window.to > period.to)) return 'plan.window_outside';
  return isReversed(content.target) ? 'plan.target_reversed' : null;
}

function isReversed(target: Target | null): boolean {
  if (target?.type === 'count' || target?.type === 'rate')
    return target.min !== null && target.max !== null && target.min > target.max;
  if (target?.type === 'money')
    return target.minFen !== null && target.maxFen !== null && target.minFen > target.maxFen;
  return false;
}

/** Cuts a commitment at a place of the document; both halves begin as copies with their own words. */
export function splitDrafts(
  row: CommitmentRecord,
  at: number,
  titles: readonly [string, string],
  ids: readonly [string, string],
): Draft[] {
  const half = (from: number, to: number, title: string): Snapshot => ({
    at: from,
    end: to,
    quote: row.quote.slice(from - row.at, to - row.at),
    origin: 'split',
    reviewState: 'proposed',
    dropReason: null,
    isRemoved: false,
    content: { ...row.content, title },
  });
  return [
    { id: ids[0], after: half(row.at, at, titles[0]) },
    { id: ids[1], after: half(at, row.end, titles[1]) },
  ];
}

/** Whether the rows follow each other in the document with nothing between them but a few signs. */
export function liesTogether(rows: readonly Pick<CommitmentRecord, 'at' | 'end'>[], text: string): boolean {
  const sorted = [...rows].sort((a, b) => a.at - b.at);
  return sorted.every((row, i) => {
    if (i === 0) return true;
    const gap = text.slice(Math.max(...sorted.slice(0, i).map((r) => r.end)), row.at);
    return gap.replace(/[\s，。；、,;.：:]/gu, '').length <= 4;
  });
}

/** One commitment out of several: the first one's content with the words of all. */
export function mergeDraft(rows: readonly CommitmentRecord[], text: string, title: string, id: string): Draft {
  const sorted = [...rows].sort((a, b) => a.at - b.at);
  const first = sorted[0]!;
  const at = first.at;
  const end = Math.max(...sorted.map((row) => row.end));
  const all = (pick: (content: CommitmentContent) => string[]) =>
    [...new Set(sorted.flatMap((row) => pick(row.content)))].slice(0, 30);
  return {
    id,
    after: {
      at,
      end,
      quote: text.slice(at, end),
      origin: 'merged',
      reviewState: 'proposed',
      dropReason: null,
      isRemoved: false,
      content: {
        ...first.content,
        title,
        people: all((c) => c.people),
        units: all((c) => c.units),
        themes: all((c) => c.themes),
        organisers: all((c) => c.organisers),
      },
    },
  };
}

/** The rows that a step names, with the revisions that its maker saw. */
export function namedRows(step: ReviewStep): readonly { id: string; revision: number }[] {
  if ('rows' in step) return step.rows;
  return 'row' in step ? [step.row] : [];
}
