import type { Context, Measure } from '#kernel';
import { unitNames } from '#engines/roster';
import { earlierOf, type Day, type MeasureFigure, type MeasureQuestion } from '#kernel/contract';
import { controlOn } from './associations/control';
import { associationsUnder, figuresOn, type AssociationRecord } from './associations/store';
import { monthEndAfter } from './rules';
import { depositsBetween } from './store-measures';
import { sumOf } from './sums';

const lastDay = ({ window, asOf }: MeasureQuestion): Day => earlierOf(asOf, window.to);
const hrefOf = ({ id }: Pick<AssociationRecord, 'id'>, on: Day): string => `/savings?association=${id}&on=${on}`;

/** Answers one question after the other, each over the associations of its part of the tree. */
function savingsMeasure(
  name: `savings.${string}`,
  unit: MeasureFigure['unit'],
  answer: (
    ctx: Context,
    question: MeasureQuestion,
    associations: readonly AssociationRecord[],
    names: ReadonlyMap<string, string>,
  ) => Promise<Pick<MeasureFigure, 'value' | 'of' | 'countedDays' | 'rows'>>,
): Measure {
  return {
    ...{ name, unit },
    async answer(ctx, questions) {
      const figures: MeasureFigure[] = [];
      for (const question of questions) {
        const associations = await associationsUnder(ctx, [question.unitPath]);
        const names = await unitNames(
          ctx,
          associations.map((one) => one.unitId),
        );
        figures.push({ measure: name, unit, ...(await answer(ctx, question, associations, names)) });
      }
      return figures;
    },
  };
}

/** The days on which a window is looked at: its months' ends, and the last day. */
function daysOf(question: MeasureQuestion, from: Day): Day[] {
  const last = lastDay(question);
  const days: Day[] = [];
  for (let day = monthEndAfter(from, 0); day < last; day = monthEndAfter(day, 1)) days.push(day);
  return from > last ? [] : [...days, last];
}

/** On how many of the days the accounts were what the books say, out of all that were looked at. */
export const savingsControl = savingsMeasure(
  'savings.control',
  'percent',
  async (ctx, question, associations, names) => {
    const rows: MeasureFigure['rows'] = [];
    for (const one of associations) {
      const from = one.foundedOn > question.window.from ? one.foundedOn : question.window.from;
      for (const day of daysOf(question, from)) {
        const { savings, savingsControl: control, isWhole } = await controlOn(ctx, one, day);
        rows.push({
          ...{ id: `${one.id}:${day}`, title: `${savings}/${control}`, day, unitName: names.get(one.unitId) ?? null },
          ...{ amount: isWhole ? '1' : '0', isCounted: isWhole, href: hrefOf(one, day) },
          reason: isWhole ? null : 'savings.rows.differs',
        });
      }
    }
    return {
      value: String(rows.filter((row) => row.isCounted).length),
      ...{ of: String(rows.length), countedDays: [], rows },
    };
  },
);

/** How many save on the day. */
export const savers = savingsMeasure('savings.savers', 'people', async (ctx, question, associations, names) => {
  const day = lastDay(question);
  const rows: MeasureFigure['rows'] = [];
  let value = 0;
  for (const one of associations) {
    const { accounts } = await figuresOn(ctx, one.id, day);
    value += accounts;
    const unitName = names.get(one.unitId) ?? null;
    rows.push({
      ...{ id: one.id, title: unitName ?? '', day, unitName, amount: String(accounts), isCounted: accounts > 0 },
      ...{ reason: null, href: hrefOf(one, day) },
    });
  }
  return { value: String(value), of: null, countedDays: [], rows };
});

/** What was put in within the window, by month. */
export const deposited = savingsMeasure('savings.deposited', 'fen', async (ctx, question, associations, names) => {
  const byId = new Map(associations.map((one) => [one.id, one]));
  const months = await depositsBetween(ctx, {
    ...{ associationIds: [...byId.keys()], from: question.window.from, to: lastDay(question) },
  });
  return {
    value: sumOf(months, (row) => row.amount).toString(),
    of: null,
    countedDays: months.map((row) => row.last).sort(),
    rows: months.map(({ associationId, month, amount, people, last }) => ({
      ...{ id: `${associationId}:${month}`, title: `${month.slice(0, 7)} · ${people}`, day: last },
      unitName: names.get(byId.get(associationId)!.unitId) ?? null,
      ...{ amount: amount.toString(), isCounted: true, reason: null },
      href: hrefOf(byId.get(associationId)!, last),
    })),
  };
});
