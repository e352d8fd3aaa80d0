import { inTransaction, type Context, type JobGround } from '#kernel';
import { testUser } from '#kernel/testing';
import { foundBook } from '#engines/ledger';
import { openAccount } from '#engines/roster';
import { importMembers } from '#lines/membership';
import { workOnRun } from '../../../src/lines/membership/dues/make-run';
import { roles } from '../../../src/app/roles';
import { importWages } from '../../../src/lines/membership/dues/store-lists';
import { beginDuesRun, showDuesRun } from '../../../src/lines/membership/dues/runs';
import { showDuesOf } from '../../../src/lines/membership/dues/statement';
import type { Bench } from '../bench';
import { median, timed, type Figure } from '../figure';
import { PASSWORD, foundationOn, type Ground } from '../ground';
import { drive, type Request } from '../load';
import { signIn, startHouse } from '../servers';
import { tpcB } from '../tpcb';

const MEMBERS = 100_000;
const MEMBERS_A_STEP = 10_000;
const MONTHS = ['2024-04-01', '2024-05-01'] as const;
const READS = 50;
const CALLERS = 16;
const ROUNDS = 3;

/** A month of dues for 100,000 members, from the first charge to the last entry, and the account of one of them. */
export async function measureDues(bench: Bench): Promise<Figure[]> {
  const ground = await bench.ground();
  const url = await ground.make(MEMBERS);
  const foundation = await foundationOn(ground, url);
  try {
    const { database, seed } = foundation;
    const user = testUser(['membership.dues.run', 'membership.dues.read']);
    const act: JobGround['act'] = (work) => inTransaction({ ...seed(), user }, work);
    const { rows: units } = await database.pool.query<{ id: string }>(
      'select id from roster.unit order by length(path), path limit 1',
    );
    const unitId = units[0]!.id;
    const { rows } = await database.pool.query<{ id: string }>(
      'select id from roster.person where unit_path is not null order by id limit $1',
      [MEMBERS],
    );
    bench.say(`enrolling ${rows.length.toLocaleString('en')} members …`);
    const ids = rows.map((row) => row.id);
    for (let at = 0; at < ids.length; at += MEMBERS_A_STEP) {
      const part = ids.slice(at, at + MEMBERS_A_STEP);
      await act((ctx) => enrol(ctx, part));
    }
    await act((ctx) => foundBook(ctx, { unitId, kind: 'dues', name: '会费', openedOn: '2024-01-01' }));
    await database.pool.query('analyze');

    const times: number[] = [];
    for (const month of MONTHS) {
      const { id } = await act((ctx) => beginDuesRun(ctx, { unitId, month, postedOn: month }));
      times.push(await timed(() => workOnRun({ act, log: foundation.house.log, stopping: undefined }, id)));
      const { counts } = await act((ctx) => showDuesRun(ctx, id));
      if (counts.added !== String(ids.length)) throw new Error(`The run added ${counts.added} members.`);
    }
    const reads: number[] = [];
    for (let i = 0; i < READS; i += 1) reads.push(await timed(() => act((ctx) => showDuesOf(ctx, ids[i * 7]!))));
    const figure = { part: 'dues', unit: 'ms', yardstick: null } as const;
    return [
      { ...figure, what: 'a month of 100,000 members', value: Math.max(...times), aim: { atMost: 10_000 } },
      { ...figure, what: 'dues of one member, median', value: median(reads), aim: null },
      await takeInByHttp(bench, { ground, url, personIds: ids, unitId }),
    ];
  } finally {
    await foundation.close();
  }
}

interface Counter {
  readonly ground: Ground;
  readonly url: string;
  readonly personIds: readonly string[];
  readonly unitId: string;
}

/** A cashier's press over HTTP, each for another member: the open month is settled, the receipt kept, the entry posted. */
async function takeInByHttp(bench: Bench, { ground, url, personIds, unitId }: Counter): Promise<Figure> {
  const foundation = await foundationOn(ground, url);
  try {
    await inTransaction(foundation.seed(), (ctx) =>
      openAccount(ctx, roles, {
        ...{ username: 'cashier', name: 'cashier', password: PASSWORD, personId: null, mustChangePassword: false },
        ...{ role: 'cashier', unitId },
      }),
    );
  } finally {
    await foundation.close();
  }
  const yardstick = await tpcB(await ground.make(), CALLERS);
  const house = await startHouse(ground, url);
  try {
    const cookie = await signIn(house, 'cashier');
    let next = 0;
    const request = (): Request => {
      const personId = personIds[next % personIds.length]!;
      next += 1;
      const body = JSON.stringify({ personId, amount: '100', on: '2024-06-01', way: 'bank', words: '' });
      return { method: 'POST', path: '/api/membership/dues/receipts', cookie, body };
    };
    const round = () =>
      drive({ url: house.url, lanes: CALLERS, seconds: bench.seconds, maxRequests: 200_000, request });
    await round();
    const found: Record<'bare' | 'ours', number[]> = { bare: [], ours: [] };
    for (let i = 0; i < ROUNDS; i += 1) {
      found.bare.push(await yardstick.perSecond(bench.seconds));
      found.ours.push((await round()).perSecond);
    }
    return {
      ...{ part: 'dues', what: `take in dues through HTTP, ${CALLERS} callers`, value: median(found.ours) },
      ...{
        unit: 'per second',
        aim: { atLeastShare: 0.3 },
        yardstick: { what: yardstick.what, value: median(found.bare) },
      },
    };
  } finally {
    await house.stop();
  }
}

async function enrol(ctx: Context, ids: readonly string[]): Promise<void> {
  await importMembers(
    ctx,
    ids.map((personId) => ({ personId, joinedOn: '2024-01-01' })),
  );
  await importWages(
    ctx,
    '2024-01-01',
    ids.map((personId, i) => ({ personId, base: BigInt(300_000 + (i % 4000) * 100) })),
  );
}
