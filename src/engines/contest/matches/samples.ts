import type { z } from 'zod';
import { matchFile, type chainRule } from './file';
import { presets, type PresetKey } from './presets';

// Match files written short, for tests.

export type Input = z.input<typeof matchFile>;
export type Match = NonNullable<Input['results']['matches']>[number];

export const groupStage = (preset: PresetKey, chain: Partial<z.input<typeof chainRule>> = {}) => ({
  id: 'group',
  kind: 'round_robin' as const,
  ...presets[preset],
  chain: { ...presets[preset].chain, ...chain },
});

export const swissStage = (preset: PresetKey) => ({
  id: 'swiss',
  kind: 'swiss' as const,
  rounds: 7,
  book: 'xiangqi_2011' as const,
  ...presets[preset],
});

export type Stage = Input['rules']['stages'][number];

export function fileOf(names: string, stages: readonly Stage[], matches: readonly Match[], rest: Partial<Input> = {}) {
  return matchFile.parse({
    format: 'gonghui-contest/1',
    name: '乒乓球赛',
    kind: 'match',
    entrants: [...names].map((id, place) => ({ id, name: id, number: place + 1 })),
    rules: { stages },
    results: { matches },
    ...rest,
  });
}

/** `A3:1B`: games; every game to 11, each lost one with the given points. */
export function games(text: string, round = 1, lost = 5): Match {
  const [, first, won, other, second] = /^(\w)(\d):(\d)(\w)$/.exec(text)!;
  const wins = Math.max(Number(won), Number(other));
  const losses = Math.min(Number(won), Number(other));
  const isFirst = Number(won) > Number(other);
  const game = (byFirst: boolean): [number, number] => (byFirst ? [11, lost] : [lost, 11]);
  return {
    stage: 'group',
    round,
    sides: [first!, second!],
    games: [...Array<boolean>(losses).fill(!isFirst), ...Array<boolean>(wins).fill(isFirst)].map(game),
  };
}

export const goals = (text: string, round = 1): Match => {
  const [, first, won, other, second] = /^(\w)(\d):(\d)(\w)$/.exec(text)!;
  return { stage: 'group', round, sides: [first!, second!], score: [won!, other!] };
};

export const chess = (round: number, text: string): Match[] =>
  text.split(' ').map((game) => {
    const [first, sign, second] = game;
    const stage = 'swiss';
    if (second === undefined) return { stage, round, sides: [first!, null], how: sign === '+' ? 'bye' : 'half_bye' };
    const winner = sign === '>' ? 'first' : sign === '<' ? 'second' : 'draw';
    return { stage, round, sides: [first!, second], winner };
  });
