import { inOneMoment, newId, type Context, type SignedInUser } from '#kernel';
import type { Foundation } from '../../../src/app/foundation';
import { listPostings, showAccount } from '../../../src/engines/ledger/balances/account-card';
import { getTrialBalance } from '../../../src/engines/ledger/balances/trial-balance';
import { listBooks } from '../../../src/engines/ledger/books/overview';
import { BOOK_DAYS } from '../books';
import type { Bench } from '../bench';
import { median, quantile, timed, type Figure } from '../figure';
import { foundationOn } from '../ground';

const RUNS = 60;
const DAY = '2024-04-17';

async function measure(work: () => Promise<unknown>): Promise<number[]> {
  for (let i = 0; i < 10; i += 1) await work();
  const times: number[] = [];
  for (let i = 0; i < RUNS; i += 1) times.push(await timed(work));
  return times;
}

/** Somebody who reads every book. */
function reader(): SignedInUser {
  const grant = {
    role: 'bench',
    unitId: newId(),
    unitName: '',
    unitPath: '/',
    permissions: new Set(['ledger.book.read']),
  };
  return {
    ...{ accountId: newId(), sessionId: newId(), username: 'bench', name: 'bench', personId: null },
    ...{ mustChangePassword: false, grants: [grant] },
  };
}

/** What somebody who knows the folds would write for one sum over them. */
const oneSum =
  'select account_id, sum(debit_fen), sum(credit_fen) from ledger.month_fold where book_id = $1 group by 1';
const oneParty = `select posted_on, side, amount_fen from ledger.posting where party_id = $1 and account_id = $2 order by posted_on limit 50`;

/** Balances and statements out of so many entries of one book. */
export async function measureLedgerRead(bench: Bench): Promise<Figure[]> {
  const entries = bench.people;
  const ground = await bench.ground();
  const base: Foundation = await foundationOn(ground, await ground.make(0, entries));
  const { pool } = base.database;
  try {
    const user = reader();
    const ask = <R>(act: (ctx: Context) => Promise<R>) => inOneMoment({ ...base.seed(), user }, act);
    const one = async (text: string, values: unknown[] = []) =>
      (await pool.query<{ id: string }>(text, values)).rows[0]!.id;
    const bookId = await one('select id from ledger.book');
    const owed = await one(`select id from ledger.account where code = '221'`);
    const partyId = await one('select party_id as id from ledger.posting where party_id is not null limit 1');
    const params = { id: bookId };
    const trial = { isMovedOnly: true, depth: 'all', to: DAY } as const;
    const card = { partyId, from: '2022-01-01', to: DAY };
    const sums = () => pool.query(oneSum, [bookId]);
    const party = () => pool.query(oneParty, [partyId, owed]);
    const { totals } = await ask((ctx) => getTrialBalance(ctx, { params, query: trial, body: undefined }));
    if (totals.closing.debit === 0n || totals.closing.debit !== totals.closing.credit)
      throw new Error(`The trial balance has ${totals.closing.debit} and ${totals.closing.credit}.`);
    const { rows } = await ask((ctx) => listPostings(ctx, { params: { id: owed }, query: { ...card, limit: 50 } }));
    if (rows.length === 0) throw new Error('The party has no statement.');
    const measured: [string, number, () => Promise<unknown>, string, () => Promise<unknown>][] = [
      [
        `trial balance of ${BOOK_DAYS} days`,
        10,
        () => ask((ctx) => getTrialBalance(ctx, { params, query: trial, body: undefined })),
        'one sum over the folds',
        sums,
      ],
      ['fund overview', 10, () => ask((ctx) => listBooks(ctx, { limit: 50, on: DAY })), 'one sum over the folds', sums],
      [
        'head of one account card',
        10,
        () => ask((ctx) => showAccount(ctx, { params: { id: owed }, query: { to: DAY }, body: undefined })),
        'one sum over the folds',
        sums,
      ],
      [
        'statement of one party',
        5,
        () => ask((ctx) => listPostings(ctx, { params: { id: owed }, query: { ...card, limit: 50 } })),
        'its postings by a statement of its own',
        party,
      ],
    ];
    const figures: Figure[] = [];
    for (const [what, atMost, work, yardstick, plain] of measured) {
      const [ours, theirs] = [await measure(work), await measure(plain)];
      for (const [name, share] of [['median', 0.5] as const, ['p95', 0.95] as const])
        figures.push({
          ...{ part: 'ledger-read', what: `${entries.toLocaleString('en')} entries: ${what}, ${name}`, unit: 'ms' },
          ...{ value: share === 0.5 ? median(ours) : quantile(ours, share), aim: { atMost } },
          yardstick: { what: yardstick, value: quantile(theirs, share) },
        });
    }
    return figures;
  } finally {
    await base.close();
  }
}
