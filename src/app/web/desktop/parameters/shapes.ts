import type { ParameterShape } from '#kernel/contract';
import { planParameters } from '#engines/plan/contract';
import { codeDaysShape } from '#engines/roster/contract';

/** Every parameter of the house for the browser, which builds the form from its schema. */
export const parameterShapes: ReadonlyMap<string, ParameterShape> = new Map(
  [...planParameters, codeDaysShape].map((shape): [string, ParameterShape] => [shape.key, shape]),
);
