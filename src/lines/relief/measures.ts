import type { Context, Measure } from '#kernel';
import type { MeasureFigure, MeasureQuestion, MeasureRow } from '#kernel/contract';
import { enrolmentRatesOn, pathsOn, unitsOn } from '#engines/roster';
import type { CoverageScheme } from './contract';
import { sumBelow } from './rules';
import { schemes } from './schemes';

/** S6.3: who is in a fund of the staff on the day, unit by unit below the asked one. */
function rateMeasure(scheme: CoverageScheme): Measure {
  const name = `relief.${scheme}_rate` as const;
  async function figure(ctx: Context, { unitPath, asOf }: MeasureQuestion): Promise<MeasureFigure> {
    const under = await pathsOn(ctx, [unitPath], asOf);
    const rates = await enrolmentRatesOn(ctx, schemes[scheme], { day: asOf, under });
    const units = await unitsOn(ctx, { day: asOf, under: unitPath });
    const top = units.filter((unit) => !units.some((other) => other.id === unit.parentId));
    const rowsOf = top.length === 1 ? units.filter((unit) => unit.parentId === top[0]!.id) : top;
    const whole = sumBelow(rates, '/');
    const rows = rowsOf.map((unit): MeasureRow => {
      const { staff, covered } = sumBelow(rates, unit.path);
      return {
        id: unit.id,
        title: `${unit.name} ${covered}/${staff}`,
        day: asOf,
        unitName: unit.name,
        amount: String(covered),
        isCounted: covered > 0,
        reason: null,
        href: `/relief/coverages?scheme=${scheme}&unitId=${unit.id}`,
      };
    });
    return {
      measure: name,
      unit: 'percent',
      value: String(whole.covered),
      of: String(whole.staff),
      countedDays: [],
      rows,
    };
  }
  return {
    name,
    unit: 'percent',
    async answer(ctx, questions) {
      // Promises about funds are few and mostly ask the same: one figure for each part and day that is asked for.
      const known = new Map<string, Promise<MeasureFigure>>();
      const figures = [];
      for (const question of questions) {
        const key = `${question.unitPath} ${question.asOf}`;
        const asked = known.get(key) ?? figure(ctx, question);
        known.set(key, asked);
        figures.push(await asked);
      }
      return figures;
    },
  };
}

export const mutualAidRate = rateMeasure('mutual_aid');
export const staffInsuranceRate = rateMeasure('staff_insurance');
