import type { Context, Measure } from '#kernel';
import { unitNames } from '#engines/roster';
import type { MeasureFigure, MeasureQuestion } from '#kernel/contract';
import { firstOf } from './rules';
import * as store from './store-overview';
import { sumOf } from './sums';

const spanOf = ({ window, asOf, unitPath }: MeasureQuestion) => ({
  ...{ from: window.from, to: asOf < window.to ? asOf : window.to, under: [unitPath] },
});

/** What came in as dues in the window, by unit and month. */
export const duesCollected: Measure = {
  name: 'membership.dues_collected',
  unit: 'fen',
  async answer(ctx, questions) {
    const figures: MeasureFigure[] = [];
    for (const question of questions) {
      const rows = await store.receivedRows(ctx, spanOf(question));
      const names = await unitNames(ctx, [...new Set(rows.map((row) => row.unitId))]);
      figures.push({
        ...{
          measure: 'membership.dues_collected',
          unit: 'fen',
          of: null,
          countedDays: rows.map((row) => row.last).sort(),
        },
        value: sumOf(rows, (row) => row.amount).toString(),
        rows: rows.map(({ unitId, month, amount, people, last }) => ({
          ...{ id: `${unitId}:${month}`, title: `${month.slice(0, 7)} · ${people}`, day: last },
          ...{ unitName: names.get(unitId) ?? null, amount: amount.toString(), isCounted: true, reason: null },
          href: `/membership/dues?month=${month}&unitId=${unitId}`,
        })),
      });
    }
    return figures;
  },
};

/** What was collected of what was due and not exempt, for the months of the window. */
export const duesRate: Measure = {
  name: 'membership.dues_rate',
  unit: 'percent',
  async answer(ctx: Context, questions) {
    const figures: MeasureFigure[] = [];
    for (const question of questions) {
      const { from, to, under } = spanOf(question);
      const rows = await store.sumsByUnit(ctx, { from: firstOf(from), to, under });
      const owed = (row: store.SumsRow) => row.due - row.exempt;
      const counted = rows.filter((row) => owed(row) > 0n);
      const names = await unitNames(
        ctx,
        counted.map((row) => row.unitId),
      );
      figures.push({
        ...{ measure: 'membership.dues_rate', unit: 'percent', countedDays: [] },
        value: sumOf(counted, (row) => row.collected).toString(),
        of: sumOf(counted, owed).toString(),
        rows: counted.map((row) => {
          const { unitId } = row;
          return {
            ...{ id: unitId, title: `${row.collected}/${owed(row)}`, day: to, unitName: names.get(unitId) ?? null },
            ...{ amount: row.collected.toString(), isCounted: true, reason: null },
            href: `/membership/dues?unitId=${unitId}`,
          };
        }),
      });
    }
    return figures;
  },
};
