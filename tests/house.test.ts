import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import { programFolder } from '#kernel';
import {
  doorBreaches,
  lineNameBreaches,
  migrationBreaches,
  nameBreaches,
  sizeBreaches,
  sqlBreaches,
} from './house/content-laws';
import { cycleBreaches, importBreaches, passCircles, passes, type Breach } from './house/import-laws';
import { readHouse, type DoorMap } from './house/rooms';

/** Every law on one set of files, real or planted. */
function breachesOf(texts: ReadonlyMap<string, string>, doors: DoorMap): Breach[] {
  const files = readHouse(texts, doors);
  const folders = new Map(
    files.filter((f) => ['engine', 'line', 'kernel'].includes(f.room.floor)).map((f) => [f.room.module, f.room.folder]),
  );
  const schemas = new Set(folders.keys());
  const lines = new Set(files.filter((file) => file.room.floor === 'line').map((file) => file.room.module));
  return [
    ...importBreaches(files, doors),
    ...cycleBreaches(files),
    ...doorBreaches(files, doors),
    ...sqlBreaches(files, schemas),
    ...migrationBreaches(files, schemas, folders),
    ...lineNameBreaches(files, lines),
    ...sizeBreaches(files),
    ...nameBreaches(files.map((file) => file.path)),
  ];
}

const { imports: realDoors } = JSON.parse(readFileSync(join(programFolder(), 'package.json'), 'utf8')) as {
  imports: DoorMap;
};

function realHouse(): Map<string, string> {
  const root = programFolder();
  const entries = readdirSync(join(root, 'src'), { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)));
  return new Map(paths.sort().map((path) => [path.replaceAll('\\', '/'), readFileSync(join(root, path), 'utf8')]));
}

test('the house keeps its laws', () => {
  const breaches = breachesOf(realHouse(), realDoors);
  expect(breaches.map(({ law, file, what }) => `law ${law}: ${file}: ${what}`)).toEqual([]);
});

test('the table of passes has no circle, and a planted one is found', () => {
  expect(passCircles(passes)).toEqual([]);
  expect(passCircles({ ...passes, roster: ['plan'] })).not.toEqual([]);
});

/** A small house that keeps every law; each planted breach is one more file in it, or one replaced. */
const smallHouse: Readonly<Record<string, string>> = {
  'src/kernel/index.ts': `export { text } from './texts';\n`,
  'src/kernel/contract.ts': `export * from './day';\n`,
  'src/kernel/day.ts': `import { z } from 'zod';\nexport const day = z.string();\n`,
  'src/kernel/texts.ts': `import { readFileSync } from 'node:fs';\nexport const text = readFileSync;\n`,
  'src/kernel/migrations/0001-kernel.sql': `create table kernel.login_user (id uuid primary key);\n`,
  'src/kernel/testing.ts': `export const testUser = 1;\n`,
  'src/engines/roster/index.ts': `export { unitsOn } from './units';\n`,
  'src/engines/roster/contract.ts': `import { day } from '#kernel/contract';\nexport const unit = day;\n`,
  'src/engines/roster/units.ts': `import { text } from '#kernel';\nimport { rows } from './store';\nexport const unitsOn = [text, rows];\n`,
  'src/engines/roster/store.ts':
    'declare const sql: (t: TemplateStringsArray) => string;\nexport const rows = sql`select id from roster.unit`;\n',
  'src/engines/roster/migrations/0001-units.sql': `create table roster.unit (id uuid primary key, owner uuid references kernel.login_user (id));\n`,
  'src/engines/plan/index.ts': `export { plan } from './plan';\n`,
  'src/engines/plan/contract.ts': `export const planPermissions = ['plan.plan.read'];\n`,
  'src/engines/plan/plan.ts': `import { unitsOn } from '#engines/roster';\nexport const plan = unitsOn;\n`,
  'src/engines/plan/web/index.ts': `export { board } from './board';\n`,
  'src/engines/plan/web/board.ts': `import { planPermissions } from '../contract';\nimport { table } from '#ui';\nexport const board = [planPermissions, table];\n`,
  'src/lines/culture/index.ts': `export { culture } from './line';\n`,
  'src/lines/culture/line.ts': `import { plan } from '#engines/plan';\nexport const culture = plan;\n`,
  'src/lines/relief/index.ts': `export { relief } from './line';\n`,
  'src/lines/relief/line.ts': `export const relief = 1;\n`,
  'src/app/main.ts': `import { culture } from '#lines/culture';\nexport const main = culture;\n`,
  'src/app/web/desktop/main.ts': `import { board } from '#engines/plan/web';\nexport const page = board;\n`,
  'src/ui/index.ts': `export { table } from './table';\n`,
  'src/ui/table.ts': `import { day } from '#kernel/contract';\nexport const table = day;\n`,
};

const withFiles = (planted: Readonly<Record<string, string>>): Map<string, string> =>
  new Map(Object.entries({ ...smallHouse, ...planted }));

test('the small house keeps every law', () => expect(breachesOf(withFiles({}), realDoors)).toEqual([]));

const longFunction = `export function f() {\n${'  f();\n'.repeat(70)}}\n`;

describe('planted breaches are found', () => {
  test.each<[string, number, Record<string, string>]>([
    [
      'the kernel sees an engine',
      1,
      { 'src/kernel/up.ts': `import { unitsOn } from '#engines/roster';\nexport const up = unitsOn;\n` },
    ],
    [
      'an engine sees a line',
      1,
      { 'src/engines/plan/up.ts': `import { culture } from '#lines/culture';\nexport const up = culture;\n` },
    ],
    [
      'a line sees the root',
      1,
      { 'src/lines/relief/up.ts': `import { main } from '../../app/main';\nexport const up = main;\n` },
    ],
    ['a type alone sees upwards', 1, { 'src/kernel/up.ts': `export type Up = import('#engines/roster').unitsOn;\n` }],
    [
      'a dynamic import sees upwards',
      1,
      { 'src/kernel/up.ts': `export const up = () => import('#engines/roster');\n` },
    ],
    ['the kernel sees ui', 1, { 'src/kernel/up.ts': `import { table } from '#ui';\nexport const up = table;\n` }],
    [
      'ui sees an engine',
      1,
      {
        'src/ui/down.ts': `import { planPermissions } from '#engines/plan/contract';\nexport const x = planPermissions;\n`,
      },
    ],
    [
      'an engine puts the house together',
      2,
      { 'src/engines/plan/root.ts': `import { openHttp } from '#kernel/composition';\nexport const x = openHttp;\n` },
    ],
    [
      'code reaches out of the house',
      1,
      { 'src/app/out.ts': `import { x } from '../../tests/house/rooms';\nexport const y = x;\n` },
    ],
    [
      'a door that there is not',
      2,
      { 'src/lines/relief/in.ts': `import { rows } from '#engines/roster/store';\nexport const x = rows;\n` },
    ],
    [
      'the testing door from a program',
      2,
      { 'src/engines/plan/in.ts': `import { testUser } from '#kernel/testing';\nexport const x = testUser;\n` },
    ],
    [
      'a line sees a line',
      3,
      { 'src/lines/relief/side.ts': `import { culture } from '#lines/culture';\nexport const x = culture;\n` },
    ],
    [
      'an engine without a pass',
      4,
      { 'src/engines/roster/side.ts': `import { plan } from '#engines/plan';\nexport const x = plan;\n` },
    ],
    [
      'a contract sees server code',
      5,
      { 'src/engines/plan/contract.ts': `import { text } from '#kernel';\nexport const planPermissions = [text];\n` },
    ],
    [
      'a contract sees server code through its own file',
      5,
      {
        'src/engines/plan/contract.ts': `export { shape as planPermissions } from './shape';\nexport const x = 1;\n`,
        'src/engines/plan/shape.ts': `import { text } from '#kernel';\nexport const shape = text;\n`,
      },
    ],
    [
      'a contract uses node',
      5,
      { 'src/engines/plan/contract.ts': `import { join } from 'node:path';\nexport const planPermissions = [join];\n` },
    ],
    [
      'a page sees server code',
      5,
      { 'src/engines/plan/web/bad.ts': `import { plan } from '../plan';\nexport const x = plan;\n` },
    ],
    [
      'a page sees another server door',
      5,
      { 'src/app/web/bad.ts': `import { plan } from '#engines/plan';\nexport const x = plan;\n` },
    ],
    [
      'server code sees a page',
      5,
      { 'src/engines/plan/bad.ts': `import { board } from './web/board';\nexport const x = board;\n` },
    ],
    [
      'across modules by a relative path',
      6,
      { 'src/engines/plan/bad.ts': `import { unitsOn } from '../roster/units';\nexport const x = unitsOn;\n` },
    ],
    [
      'the own door by #',
      6,
      { 'src/engines/plan/bad.ts': `import { unit } from '#engines/plan/contract';\nexport const x = unit;\n` },
    ],
    ['a barrel that is no door', 6, { 'src/engines/plan/acts.ts': `export { plan } from './plan';\n` }],
    [
      'a door with code in it',
      6,
      { 'src/engines/plan/index.ts': `export { plan } from './plan';\nexport const extra = 1;\n` },
    ],
    ['a door that is too long', 6, { 'src/engines/plan/index.ts': `export { plan } from './plan';\n`.repeat(41) }],
    [
      "SQL on another module's table",
      7,
      {
        'src/engines/plan/store.ts':
          'declare const sql: (t: TemplateStringsArray) => string;\nexport const x = sql`select id from roster.unit`;\n',
      },
    ],
    [
      "the query builder on another module's table",
      7,
      {
        'src/engines/plan/store.ts': `declare const db: { selectFrom(t: string): string };\nexport const x = db.selectFrom('roster.unit as u');\n`,
      },
    ],
    [
      "a plain text of SQL on another module's table",
      7,
      { 'src/lines/relief/store.ts': `export const x = 'update roster.unit set name = $1';\n` },
    ],
    [
      'SQL outside the store',
      7,
      {
        'src/engines/roster/bad.ts':
          'declare const sql: (t: TemplateStringsArray) => string;\nexport const x = sql`select id from roster.unit`;\n',
      },
    ],
    [
      'a foreign key that points up',
      7,
      {
        'src/engines/roster/migrations/0002-up.sql': `alter table roster.unit add plan uuid references plan.plan (id);\n`,
      },
    ],
    [
      'a foreign key that points sideways',
      7,
      { 'src/lines/relief/migrations/0001-x.sql': `create table relief.x (id uuid references culture.y (id));\n` },
    ],
    [
      "a migration that changes another module's table",
      7,
      { 'src/engines/plan/migrations/0001-x.sql': `alter table roster.unit add plan uuid;\n` },
    ],
    [
      "an engine that knows a line's name",
      8,
      { 'src/engines/plan/bad.ts': `export const isCulture = (m: string) => m === 'culture';\n` },
    ],
    [
      "an engine that knows a line's measure",
      8,
      { 'src/engines/plan/bad.ts': `export const m = 'culture.events_held';\n` },
    ],
    [
      'a circle',
      9,
      {
        'src/lines/relief/a.ts': `import { b } from './b';\nexport const a = b;\n`,
        'src/lines/relief/b.ts': `import { a } from './a';\nexport const b = a;\n`,
      },
    ],
    [
      'a circle of types',
      9,
      {
        'src/lines/relief/a.ts': `import type { B } from './b';\nexport type A = B;\n`,
        'src/lines/relief/b.ts': `import type { A } from './a';\nexport type B = A;\n`,
      },
    ],
    ['any', 9, { 'src/lines/relief/bad.ts': `export const x = 1 as any;\n` }],
    [
      'a file that is too long',
      9,
      { 'src/lines/relief/bad.ts': `export const x = 1;\n`.replace('x', 'x1').repeat(401) },
    ],
    ['a function that is too long', 9, { 'src/lines/relief/bad.ts': longFunction }],
    ['a folder called utils', 9, { 'src/lines/relief/utils/x.ts': `export const x = 1;\n` }],
    ['a file called helpers', 9, { 'src/lines/relief/helpers.ts': `export const x = 1;\n` }],
    ['a name in camel case', 9, { 'src/lines/relief/badName.ts': `export const x = 1;\n` }],
  ])('%s', (_what, law, planted) => {
    const breaches = breachesOf(withFiles(planted), realDoors);
    expect(breaches.map((breach) => breach.law)).toContain(law);
    expect(breaches.filter((breach) => !(breach.file in planted))).toEqual([]);
  });

  test('an imports map that opens an inner file', () => {
    const doors = { ...realDoors, '#engines/*/inner': './src/engines/*/store.ts' };
    expect(breachesOf(withFiles({}), doors).map((breach) => breach.law)).toEqual([2]);
  });
});

describe('what is allowed stays allowed', () => {
  test.each<[string, Record<string, string>]>([
    ['generated files of any length', { 'src/lines/relief/tables.generated.ts': `export const x = 1;\n`.repeat(500) }],
    ['a long block of tests', { 'src/lines/relief/x.test.ts': `describe('x', () => {\n${'  f();\n'.repeat(90)}});\n` }],
    [
      'a test on the testing door',
      { 'src/lines/relief/x.test.ts': `import { testUser } from '#kernel/testing';\nexport const x = testUser;\n` },
    ],
    [
      'the root on the demo world',
      { 'src/app/demo.ts': `import { buildWorld } from '../../tests/world';\nexport const x = buildWorld;\n` },
    ],
    [
      'a permission that looks like a table',
      { 'src/engines/plan/roles.ts': `export const x = ['roster.unit.read'];\n` },
    ],
    [
      'a trigger with a function of the kernel',
      {
        'src/engines/plan/migrations/0001-x.sql': `create trigger t before update on plan.x for each statement execute function kernel.refuse_change();\n`,
      },
    ],
  ])('%s', (_what, planted) => expect(breachesOf(withFiles(planted), realDoors)).toEqual([]));
});
