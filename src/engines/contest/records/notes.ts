import { audit, type Context } from '#kernel';
import { keysOf, readFormula } from '../indicators/formula';
import type { PeriodKind } from '../indicators/periods';
import { indicatorsByIds, indicatorsOf, type IndicatorRecord } from '../indicators/store';
import { decimalWords } from '../ranking/decimals';
import { linesFor, type RecordedLine } from './book';
import { rewritten, type Mark } from './line';

/** The indicators given and those that are computed from them. */
async function withDependants(ctx: Context, ids: readonly string[]): Promise<IndicatorRecord[]> {
  const given = await indicatorsByIds(ctx, ids);
  const found = new Map(given.map((one) => [one.id, one]));
  for (const keeper of new Set(given.map(({ unitId }) => unitId))) {
    const all = await indicatorsOf(ctx, keeper);
    const keys = new Set(given.filter(({ unitId }) => unitId === keeper).map(({ key }) => key));
    const uses = ({ formula }: IndicatorRecord): boolean =>
      formula !== '' && keysOf(readFormula(formula)).some((key) => keys.has(key));
    for (let before = -1; before < keys.size;) {
      before = keys.size;
      for (const one of all.filter(uses)) {
        keys.add(one.key);
        found.set(one.id, one);
      }
    }
  }
  return [...found.values()];
}

const nameOf = ({ indicator, level, unitId, unitKind }: RecordedLine): string =>
  JSON.stringify([indicator.id, level, unitId, unitKind]);
const settled = (marks: readonly Mark[]): Mark[] => marks.filter(({ kind }) => kind !== 'pending');
const told = ({ observation, kind }: Mark): string =>
  `${observation.period} ${decimalWords(observation.value)} ${kind}`;

/**
 * Does what may change the book of records, and notes for the audit which lines it has rewritten and how: the book itself is
 * computed and would not remember. A line that only grows at its end is a new record; one that loses a mark was rewritten.
 */
export async function noteRewriting<R>(
  ctx: Context,
  indicatorIds: readonly string[],
  kind: PeriodKind,
  act: () => Promise<R>,
): Promise<R> {
  const indicators = await withDependants(ctx, indicatorIds);
  const before = new Map((await linesFor(ctx, indicators, kind, 2)).map((line) => [nameOf(line), line]));
  const result = await act();
  const after = await linesFor(ctx, indicators, kind, 2);
  const seen = new Set(after.map(nameOf));
  const pairs = [
    ...after.map((line) => ({ line, old: before.get(nameOf(line))?.marks ?? [], now: line.marks })),
    ...[...before.values()]
      .filter((line) => !seen.has(nameOf(line)))
      .map((line) => ({ line, old: line.marks, now: [] })),
  ];
  for (const { line, old, now } of pairs) {
    const { gone, come } = rewritten(settled(old), settled(now));
    const last = settled(old).at(-1)?.observation.endsOn ?? '';
    const isRewritten = gone.length > 0 || come.some(({ observation }) => observation.endsOn < last);
    if (gone.length + come.length === 0) continue;
    audit(ctx, {
      action: isRewritten ? 'contest.rewriteRecords' : 'contest.markRecord',
      subject: `indicator:${line.indicator.id}`,
      details: { level: line.level, kind, unitId: line.unitId, gone: gone.map(told), come: come.map(told) },
    });
  }
  return result;
}
