import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { programFolder } from '#kernel';
import { openDatabase } from '#kernel/composition';
import { median } from './figure';
import { openGround, type Ground } from './ground';
import { drawGrowth, growthTable, type GrowthRow } from './growth-drawing';
import { drive, type Answer, type Request } from './load';
import { LIST, fields, findPath, pairs, personBody } from './parts/members';
import { signIn, startHouse } from './servers';

const SIZES = [10_000, 100_000, 1_000_000];
const NAMES = ['list', 'find', 'create', 'update'];
const TIMES = 300;

/**
 * The same four things with ten, a hundred and a thousand thousand people, on one connection, so that nothing waits for
 * another: the medians tell how the work itself grows. Prints a table and writes docs/growth.svg.
 */
export async function measureGrowth(say: (line: string) => void): Promise<void> {
  const ground = await openGround({ isKept: true, say });
  try {
    const rows: GrowthRow[] = [];
    for (const people of SIZES) {
      say(`${people.toLocaleString('en')} people …`);
      rows.push({ people, milliseconds: await measureOne(ground, people) });
    }
    process.stdout.write(`\n${growthTable(NAMES, rows)}\n`);
    const title = 'Median milliseconds of one request with growing numbers of people';
    writeFileSync(join(programFolder(), 'docs', 'growth.svg'), drawGrowth(title, NAMES, rows));
  } finally {
    await ground.close();
  }
}

async function measureOne(ground: Ground, people: number): Promise<number[]> {
  const url = await ground.make(people);
  const database = openDatabase(url, () => undefined, 1);
  const { rows } = await database.pool.query<{ id: string }>(
    "select id from roster.unit where kind = 'work_area' order by path limit 1",
  );
  await database.close();
  const house = await startHouse(ground, url);
  try {
    const [chair, officer] = [await signIn(house, 'chair'), await signIn(house, 'officer')];
    const wanted = pairs(people);
    let last = { id: '', version: 0, staffNumber: '' };
    const keep = ({ body }: Answer) => void (last = JSON.parse(body) as typeof last);
    const path = '/api/roster/people';
    const list = (): Request => ({ method: 'GET', path: LIST, cookie: officer });
    const find = (_lane: number, turn: number): Request => ({
      ...{ method: 'GET', cookie: chair, path: findPath(wanted[turn % wanted.length]!) },
    });
    const create = (): Request => ({ method: 'POST', path, cookie: chair, body: personBody(rows[0]!.id) });
    const update = (_lane: number, turn: number): Request => ({
      ...{ method: 'PATCH', path: `${path}/${last.id}`, cookie: chair },
      body: JSON.stringify({
        ...{ ...fields, staffNumber: last.staffNumber, version: last.version },
        name: turn % 2 === 0 ? '张海' : '张海燕',
      }),
    });
    const ask = async (request: (lane: number, turn: number) => Request, onAnswer?: (answer: Answer) => void) => {
      const round = { url: house.url, lanes: 1, seconds: 120, maxRequests: TIMES, request };
      const run = () => drive({ ...round, ...(onAnswer ? { onAnswer } : {}) });
      await run();
      return median((await run()).milliseconds);
    };
    return [await ask(list), await ask(find), await ask(create, keep), await ask(update, keep)];
  } finally {
    await house.stop();
  }
}
