export interface GrowthRow {
  people: number;
  /** Median milliseconds of each act, in the order of the names. */
  milliseconds: number[];
}

const WIDTH = 720;
const HEIGHT = 360;
const LEFT = 64;
const RIGHT = 150;
const TOP = 24;
const BOTTOM = 48;

/** Colours that stand out on white and on black alike, with a dash for who can't tell them apart. */
const LINES = [
  { colour: '#2f7fd6', dash: '' },
  { colour: '#c9780f', dash: '7 4' },
  { colour: '#2f9e63', dash: '2 3' },
  { colour: '#b553c4', dash: '9 3 2 3' },
];

const STYLE = `text{font:13px system-ui,sans-serif;fill:#333}.grid{stroke:#d5d5d5}.line{fill:none;stroke-width:2}
@media (prefers-color-scheme:dark){text{fill:#ddd}.grid{stroke:#444}}`;

/** Milliseconds over people, both in powers of ten: what stays level costs the same for a hundred times the people. */
export function drawGrowth(title: string, names: readonly string[], rows: readonly GrowthRow[]): string {
  const all = rows.flatMap((row) => row.milliseconds);
  const [low, high] = [Math.floor(Math.log10(Math.min(...all))), Math.ceil(Math.log10(Math.max(...all)))];
  const [first, last] = [Math.log10(rows[0]!.people), Math.log10(rows.at(-1)!.people)];
  const x = (people: number) =>
    LEFT + ((Math.log10(people) - first) / Math.max(1, last - first)) * (WIDTH - LEFT - RIGHT);
  const y = (value: number) =>
    HEIGHT - BOTTOM - ((Math.log10(value) - low) / Math.max(1, high - low)) * (HEIGHT - TOP - BOTTOM);
  const steps = Array.from({ length: Math.max(1, high - low) + 1 }, (_none, i) => 10 ** (low + i));
  const grid = steps.map(
    (step) =>
      `<path class="grid" d="M${LEFT} ${y(step).toFixed(1)}H${WIDTH - RIGHT}"/>` +
      `<text x="${LEFT - 8}" y="${(y(step) + 4).toFixed(1)}" text-anchor="end">${step} ms</text>`,
  );
  const foot = rows.map(
    ({ people }) =>
      `<text x="${x(people).toFixed(1)}" y="${HEIGHT - BOTTOM + 22}" text-anchor="middle">${people.toLocaleString('en')}</text>`,
  );
  const places = spread(names.map((_name, i) => y(rows.at(-1)!.milliseconds[i]!)));
  const lines = names.map((name, i) => {
    const { colour, dash } = LINES[i % LINES.length]!;
    const points = rows.map((row) => [x(row.people), y(row.milliseconds[i]!)] as const);
    const path = points.map(([px, py], n) => `${n === 0 ? 'M' : 'L'}${px.toFixed(1)} ${py.toFixed(1)}`).join('');
    const dots = points.map(
      ([px, py]) => `<circle cx="${px.toFixed(1)}" cy="${py.toFixed(1)}" r="3.5" fill="${colour}"/>`,
    );
    return (
      `<path class="line" stroke="${colour}" stroke-dasharray="${dash}" d="${path}"/>${dots.join('')}` +
      `<text x="${WIDTH - RIGHT + 14}" y="${(places[i]! + 4).toFixed(1)}" style="fill:${colour}">${name}</text>`
    );
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${title}">
<title>${title}</title><style>${STYLE}</style>
${[...grid, ...foot, ...lines].join('\n')}
<text x="${((LEFT + WIDTH - RIGHT) / 2).toFixed(1)}" y="${HEIGHT - 8}" text-anchor="middle">people</text>
</svg>
`;
}

const LINE_HEIGHT = 16;

/** Moves names that would lie on each other apart, from the top down. */
function spread(wanted: readonly number[]): number[] {
  const order = wanted.map((place, i) => ({ place, i })).sort((a, b) => a.place - b.place);
  const placed = [...wanted];
  let free = -Infinity;
  for (const { place, i } of order) {
    placed[i] = Math.max(place, free);
    free = placed[i]! + LINE_HEIGHT;
  }
  return placed;
}

export function growthTable(names: readonly string[], rows: readonly GrowthRow[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const head = line(['people', ...names.map((name) => `${name}, ms`)]);
  const rule = `|${['people', ...names].map(() => '---').join('|')}|`;
  const body = rows.map(({ people, milliseconds }) =>
    line([people.toLocaleString('en'), ...milliseconds.map((value) => value.toFixed(2))]),
  );
  return [head, rule, ...body].join('\n');
}
