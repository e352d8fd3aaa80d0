// The five statements of pgbench's TPC-B-like script, prepared, between begin and commit, for machines without pgbench.
// node tests/bench/tpcb.mjs URL SCALE CALLERS SECONDS → transactions a second
import pg from 'pg';

const [url, scale, callers, seconds] = [process.argv[2], ...process.argv.slice(3).map(Number)];
const upTo = (most) => 1 + Math.floor(Math.random() * most);
const until = performance.now() + seconds * 1000;
let done = 0;

async function caller() {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const ask = (name, text, values) => client.query({ name, text, values });
  while (performance.now() < until) {
    const [account, branch, teller] = [upTo(100_000 * scale), upTo(scale), upTo(10 * scale)];
    const delta = upTo(10_000) - 5_000;
    await client.query('begin');
    await ask('a', 'update pgbench_accounts set abalance = abalance + $1 where aid = $2', [delta, account]);
    await ask('s', 'select abalance from pgbench_accounts where aid = $1', [account]);
    await ask('t', 'update pgbench_tellers set tbalance = tbalance + $1 where tid = $2', [delta, teller]);
    await ask('b', 'update pgbench_branches set bbalance = bbalance + $1 where bid = $2', [delta, branch]);
    await ask(
      'h',
      'insert into pgbench_history (tid, bid, aid, delta, mtime) values ($1, $2, $3, $4, current_timestamp)',
      [teller, branch, account, delta],
    );
    await client.query('commit');
    done += 1;
  }
  await client.end();
}

const from = performance.now();
await Promise.all(Array.from({ length: callers }, caller));
process.stdout.write(`${(done * 1000) / (performance.now() - from)}\n`);
