import type { ParameterShape } from '#kernel/contract';
import { planParameters } from '#engines/plan/contract';
import { rightsParameters, youthAgeShape } from '#engines/roster/contract';
import { ruleShapes } from '#engines/rulebook/contract';
import { membershipParameters } from '#lines/membership/contract';
import { reliefParameters } from '#lines/relief/contract';

/** Every parameter of the house for the browser, which builds the form from its schema. */
export const parameterShapes: ReadonlyMap<string, ParameterShape> = new Map(
  [
    ...planParameters,
    ...rightsParameters,
    youthAgeShape,
    ...ruleShapes,
    ...reliefParameters,
    ...membershipParameters,
  ].map((shape): [string, ParameterShape] => [shape.key, shape]),
);
