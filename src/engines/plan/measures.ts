import type { Context } from '#kernel';
import { text } from '#kernel';
import { tagOf, type MeasureFigure, type MeasureQuestion, type Tag } from '#kernel/contract';
import type { CommitmentContent } from './contract';

/** Records that serve a promise carry this tag; the modules that keep them never know what a promise is. */
export function commitmentTag(commitmentId: string): Tag {
  return tagOf('commitment', commitmentId);
}

/**
 * The measure that a fresh proposal begins with: the one that was read, if this house offers it, else the one that a
 * module offers for this kind of promise and its words, else none: then the state says that there is no measure yet.
 */
export function chooseMeasure(ctx: Context, content: CommitmentContent): CommitmentContent {
  const { measures } = ctx.house;
  if (content.measure !== null && measures.has(content.measure)) return content;
  const suiting = [...measures.values()].find(
    ({ suits, about }) => suits?.includes(content.kind) === true && (about?.test(content.title) ?? true),
  );
  return { ...content, measure: suiting?.name ?? null };
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
