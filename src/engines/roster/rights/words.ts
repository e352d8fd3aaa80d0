import { text, type Context, type SubjectQuestion } from '#kernel';
import type { RoleTable } from '../roles';

/** `plan.task.write` has its words in module `plan` under `rights.permissions.task.write`. */
export function permissionInWords(ctx: Context, permission: string): string {
  const [module, noun, verb] = permission.split('.');
  return text(ctx.language, `${module}:rights.permissions.${noun}.${verb}`);
}

export function subjectName(ctx: Context, kind: string): string {
  const [module, noun] = kind.split('.');
  return text(ctx.language, `${module}:rights.subjects.${noun}.name`);
}

/** The policy of a kind of thing in a sentence. */
export function ruleInWords(ctx: Context, kind: string, question: SubjectQuestion): string {
  const [module, noun] = kind.split('.');
  return text(ctx.language, `${module}:rights.subjects.${noun}.${question}`);
}

/** Every permission that some role gives. */
export function permissionsOfRoles(roles: RoleTable): string[] {
  return [...new Set(Object.values(roles).flatMap((role) => role.permissions))];
}

/** Permissions by the module that they belong to, in words; modules in the order of their first permission. */
export function byModule(ctx: Context, permissions: readonly string[]) {
  const groups = new Map<string, { permission: string; words: string }[]>();
  for (const permission of permissions) {
    const module = permission.slice(0, permission.indexOf('.'));
    const group = groups.get(module) ?? [];
    group.push({ permission, words: permissionInWords(ctx, permission) });
    groups.set(module, group);
  }
  return [...groups].map(([module, rows]) => ({
    module,
    name: text(ctx.language, `${module}:rights.module`),
    permissions: rows,
  }));
}
