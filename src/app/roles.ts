import type { RoleTable } from '#engines/roster';

const everyone = [
  'roster.unit.read',
  'plan.report.read',
  'schedule.event.read',
  'schedule.signup.own',
  'schedule.feed.own',
  'culture.event.read',
  'relief.coverage.own',
];

/** Who is in the two funds: the figures, the names behind them, and the recording. */
const fundReader = ['relief.coverage.total', 'relief.coverage.read'];
const fundKeeper = [...fundReader, 'relief.coverage.write'];

const planReader = ['plan.plan.read', 'plan.task.read', 'plan.evidence.read', 'plan.total.read'];

/**
 * The roles of the house as data: what each may do on the unit where it is given and all below. Each list says
 * everything, so that a reader sees at one place what a person may do.
 *
 * Kept apart on purpose: who keeps accounts reads no case and changes no plan; who audits changes nothing; a
 * superior reads totals and opens no person's file; the worker sees what is published and what is the worker's own.
 * What one person must not hold together stands at one role of each pair, with the rule that says so; an administrator is
 * made by an administrator only.
 */
export const roles = {
  chair: {
    permissions: [
      ...everyone,
      ...planReader,
      ...fundKeeper,
      'plan.plan.import',
      'plan.plan.review',
      'plan.plan.confirm',
      'plan.plan.amend',
      'plan.task.write',
      'plan.evidence.write',
      'plan.comment.write',
      'schedule.event.write',
      'schedule.event.close',
      'schedule.attendance.write',
      'schedule.feed.manage',
      'roster.unit.write',
      'roster.person.read',
      'roster.person.write',
      'roster.person.merge',
      'roster.intake.run',
      'roster.post.write',
      'roster.skill.write',
      'roster.grant.write',
      'roster.rights.read',
      'roster.privacy.manage',
      'roster.secret.read',
      'roster.read_log.read',
      'roster.cohort.read',
      'roster.cohort.write',
      'kernel.parameter.read',
      'kernel.parameter.set',
    ],
  },
  unit_officer: {
    permissions: [
      ...everyone,
      ...planReader,
      ...fundKeeper,
      'plan.task.write',
      'plan.evidence.write',
      'plan.comment.write',
      'schedule.event.write',
      'schedule.event.close',
      'schedule.attendance.write',
      'roster.person.read',
      'roster.cohort.read',
    ],
  },
  treasurer: {
    permissions: [
      ...everyone,
      ...planReader,
      ...fundReader,
      'plan.evidence.write',
      'plan.comment.write',
      'roster.person.read',
      'roster.secret.read',
    ],
  },
  cashier: {
    permissions: [
      ...everyone,
      ...planReader,
      ...fundReader,
      'plan.evidence.write',
      'plan.comment.write',
      'roster.person.read',
    ],
    keptApartFrom: { treasurer: 'cashAndBooks' },
  },
  auditor: {
    permissions: [
      ...everyone.filter((permission) => permission !== 'schedule.signup.own'),
      ...planReader,
      ...fundReader,
      'roster.person.read',
      'roster.rights.read',
      'roster.read_log.read',
      'roster.cohort.read',
      'kernel.audit.read',
      'kernel.parameter.read',
    ],
    keptApartFrom: {
      chair: 'auditBody',
      treasurer: 'auditBody',
      cashier: 'auditBody',
      administrator: 'systemAndAudit',
    },
  },
  superior: {
    permissions: [
      'roster.unit.read',
      'plan.report.read',
      'plan.total.read',
      'schedule.event.read',
      'culture.event.read',
      'relief.coverage.total',
    ],
  },
  administrator: {
    permissions: [
      'roster.unit.read',
      'roster.unit.write',
      'roster.person.read',
      'roster.person.write',
      'roster.person.merge',
      'roster.intake.run',
      'roster.post.write',
      'roster.skill.write',
      'roster.grant.write',
      'roster.cohort.read',
      'roster.cohort.write',
      'roster.user.manage',
      'roster.privacy.manage',
      'roster.rights.read',
      'roster.read_log.read',
      'kernel.account.manage',
      'kernel.audit.read',
      'kernel.parameter.read',
      'kernel.parameter.set',
    ],
    grantableBy: ['administrator'],
  },
  worker: { permissions: [...everyone], isDelegable: false },
} as const satisfies RoleTable;

export type RoleName = keyof typeof roles;
