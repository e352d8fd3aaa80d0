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
const ROUNDS = 3;

/** One of the four things, asked many times on one connection; answers the median. */
type Asking = () => Promise<number>;

interface Place {
  askings: Asking[];
  stop(): Promise<unknown>;
}

/**
 * The same four things with ten, a hundred and a thousand thousand people, on one connection, so that nothing waits for
 * another. The sizes take turns, and of the medians of three rounds the least stands: it is the one that the rest of the
 * machine disturbed least. Prints a table and writes docs/growth.svg.
 */
export async function measureGrowth(say: (line: string) => void): Promise<void> {
  const ground = await openGround({ isKept: true, say });
  const places: Place[] = [];
  try {
    for (const people of SIZES) places.push(await openPlace(ground, people));
    const rows: GrowthRow[] = SIZES.map((people) => ({ people, milliseconds: NAMES.map(() => Infinity) }));
    for (let round = 1; round <= ROUNDS; round += 1) {
      say(`round ${round} of ${ROUNDS} …`);
      for (const [size, { askings }] of places.entries())
        for (const [i, ask] of askings.entries())
          rows[size]!.milliseconds[i] = Math.min(rows[size]!.milliseconds[i]!, await ask());
    }
    process.stdout.write(`\n${growthTable(NAMES, rows)}\n`);
    const title = 'Median milliseconds of one request with growing numbers of people';
    writeFileSync(join(programFolder(), 'docs', 'growth.svg'), drawGrowth(title, NAMES, rows));
  } finally {
    for (const place of places) await place.stop();
    await ground.close();
  }
}

async function openPlace(ground: Ground, people: number): Promise<Place> {
  const url = await ground.make(people);
  const database = openDatabase(url, () => undefined, 1);
  const { rows } = await database.pool.query<{ id: string }>(
    "select id from roster.unit where kind = 'work_area' order by path limit 1",
  );
  await database.close();
  const house = await startHouse(ground, url);
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
  const asking =
    (request: (lane: number, turn: number) => Request, onAnswer: (answer: Answer) => void = () => undefined): Asking =>
    async () => {
      const round = { url: house.url, lanes: 1, seconds: 120, request, onAnswer };
      await drive({ ...round, maxRequests: TIMES / 3 });
      return median((await drive({ ...round, maxRequests: TIMES })).milliseconds);
    };
  return {
    askings: [asking(list), asking(find), asking(create, keep), asking(update, keep)],
    stop: () => house.stop(),
  };
}
