import { parameterOn, type Context, type Parameter } from '#kernel';
import { journalDaysShape, retentionYearsShape } from './contract';

const FIRST_DAY = '1949-10-01';

/** A claim may be raised for three years (民法典 §188); beyond them the union has no purpose for the data (个保法 §19). */
const retentionYears: Parameter<number> = {
  shape: retentionYearsShape,
  seed: {
    value: 3,
    validFrom: FIRST_DAY,
    level: 'national',
    source: '个人信息保护法第十九条、第四十七条；民法典第一百八十八条诉讼时效三年',
    confidence: 'K-M',
    note: '保存期限为实现处理目的所必要的最短时间',
  },
};

const journalDays: Parameter<number> = {
  shape: journalDaysShape,
  seed: {
    value: 30,
    validFrom: FIRST_DAY,
    level: 'product',
    source: '撤销导入、撤销合并的期限三十天；没有法规规定',
    confidence: 'K-M',
  },
};

export const erasureParameterSeeds: readonly Parameter[] = [retentionYears, journalDays];

export async function yearsOfRetention(ctx: Context): Promise<number> {
  return (await parameterOn<number>(ctx, retentionYearsShape.key, ctx.clock.today())).value;
}

const DAY_MILLISECONDS = 86_400_000;

/** What was made before this moment can't be undone any more, and nothing of it is needed. */
export async function journalsBefore(ctx: Context): Promise<Date> {
  const { value: days } = await parameterOn<number>(ctx, journalDaysShape.key, ctx.clock.today());
  return new Date(ctx.clock.now().getTime() - (days + 1) * DAY_MILLISECONDS);
}
