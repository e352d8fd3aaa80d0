import { partiesOf } from '#engines/ledger';
import { sealAll } from '#engines/ledger/testing';
import type { TestHouse } from '../../test-house';
import type { Place } from './places';
import { ask, idOf } from './requests';

/** A book of a work area with its opening balances: an account of a person's, and the entry. */
export async function makeLedgerThings(
  house: TestHouse,
  cookie: string,
  { unit, officer }: Place,
): Promise<Record<string, string>> {
  const make = (url: string, body: unknown) => ask(house, cookie, { method: 'POST', url, body });
  const book = idOf(
    await make('/api/ledger/books', {
      unitId: unit.id,
      kind: 'dues',
      name: `${unit.name}会费`,
      openedOn: '2024-01-01',
    }),
  );
  const personId = house.people[officer];
  const lines = [
    { account: '113', debit: '500', personId },
    { account: '312', credit: '500' },
  ];
  const entry = idOf(await make(`/api/ledger/books/${book}/opening`, { lines }));
  // Files show no entry without its number.
  await sealAll(house.seed().house.database);
  const statement = idOf(await make(`/api/ledger/books/${book}/statements`, { on: '2024-06-18', span: 'month' }));
  const older = idOf(
    await make('/api/ledger/books', {
      unitId: unit.id,
      kind: 'mutual_aid',
      name: `${unit.name}互助金`,
      openedOn: '2023-12-01',
    }),
  );
  await make(`/api/ledger/books/${older}/periods/2023-12/close`, {});
  const yearEnd = idOf(await make(`/api/ledger/books/${older}/year-end`, { year: 2023 }));
  const { accounts } = await ask(house, cookie, { url: `/api/ledger/books/${book}` });
  const account = (accounts as { id: string; code: string }[]).find(({ code }) => code === '113')!;
  const party = await house.act(async (ctx) => [...(await partiesOf(ctx, 'person', [personId])).values()][0]!);
  return {
    '/api/ledger/books/:id': book,
    '/api/ledger/accounts/:id': account.id,
    '/api/ledger/entries/:id': entry,
    '/api/ledger/statements/:id': statement,
    '/api/finance/statements/:id': statement,
    '/api/ledger/public-statements/:id': statement,
    '/api/ledger/year-ends/:id': yearEnd,
    // No address of its own: parties are named in questions.
    '/api/ledger/parties/:id': party,
  };
}
