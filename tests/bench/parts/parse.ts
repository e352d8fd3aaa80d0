import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { programFolder } from '#kernel';
import { parsePlan } from '#engines/plan';
import type { Bench } from '../bench';
import { median, timed, type Figure } from '../figure';

const RUNS = 20;
const PLAN = join(programFolder(), 'tests', 'plans', 'salt-works-2024.txt');

/** A plan of the wanted length: the salt works' plan over and over. */
function planOf(characters: number): string {
  const text = readFileSync(PLAN, 'utf8');
  return text.repeat(Math.ceil(characters / text.length)).slice(0, characters);
}

async function parseTimes(text: string): Promise<number[]> {
  const times: number[] = [];
  for (let n = 0; n < RUNS; n += 1) times.push(await timed(() => parsePlan(text)));
  return times;
}

/** A whole process, without what this one knows of loaders. */
function processTime(args: readonly string[]): Promise<number> {
  return timed(() => {
    const { status, stderr } = spawnSync(process.execPath, args, {
      env: { PATH: process.env.PATH ?? '' },
      maxBuffer: 64 * 1024 * 1024,
    });
    if (status !== 0) throw new Error(`${args.join(' ')}: ${stderr.toString()}`);
  });
}

export async function measureParse(_bench: Bench): Promise<Figure[]> {
  const small = await parseTimes(planOf(1000));
  const large = await parseTimes(planOf(10_000));
  const command: number[] = [];
  const node: number[] = [];
  for (let n = 0; n < 7; n += 1) {
    node.push(await processTime(['-e', '0']));
    command.push(
      await processTime([join(programFolder(), 'dist', 'server', 'cli.js'), 'plan', 'parse', PLAN, '--json']),
    );
  }
  const part = 'parse';
  return [
    {
      ...{ part, what: '10,000 characters, median of 20', value: median(large), unit: 'ms', aim: { atMost: 100 } },
      yardstick: { what: 'ten times 1,000 characters', value: median(small) * 10 },
    },
    {
      part,
      what: '10,000 characters, best of 20',
      value: Math.min(...large),
      unit: 'ms',
      aim: null,
      yardstick: { what: 'ten times 1,000 characters', value: Math.min(...small) * 10 },
    },
    {
      ...{ part, what: 'gonghui plan parse, whole process', value: median(command), unit: 'ms', aim: { atMost: 1000 } },
      yardstick: { what: 'node -e 0', value: median(node) },
    },
  ];
}
