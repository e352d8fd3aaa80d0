import { inTransaction, registerTexts, seedParameters, type Context } from '#kernel';
import type { House, Parameter, SignedInUser } from '#kernel';
import { standingClock, testUser, type TestDatabase } from '#kernel/testing';
import { postEntry, type BookRecord, type DraftLine } from '#engines/ledger';
import { budgetHouse, makeBook, sealAll } from '#engines/ledger/testing';
import { financeTexts } from '../texts';
import { openAudit } from './audits';
import { type AuditWhole, type DrawFilter } from './contract';
import { drawAuditSample } from './draws';
import { auditDays } from './parameters';

export const auditorRights = [
  ...['finance.audit.read', 'finance.audit.write', 'ledger.book.read', 'roster.person.read', 'roster.unit.read'],
];

/** An auditor, one who keeps the books and answers, and what each does in a house of its own. */
export function auditGround(database: TestDatabase) {
  const auditor = testUser(auditorRights);
  const keeper = testUser(['ledger.book.write', 'finance.audit.read', 'finance.audit.answer']);
  const ledgerHouse = budgetHouse(database.house);
  const house: House = {
    ...ledgerHouse,
    parameters: new Map<string, Parameter>([...ledgerHouse.parameters, [auditDays.shape.key, auditDays as Parameter]]),
    rolesApart: (...pair) => (pair.sort().join(' ') === 'auditor chair' ? 'auditBody' : null),
  };
  registerTexts({ finance: financeTexts });
  const run = <R>(work: (ctx: Context) => Promise<R>, user: SignedInUser | null = auditor, day = '2024-06-18') =>
    inTransaction(database.seed({ user, house, clock: standingClock(day) }), work);

  /** An entry of so much spent on prizes from the bank. */
  const post = (bookId: string, amount: bigint, change: Partial<Parameters<typeof postEntry>[1]> = {}) => {
    const lines: DraftLine[] = [
      { account: '50102', debit: amount },
      { account: '102', credit: amount },
    ];
    const draft = { bookId, on: '2024-05-10', words: '购奖品', source: 'test.case:1', lines, ...change };
    return run((ctx) => postEntry(ctx, draft), keeper);
  };
  const open = (book: BookRecord, change: object = {}, user: SignedInUser = auditor) => {
    const body = { unitId: book.unitId, name: '上半年审查', why: '年度计划', from: '2024-01-01', to: '2024-06-18' };
    const input = { params: {}, query: {}, body: { ...body, bookIds: [book.id], ...change } };
    return run((ctx) => openAudit(ctx, input), user);
  };
  const draw = (
    { id }: Pick<AuditWhole, 'id'>,
    body: DrawFilter & { size?: number; seed?: string } = {},
    user: SignedInUser = auditor,
  ) => run((ctx) => drawAuditSample(ctx, { params: { id }, query: {}, body }), user);
  return {
    ...{ auditor, keeper, run, post, open, draw },
    begin: () => run(seedParameters),
    book: () => run((ctx) => makeBook(ctx), keeper),
    seal: () => sealAll(database.kysely),
  };
}
