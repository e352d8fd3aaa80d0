import { ruleBetween, type RoleTable } from '#engines/roster';

const everyone = [
  'roster.unit.read',
  'plan.report.read',
  'schedule.event.read',
  'schedule.signup.own',
  'schedule.feed.own',
  'culture.event.read',
  'membership.application.own',
  'membership.card.own',
  'membership.dues.own',
  'relief.coverage.own',
  'savings.account.own',
  'relief.fund.own',
  'finance.claim.own',
  'ledger.statement.read',
  'honours.round.read',
  'honours.notice.read',
  'honours.review.own',
  'honours.honour.own',
  'contest.contest.read',
  'contest.score.give',
  'contest.indicator.read',
  'contest.record.read',
];
/** What is of a person's own and changes something. */
const ownActs = [
  ...['schedule.signup.own', 'membership.application.own', 'savings.account.own', 'finance.claim.own'],
  'contest.score.give',
  'honours.review.own',
];

/** Who keeps which office in the union; nothing that its own notice board wouldn't say. */
const bodyReader = ['membership.body.read'];
/** Who keeps its bodies. Those whose seats bring roles need `roster.grant.write` besides: filling them gives a role. */
const bodyKeeper = [...bodyReader, 'membership.body.write'];

/** Who is in the two funds: the figures, the names behind them, and the recording. */
const fundReader = ['relief.coverage.total', 'relief.coverage.read'];
const fundKeeper = [...fundReader, 'relief.coverage.write'];

/** What stands in the books of money, and who keeps them; nobody both writes budgets or transfers and approves them. */
const bookReader = ['ledger.book.read', 'ledger.budget.read'];
const bookKeeper = [
  ...bookReader,
  ...['ledger.book.write', 'ledger.period.write', 'ledger.budget.write', 'ledger.transfer.write'],
  ...['ledger.year.write', 'ledger.exchange.read', 'ledger.exchange.write'],
];
const bookApprover = [...bookReader, ...['ledger.period.approve', 'ledger.budget.approve', 'ledger.transfer.approve']];

/** Who puts forward and reviews in a unit; who runs a round there is another hand than who decides it. */
const honourKeeper = [
  ...['honours.scheme.read', 'honours.round.manage'],
  ...['honours.nomination.read', 'honours.nomination.write', 'honours.nomination.review'],
];
const honourReader = ['honours.scheme.read', 'honours.nomination.read'];

/** Money for those in need: the accountant prepares, the chair approves, the cashier takes in and pays out. */
const moneyReader = 'relief.fund.read';
/** What is entered to be posted and what is claimed; who signs what: entry, review and cash are three hands. */
const voucherReader = [
  'finance.voucher.read',
  'finance.claim.read',
  'finance.bank.read',
  'finance.asset.read',
  'finance.goods.read',
  'finance.audit.read',
];

/** Who runs contests and enters the own people in those of others. */
const contestKeeper = ['contest.contest.manage', 'contest.entrant.enter'];
/** Figures of indicators have three hands: whoever enters for a unit, the office that keeps such figures, the union. */
const figureKeeper = ['contest.reading.enter'];

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
      ...bodyKeeper,
      ...honourKeeper,
      ...['honours.scheme.write', 'honours.round.decide'],
      ...bookApprover,
      ...[moneyReader, 'relief.fund.approve'],
      ...voucherReader,
      'finance.voucher.review',
      'finance.bank.review',
      'finance.claim.approve',
      'finance.asset.approve',
      'finance.goods.approve',
      'finance.goods.keep',
      'ledger.exchange.read',
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
      ...contestKeeper,
      'contest.contest.publish',
      ...figureKeeper,
      'contest.indicator.define',
      'contest.record.confirm',
      'roster.unit.write',
      'roster.person.read',
      'roster.person.write',
      'roster.person.merge',
      'roster.intake.run',
      'roster.post.write',
      'roster.skill.write',
      'roster.grant.write',
      'membership.member.read',
      'membership.member.write',
      'membership.dues.read',
      'savings.association.found',
      'savings.association.decide',
      'savings.account.read',
      'membership.application.opinion',
      'membership.application.approve',
      'membership.statistics.read',
      'roster.rights.read',
      'roster.privacy.manage',
      'roster.erasure.decide',
      'roster.blocked.read',
      'roster.secret.read',
      'roster.read_log.read',
      'roster.cohort.read',
      'roster.cohort.write',
      'roster.account.invite',
      'kernel.parameter.read',
      'kernel.parameter.set',
    ],
  },
  unit_officer: {
    permissions: [
      ...everyone,
      ...planReader,
      ...fundKeeper,
      ...bodyKeeper,
      ...honourKeeper,
      'finance.goods.read',
      'finance.goods.keep',
      'plan.task.write',
      'plan.evidence.write',
      'plan.comment.write',
      'schedule.event.write',
      'schedule.event.close',
      'schedule.attendance.write',
      ...contestKeeper,
      ...figureKeeper,
      'roster.person.read',
      'membership.member.read',
      'membership.member.write',
      'membership.application.opinion',
      'membership.statistics.read',
      'roster.cohort.read',
      'roster.account.invite',
    ],
  },
  treasurer: {
    permissions: [
      ...everyone,
      ...planReader,
      ...bodyReader,
      ...fundReader,
      ...bookKeeper,
      ...[moneyReader, 'relief.fund.write'],
      ...voucherReader,
      'finance.voucher.write',
      'finance.voucher.review',
      'finance.claim.check',
      'finance.share.write',
      'finance.asset.write',
      'finance.goods.account',
      'finance.bank.write',
      'finance.audit.answer',
      'finance.bank.review',
      'plan.evidence.write',
      'plan.comment.write',
      'roster.person.read',
      'membership.member.read',
      'membership.dues.read',
      'membership.dues.write',
      'membership.dues.run',
      'savings.account.read',
      'savings.account.write',
      'membership.statistics.read',
      'contest.reading.verify',
      'roster.secret.read',
    ],
  },
  cashier: {
    permissions: [
      ...everyone,
      ...planReader,
      ...bodyReader,
      ...fundReader,
      'ledger.book.read',
      ...voucherReader,
      'finance.voucher.pay',
      'finance.claim.pay',
      'finance.receipt.write',
      'finance.audit.answer',
      'plan.evidence.write',
      'plan.comment.write',
      'roster.person.read',
      'membership.member.read',
      'membership.dues.read',
      'membership.dues.collect',
      'savings.account.read',
      'savings.account.pay',
      ...[moneyReader, 'relief.fund.pay'],
      'membership.statistics.read',
    ],
    keptApartFrom: { treasurer: 'cashAndBooks' },
  },
  auditor: {
    permissions: [
      ...everyone.filter((permission) => !ownActs.includes(permission)),
      ...planReader,
      ...bodyReader,
      ...honourReader,
      ...fundReader,
      ...bookReader,
      moneyReader,
      ...voucherReader,
      'finance.audit.write',
      'ledger.exchange.read',
      'roster.person.read',
      'membership.member.read',
      'membership.dues.read',
      'savings.account.read',
      'membership.statistics.read',
      'roster.rights.read',
      'roster.read_log.read',
      'roster.cohort.read',
      'kernel.audit.read',
      'kernel.signin_log.read',
      'kernel.parameter.read',
    ],
    keptApartFrom: {
      chair: 'auditBody',
      treasurer: 'auditBody',
      cashier: 'auditBody',
      unit_officer: 'auditBody',
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
      'membership.statistics.read',
      'relief.coverage.total',
      'contest.contest.read',
      'contest.indicator.read',
      'contest.record.read',
      'ledger.book.read',
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
      'roster.erasure.decide',
      'roster.blocked.read',
      'roster.rights.read',
      'roster.read_log.read',
      'roster.account.invite',
      'kernel.account.manage',
      'kernel.audit.read',
      'kernel.signin_log.read',
      'kernel.parameter.read',
      'kernel.parameter.set',
    ],
    grantableBy: ['administrator'],
  },
  worker: { permissions: [...everyone], isDelegable: false },
} as const satisfies RoleTable;

export type RoleName = keyof typeof roles;

/** What somebody gets who signs in for the first time with a code. */
export const firstRole: RoleName = 'worker';

/** The roles that give a permission. */
export function rolesWith(permission: string): readonly string[] {
  const table: RoleTable = roles;
  return Object.keys(table).filter((name) => table[name]!.permissions.includes(permission));
}

/** The rule by which one person holds no two of these roles, stated at either of them. */
export function rolesApart(one: string, other: string): string | null {
  return ruleBetween(roles, one, other);
}
