import type { DoorMap, Room, SourceFile } from './rooms';
import { roomOf } from './rooms';

/** A law that is broken, by its number in docs/architecture.md. */
export interface Breach {
  readonly law: number;
  readonly file: string;
  readonly what: string;
}

/** Law 4: what an engine may see of other engines. Anything beyond this comes as a function from the line. */
export const passes: Readonly<Record<string, readonly string[]>> = {
  roster: [],
  ledger: ['roster'],
  stock: ['roster', 'ledger'],
  schedule: ['roster'],
  contest: ['roster', 'schedule'],
  casework: ['roster'],
  disclosure: ['roster'],
  ballot: ['roster'],
  survey: ['roster'],
  honours: ['roster', 'contest'],
  plan: ['roster', 'schedule'],
};

/** The demo world lies beside the tests that share it; the composition root may fetch it through its one door. */
const worldDoors = new Set(['tests/world', 'tests/world/index', 'tests/world/index.ts']);

const isNode = (specifier: string): boolean => specifier.startsWith('node:');

/** Whether code of one room may see another room at all, before any door is looked at. */
export function mayDescend(from: Room, to: Room): string | null {
  const rank = { kernel: 0, engine: 1, line: 2, app: 3, ui: 0, elsewhere: 9 } as const;
  if (from.folder === to.folder) return null;
  if (to.floor === 'ui') return from.isWeb ? null : 'only browser files see #ui';
  if (from.floor === 'ui') return to.floor === 'kernel' ? null : 'ui knows #kernel/contract alone';
  if (from.floor === 'line' && to.floor === 'line') return 'a line never imports a line';
  if (from.floor === 'engine' && to.floor === 'engine')
    return passes[from.module]?.includes(to.module) ? null : `${from.module} has no pass to ${to.module}`;
  return rank[from.floor] > rank[to.floor] ? null : 'import only downwards';
}

const lawOf = (from: Room, to: Room): number =>
  from.floor === 'line' && to.floor === 'line' ? 3 : from.floor === 'engine' && to.floor === 'engine' ? 4 : 1;

/** Laws 1 to 6: floors, doors, lines, passes, browser and server, relative inside and `#` across. */
export function importBreaches(files: readonly SourceFile[], doors: DoorMap): Breach[] {
  const contracts = contractSide(files);
  const found = files.flatMap((file) =>
    file.imports.flatMap(({ specifier, target }) => {
      const breach = (law: number, what: string): Breach => ({ law, file: file.path, what: `${specifier}: ${what}` });
      if (target !== null)
        return targetBreaches(file, specifier, target, contracts).map(([law, what]) => breach(law, what));
      if (specifier.startsWith('#')) return [breach(2, 'there is no such door')];
      return isNode(specifier) && needsNoNode(file, contracts) ? [breach(5, 'runs in the browser')] : [];
    }),
  );
  return [...found, ...doorMapBreaches(doors)];
}

function needsNoNode(file: SourceFile, contracts: ReadonlySet<string>): boolean {
  return !file.room.isTest && (file.room.isWeb || contracts.has(file.path));
}

function targetBreaches(
  file: SourceFile,
  specifier: string,
  target: string,
  contracts: ReadonlySet<string>,
): [number, string][] {
  const from = file.room;
  const to = roomOf(target);
  const found: [number, string][] = [];
  const isOwn = from.folder === to.folder;
  const isRelative = specifier.startsWith('.');
  if (to.floor === 'elsewhere') {
    const isWorld = from.floor === 'app' && worldDoors.has(target);
    return isWorld || from.isTest ? [] : [[1, 'lies outside the house']];
  }
  if (isRelative && !isOwn) found.push([6, 'across modules only by #']);
  if (!isRelative && isOwn && !isDoorForOwnTests(file, specifier)) found.push([6, 'inside a module relative']);
  const refusal = mayDescend(from, to);
  if (refusal !== null) found.push([lawOf(from, to), refusal]);
  if (specifier === '#kernel/composition' && from.floor !== 'app' && !from.isTest)
    found.push([2, 'composition is for the root of the program']);
  if (specifier.endsWith('/testing') && !from.isTest) found.push([2, 'the testing door is for tests']);
  if (from.isTest) return found;
  const side = browserBreach(file, target, contracts);
  return side === null ? found : [...found, [5, side]];
}

/** A test of the kernel may stand on `#kernel/testing`, and one of an engine on its own testing door. */
function isDoorForOwnTests(file: SourceFile, specifier: string): boolean {
  return file.room.isTest && specifier.endsWith('/testing');
}

function browserBreach(file: SourceFile, target: string, contracts: ReadonlySet<string>): string | null {
  const to = roomOf(target);
  const isContract = contracts.has(target);
  if (contracts.has(file.path)) return isContract ? null : 'contracts import contracts only';
  if (file.room.isWeb) {
    const isText = /\/locale\/[\w-]+\.json$/.test(target) && file.room.folder === to.folder;
    return isContract || to.isWeb || isText ? null : 'browser files see contracts, web doors and #ui';
  }
  return to.isWeb ? 'server code never imports web code' : null;
}

/** The contract of each module with all that it reaches by relative imports: it must run in the browser. */
export function contractSide(files: readonly SourceFile[]): Set<string> {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const side = new Set(
    files
      .map((file) => file.path)
      .filter((path) => /^src\/(?:kernel|app|(?:engines|lines)\/[^/]+)\/contract\.ts$/.test(path)),
  );
  for (const path of side)
    for (const { specifier, target } of byPath.get(path)?.imports ?? [])
      if (specifier.startsWith('.') && target !== null && roomOf(target).folder === roomOf(path).folder)
        side.add(target);
  return side;
}

/** The kernel's second server door, for the program that puts the house together. */
const COMPOSITION = './src/kernel/composition.ts';

/** Law 2: the map has doors only, and no pattern that reaches an inner file. */
function doorMapBreaches(doors: DoorMap): Breach[] {
  const isDoor = (target: string) =>
    (/(?:^|\/)(?:index|contract|testing)\.ts$/.test(target) || target === COMPOSITION) &&
    (target.match(/\*/g)?.length ?? 0) <= 1;
  return Object.entries(doors)
    .filter(([, target]) => !isDoor(target))
    .map(([name, target]) => ({ law: 2, file: 'package.json', what: `${name} opens ${target}` }));
}

/** Law 4: the table of passes itself has no circle. */
export function passCircles(table: Readonly<Record<string, readonly string[]>>): string[][] {
  return circles(new Map(Object.entries(table)));
}

/** Law 9: files that reach themselves, types counted like values. */
export function cycleBreaches(files: readonly SourceFile[]): Breach[] {
  const graph = new Map(
    files.map((file) => [file.path, file.imports.flatMap((i) => (i.target === null ? [] : [i.target]))]),
  );
  return circles(graph).map((circle) => ({ law: 9, file: circle[0]!, what: `a circle: ${circle.join(' → ')}` }));
}

/** Strongly connected parts with more than one member, by Tarjan; a file that names itself counts too. */
function circles(graph: ReadonlyMap<string, readonly string[]>): string[][] {
  const order = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const found: string[][] = [];
  const visit = (node: string): void => {
    order.set(node, order.size);
    low.set(node, order.get(node)!);
    stack.push(node);
    for (const next of graph.get(node) ?? []) {
      if (!graph.has(next)) continue;
      if (!order.has(next)) visit(next);
      if (stack.includes(next)) low.set(node, Math.min(low.get(node)!, low.get(next)!));
    }
    if (low.get(node) !== order.get(node)) return;
    const part = stack.splice(stack.indexOf(node));
    if (part.length > 1 || graph.get(node)?.includes(node)) found.push(part.sort());
  };
  for (const node of graph.keys()) if (!order.has(node)) visit(node);
  return found;
}
