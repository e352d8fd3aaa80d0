import { postEntry } from '#engines/ledger';
import { sealAll } from '#engines/ledger/testing';
import type { TestHouse } from '../../test-house';
import type { Place } from './places';
import { ask, idOf, openWith, POINT } from './requests';

/** An audit that is under way with its sample, another one with its report, and a finding whose answer has a file already. */
export async function makeAuditThings(
  house: TestHouse,
  keeper: string,
  bookId: string,
  { unit }: Place,
): Promise<Record<string, string>> {
  const { cookie } = await openWith(house, `auditor${unit.id.slice(-6)}`, ['auditor'], unit.id);
  const make = (url: string, body: unknown) => ask(house, cookie, { method: 'POST', url, body });
  const lines = [
    { account: '50102', debit: 500n },
    { account: '102', credit: 500n },
  ];
  const { id: entryId } = await house.act((ctx) =>
    postEntry(ctx, { bookId, on: '2024-03-05', words: '测试盐场', source: 'test.case:1', lines }),
  );
  await sealAll(house.seed().house.database);
  const planned = { unitId: unit.id, why: '测试盐场', from: '2024-03-01', to: '2024-03-31', bookIds: [bookId] };
  const issued = idOf(await make('/api/finance/audits', { ...planned, name: '测试盐场' }));
  await make(`/api/finance/audits/${issued}/draws`, {});
  const looked = { version: 1, result: 'in_order', note: '' };
  await ask(house, cookie, { method: 'PUT', url: `/api/finance/audits/${issued}/papers/${entryId}`, body: looked });
  const told = { version: 1, statement: '测试盐场', committee: ['测试盐场'] };
  const report = idOf(await make(`/api/finance/audits/${issued}/reports`, told));
  const audit = idOf(await make('/api/finance/audits', { ...planned, name: '测试盐场' }));
  const { draws } = await make(`/api/finance/audits/${audit}/draws`, { size: 1 });
  const found = { bookId, kind: 'no_attachment', gravity: 'plain', words: '测试盐场', amount: '500', answererId: null };
  const finding = idOf(await make(`/api/finance/audits/${audit}/findings`, { ...found, entryIds: [entryId] }));
  await make(`/api/finance/audit-findings/${finding}/issue`, { version: 1 });
  const file = { method: 'POST' as const, url: `/api/finance/audit-findings/${finding}/files?name=p.png`, body: POINT };
  const { files } = await ask(house, keeper, file);
  return {
    '/api/finance/audits/:id': audit,
    '/api/finance/audits/:id/papers/:entryId': entryId,
    '/api/finance/audit-draws/:id': (draws as { id: string }[])[0]!.id,
    '/api/finance/audit-findings/:id': finding,
    '/api/finance/audit-findings/:id/files/:fileId': (files as { id: string }[])[0]!.id,
    '/api/finance/audit-reports/:id': report,
  };
}
