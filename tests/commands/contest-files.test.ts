import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { programFolder } from '#kernel';
import { gonghui } from './terminal';

const folder = mkdtempSync(join(tmpdir(), 'gonghui-contest-'));
afterAll(() => rmSync(folder, { recursive: true }));

function put(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const page = readFileSync(join(programFolder(), 'docs', 'contest-files.md'), 'utf8');
const example = /```json\n(.*?)```/s.exec(page)![1]!;
const first = (line: string) => line.trim().split(/ {2}/).slice(0, 3).join(' ');

describe('contest rank', () => {
  test('ranks the example of the documentation', async () => {
    const { code, out, said } = await gonghui({}, 'contest', 'rank', put('example.json', example));
    expect([code, said]).toEqual([0, []]);
    // A circle: games 4 : 3, 5 : 4 and 3 : 5 among the three.
    expect(out.trimEnd().split('\n').map(first)).toEqual(['1 制盐车间 3', '2 运销科 3', '3 机修车间 3']);
    expect(out).toContain('1.3333');
  });

  test('prints one JSON object', async () => {
    const { out } = await gonghui({}, 'contest', 'rank', put('example.json', example), '--json');
    const { groups } = JSON.parse(out) as { groups: { rows: { entrant: string; rank: number }[] }[] };
    expect(groups[0]!.rows.map(({ entrant, rank }) => `${rank}${entrant}`)).toEqual(['1A', '2C', '3B']);
  });

  test.each<[string, string, number, string]>([
    ['a fault', example.replace('[11, 5]', '[11, 10]'), 1, '11:10'],
    ['no JSON', 'not at all', 2, 'no JSON'],
    ['a kind that nobody knows', '{"kind":"x"}', 2, 'kind'],
    ['another shape', '{"kind":"match"}', 2, 'not written as a contest file'],
  ])('refuses %s', async (_what, text, expected, words) => {
    const { code, said } = await gonghui({}, 'contest', 'rank', put('broken.json', text));
    expect(code).toBe(expected);
    expect(said.join('\n')).toContain(words);
  });
});

describe('contest audit', () => {
  const line = (number: number, points: string, games: string) =>
    `001 ${String(number).padStart(4)}      ${'A'.padEnd(33)} ${' '.repeat(32)}${points} ${' '.repeat(4)}${games}`;
  const report = (...games: string[]) =>
    [...games.map((text, at) => line(at + 1, at === 0 ? ' 2.0' : ' 0.0', text)), 'XXR 9', ''].join('\n');

  test('passes a report in which all is well', async () => {
    const text = report('     2 w 1     3 b 1', '     1 b 0  0000 - Z', '  0000 - Z     1 w 0');
    const { code, out } = await gonghui({}, 'contest', 'audit', put('good.trf', text));
    expect([code, out]).toEqual([0, expect.stringContaining('2 rounds, 3 players, nothing found')]);
  });

  test('finds a rematch, and says in which round', async () => {
    const text = report('     2 w 1     2 b 1', '     1 b 0     1 w 0');
    const { code, said } = await gonghui({}, 'contest', 'audit', put('rematch.trf', text));
    expect(code).toBe(1);
    expect(said.join()).toContain('Round 2: 1 and 2 have met before');
  });

  test('names line and column of what can’t be read', async () => {
    const text = report('     2 w ?     2 b 1', '     1 b 0     1 w 0');
    const { code, said } = await gonghui({}, 'contest', 'audit', put('broken.trf', text));
    expect(code).toBe(1);
    expect(said.join()).toContain('1:99');
  });

  test('audits the Swiss stages of a contest file', async () => {
    const swiss = {
      format: 'gonghui-contest/1',
      kind: 'match',
      name: '象棋赛',
      entrants: ['A', 'B', 'C', 'D'].map((id) => ({ id, name: id })),
      rules: {
        stages: [
          {
            id: 's',
            kind: 'swiss',
            rounds: 3,
            book: 'xiangqi_2011',
            score: { model: 'outcome' },
            points: {},
            chain: { criteria: [] },
          },
        ],
      },
      results: {
        matches: [
          [1, 'C', 'A'],
          [1, 'D', 'B'],
          [2, 'A', 'D'],
          [2, 'C', 'B'],
        ].map(([round, one, other]) => ({
          stage: 's',
          round,
          sides: [one, other],
          winner: round === 1 ? 'second' : 'first',
        })),
      },
    };
    const { code, said } = await gonghui({}, 'contest', 'audit', put('swiss.json', JSON.stringify(swiss)));
    expect(code).toBe(1);
    expect(said.join()).toContain('Round 2: 1 and 2 of one score could have met');
  });
});
