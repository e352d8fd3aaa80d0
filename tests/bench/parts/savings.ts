import { inTransaction, newId, type Context, type JobGround } from '#kernel';
import { testUser } from '#kernel/testing';
import { partiesOf, postMoves } from '#engines/ledger';
import {
  addEarnings,
  foundAssociation,
  importAccounts,
  proposeShares,
  showWarnings,
  workOnShares,
} from '#lines/savings';
import { insertMovements } from '../../../src/lines/savings/accounts/store-movements';
import { showAccount } from '../../../src/lines/savings/accounts/statement';
import { showControl } from '../../../src/lines/savings/associations/control';
import { decideShares, showShares } from '../../../src/lines/savings/shares/shares';
import { savingsPermissions } from '../../../src/lines/savings/contract';
import type { Bench } from '../bench';
import { median, timed, type Figure } from '../figure';
import { foundationOn } from '../ground';

const ACCOUNTS = 100_000;
const A_STEP = 10_000;
const READS = 50;
const DAY = '2024-01-15';
const everybody = { membersOf: () => Promise.resolve(new Set<string>()) };

/** What was earned, shared among 100,000 accounts to the fen; the statement of one of them, and all beside the books. */
export async function measureSavings(bench: Bench): Promise<Figure[]> {
  const ground = await bench.ground();
  const foundation = await foundationOn(ground, await ground.make(ACCOUNTS));
  try {
    const { database, seed } = foundation;
    const as = (): JobGround['act'] => {
      const user = testUser([...savingsPermissions]);
      return (work) => inTransaction({ ...seed(), user }, work);
    };
    const [keep, decide] = [as(), as()];
    const { rows: units } = await database.pool.query<{ id: string }>(
      'select id from roster.unit order by length(path), path limit 1',
    );
    const { rows } = await database.pool.query<{ id: string }>(
      'select id from roster.person where unit_path is not null order by id limit $1',
      [ACCOUNTS],
    );
    bench.say(`opening ${rows.length.toLocaleString('en')} accounts …`);
    const { edition, warnings } = await decide(showWarnings);
    const founding = { unitId: units[0]!.id, foundedOn: '2024-01-01', decision: '会员大会决议', edition };
    const association = await decide((ctx) =>
      foundAssociation(ctx, { ...founding, acknowledged: warnings.map((_, place) => place) }),
    );
    const accountIds: string[] = [];
    for (let at = 0; at < rows.length; at += A_STEP)
      accountIds.push(...(await keep((ctx) => fill(ctx, association, rows.slice(at, at + A_STEP)))));
    await keep((ctx) => addEarnings(ctx, association.id, { amount: 1_234_567_89n, on: DAY, words: '结息' }));
    await database.pool.query('analyze');

    const asked = {
      associationId: association.id,
      year: 2024,
      sum: 1_234_567_89n,
      postedOn: DAY,
      decision: '小组决定',
    };
    const { id } = await keep((ctx) => proposeShares(ctx, asked));
    await decide((ctx) => decideShares(ctx, id, { isGranted: true, words: '' }));
    const sharing = await timed(() =>
      workOnShares({ act: decide, log: foundation.house.log, stopping: undefined }, id),
    );
    const { state, counts } = await keep((ctx) => showShares(ctx, id));
    if (state !== 'done' || counts.sharing !== String(rows.length)) throw new Error(`Shared: ${counts.sharing}`);

    const reads: number[] = [];
    for (let i = 0; i < READS; i += 1)
      reads.push(await timed(() => keep((ctx) => showAccount(ctx, accountIds[i * 7]!, {}))));
    const control = await timed(async () => {
      const input = { params: { id: association.id }, query: {}, body: undefined };
      const { isWhole } = await keep((ctx) => showControl(ctx, everybody, input));
      if (!isWhole) throw new Error('The accounts differ from the books.');
    });
    const figure = { part: 'savings', unit: 'ms', yardstick: null } as const;
    return [
      { ...figure, what: 'earnings shared among 100,000 accounts', value: sharing, aim: { atMost: 10_000 } },
      { ...figure, what: 'statement of one account, median', value: median(reads), aim: { atMost: 5 } },
      { ...figure, what: '100,000 accounts beside the books', value: control, aim: null },
    ];
  } finally {
    await foundation.close();
  }
}

/** Accounts with two deposits each. */
async function fill(
  ctx: Context,
  { id, book }: { id: string; book: { id: string } },
  people: readonly { id: string }[],
): Promise<readonly string[]> {
  const savers = people.map((person) => ({ personId: person.id, monthly: 50_00n }));
  const accounts = await importAccounts(ctx, id, { savers, openedOn: '2024-01-01' });
  await partiesOf(
    ctx,
    'person',
    people.map((person) => person.id),
  );
  for (const on of ['2024-01-05', '2024-01-10']) {
    const moves = people.map((person, i) => ({
      ...{ personId: person.id, lines: [{ account: '222', credit: BigInt(1000 + (i % 4000)) }] },
    }));
    const batch = { bookId: book.id, on, words: '代扣', source: 'bench.list:1', key: newId(), against: '102' };
    const entryIds = await postMoves(ctx, batch, moves);
    const { accountId: byId, name: byName } = ctx.user!;
    await insertMovements(
      ctx,
      { on, way: 'bank', workId: null, words: '代扣', byId, byName },
      accounts.map((accountId, i) => ({
        ...{ accountId, kind: 'deposit', amount: BigInt(1000 + (i % 4000)), loanId: null, loanAmount: 0n },
        entryId: entryIds[i]!,
      })),
    );
  }
  return accounts;
}
