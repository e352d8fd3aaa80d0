import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { programFolder } from '#kernel';
import { openDatabase } from '#kernel/composition';

const SCALE = 16;
const run = promisify(execFile);

export interface Yardstick {
  readonly what: string;
  perSecond(seconds: number): Promise<number>;
}

/** pgbench where the machine has it, with its own tables in a database of the run; otherwise its script sent by `tpcb.mjs`. */
export async function tpcB(url: string, callers: number): Promise<Yardstick> {
  const { hostname, port, username, password, pathname, searchParams } = new URL(url);
  const env = {
    PATH: process.env.PATH ?? '',
    PGHOST: decodeURIComponent(hostname),
    PGPORT: searchParams.get('port') ?? (port === '' ? '5432' : port),
    PGUSER: decodeURIComponent(username),
    PGPASSWORD: decodeURIComponent(password),
    PGDATABASE: pathname.slice(1),
  };
  const isThere = await run('pgbench', ['--version']).then(
    () => true,
    () => false,
  );
  if (isThere) {
    await run('pgbench', ['--initialize', '--quiet', `--scale=${SCALE}`], { env });
    const options = [`--client=${callers}`, '--jobs=2', '--protocol=prepared', '--no-vacuum'];
    return {
      what: 'pgbench, TPC-B-like',
      perSecond: async (seconds) => {
        const { stdout } = await run('pgbench', [...options, `--time=${Math.ceil(seconds)}`], { env });
        return Number(/tps = ([\d.]+)/.exec(stdout)![1]);
      },
    };
  }
  await fillTpcB(url);
  const program = join(programFolder(), 'tests', 'bench', 'tpcb.mjs');
  return {
    what: 'the script of pgbench TPC-B-like by Node + pg',
    perSecond: async (seconds) =>
      Number((await run(process.execPath, [program, url, ...[SCALE, callers, seconds].map(String)])).stdout),
  };
}

async function fillTpcB(url: string): Promise<void> {
  const { pool, close } = openDatabase(url, () => undefined, 1);
  await pool.query(`
    create table pgbench_branches (bid int primary key, bbalance int, filler char(88)) with (fillfactor = 100);
    create table pgbench_tellers (tid int primary key, bid int, tbalance int, filler char(84)) with (fillfactor = 100);
    create table pgbench_accounts (aid int primary key, bid int, abalance int, filler char(84)) with (fillfactor = 100);
    create table pgbench_history (tid int, bid int, aid int, delta int, mtime timestamp, filler char(22));
    insert into pgbench_branches select n, 0, '' from generate_series(1, ${SCALE}) n;
    insert into pgbench_tellers select n, 1 + (n - 1) / 10, 0, '' from generate_series(1, ${10 * SCALE}) n;
    insert into pgbench_accounts select n, 1 + (n - 1) / 100000, 0, '' from generate_series(1, ${100_000 * SCALE}) n;`);
  await close();
}
