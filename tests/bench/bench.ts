import { writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { judged, tableOf, type Figure, type JudgedFigure } from './figure';
import { openGround, type Ground } from './ground';
import { measureGrowth } from './growth';
import { measureBoard } from './parts/board';
import { measureCohort } from './parts/cohort';
import { measureContest } from './parts/contest';
import { measureDues } from './parts/dues';
import { measureSavings } from './parts/savings';
import { measureLedger } from './parts/ledger';
import { measureImport } from './parts/import';
import { measureIntake } from './parts/intake';
import { measureLedgerRead } from './parts/ledger-read';
import { measureMembers } from './parts/members';
import { measureParse } from './parts/parse';
import { measureStart } from './parts/start';
import { measureWeight } from './parts/weight';
import { measureXlsx } from './parts/xlsx';

/** What a part gets: the ground opens when the first part asks for it. */
export interface Bench {
  people: number;
  /** Seconds of each round under load. */
  seconds: number;
  ground(): Promise<Ground>;
  say(line: string): void;
}

const parts: Record<string, (bench: Bench) => Promise<Figure[]>> = {
  parse: measureParse,
  import: measureImport,
  intake: measureIntake,
  board: measureBoard,
  members: measureMembers,
  cohort: measureCohort,
  contest: measureContest,
  dues: measureDues,
  savings: measureSavings,
  'ledger-read': measureLedgerRead,
  ledger: measureLedger,
  start: measureStart,
  weight: measureWeight,
  xlsx: measureXlsx,
};

const USAGE = `npm run bench -- [PART …] [--full] [--people N] [--seconds N] [--json FILE]
       npm run bench -- --growth
parts: ${Object.keys(parts).join(', ')} (without any: all of them)
--full: 1,000,000 people (kept as a template in .cache/bench) in place of 10,000
--growth: list, find, create and update with 10,000, 100,000 and 1,000,000 people; draws docs/growth.svg
`;

const say = (line: string): void => void process.stderr.write(`${line}\n`);

async function run(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      full: { type: 'boolean', default: false },
      people: { type: 'string' },
      seconds: { type: 'string', default: '3' },
      json: { type: 'string' },
      growth: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const unknown = positionals.filter((name) => parts[name] === undefined);
  if (values.help || unknown.length > 0) {
    process.stdout.write(`${unknown.length > 0 ? `no such part: ${unknown.join(', ')}\n` : ''}${USAGE}`);
    process.exitCode = unknown.length > 0 ? 2 : 0;
    return;
  }
  if (values.growth) return measureGrowth(say);
  const people = Number(values.people ?? (values.full ? 1_000_000 : 10_000));
  const seconds = Number(values.seconds);
  if (!Number.isInteger(people) || people < 1000 || !(seconds > 0 && seconds <= 60)) throw new Error(USAGE);
  let opened: Promise<Ground> | null = null;
  const bench: Bench = {
    people,
    seconds,
    say,
    ground: () => (opened ??= openGround({ isKept: people >= 100_000, say })),
  };
  const figures: JudgedFigure[] = [];
  try {
    for (const name of positionals.length > 0 ? positionals : Object.keys(parts)) {
      say(`${name} …`);
      figures.push(...(await parts[name]!(bench)).map(judged));
    }
  } finally {
    await (opened as Promise<Ground> | null)?.then((ground) => ground.close());
  }
  const machine = {
    cores: cpus().length,
    processor: cpus()[0]?.model ?? '',
    memoryGb: Math.round(totalmem() / 1e9),
    node: process.version,
  };
  process.stdout.write(
    `\n${machine.cores} cores, ${machine.memoryGb} GB, ${machine.processor}, Node ${machine.node}; ${people.toLocaleString('en')} people\n\n`,
  );
  process.stdout.write(`${tableOf(figures)}\n`);
  if (values.json !== undefined)
    writeFileSync(
      values.json,
      `${JSON.stringify({ at: new Date().toISOString(), machine, people, figures }, null, 2)}\n`,
    );
}

run().catch((error: unknown) => {
  process.stderr.write(`bench: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exit(1);
});
