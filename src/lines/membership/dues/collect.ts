import { AppError, newId, type Context } from '#kernel';
import { nearestBook, openBooks } from '#engines/ledger';
import { refuseSameHand } from '#engines/roster';
import { accounts, postMoves, type Move } from './posting';
import { settle } from './rules';
import * as charges from './store-charges';
import * as store from './store-payments';
import type { NewPayment, PaymentHead, PaymentRecord } from './store-payments';

export interface Payer {
  readonly personId: string;
  readonly unitId: string;
  readonly unitPath: string;
  readonly unitName: string;
  readonly amount: bigint;
}

export interface Collected {
  readonly payments: readonly NewPayment[];
  readonly settled: readonly charges.NewSettlement[];
}

/** Who makes the dues of a month takes no money for it (会计 and 出纳 are two people). Refuses: roster.same_hand. */
export async function refuseRunner(ctx: Context, personIds: readonly string[]): Promise<void> {
  for (const accountId of await store.runnersOf(ctx, personIds)) await refuseSameHand(ctx, accountId);
}

/**
 * Takes in what members pay, each of them once: their oldest open months are settled, the rest has been paid ahead. The money
 * goes into the book in which they owe, or else into the nearest one. Refuses: members for whom nobody keeps a book of dues
 * (membership.dues_no_book), and what the ledger refuses.
 */
export async function collect(
  ctx: Context,
  payers: readonly Payer[],
  head: PaymentHead & { source: string; key: string },
  told: (count: number) => Promise<void> = async () => undefined,
): Promise<Collected> {
  const openOf = new Map<string, charges.ChargeInHand[]>();
  const personIds = payers.map((payer) => payer.personId);
  for (const one of await charges.holdCharges(ctx, { personIds, onlyOpen: true })) {
    const own = openOf.get(one.personId);
    if (own === undefined) openOf.set(one.personId, [one]);
    else own.push(one);
  }
  const books = await openBooks(ctx, 'dues');
  const parts = payers.map((payer) => {
    const open = openOf.get(payer.personId) ?? [];
    const bookId = open[0]?.bookId ?? nearestBook(books, payer.unitPath)?.id;
    if (bookId === undefined) throw new AppError('membership.dues_no_book', { unit: payer.unitName });
    const inBook = open.filter((one) => one.bookId === bookId);
    return { payer, bookId, id: newId(), ...settle(inBook, payer.amount) };
  });

  const payments: NewPayment[] = [];
  for (const bookId of new Set(parts.map((part) => part.bookId))) {
    const own = parts.filter((part) => part.bookId === bookId);
    const before = payments.length;
    const against = head.way === 'cash' ? accounts.cash : accounts.bank;
    const { on, words, source } = head;
    const batch = { bookId, on, words: words || '收会费', source, key: `${head.key}:${bookId}`, against };
    const entryIds = await postMoves(ctx, batch, own.map(moveOf), (count) => told(before + count));
    own.forEach(({ payer, id, ahead }, i) => payments.push({ ...payer, id, bookId, ahead, entryId: entryIds[i]! }));
  }
  const settled = parts.flatMap((part) => part.settled.map((one) => ({ ...one, paymentId: part.id })));
  await store.insertPayments(ctx, head, payments);
  await charges.insertSettlements(
    ctx,
    settled.map(() => newId()),
    settled,
  );
  await charges.changeAhead(
    ctx,
    payments.flatMap(({ personId, bookId, ahead }) => (ahead > 0n ? [{ personId, bookId, amount: ahead }] : [])),
  );
  return { payments, settled };
}

function moveOf({ payer, ahead }: { payer: Payer; ahead: bigint }): Move {
  const owed = payer.amount - ahead;
  return {
    personId: payer.personId,
    lines: [
      ...(owed > 0n ? [{ account: accounts.owed, credit: owed }] : []),
      ...(ahead > 0n ? [{ account: accounts.ahead, credit: ahead }] : []),
    ],
  };
}

/**
 * Takes payments back as if they had never come; their entries are reversed by the caller. Refuses: money that was used
 * since, for a later month, a refund, or a month that was exempted (membership.dues_payment_used).
 */
export async function giveUp(ctx: Context, payments: readonly PaymentRecord[], reason: string): Promise<void> {
  const personIds = [...new Set(payments.map((payment) => payment.personId))];
  await charges.holdCharges(ctx, { personIds, onlyOpen: false });
  const removed = await charges.removeSettlements(ctx, { paymentIds: payments.map((payment) => payment.id) });
  const held = new Map(
    (await charges.aheadOf(ctx, personIds, 'lock')).map((one) => [`${one.personId} ${one.bookId}`, one.amount]),
  );
  const isWhole = ({ id, personId, bookId, amount, ahead }: PaymentRecord): boolean =>
    (amount < 0n || amount - ahead === (removed.get(id) ?? 0n)) && ahead <= (held.get(`${personId} ${bookId}`) ?? 0n);
  const used = payments.filter((payment) => !isWhole(payment));
  if (used.length > 0) throw new AppError('membership.dues_payment_used', { count: used.length });
  await charges.changeAhead(
    ctx,
    payments.map(({ personId, bookId, ahead }) => ({ personId, bookId, amount: -ahead })),
  );
  await store.voidPayments(
    ctx,
    payments.map((payment) => payment.id),
    reason,
  );
}
