import type { Context, Measure } from '#kernel';
import type { MeasureFigure, MeasureQuestion, MeasureRow } from '#kernel/contract';
import { unitNames } from '#engines/roster';
import { nominationNames, nameOf } from '../nominations/names';
import { roundsByTags, type RoundRecord } from '../rounds/store';
import { honoursOf } from './store';

async function roundsFor(ctx: Context, questions: readonly MeasureQuestion[]): Promise<RoundRecord[][]> {
  const rounds = await roundsByTags(ctx, [...new Set(questions.map(({ tag }) => tag))]);
  return questions.map(({ tag, unitPath }) =>
    rounds.filter((round) => round.tags.includes(tag) && round.unitPath.startsWith(unitPath)),
  );
}

/** Whether a round counts as closed in the window of the promise, and what is to be said about it. */
export function judge(
  { state, closedOn }: Pick<RoundRecord, 'state' | 'closedOn'>,
  { window, asOf }: Pick<MeasureQuestion, 'window' | 'asOf'>,
): { isCounted: boolean; reason: string | null } {
  if (state === 'cancelled') return { isCounted: false, reason: 'honours.rows.cancelled' };
  if (closedOn === null || closedOn > asOf) return { isCounted: false, reason: 'honours.rows.not_closed' };
  return { isCounted: true, reason: closedOn > window.to ? 'honours.rows.closed_late' : null };
}

/** How many rounds that serve the promise were closed. Whether in time, the plan tells by their days. */
export const roundsClosed: Measure = {
  name: 'honours.rounds_closed',
  unit: 'times',
  async answer(ctx, questions) {
    const found = await roundsFor(ctx, questions);
    const units = await unitNames(ctx, [...new Set(found.flat().map(({ unitId }) => unitId))]);
    return questions.map((question, at): MeasureFigure => {
      const rows = found[at]!.map((round): MeasureRow => {
        const { isCounted, reason } = judge(round, question);
        return {
          ...{ id: round.id, title: round.name, day: round.closedOn ?? round.closeBy, isCounted, reason },
          ...{ unitName: units.get(round.unitId) ?? null, amount: isCounted ? '1' : '0' },
          href: `/honours/rounds/${round.id}`,
        };
      });
      const counted = rows.filter(({ isCounted }) => isCounted);
      return {
        ...{ measure: 'honours.rounds_closed', unit: 'times', value: String(counted.length), of: null, rows },
        countedDays: counted.flatMap(({ day }) => day ?? []).sort(),
      };
    });
  },
};

/** How many persons and units were honoured in rounds that serve the promise. */
export const winners: Measure = {
  name: 'honours.winners',
  unit: 'pieces',
  async answer(ctx, questions) {
    const found = await roundsFor(ctx, questions);
    const honours = await honoursOf(ctx, [...new Set(found.flat().map(({ id }) => id))]);
    const names = await nominationNames(ctx, honours);
    return questions.map(({ asOf }, at): MeasureFigure => {
      const ids = new Set(found[at]!.map(({ id }) => id));
      const rows = honours
        .filter(({ roundId, decidedOn }) => ids.has(roundId) && decidedOn <= asOf)
        .map((one): MeasureRow => ({
          ...{ id: one.id, title: `${nameOf(names, one)} · ${one.title}`, day: one.decidedOn, amount: '1' },
          ...{ unitName: names.units.get(one.unitId) ?? null, isCounted: true, reason: null },
          href: `/honours/rounds/${one.roundId}`,
        }));
      return {
        ...{ measure: 'honours.winners', unit: 'pieces', value: String(rows.length), of: null, rows },
        countedDays: rows.flatMap(({ day }) => day ?? []).sort(),
      };
    });
  },
};
