import { panelFile, type PanelFile } from './file';
import { rankPanel } from './rank';

/** A judged contest of four as tests write it down: five judges, one mark each. */

export const nine = Array.from({ length: 9 }, (_none, i) => ({ id: `${i + 1}`, name: `${i + 1}` }));
export const few = nine.slice(0, 5);
export const names = ['甲', '乙', '丙', '丁'];

export interface Given {
  rules?: object;
  entrants?: object[];
  groups?: object[];
  results?: object;
  judges?: object[];
  ballots?: object[];
}

export function fileOf({
  rules = {},
  entrants,
  groups = [],
  results = {},
  judges = few,
  ballots = [],
}: Given): PanelFile {
  return panelFile.parse({
    ...{ format: 'gonghui-contest/1', kind: 'panel', name: '演讲比赛', groups, rules },
    entrants: entrants ?? names.map((name, i) => ({ id: `${i + 1}`, name, number: i + 1 })),
    results: { judges, recusals: [], ballots, times: [], votes: [], ...results },
  });
}

/** One mark of each judge in the order of seats. */
export const marked = (entrant: string, marks: readonly string[], more: object = {}): object[] =>
  marks.map((mark, i) => ({ entrant, round: 1, part: 'performance', judge: `${i + 1}`, mark, ...more }));
/** The same mark of five judges. */
export const all = (entrant: string, mark: string, more: object = {}): object[] =>
  marked(
    entrant,
    Array.from({ length: 5 }, () => mark),
    more,
  );
export const scored = (entrant: string, criteria: Record<string, string>[], part = 'performance'): object[] =>
  criteria.map((one, i) => ({ entrant, round: 1, part, judge: `${i + 1}`, criteria: one }));

/** `1 甲's id result note` in the order of places; `-` for those without one. */
export function told(file: PanelFile): string[] {
  return rankPanel(file).groups.flatMap(({ rows }) =>
    rows.map(({ entrant, rank, result, isJoint, notes }) =>
      [`${rank ?? '-'}${isJoint ? '=' : ''}`, entrant, result, ...notes.map(({ key }) => key.split('.').at(-1)!)]
        .join(' ')
        .trim(),
    ),
  );
}
export const first = (file: PanelFile): string => told(file)[0]!;

export const oneCriterionEach = (weights: Record<string, string>) =>
  Object.entries(weights).map(([key, weight]) => ({ key, name: key, weight }));
export const performance = (change: object) => [{ key: 'performance', name: '表现', ...change }];
export const plain = { drop: { high: 0, low: 0, keep: 1 } };
