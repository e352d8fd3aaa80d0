/** One line of the table: what was measured, what it should be, and what it is compared with. */
export interface Figure {
  part: string;
  what: string;
  value: number;
  unit: Unit;
  aim: Aim | null;
  /** Something simple that was measured in the same run, so that a slow machine slows both. */
  yardstick: { what: string; value: number } | null;
}

export type Unit = 'ms' | 'ms CPU' | 'per second' | 'MB' | 'kB' | 'statements';

/** A bound for the figure itself, or for its share of the yardstick. */
export type Aim = { atMost: number } | { atLeastShare: number };

export interface JudgedFigure extends Figure {
  ratio: number | null;
  isReached: boolean | null;
}

export function judged(figure: Figure): JudgedFigure {
  const ratio =
    figure.yardstick === null || figure.yardstick.value === 0 ? null : figure.value / figure.yardstick.value;
  return { ...figure, ratio, isReached: isReached(figure, ratio) };
}

function isReached({ aim, value }: Figure, ratio: number | null): boolean | null {
  if (aim === null) return null;
  if ('atMost' in aim) return value <= aim.atMost;
  return ratio === null ? null : ratio >= aim.atLeastShare;
}

export function quantile(values: readonly number[], share: number): number {
  if (values.length === 0) throw new Error('Nothing was measured.');
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(sorted.length * share) - 1))]!;
}

export const median = (values: readonly number[]): number => quantile(values, 0.5);

export async function timed(work: () => unknown): Promise<number> {
  const from = performance.now();
  await work();
  return performance.now() - from;
}

const digits = (value: number): string => value.toFixed(value >= 100 ? 0 : value >= 10 ? 1 : 2);

function aimWords({ aim, unit }: Figure): string {
  if (aim === null) return '';
  return 'atMost' in aim ? `≤ ${aim.atMost} ${unit}` : `≥ ${Math.round(aim.atLeastShare * 100)} % of it`;
}

function ratioWords(figure: JudgedFigure): string {
  if (figure.ratio === null) return '';
  return figure.aim !== null && 'atLeastShare' in figure.aim
    ? `${Math.round(figure.ratio * 100)} %`
    : `× ${digits(figure.ratio)}`;
}

export function tableOf(figures: readonly JudgedFigure[]): string {
  const head = ['part', 'what', 'figure', 'aim', 'yardstick', 'is', 'ratio', ''];
  const rows = figures.map((figure) => [
    figure.part,
    figure.what,
    `${digits(figure.value)} ${figure.unit}`,
    aimWords(figure),
    figure.yardstick?.what ?? '',
    figure.yardstick === null ? '' : `${digits(figure.yardstick.value)} ${figure.unit}`,
    ratioWords(figure),
    figure.isReached === null ? '·' : figure.isReached ? '✓' : '✗',
  ]);
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => row[column]!.length)));
  const line = (row: readonly string[]) => `| ${row.map((cell, i) => cell.padEnd(widths[i]!)).join(' | ')} |`;
  return [line(head), `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`, ...rows.map(line)].join('\n');
}
