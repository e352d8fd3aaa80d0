import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

export interface DataFolder {
  root: string;
  /** The real database and its files. */
  main: string;
  /** The demonstration world, kept apart so that it can be thrown away. */
  demo: string;
  /** The one of the two that this run works in. */
  current: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** The home of a user without an account cannot be looked up; then only the environment can tell. */
function homeOf(env: Environment): string {
  if (env['HOME']) return env['HOME'];
  try {
    return homedir();
  } catch {
    return '/var/tmp';
  }
}

function defaultRoot(env: Environment, platform: NodeJS.Platform, isRoot: boolean): string {
  // Root's home is closed to the user that the server runs as.
  if (isRoot) return '/var/lib/gonghui';
  if (platform === 'darwin') return join(homeOf(env), 'Library', 'Application Support', 'gonghui');
  return join(env['XDG_DATA_HOME'] || join(homeOf(env), '.local', 'share'), 'gonghui');
}

/** Where the data lie: `GONGHUI_DATA`, else the place that the system has for a program's data. */
export function dataFolder(
  env: Environment,
  demo: boolean,
  platform: NodeJS.Platform = process.platform,
  isRoot: boolean = process.geteuid?.() === 0,
): DataFolder {
  const root = resolve(env['GONGHUI_DATA'] || defaultRoot(env, platform, isRoot));
  const [main, demoFolder] = [join(root, 'main'), join(root, 'demo')];
  return { root, main, demo: demoFolder, current: demo ? demoFolder : main };
}
