import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

/**
 * The browser is built in two environments of one command (`npx vite build`), into one folder:
 *
 * - `client`: the desktop. Its forms validate with the real zod schemas of the contracts.
 * - `light`: the phone, the sign-in page and the big screen. There a contract only has to tell method and path, so `zod` is replaced
 *   by `src/ui/zod-free.ts`, a stub of a few lines: the schemas cost nothing and the contracts stay as they are. What
 *   the stub can't do (parse) it refuses aloud; the server validates, and its answer names the faulty fields.
 *
 * `dist/web/{desktop,phone,sign-in,screen}/index.html` are templates: the server replaces `__CSP_NONCE__` on each response.
 * In development one server offers all four with the real zod.
 */
const webRoot = fileURLToPath(new URL('./src/app/web', import.meta.url));
const outDir = fileURLToPath(new URL('./dist/web', import.meta.url));
const zodFree = fileURLToPath(new URL('./src/ui/zod-free.ts', import.meta.url));
const sourceRoot = fileURLToPath(new URL('./src/', import.meta.url));
const page = (name: string) => `${webRoot}/${name}/index.html`;

function contractsWithoutZod(): Plugin {
  return {
    name: 'gonghui:contracts-without-zod',
    enforce: 'pre',
    applyToEnvironment: (environment) => environment.name === 'light',
    resolveId: (source) => (source === 'zod' || source.startsWith('zod/') ? zodFree : undefined),
  };
}

/**
 * A module's web door names its desktop pages (`./admin/…`) and its phone pages (`./phone/…`). Each environment builds
 * its own; a page of the other shell becomes an empty module that nothing ever asks for.
 */
function pagesOfTheOtherShellLeftOut(): Plugin {
  const empty = '\0gonghui:page-of-the-other-shell';
  return {
    name: 'gonghui:pages-of-the-other-shell-left-out',
    enforce: 'pre',
    apply: 'build',
    resolveId(source, importer) {
      const foreign = this.environment.name === 'light' ? './admin/' : './phone/';
      return source.startsWith(foreign) && /\/web\/(index|pages)\.ts$/.test(importer ?? '') ? empty : undefined;
    },
    load: (id) => (id === empty ? 'export default null;' : undefined),
  };
}

/** What only the server says: its refusals come in words already, and the report is its own. */
const serverWords = new Set(['errors', 'warnings', 'report', 'rules', 'next', 'outside', 'permissions']);
/** What only desktop pages say, below a module's `pages`. */
const desktopWords = new Set([
  ...['chase', 'import', 'form', 'review', 'step', 'directive', 'amend', 'version', 'compare', 'next', 'report'],
  ...['schedule', 'change', 'signUps', 'attendance', 'users', 'units', 'people'],
]);

/** A module's words come to the browser without what no page there can show. */
function wordsOfPagesOnly(): Plugin {
  const without = (tree: Record<string, unknown>, names: ReadonlySet<string>) =>
    Object.fromEntries(Object.entries(tree).filter(([name]) => !names.has(name)));
  return {
    name: 'gonghui:words-of-pages-only',
    enforce: 'pre',
    apply: 'build',
    transform(code, id) {
      if (!/\/src\/(?:engines|lines)\/[^/]+\/locale\/[\w-]+\.json$/.test(id)) return null;
      const words = without(JSON.parse(code) as Record<string, unknown>, serverWords);
      const isLight = this.environment.name === 'light';
      if (isLight && words.pages) words.pages = without(words.pages as Record<string, unknown>, desktopWords);
      return JSON.stringify(words);
    },
  };
}

/** In development the server below answers for the routes that the real server maps onto the four pages. */
function pagesByRoute(): Plugin {
  const shells = [
    { under: '/sign-in', name: 'sign-in' },
    { under: '/m', name: 'phone' },
    { under: '/screen', name: 'screen' },
  ];
  const isFile = (path: string) => /\.\w+$/.test(path) || /^\/(@|api\/|node_modules\/|src\/)/.test(path);
  return {
    name: 'gonghui:pages-by-route',
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        const path = (request.url ?? '/').split('?')[0] ?? '/';
        if (request.method !== 'GET' || isFile(path)) return next();
        const name = shells.find(({ under }) => path === under || path.startsWith(`${under}/`))?.name ?? 'desktop';
        const template = readFileSync(page(name), 'utf8').replaceAll('./', `/${name}/`);
        server.transformIndexHtml(request.url ?? '/', template).then((html) => {
          response.setHeader('Content-Type', 'text/html; charset=utf-8');
          response.end(html);
        }, next);
      });
    },
  };
}

/** Our own modules have no side effects but style sheets and the entries: what a page doesn't use, it doesn't load. */
const moduleSideEffects = (id: string): boolean | undefined =>
  id.startsWith(sourceRoot) ? /\.css$|\/main\.tsx?$|\.html/.test(id) : undefined;

const output = { entryFileNames: 'assets/[name]-[hash].js', chunkFileNames: 'assets/[name]-[hash].js' };

export default defineConfig({
  root: webRoot,
  publicDir: `${webRoot}/public`,
  appType: 'custom',
  cacheDir: fileURLToPath(new URL('./.cache/vite', import.meta.url)),
  plugins: [react(), wordsOfPagesOnly(), contractsWithoutZod(), pagesOfTheOtherShellLeftOut(), pagesByRoute()],
  server: { port: 5173, strictPort: true, proxy: { '/api': 'http://127.0.0.1:8080' } },
  build: {
    outDir,
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: true,
  },
  environments: {
    client: {
      build: {
        emptyOutDir: true,
        rolldownOptions: { input: { desktop: page('desktop') }, output, treeshake: { moduleSideEffects } },
      },
    },
    light: {
      consumer: 'client',
      build: {
        emptyOutDir: false,
        copyPublicDir: false,
        rolldownOptions: {
          input: { phone: page('phone'), 'sign-in': page('sign-in'), screen: page('screen') },
          output,
          treeshake: { moduleSideEffects, manualPureFunctions: ['z', 'endpoint', 'pageOf', 'defineErrors'] },
        },
      },
    },
  },
  builder: {
    async buildApp(builder) {
      const { client, light } = builder.environments;
      if (!client || !light) throw new Error('The environments client and light must be configured.');
      await builder.build(client);
      await builder.build(light);
    },
  },
});
