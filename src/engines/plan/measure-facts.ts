import { parameterOn, text, type Context } from '#kernel';
import { findUnit } from '#engines/roster';
import type { Day } from '#kernel/contract';
import type { z } from 'zod';
import { daysOf } from './board';
import type { CommitmentContent, getCommitment } from './contract';
import { measureChoices } from './measures';
import type { PlacedPlan } from './policy';
import type { CommitmentRecord } from './records';
import { dayWords } from './report-lines';
import { wordsIn } from './report-words';

type MeasureFacts = NonNullable<z.infer<typeof getCommitment.response>['measure']>;
type MeasureParameter = MeasureFacts['parameters'][number];

/** The measure behind a commitment in words: what it counts, and with which days, part of the tree and tolerances. */
export async function measureFacts(
  ctx: Context,
  plan: PlacedPlan,
  { content }: CommitmentRecord,
  today: Day,
): Promise<MeasureFacts | null> {
  const chosen = measureChoices(ctx).find((measure) => measure.name === content.measure);
  if (chosen === undefined) return null;
  const [module, name] = chosen.name.split('.', 2);
  return {
    ...chosen,
    rule: text(ctx.language, `${module}:measures.${name}_rule`),
    parameters: await questionInWords(ctx, plan, content, today),
  };
}

async function questionInWords(
  ctx: Context,
  plan: PlacedPlan,
  content: CommitmentContent,
  today: Day,
): Promise<MeasureParameter[]> {
  const words = wordsIn(ctx.language);
  const say = (key: string, params: Record<string, unknown> = {}) =>
    text(ctx.language, `plan:measure_parameters.${key}`, params);
  const days = daysOf(plan, { content });
  const percent = (share: number) => `${Math.round(share * 1000) / 10}%`;
  const unit = await findUnit(ctx, plan.unitId);
  const list: MeasureParameter[] = [
    { name: say('window'), value: `${dayWords(days.from, words)}—${dayWords(days.to, words)}`, source: null },
    { name: say('units'), value: say('units_value', { unit: unit?.name ?? plan.unitName }), source: null },
    { name: say('as_of'), value: dayWords(today, words), source: null },
  ];
  const risk = await parameterOn<number>(ctx, 'plan.riskShare', today);
  list.push({ name: say('risk'), value: say('risk_value', { share: percent(risk.value) }), source: risk.source });
  if (content.target?.type === 'money' && content.target.isAbout) {
    const about = await parameterOn<number>(ctx, 'plan.aboutTolerance', today);
    list.push({ name: say('about'), value: `±${percent(about.value)}`, source: about.source });
  }
  return list;
}

/** The measures that suit a commitment's kind, those that suit any, and the one that it has. */
export function suitingMeasures(
  ctx: Context,
  content: CommitmentContent,
): { name: string; label: string; unit: string }[] {
  return measureChoices(ctx).filter(({ name }) => {
    const suits = ctx.house.measures.get(name)?.suits;
    return suits === undefined || suits.includes(content.kind) || name === content.measure;
  });
}
