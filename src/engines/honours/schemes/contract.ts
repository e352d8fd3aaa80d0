import { z } from 'zod';
import { day, defineErrors, endpoint, type PermissionName } from '#kernel/contract';
import { abilities, byId, honourKinds, unitName, version, words } from '../terms';
import { definition } from './definition';

export const schemePermissions = [
  'honours.scheme.read',
  'honours.scheme.write',
] as const satisfies readonly PermissionName[];

export const schemeErrors = defineErrors({
  'honours.definition_unfit': 422,
  'honours.key_taken': 409,
  'honours.prize_nowhere': 422,
  'honours.scheme_retired': 409,
});

const path = '/api/honours/schemes';

export const scheme = z.object({
  id: z.uuid(),
  unit: unitName,
  kind: z.enum(honourKinds),
  key: z.string(),
  owner: z.string().nullable(),
  name: z.string(),
  definition,
  retiredOn: day.nullable(),
  rounds: z.int(),
  version,
  abilities,
});
export type Scheme = z.infer<typeof scheme>;

export const newScheme = z.object({
  unitId: z.uuid(),
  kind: z.enum(honourKinds),
  key: z.string().regex(/^[a-z][a-z0-9_]{0,40}\.[a-z][a-z0-9_]{0,60}$/),
  owner: z.string().max(40).nullable().default(null),
  name: words(60, 1),
  definition,
});
export type NewScheme = z.input<typeof newScheme>;

export const listSchemes = endpoint({
  name: 'honours.listSchemes',
  method: 'GET',
  path,
  permission: 'honours.scheme.read',
  summary: 'What may be conferred, with its conditions, quotas and way of review.',
  response: z.object({ rows: z.array(scheme), abilities }),
});

export const createScheme = endpoint({
  name: 'honours.createScheme',
  method: 'POST',
  path,
  permission: 'honours.scheme.write',
  summary: 'Defines something that may be conferred.',
  body: newScheme,
  response: scheme,
  errors: ['honours.definition_unfit', 'honours.key_taken', 'honours.prize_nowhere'],
});

export const changeScheme = endpoint({
  name: 'honours.changeScheme',
  method: 'PUT',
  path: `${path}/:id`,
  permission: 'honours.scheme.write',
  summary: 'Changes a scheme; rounds that have begun keep it as it was.',
  params: byId,
  body: z.object({ name: words(60, 1), definition, version }),
  response: scheme,
  errors: ['honours.definition_unfit', 'honours.scheme_retired', 'honours.prize_nowhere'],
});

export const retireScheme = endpoint({
  name: 'honours.retireScheme',
  method: 'POST',
  path: `${path}/:id/retire`,
  permission: 'honours.scheme.write',
  summary: 'No more rounds of a scheme begin; what was conferred stays.',
  params: byId,
  body: z.object({ version }),
  response: scheme,
  errors: ['honours.scheme_retired'],
});
