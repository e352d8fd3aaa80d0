// A process of its own, so that its memory is that of one file: writes or reads a table and prints what it took.
// usage: tsx tests/bench/workbook-run.ts out|in FILE ROWS
import { readFileSync, writeFileSync } from 'node:fs';
import { readWorkbook, writeWorkbook, type WorkbookColumn } from '#kernel';

interface Member {
  place: number;
}

const column = <Kind extends WorkbookColumn<Member>['kind']>(key: string, kind: Kind) => ({
  ...{ key, title: key, kind, width: 14 },
});

/** Eight cells of every kind that a register has, each row another. */
const columns: readonly WorkbookColumn<Member>[] = [
  { ...column('name', 'text'), value: ({ place }) => `单小明${place}` },
  { ...column('number', 'text'), value: ({ place }) => `320722${String(place).padStart(12, '0')}` },
  { ...column('unit', 'text'), value: ({ place }) => `第${place % 400}工区` },
  { ...column('born', 'day'), value: ({ place }) => `19${60 + (place % 40)}-0${1 + (place % 9)}-11` },
  { ...column('at', 'moment'), value: ({ place }) => new Date(1_700_000_000_000 + place * 61_000) },
  { ...column('people', 'count'), isSummed: true, value: ({ place }) => place % 90 },
  { ...column('spent', 'fen'), isSummed: true, value: ({ place }) => BigInt(place) * 37n },
  { ...column('share', 'share'), value: ({ place }) => (place % 1000) / 1000 },
];

function* pieces(rows: number): Generator<Member[]> {
  for (let at = 0; at < rows; at += 500) {
    yield Array.from({ length: Math.min(500, rows - at) }, (_none, i) => ({ place: at + i }));
  }
}

async function write(file: string, rows: number): Promise<void> {
  const written = await writeWorkbook({
    ...{ title: '人员', note: '范围：全场', author: '测', at: new Date(1_718_668_800_000), sumWord: '合计' },
    say: (key) => key,
    columns,
    rows: pieces(rows),
  });
  writeFileSync(file, written.bytes);
}

async function read(file: string): Promise<number> {
  let cells = 0;
  for await (const rows of (await readWorkbook(readFileSync(file), file)).rows)
    for (const row of rows) cells += row.cells.length;
  return cells;
}

async function run(): Promise<void> {
  const [direction, file, rows] = process.argv.slice(2);
  if ((direction !== 'out' && direction !== 'in') || file === undefined) throw new Error('usage: out|in FILE ROWS');
  const from = performance.now();
  const cells = direction === 'out' ? (await write(file, Number(rows)), 0) : await read(file);
  const result = { milliseconds: performance.now() - from, peakMb: process.resourceUsage().maxRSS / 1024, cells };
  process.stdout.write(`${JSON.stringify(result)}\n`);
}

void run();
