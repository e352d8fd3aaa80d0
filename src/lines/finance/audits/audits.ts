import { AppError, audit as note, may, newId, notFound, scopePaths, type Context } from '#kernel';
import type { EndpointInput, Page } from '#kernel/contract';
import { booksByIds, publishedById } from '#engines/ledger';
import { getUnit } from '#engines/roster';
import { decodePlace, encodePlace } from '../cursor';
import { pathsAsked } from '../policy';
import type * as contract from './contract';
import { opinions, type AuditRow, type AuditWhole } from './contract';
import { auditFor, booksOfUnit, openAuditFor, refuseNotApart, refuseOwnEntries } from './policy';
import { presentAudit, presentRows } from './present';
import * as store from './store';
import { findingsOfAudit } from './store-findings';

type Input<E> = EndpointInput<E>;

/** Refuses: a unit that isn't in reach. */
export async function listAudits(
  ctx: Context,
  { query }: Pick<Input<typeof contract.listAudits>, 'query'>,
): Promise<Page<AuditRow>> {
  const { unitId, state, limit, cursor } = query;
  const found = await store.auditRows(ctx, {
    under: await pathsAsked(ctx, 'finance.audit.read', unitId),
    auditing: scopePaths(ctx.user, 'finance.audit.write'),
    ...{ state, after: decodePlace(cursor), limit: limit + 1 },
  });
  const rows = found.slice(0, limit);
  const last = rows.at(-1);
  return {
    rows: await presentRows(ctx, rows),
    nextCursor: found.length > limit && last !== undefined ? encodePlace(last.from, last.id) : null,
  };
}

/** Refuses: an audit that isn't in reach. */
export async function showAudit(ctx: Context, id: string): Promise<AuditWhole> {
  return presentAudit(ctx, await auditFor(ctx, id, 'finance.audit.read'));
}

/**
 * Opens an audit. Refuses: a unit or book out of reach; days that are the wrong way round or have not come; books of another
 * unit; whoever holds an office with the union's money, or has recorded some of the entries.
 */
export async function openAudit(ctx: Context, { body }: Input<typeof contract.openAudit>): Promise<AuditWhole> {
  const { name, why, from, to } = body;
  const unit = await getUnit(ctx, body.unitId);
  if (!may(ctx.user, 'finance.audit.write', unit.path)) throw notFound();
  refuseNotApart(ctx, unit.path);
  const today = ctx.clock.today();
  if (from > to || to > today) throw new AppError('finance.audit_span', { today });
  const bookIds = (await booksOfUnit(ctx, unit.path, body.bookIds)).map((book) => book.id);
  await refuseOwnEntries(ctx, { bookIds, from, to });
  const id = newId();
  await store.insertAudit(ctx, { id, unitId: unit.id, unitPath: unit.path, name, why, from, to, bookIds });
  note(ctx, { action: 'finance.openAudit', subject: `audit:${id}`, details: { from, to, count: bookIds.length } });
  return presentAudit(ctx, (await store.auditRecord(ctx, id))!);
}

/** Refuses: an audit out of reach, changed meanwhile or over; one of which a finding waits for its end. */
export async function withdrawAudit(
  ctx: Context,
  { params, body }: Input<typeof contract.withdrawAudit>,
): Promise<AuditWhole> {
  const audit = await openAuditFor(ctx, params.id);
  if (audit.version !== body.version) throw new AppError('kernel.changed_meanwhile');
  const open = (await findingsOfAudit(ctx, audit.id)).filter(
    ({ state }) => state !== 'closed' && state !== 'withdrawn',
  );
  if (open.length > 0) throw new AppError('finance.audit_findings_open', { count: open.length });
  await store.changeAudit(ctx, audit.id, { state: 'withdrawn', reason: body.reason });
  note(ctx, { action: 'finance.withdrawAudit', subject: `audit:${audit.id}` });
  return presentAudit(ctx, (await store.auditRecord(ctx, audit.id))!);
}

/**
 * Says of a published statement that it was examined. Refuses: an audit out of reach or given up; a statement of another book
 * or of a day outside the span; an opinion other than agreement without words.
 */
export async function stateAuditOpinion(
  ctx: Context,
  { params, body }: Input<typeof contract.stateAuditOpinion>,
): Promise<AuditWhole> {
  const audit = await auditFor(ctx, params.id, 'finance.audit.write', 'lock');
  refuseNotApart(ctx, audit.unitPath);
  if (audit.state === 'withdrawn') throw new AppError('finance.audit_over');
  const { statementId, opinion, words } = body;
  const statement = await publishedById(ctx, statementId);
  const [book] = statement === null ? [] : await booksByIds(ctx, [statement.bookId]);
  if (statement === null || book === undefined || !may(ctx.user, 'finance.audit.write', book.unitPath))
    throw notFound();
  if (!audit.bookIds.includes(book.id) || statement.on < audit.from || statement.on > audit.to)
    throw new AppError('finance.audit_statement_unfit');
  if (opinion !== opinions[0] && words.length < 2) throw new AppError('finance.audit_opinion_bare');
  await store.insertOpinion(ctx, { id: newId(), auditId: audit.id, statementId, opinion, words });
  note(ctx, { action: 'finance.stateAuditOpinion', subject: `audit:${audit.id}`, details: { outcome: opinion } });
  return presentAudit(ctx, audit);
}

/** What the log calls audits: their own names, for those that its reader may read. */
export async function findAuditNames(ctx: Context, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const audits = await store.auditsByIds(ctx, ids);
  const readable = audits.filter((audit) => may(ctx.user, 'finance.audit.write', audit.unitPath));
  return new Map(readable.map(({ id, name }) => [id, name]));
}
