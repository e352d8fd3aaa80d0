import { AppError, may, notFound, userOf, type Context } from '#kernel';
import type { Day } from '#kernel/contract';
import { booksByIds, recordersOf, type BookRecord } from '#engines/ledger';
import { ledgerPermissions } from '#engines/ledger/contract';
import { refuseSameHand } from '#engines/roster';
import { financePermissions } from '../contract';
import { auditPermissions } from './contract';
import * as store from './store';
import { findingRecord, type FindingRecord } from './store-findings';

type Permission = (typeof auditPermissions)[number];

/** What moves money, goods or books, or decides about them. */
const isHandling = (permission: string): boolean =>
  !/\.(?:read|own)$/.test(permission) && !(auditPermissions as readonly string[]).includes(permission);
const handling = [...financePermissions, ...ledgerPermissions].filter(isHandling);

const meet = (one: string, other: string): boolean => one.startsWith(other) || other.startsWith(one);

/**
 * Whoever audits holds no office of chair, finance, cash or goods in the same union (Trade-union audit rules; see the roles
 * that are kept apart), and no right over money there, however it was given. Refuses: somebody who does
 * (finance.audit_not_apart).
 */
export function refuseNotApart(ctx: Context, unitPath: string): void {
  const here = userOf(ctx).grants.filter((grant) => meet(grant.unitPath, unitPath));
  const audits = here.filter((grant) => grant.permissions.has('finance.audit.write'));
  const isApart = audits.every((audit) => here.every((grant) => ctx.house.rolesApart(audit.role, grant.role) === null));
  const handles = here.some((grant) => handling.some((permission) => grant.permissions.has(permission)));
  if (!isApart || handles) throw new AppError('finance.audit_not_apart');
}

/** Nobody looks at entries of the own hand. Refuses: whoever recorded some of them (finance.audit_own_entries). */
export async function refuseOwnEntries(
  ctx: Context,
  span: { bookIds: readonly string[]; from: Day; to: Day },
): Promise<void> {
  for (const recorder of await recordersOf(ctx, span)) {
    try {
      await refuseSameHand(ctx, recorder);
    } catch (error) {
      if (error instanceof AppError && error.code === 'roster.same_hand')
        throw new AppError('finance.audit_own_entries');
      throw error;
    }
  }
}

/** Books of a unit or of those below it, each within the auditor's reach. Refuses: one out of reach; one of another unit. */
export async function booksOfUnit(ctx: Context, unitPath: string, ids: readonly string[]): Promise<BookRecord[]> {
  const wanted = [...new Set(ids)];
  const books = await booksByIds(ctx, wanted);
  if (books.length < wanted.length || !books.every((book) => may(ctx.user, 'finance.audit.write', book.unitPath)))
    throw notFound();
  if (!books.every((book) => book.unitPath.startsWith(unitPath))) throw new AppError('finance.audit_books_unfit');
  return books;
}

/** Refuses: an audit that isn't there or out of reach; one that was not issued yet, for whoever isn't an auditor. */
export async function auditFor(
  ctx: Context,
  id: string,
  permission: Permission,
  mode: 'read' | 'lock' = 'read',
): Promise<store.AuditRecord> {
  const audit = await store.auditRecord(ctx, id, mode);
  if (audit === null || !may(ctx.user, permission, audit.unitPath)) throw notFound();
  if (audit.state === 'open' && !may(ctx.user, 'finance.audit.write', audit.unitPath)) throw notFound();
  return audit;
}

/** An audit in which something is written, held. Refuses: as `auditFor`; one that was issued or given up (finance.audit_over). */
export async function openAuditFor(ctx: Context, id: string): Promise<store.AuditRecord> {
  const audit = await auditFor(ctx, id, 'finance.audit.write', 'lock');
  refuseNotApart(ctx, audit.unitPath);
  if (audit.state !== 'open') throw new AppError('finance.audit_over');
  return audit;
}

/** Refuses: a finding that isn't there or out of reach; a draft, for whoever isn't an auditor. */
export async function findingFor(
  ctx: Context,
  id: string,
  permission: Permission,
  mode: 'read' | 'lock' = 'read',
): Promise<FindingRecord> {
  const finding = await findingRecord(ctx, id, mode);
  if (finding === null || !may(ctx.user, permission, finding.unitPath)) throw notFound();
  if (finding.dueOn === null && !may(ctx.user, 'finance.audit.write', finding.auditUnitPath)) throw notFound();
  if (permission === 'finance.audit.write' && !may(ctx.user, permission, finding.auditUnitPath)) throw notFound();
  return finding;
}
