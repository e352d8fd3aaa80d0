import { z } from 'zod';
import { day } from '../day';
import { endpoint } from '../endpoint';
import { pageOf, pageQuery } from '../paging';
import { parameterShape } from '../parameter-contract';
import { signInOutcomes } from '../ways-in/outcomes';

const words = z.string().trim().max(100).optional();

/** How long the log of sign-ins is kept; the law's floor for network logs is six months. */
export const FEWEST_LOG_MONTHS = 6;
export const signInLogMonthsShape = parameterShape({
  key: 'kernel.signInLogMonths',
  unit: null,
  schema: z.number().int().min(FEWEST_LOG_MONTHS).max(120),
});

export const signInRow = z.object({
  id: z.uuid(),
  at: z.iso.datetime(),
  /** As it was typed at the door, in small letters; it need not be an account. */
  username: z.string(),
  name: z.string().nullable(),
  outcome: z.enum(signInOutcomes),
  words: z.string(),
  address: z.string().nullable(),
  userAgent: z.string().nullable(),
});
export type SignInRow = z.infer<typeof signInRow>;

export const listSignIns = endpoint({
  name: 'session.listSignIns',
  method: 'GET',
  path: '/api/sign-ins',
  permission: 'kernel.signin_log.read',
  summary: 'The log of sign-ins of the whole house, the latest first.',
  query: pageQuery.extend({
    account: words,
    outcome: z.enum(signInOutcomes).optional(),
    on: day.optional(),
    address: words,
  }),
  response: pageOf(signInRow),
});

export const exportSignIns = endpoint({
  name: 'session.exportSignIns',
  method: 'GET',
  path: '/api/sign-ins.xlsx',
  permission: 'kernel.signin_log.read',
  summary: 'The log of sign-ins, as it is filtered, as an Excel file.',
  query: listSignIns.query!.omit({ cursor: true, limit: true }),
  response: 'file',
  errors: ['workbook.export_too_long'],
});

/** `roster.createUser`: the module and what was done. */
const actionName = z
  .string()
  .max(80)
  .regex(/^[a-z]+\.[A-Za-z]+$/);

export const auditRow = z.object({
  id: z.uuid(),
  at: z.iso.datetime(),
  /** The user name, or `system`. */
  actor: z.string(),
  actorName: z.string().nullable(),
  action: z.string(),
  words: z.string(),
  /** What it was done to: the kind in words, and what it is called where that is known. */
  subject: z.object({ key: z.string(), kind: z.string(), name: z.string().nullable() }).nullable(),
  details: z.array(z.object({ label: z.string(), value: z.string() })),
});
export type AuditRow = z.infer<typeof auditRow>;

export const listAudit = endpoint({
  name: 'audit.listEntries',
  method: 'GET',
  path: '/api/audit',
  permission: 'kernel.audit.read',
  summary: 'Who did what to what and when, in the whole house, the latest first.',
  query: pageQuery.extend({ actor: words, action: actionName.optional(), subject: words, on: day.optional() }),
  response: pageOf(auditRow),
});

export const exportAudit = endpoint({
  name: 'audit.exportEntries',
  method: 'GET',
  path: '/api/audit.xlsx',
  permission: 'kernel.audit.read',
  summary: 'The entries of the audit, as they are filtered, as an Excel file.',
  query: listAudit.query!.omit({ cursor: true, limit: true }),
  response: 'file',
  errors: ['workbook.export_too_long'],
});

export const getAuditState = endpoint({
  name: 'audit.getState',
  method: 'GET',
  path: '/api/audit/state',
  permission: 'kernel.audit.read',
  summary: 'How far the chain of seals reaches, how many entries wait for theirs, and which actions there are.',
  response: z.object({
    sealed: z.number().int(),
    sealedUntil: z.iso.datetime().nullable(),
    waiting: z.number().int(),
    actions: z.array(z.object({ action: z.string(), words: z.string() })),
  }),
});

export const logEndpoints = [listSignIns, exportSignIns, listAudit, exportAudit, getAuditState] as const;
