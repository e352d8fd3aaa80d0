import { parameterOn, type Context, type Parameter, type ParameterVersion } from '#kernel';
import type { Day } from '#kernel/contract';
import { youthAgeShape } from './contract';

const FIRST_DAY = '1949-10-01';

const youthAge: Parameter<number> = {
  shape: youthAgeShape,
  seed: {
    value: 35,
    validFrom: FIRST_DAY,
    level: 'product',
    source: '各单位规定不一：28、35 或 45 周岁；没有全国统一规定',
    confidence: 'K-M',
    note: '35 周岁及以下为青年职工',
  },
};

/** Up to which age somebody counts as young on a day; days before the first version follow it. */
export function youthAgeOn(ctx: Context, day: Day): Promise<ParameterVersion<number>> {
  return parameterOn<number>(ctx, youthAgeShape.key, day < FIRST_DAY ? FIRST_DAY : day);
}

export const cohortParameters: readonly Parameter[] = [youthAge];
