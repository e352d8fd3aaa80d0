import type { Context } from '#kernel';
import { text } from '#kernel';
import type { MeasureFigure, MeasureQuestion } from '#kernel/contract';
import type { CommitmentContent } from './contract';

/** Records that serve a promise carry this tag; the modules that keep them never know what a promise is. */
export function tagOf(commitmentId: string): string {
  return `commitment:${commitmentId}`;
}

/** A proposal may name a measure that no module of this installation offers yet: then there is none. */
export function chooseMeasure(ctx: Context, content: CommitmentContent): CommitmentContent {
  return content.measure !== null && !ctx.house.measures.has(content.measure) ? { ...content, measure: null } : content;
}

export function measureChoices(ctx: Context): { name: string; label: string; unit: string }[] {
  return [...ctx.house.measures.values()]
    .map((measure) => {
      const [module, name] = measure.name.split('.', 2);
      return { name: measure.name, label: text(ctx.language, `${module}:measures.${name}`), unit: measure.unit };
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

export interface Asked {
  commitmentId: string;
  measure: string;
  question: MeasureQuestion;
}

/** Puts all questions of a plan at once: each measure answers its part in one go. */
export async function figuresFor(ctx: Context, asked: readonly Asked[]): Promise<Map<string, MeasureFigure>> {
  const figures = new Map<string, MeasureFigure>();
  const byMeasure = new Map<string, Asked[]>();
  for (const one of asked) byMeasure.set(one.measure, [...(byMeasure.get(one.measure) ?? []), one]);
  for (const [name, questions] of byMeasure) {
    const measure = ctx.house.measures.get(name);
    if (measure === undefined) continue;
    const answers = await measure.answer(
      ctx,
      questions.map((one) => one.question),
    );
    questions.forEach((one, index) => figures.set(one.commitmentId, answers[index]!));
  }
  return figures;
}
