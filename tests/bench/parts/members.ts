import { openDatabase } from '#kernel/composition';
import { benchNames } from '../people';
import type { Bench } from '../bench';
import { median, quantile, type Figure } from '../figure';
import { drive, type Answer, type Request } from '../load';
import { processorTime, signIn, startBare, startHouse, type BareServer } from '../servers';
import { captureStatements, type Statement } from '../statements';

const LANES = 16;
const ROUNDS = 3;
const FINDS = 300;
export const LIST = '/api/roster/people?limit=20';

/** What one would write by hand for one list: a range of the path and the order of an index, one statement. */
const byHand = (path: string): Statement => ({
  text: `select p.id, p.staff_number, p.name, p.reading, p.gender, p.born_on, p.phone, p.employment_kind, p.employed_from, p.employed_to,
      p.unit_id, u.name as unit_name, p.unit_path, p.version
    from roster.person p join roster.unit u on u.id = p.unit_id
    where p.unit_path >= $1 and p.unit_path < $2 and p.unit_path is not null order by p.name_key, p.id limit 21`,
  values: [path, `${path.slice(0, -1)}0`],
});

const plainLike: Statement = {
  text: 'select id, name, staff_number, unit_id from roster.person where name like $1 and unit_path is not null order by name_key, id limit 20',
  values: [],
};

const plainInsert: Statement = {
  text: `insert into roster.person (id, staff_number, name, name_key, name_grams, gender, employment_kind, employed_from, unit_id, unit_path, created_at, updated_at)
    values (gen_random_uuid(), $1, $2, $3, $4, 'female', 'contract', '2024-01-01', $5, $6, now(), now()) returning *`,
  values: [],
};

interface Place {
  bench: Bench;
  house: Target;
  bare: BareServer;
  chair: string;
  officer: string;
  unit: { id: string; path: string };
}

interface Load {
  perSecond: number;
  /** Milliseconds of the server's processor time for each request. */
  cpu: number;
}

interface Target {
  url: string;
  pid: number;
}

/** House and bare server take turns, so that whatever else the machine does hits both; the median round stands. */
async function inTurns(rounds: readonly (() => Promise<Load>)[]): Promise<Load[]> {
  const results: Load[][] = rounds.map(() => []);
  for (let round = 0; round < ROUNDS; round += 1)
    for (const [i, run] of rounds.entries()) results[i]!.push(await run());
  return results.map((loads) => ({
    perSecond: median(loads.map((load) => load.perSecond)),
    cpu: median(loads.map((load) => load.cpu)),
  }));
}

async function underLoad(
  target: Target,
  seconds: number,
  request: (lane: number, turn: number) => Request,
  onAnswer?: (answer: Answer, lane: number) => void,
): Promise<Load> {
  const before = processorTime(target.pid) ?? 0;
  const { perSecond, milliseconds } = await drive({
    url: target.url,
    lanes: LANES,
    seconds,
    maxRequests: 200_000,
    request,
    ...(onAnswer ? { onAnswer } : {}),
  });
  return { perSecond, cpu: ((processorTime(target.pid) ?? 0) - before) / milliseconds.length };
}

function loadFigures(what: string, ours: Load, yardstick: string, theirs: Load, aim: Figure['aim']): Figure[] {
  const part = 'members';
  const figures: Figure[] = [
    {
      part,
      what,
      value: ours.perSecond,
      unit: 'per second',
      aim,
      yardstick: { what: yardstick, value: theirs.perSecond },
    },
  ];
  if (ours.cpu > 0)
    figures.push({
      part,
      what: '  of it the processor time of the server process',
      value: ours.cpu,
      unit: 'ms CPU',
      aim: null,
      yardstick: { what: yardstick, value: theirs.cpu },
    });
  return figures;
}

async function measureLists({ bench, house, bare, officer }: Place): Promise<Figure[]> {
  const fromHouse = () => underLoad(house, bench.seconds, () => ({ method: 'GET', path: LIST, cookie: officer }));
  const fromBare = (name: string) => () =>
    underLoad(bare, bench.seconds, () => ({ method: 'GET', path: `/run/${name}` }));
  const shown = await fetch(`${house.url}${LIST}`, { headers: { cookie: officer } }).then(
    (answer) => answer.json() as Promise<{ rows: unknown[] }>,
  );
  if (shown.rows.length !== 20) throw new Error(`The list shows ${shown.rows.length} people.`);
  await underLoad(house, 1, () => ({ method: 'GET', path: LIST, cookie: officer }));
  await underLoad(bare, 1, () => ({ method: 'GET', path: '/run/list' }));
  const [ours, same, prepared, hand] = await inTurns([
    fromHouse,
    ...['list', 'prepared', 'byHand'].map((name) => fromBare(name)),
  ]);
  const what = `20 members of a subtree by name, rights checked, ${LANES} connections`;
  return [
    ...loadFigures(what, ours!, 'bare Fastify + pg, same SQL', same!, { atLeastShare: 0.7 }),
    ...loadFigures('the same list', ours!, 'bare Fastify + pg, same SQL, prepared', prepared!, null),
    ...loadFigures('the same list', ours!, 'bare Fastify + pg, one statement by hand', hand!, null),
  ];
}

/** The list as somebody asks it who looks for a name. */
export const findPath = (text: string): string => `${LIST}&search=${encodeURIComponent(text)}`;

/** The last two signs of names that are there, so that something is found. */
export function pairs(people: number): string[] {
  const names = benchNames(people).filter((name) => [...name].length === 3);
  return Array.from({ length: FINDS }, (_, i) => [...names[(i * 7919) % names.length]!].slice(1).join(''));
}

async function measureFinds({ bench, house, bare, chair }: Place): Promise<Figure[]> {
  const wanted = pairs(bench.people);
  const one = (turn: number) => wanted[turn % wanted.length]!;
  let found = 0;
  const fromHouse = () =>
    drive({
      ...{ url: house.url, lanes: 1, seconds: 60, maxRequests: FINDS },
      request: (_lane, turn) => ({ method: 'GET', path: findPath(one(turn)), cookie: chair }),
      onAnswer: ({ body }) => (found += (JSON.parse(body) as { rows: unknown[] }).rows.length),
    });
  const fromBare = () =>
    drive({
      url: bare.url,
      lanes: 1,
      seconds: 20,
      maxRequests: FINDS,
      request: (_lane, turn) => ({ method: 'POST', path: '/run/like', body: JSON.stringify([`%${one(turn)}%`]) }),
    });
  await fromHouse();
  const ours = (await fromHouse()).milliseconds;
  const like = (await fromBare()).milliseconds;
  if (found === 0) throw new Error('Nobody was found.');
  const yardstick = (share: number) => ({ what: "bare Fastify + pg, name like '%…%'", value: quantile(like, share) });
  return [
    {
      part: 'members',
      what: 'find by two Chinese characters, p95, 1 connection',
      value: quantile(ours, 0.95),
      unit: 'ms',
      aim: { atMost: 5 },
      yardstick: yardstick(0.95),
    },
    {
      part: 'members',
      what: 'find by two Chinese characters, median',
      value: median(ours),
      unit: 'ms',
      aim: null,
      yardstick: yardstick(0.5),
    },
  ];
}

export const fields = { name: '张海燕', gender: 'female', employmentKind: 'contract' };
let counter = 0;
const nextNumber = (): string => `N${process.pid}-${(counter += 1)}`;

/** A new person as a form sends it. */
export const personBody = (unitId: string): string =>
  JSON.stringify({ ...fields, staffNumber: nextNumber(), unitId, from: '2024-01-01' });

async function measureWrites(place: Place): Promise<Figure[]> {
  const { bench, house, bare, chair, unit } = place;
  const path = '/api/roster/people';
  const newPerson = () => personBody(unit.id);
  const versions: { id: string; version: number; staffNumber: string }[] = [];
  const keep = ({ body }: Answer, lane: number) => (versions[lane] = JSON.parse(body) as (typeof versions)[number]);
  const create = () =>
    underLoad(house, bench.seconds, () => ({ method: 'POST', path, cookie: chair, body: newPerson() }), keep);
  const update = () =>
    underLoad(
      house,
      bench.seconds,
      (lane, turn) => {
        const { id, version, staffNumber } = versions[lane]!;
        return {
          method: 'PATCH',
          path: `${path}/${id}`,
          cookie: chair,
          body: JSON.stringify({ ...fields, name: turn % 2 === 0 ? '张海' : '张海燕', staffNumber, version }),
        };
      },
      keep,
    );
  const insert = () =>
    underLoad(bare, bench.seconds, () => ({
      ...{ method: 'POST', path: '/run/insert' },
      body: JSON.stringify([
        nextNumber(),
        '张海燕',
        'zhang1 hai3 yan4 张海燕',
        ['张', '海', '燕', '张海', '海燕', 'zhang', 'hai', 'yan', 'z', 'h', 'y', 'zh', 'hy', 'zhy'],
        unit.id,
        unit.path,
      ]),
    }));
  await underLoad(house, 1, () => ({ method: 'POST', path, cookie: chair, body: newPerson() }), keep);
  const [created, updated, inserted] = await inTurns([create, update, insert]);
  const aim = { atLeastShare: 0.4 };
  const yardstick = 'bare Fastify + pg, one insert';
  return [
    ...loadFigures(`create one member, audited, ${LANES} connections`, created!, yardstick, inserted!, aim),
    ...loadFigures(`update one member, audited, ${LANES} connections`, updated!, yardstick, inserted!, aim),
  ];
}

export async function measureMembers(bench: Bench): Promise<Figure[]> {
  const ground = await bench.ground();
  const url = await ground.make(bench.people);
  const database = openDatabase(url, () => undefined, 1);
  const { rows: units } = await database.pool.query<{ id: string; path: string }>(
    "select id, path from roster.unit where kind = 'work_area' order by path limit 1",
  );
  await database.close();
  const unit = units[0]!;
  const list = await captureStatements(ground, url, 'officer', LIST);
  const server = await startHouse(ground, url);
  const house: Target = { url: server.url, pid: server.child.pid! };
  const bare = await startBare(ground, url, {
    list: list.statements,
    prepared: list.statements.map((statement, i) => ({ ...statement, name: `list_${i}` })),
    byHand: [byHand(unit.path)],
    like: [plainLike],
    insert: [plainInsert],
  });
  try {
    const place = {
      bench,
      house,
      bare,
      unit,
      chair: await signIn(house, 'chair'),
      officer: await signIn(house, 'officer'),
    };
    const lists = await measureLists(place);
    const count: Figure = {
      part: 'members',
      what: 'SQL statements of one list, with begin and commit',
      value: list.total,
      unit: 'statements',
      aim: null,
      yardstick: null,
    };
    return [...lists, count, ...(await measureFinds(place)), ...(await measureWrites(place))];
  } finally {
    await server.stop();
    await bare.stop();
  }
}
