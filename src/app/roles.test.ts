import { describe, expect, test } from 'vitest';
import { modules } from './modules';
import english from './web/locale/en.json' with { type: 'json' };
import chinese from './web/locale/zh-CN.json' with { type: 'json' };
import { roles, rolesApart, type RoleName } from './roles';
import { roleNames } from './web/role-names';

const declared = new Set(modules.flatMap((module) => module.permissions));
const given = Object.entries(roles).flatMap(([role, { permissions }]) =>
  permissions.map((permission) => `${role}: ${permission}`),
);
const may = (role: RoleName): readonly string[] => roles[role].permissions;

test('roles give only permissions that a module declares', () =>
  expect(given.filter((line) => !declared.has(line.split(': ')[1]!))).toEqual([]));

test('every declared permission is given to some role', () => {
  const used = new Set(given.map((line) => line.split(': ')[1]!));
  expect([...declared].filter((permission) => !used.has(permission))).toEqual([]);
});

test('the shells and the roster call the roles alike, in both languages', () => {
  const roster = modules.find((module) => module.name === 'roster')!.texts;
  const shell = { 'zh-CN': chinese, en: english };
  for (const language of ['zh-CN', 'en'] as const) {
    expect(roster[language].roles).toEqual(shell[language].role);
    expect(Object.keys(shell[language].role)).toEqual(Object.keys(roles));
  }
});

describe('roles are kept apart', () => {
  // Whoever judges gives the own marks; the contest's panel says who that is.
  const isOwnOrRead = /\.(?:read|own|total)$|^contest\.score\.give$/;
  const writes = (role: RoleName) => may(role).filter((permission) => !isOwnOrRead.test(permission));

  test('the auditor reads, writes in the audit room and changes nothing else', () => {
    expect(writes('auditor')).toEqual(['finance.audit.write']);
    expect(may('auditor')).not.toContain('schedule.signup.own');
  });

  test('whoever moves money, goods or books, or decides about them, is no auditor beside', () => {
    const handles = (role: RoleName) =>
      may(role).some((permission) => /^(?:finance|ledger)\..*(?<!\.read|\.own)$/.test(permission));
    const others = (Object.keys(roles) as RoleName[]).filter((role) => role !== 'auditor' && handles(role));
    expect(others).toEqual(['chair', 'unit_officer', 'treasurer', 'cashier']);
    expect(others.map((role) => rolesApart('auditor', role))).toEqual(others.map(() => 'auditBody'));
  });

  test("the superior reads totals and no person's file", () => {
    expect(writes('superior')).toEqual([]);
    for (const file of ['roster.person.read', 'plan.plan.read', 'plan.evidence.read'])
      expect(may('superior')).not.toContain(file);
  });

  test('the administrator keeps accounts and sees no plan', () => {
    expect(may('administrator').filter((permission) => /^(?:plan|schedule|culture)\./.test(permission))).toEqual([]);
    expect(may('administrator')).toEqual(
      expect.arrayContaining(['roster.user.manage', 'roster.grant.write', 'kernel.audit.read']),
    );
  });

  test('the chair keeps no accounts', () => {
    expect(may('chair')).not.toContain('roster.user.manage');
    expect(may('chair')).not.toContain('kernel.account.manage');
  });

  test('the worker writes only what is his or her own', () => expect(writes('worker')).toEqual([]));
});

test('the browser knows every role of the house and no other', () =>
  expect([...roleNames].sort()).toEqual(Object.keys(roles).sort()));
