import { accountNames, may, type Context } from '#kernel';
import { dayOf } from '#kernel/contract';
import { booksByIds, budgetLinesById, partyNames, publishedById } from '#engines/ledger';
import { accountsWhoMay, unitNames } from '#engines/roster';
import type { AuditDraw, AuditOpinion, AuditRow, AuditWhole } from './contract';
import * as store from './store';
import { reportsOf } from './store-reports';

export async function presentRows(ctx: Context, audits: readonly store.AuditRecord[]): Promise<AuditRow[]> {
  const ids = audits.map((audit) => audit.id);
  const figures = await store.figuresOf(ctx, ids, ctx.clock.today());
  const books = await booksByIds(ctx, [...new Set(audits.flatMap((audit) => audit.bookIds))]);
  const names = new Map(books.map((book) => [book.id, book.name]));
  const units = await unitNames(ctx, [...new Set(audits.map((audit) => audit.unitId))]);
  return audits.map(({ id, name, from, to, state, unitId, bookIds, openedAt, openedByName }) => {
    const { whole, sampled, looked, openFindings, overdueFindings } = figures.get(id)!;
    return {
      ...{ id, name, from, to, state, openedByName, whole, sampled, looked, openFindings, overdueFindings },
      openedOn: dayOf(openedAt),
      unit: { id: unitId, name: units.get(unitId) ?? '' },
      books: bookIds.map((bookId) => ({ id: bookId, name: names.get(bookId) ?? '' })),
    };
  });
}

export async function presentDraws(ctx: Context, auditId: string): Promise<AuditDraw[]> {
  const draws = await store.drawsOf(ctx, auditId);
  const idsOf = (key: 'bookId' | 'partyId' | 'budgetLineId') => [
    ...new Set(draws.flatMap(({ filter }) => filter[key] ?? [])),
  ];
  const books = new Map((await booksByIds(ctx, idsOf('bookId'))).map((book) => [book.id, book.name]));
  const parties = await partyNames(ctx, idsOf('partyId'));
  const lineIds = idsOf('budgetLineId');
  const lines = lineIds.length === 0 ? null : await budgetLinesById(ctx, lineIds);
  return draws.map(
    ({
      id,
      filter: { atLeast, partyIds: _, servingLineIds: __, ...filter },
      size,
      seed,
      fingerprint,
      byName,
      ...draw
    }) => ({
      ...{ id, size, seed, fingerprint, byName, at: draw.at.toISOString() },
      filter: { ...filter, ...(atLeast === undefined ? {} : { atLeast: BigInt(atLeast) }) },
      named: {
        book: books.get(filter.bookId ?? '') ?? '',
        party: parties.get(filter.partyId ?? '')?.name ?? '',
        budgetLine: lines?.get(filter.budgetLineId ?? '')?.name ?? '',
      },
      population: { count: draw.population, sum: draw.populationFen },
      drawn: { count: draw.drawn, sum: draw.drawnFen },
      whole: { count: draw.whole, sum: draw.wholeFen },
      ends: draw.ends.map((end) => ({ ...end, position: Number(end.position) })),
    }),
  );
}

export async function presentOpinions(ctx: Context, auditId: string): Promise<AuditOpinion[]> {
  const presented: AuditOpinion[] = [];
  for (const { id, statementId, opinion, words, at, byName } of await store.opinionsOf(ctx, auditId)) {
    const statement = (await publishedById(ctx, statementId))!;
    const [book] = await booksByIds(ctx, [statement.bookId]);
    const { on, span, version, hash } = statement;
    presented.push({
      ...{ id, opinion, words, at: at.toISOString(), byName },
      statement: { id: statementId, bookName: book!.name, on, span, version, hash },
    });
  }
  return presented.sort((a, b) => (a.statement.on < b.statement.on ? -1 : 1));
}

export async function presentAudit(ctx: Context, audit: store.AuditRecord): Promise<AuditWhole> {
  const [row] = await presentRows(ctx, [audit]);
  const { results } = (await store.figuresOf(ctx, [audit.id], ctx.clock.today())).get(audit.id)!;
  const writes = may(ctx.user, 'finance.audit.write', audit.unitPath);
  const answering = writes ? await accountsWhoMay(ctx, 'finance.audit.answer', audit.unitPath) : [];
  const names = await accountNames(ctx, answering);
  const isOpen = writes && audit.state === 'open';
  return {
    ...row!,
    ...{ why: audit.why, reason: audit.reason, papers: results, version: audit.version },
    draws: await presentDraws(ctx, audit.id),
    opinions: await presentOpinions(ctx, audit.id),
    reports: (await reportsOf(ctx, audit.id)).map(({ id, number, at, byName }) => ({
      ...{ id, number, at: at.toISOString(), byName },
    })),
    answerers: answering.map((id) => ({ id, name: names.get(id) ?? '' })),
    abilities: {
      write: isOpen,
      opine: writes && audit.state !== 'withdrawn',
      report: writes && audit.state !== 'withdrawn',
    },
  };
}
