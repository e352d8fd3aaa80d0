import { postEntry } from '#engines/ledger';
import { writeReceipt } from '#lines/finance';
import type { TestHouse } from '../../test-house';
import type { Place } from './places';
import { ask, idOf, POINT } from './requests';

/** What is entered in a book, a voucher with a photo, and what a worker claims. */
export async function makeFinanceThings(
  house: TestHouse,
  cookie: string,
  bookId: string,
  { worker: other }: Place,
): Promise<Record<string, string>> {
  const make = (url: string, body: unknown) => ask(house, cookie, { method: 'POST', url, body });
  const lines = [
    { account: '102', side: 'debit', amount: '100' },
    { account: '401', side: 'credit', amount: '100' },
  ];
  const voucher = idOf(await make('/api/finance/vouchers', { bookId, on: '2024-06-10', words: '收会费', lines }));
  const at = `/api/finance/vouchers/${voucher}`;
  const { files } = await make(`${at}/files?name=p.png`, POINT);
  const worker = await other.cookie();
  const send = (url: string, body: unknown) => ask(house, worker, { method: 'POST', url, body });
  const photo = idOf(await send('/api/finance/own/claim-photos?name=p.png', POINT));
  const spent = { kind: 'activity', words: '购球拍', amount: '30000', spentOn: '2024-06-10' };
  const claim = idOf(await send('/api/finance/own/claims', { ...spent, fileIds: [photo] }));
  const taken = { bookId, on: '2024-06-10', words: '收会费', source: 'test.case:1' } as const;
  const incoming = [
    { account: '102', debit: 100n },
    { account: '401', credit: 100n },
  ];
  const receipt = await house.act(async (ctx) => {
    const { id: entryId } = await postEntry(ctx, { ...taken, lines: incoming });
    const body = { entryId, payer: '一工区', words: '会费', amount: 1n };
    return (await writeReceipt(ctx, { params: {}, query: {}, body })).id;
  });
  return {
    '/api/finance/receipts/:id': receipt,
    '/api/finance/claims/:id': claim,
    '/api/finance/claims/:id/files/:fileId': photo,
    '/api/finance/own/claims/:id': claim,
    '/api/finance/own/claims/:id/files/:fileId': photo,
    '/api/finance/books/:id': bookId,
    '/api/finance/vouchers/:id': voucher,
    '/api/finance/vouchers/:id/files/:fileId': (files as { id: string }[])[0]!.id,
  };
}
