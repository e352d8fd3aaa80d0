import { foundBook, reserveBudget } from '#engines/ledger';
import { makeBudget } from '#engines/ledger/testing';
import type { TestHouse } from '../../test-house';
import type { Place } from './places';
import { ask, idOf } from './requests';

/** The books of a work area: a budget being written, one in force with what is reserved and asked for, and a transfer. */
export async function makeMoneyThings(
  house: TestHouse,
  cookie: string,
  { unit }: Place,
): Promise<Record<string, string>> {
  const make = (url: string, body: unknown) => ask(house, cookie, { method: 'POST', url, body });
  const ground = await house.act(async (ctx) => {
    const opened = { unitId: unit.id, openedOn: '2024-01-01' };
    const funds = await foundBook(ctx, { ...opened, kind: 'union_funds', name: `${unit.name}经费` });
    const aid = await foundBook(ctx, { ...opened, kind: 'mutual_aid', name: `${unit.name}互济金` });
    const ceiling = { target: { kind: 'ceiling' as const, ceiling: 100_000n } };
    const { id: budgetId, lineIds } = await makeBudget(ctx, funds.id, [ceiling, ceiling]);
    const reservation = await reserveBudget(ctx, {
      ...{ lineId: lineIds[0]!, amount: 100n, source: 'test.claim:1', key: `claim:${unit.id}`, words: '球拍' },
      expiresOn: '2024-12-31',
    });
    return { funds: funds.id, aid: aid.id, budgetId, lineIds, reservationId: reservation.id };
  });
  const [from, to] = ground.lineIds;
  const draft = await make('/api/ledger/budgets', { bookId: ground.funds, year: 2025 });
  const shift = await make(`/api/ledger/budgets/${ground.budgetId}/shifts`, {
    ...{ fromLineId: from, toLineId: to, amount: '100', reason: '先用' },
  });
  const transfer = await make('/api/ledger/transfers', transferBetween(ground.funds, ground.aid));
  return {
    [FUNDS]: ground.funds,
    [AID]: ground.aid,
    '/api/ledger/budgets/:id': idOf(draft),
    '/api/ledger/budget-lines/:id': from!,
    '/api/ledger/budget-shifts/:id': idOf(shift),
    '/api/ledger/budget-reservations/:id': ground.reservationId,
    '/api/ledger/transfers/:id': idOf(transfer),
  };
}

/** Two books of the place between which money can pass. */
export const FUNDS = 'funds';
export const AID = 'aid';

export const transferBetween = (fromBookId: string, toBookId: string) => ({
  from: { bookId: fromBookId, account: '102', purpose: '50303' },
  to: { bookId: toBookId, account: '102', purpose: '403' },
  ...{ amount: '100', on: '2024-06-10', words: '补助' },
});
