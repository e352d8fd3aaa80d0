import { parameterOn, type Context, type Parameter } from '#kernel';
import { bandToleranceShape, floorNoticeShape } from './contract';

const FIRST_DAY = '1949-10-01';

const bandTolerance: Parameter<number> = {
  shape: bandToleranceShape,
  seed: {
    value: 0.1,
    validFrom: FIRST_DAY,
    level: 'product',
    source: '上下各一成；没有法规规定',
    confidence: 'K-M',
    note: '预算项目写“左右”时的默认幅度',
  },
};

const floorNotice: Parameter<number> = {
  shape: floorNoticeShape,
  seed: {
    value: 60,
    validFrom: FIRST_DAY,
    level: 'product',
    source: '年底前两个月；没有法规规定',
    confidence: 'K-M',
    note: '下限没有用足时提前提醒的天数',
  },
};

export const budgetParameterList: readonly Parameter[] = [bandTolerance as Parameter, floorNotice as Parameter];

/** Whole percent. */
export async function toleranceOn(ctx: Context): Promise<number> {
  const { value } = await parameterOn<number>(ctx, bandToleranceShape.key, ctx.clock.today());
  return Math.round(value * 100);
}

export async function noticeDaysOn(ctx: Context): Promise<number> {
  const { value } = await parameterOn<number>(ctx, floorNoticeShape.key, ctx.clock.today());
  return value;
}
