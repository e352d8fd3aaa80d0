import { type ParameterShape, noticeDaysShape, secondFactorRolesShape, signInLogMonthsShape } from '#kernel/contract';
import { ledgerParameters } from '#engines/ledger/contract';
import { planParameters } from '#engines/plan/contract';
import { codeDaysShape, erasureParameters, rightsParameters, youthAgeShape } from '#engines/roster/contract';
import { ruleShapes } from '#engines/rulebook/contract';
import { assetParameters, auditDaysShape, shareDaysShape } from '#lines/finance/contract';
import { membershipParameters } from '#lines/membership/contract';
import { reliefParameters } from '#lines/relief/contract';
import { savingsParameters } from '#lines/savings/contract';
import { z } from 'zod';
import { roleNames } from '../../role-names';

/** The kernel takes any name of a role; whoever fills in the form chooses among those of the house. */
const secondFactorRoles: ParameterShape = {
  ...secondFactorRolesShape,
  schema: z.array(z.object({ role: z.enum(roleNames) })),
};

const ofTheDoor: readonly ParameterShape[] = [codeDaysShape, secondFactorRoles, signInLogMonthsShape, noticeDaysShape];

/** Every parameter of the house for the browser, which builds the form from its schema. */
export const parameterShapes: ReadonlyMap<string, ParameterShape> = new Map(
  [
    ...planParameters,
    ...ledgerParameters,
    ...rightsParameters,
    youthAgeShape,
    ...erasureParameters,
    ...ruleShapes,
    ...reliefParameters,
    shareDaysShape,
    ...assetParameters,
    auditDaysShape,
    ...membershipParameters,
    ...savingsParameters,
    ...ofTheDoor,
  ].map((shape): [string, ParameterShape] => [shape.key, shape]),
);
