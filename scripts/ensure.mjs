// Plain Node, no dependency: brings a fresh machine to the state that a command needs.
// usage: node scripts/ensure.mjs [install] [build] [chromium]
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

function refuse(line) {
  process.stderr.write(`gonghui: ${line}\n`);
  process.exit(1);
}

function run(command, args, what) {
  const result = spawnSync(command, args, { cwd: root, stdio: ['ignore', 2, 2] });
  if (result.status !== 0) refuse(`${what} failed (${command} ${args.join(' ')}).`);
}

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19))
    refuse(`Node.js 20.19 or later is needed; this is ${process.versions.node}.`);
}

const changedAt = (path) => (existsSync(path) ? statSync(path).mtimeMs : 0);

export function install() {
  const marker = join(root, 'node_modules', '.package-lock.json');
  const lock = Math.max(changedAt(join(root, 'package-lock.json')), changedAt(join(root, 'package.json')));
  if (changedAt(marker) >= lock) return;
  process.stderr.write('gonghui: installing what is missing (npm install) …\n');
  run('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error'], 'The installation');
  // npm leaves its marker alone when nothing changed; a touch keeps the next start from asking again.
  if (changedAt(marker) < lock)
    run(process.execPath, ['-e', `fs.utimesSync(${JSON.stringify(marker)}, new Date(), new Date())`], 'The marker');
}

function newestIn(path) {
  const info = statSync(path, { throwIfNoEntry: false });
  if (!info) return 0;
  if (!info.isDirectory()) return info.mtimeMs;
  // One listing for the whole tree: a walk folder by folder costs a start more than the check is worth.
  const entries = readdirSync(path, { recursive: true });
  return entries.reduce((newest, name) => Math.max(newest, statSync(join(path, name)).mtimeMs), info.mtimeMs);
}

/** A packed installation carries no TypeScript sources: there the built program stands as it is. */
function isBuilt(stamp) {
  const built = changedAt(join(root, 'dist', stamp));
  if (built > 0 && !existsSync(join(root, 'src', 'app', 'main.ts'))) return true;
  const sources = ['src', 'tests/world', 'scripts/build.mjs', 'vite.config.ts', 'package.json'].map((path) =>
    newestIn(join(root, path)),
  );
  return built > 0 && built >= Math.max(...sources);
}

export function build() {
  if (isBuilt('built')) return;
  process.stderr.write('gonghui: building …\n');
  run(process.execPath, [join(root, 'scripts', 'build.mjs')], 'The build');
}

/** The command-line tool needs no pages. */
export function buildServer() {
  if (isBuilt('server/built')) return;
  run(process.execPath, [join(root, 'scripts', 'build.mjs'), 'server'], 'The build');
}

const browsers = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

export function chromium() {
  if (browsers.some((path) => path && existsSync(path))) return;
  if (process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    process.stderr.write('gonghui: installing Chromium for the browser tests …\n');
    const options = ['-o', 'DPkg::Lock::Timeout=600', '-y', '-q'];
    run('apt-get', [...options, 'update'], 'apt-get update');
    run(
      'apt-get',
      [...options, 'install', '--no-install-recommends', 'chromium', 'fonts-noto-cjk'],
      'The installation of Chromium',
    );
    return;
  }
  refuse(
    'The browser tests need Chromium: install it (Debian: apt-get install chromium) or name it in CHROMIUM=/path/to/chrome.',
  );
}

const steps = { install, build, chromium };
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  checkNode();
  for (const name of process.argv.slice(2)) steps[name]();
}
