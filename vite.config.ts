import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin, type Rolldown } from 'vite';

/**
 * The browser is built in two environments of one command (`npx vite build`), into one folder:
 *
 * - `client`: the desktop. Its forms validate with the real zod schemas of the contracts.
 * - `light`: the phone, the sign-in page, the check of a member card and the big screen. There a contract only has to tell method and path, so `zod` is replaced
 *   by `src/ui/zod-free.ts`, a stub of a few lines: the schemas cost nothing and the contracts stay as they are. What
 *   the stub can't do (parse) it refuses aloud; the server validates, and its answer names the faulty fields.
 *
 * `dist/web/{desktop,phone,sign-in,screen,card}/index.html` are templates: the server replaces `__CSP_NONCE__` on each response.
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

type Program = ReturnType<Rolldown.PluginContext['parse']>;

/** What the constants of a module hold. */
function valuesIn(program: Program) {
  return program.body.flatMap((node) => {
    const declared = node.type === 'ExportNamedDeclaration' ? node.declaration : node;
    return declared?.type === 'VariableDeclaration' ? declared.declarations.map(({ init }) => init) : [];
  });
}

/** What only the server reads of an endpoint; in the light build, which validates nothing, also what is asked and answered. */
const serverParts = new Set([
  'summary',
  'permission',
  'errors',
  'maxBytes',
  'mostPerMinute',
  'isAnsweredOnce',
  'isOneMoment',
]);
const shapes = new Set(['params', 'query', 'body', 'response']);

/** The browser calls by an endpoint's method and path. Its other parts, and the schemas that nothing else names, are left out. */
function endpointsToCallBy(): Plugin {
  return {
    name: 'gonghui:endpoints-to-call-by',
    enforce: 'post',
    apply: 'build',
    transform(code, id) {
      if (!/contract[\w-]*\.ts$/.test(id)) return null;
      const isNeedless = (name: string, isWord: boolean): boolean =>
        serverParts.has(name) ||
        (!isWord && (name === 'response' || (shapes.has(name) && this.environment.name === 'light')));
      let left = code;
      for (const call of valuesIn(this.parse(code)).toReversed()) {
        if (call?.type !== 'CallExpression' || call.callee.type !== 'Identifier' || call.callee.name !== 'endpoint')
          continue;
        const [spec] = call.arguments;
        if (spec?.type !== 'ObjectExpression') throw new Error(`${id} states an endpoint that can't be read.`);
        for (const property of spec.properties.toReversed()) {
          if (property.type !== 'Property' || property.key.type !== 'Identifier') continue;
          if (!isNeedless(property.key.name, property.value.type === 'Literal')) continue;
          left = left.slice(0, property.start) + left.slice(property.end).replace(/^\s*,/, '');
        }
      }
      return { code: left, map: null };
    },
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

/** Of a module's pages the phone needs no desktop routes, menu or finders; they are cut out of what is built for it. */
function phoneRoutesOnly(): Plugin {
  const cut = new Set(['desktop', 'menu', 'find', 'counts']);
  const empty: Readonly<Record<string, string>> = { desktop: '[]', menu: '[]' };
  return {
    name: 'gonghui:phone-routes-only',
    enforce: 'post',
    apply: 'build',
    applyToEnvironment: (environment) => environment.name === 'light',
    transform(code, id) {
      if (!/\/web\/pages\.ts$/.test(id)) return null;
      const pages = valuesIn(this.parse(code)).find((init) => init?.type === 'ObjectExpression');
      if (pages?.type !== 'ObjectExpression') throw new Error(`${id} holds no pages.`);
      let left = code;
      for (const property of pages.properties.toReversed()) {
        if (property.type !== 'Property' || property.key.type !== 'Identifier' || !cut.has(property.key.name)) continue;
        const { start, end } = property.value;
        left = left.slice(0, start) + (empty[property.key.name] ?? 'undefined') + left.slice(end);
      }
      return { code: left, map: null };
    },
  };
}

/** What only the server says: its refusals come in words already, and the report is its own. */
const serverWords = new Set([
  'exports',
  'errors',
  'warnings',
  'report',
  'rules',
  'next',
  'outside',
  'permissions',
  'notifications',
  'personData',
  'followed',
  'erasure',
]);
/** What only desktop pages say, below a module's `pages`. */
const desktopWords = new Set([
  ...[
    'chase',
    'export',
    'import',
    'form',
    'review',
    'step',
    'directive',
    'amend',
    'version',
    'compare',
    'next',
    'report',
  ],
  ...['schedule', 'change', 'signUps', 'attendance', 'users', 'units', 'people'],
]);

/** What only desktop pages of one module say, as paths; other modules say the like on the phone too. */
const desktopWordsOf: Readonly<Record<string, readonly string[]>> = {
  plan: [
    ...['measures', 'measure_parameters', 'changed', 'rows', 'pages.kind', 'pages.kindShort', 'pages.how'],
    ...['pages.reason', 'pages.pick', 'pages.origin', 'pages.fault', 'pages.rows', 'pages.comment', 'pages.history'],
    ...['pages.timeline', 'pages.above'],
  ],
  schedule: ['organisers', 'signUp', 'ways', 'editions', 'pages.act', 'pages.cancel', 'pages.reopen', 'pages.sheet'],
  membership: [
    ...[
      'statistics',
      'parameters',
      'measures',
      'form',
      'pages.register',
      'pages.life',
      'pages.move',
      'pages.moveEffect',
    ],
    ...['pages.list', 'pages.enter', 'pages.open', 'pages.stat', 'pages.reason'],
  ],
  web: ['chapter', 'search', 'nothing'],
};

/** A module's words come to the browser without what no page there can show. */
function wordsOfPagesOnly(): Plugin {
  const without = (tree: Record<string, unknown>, names: ReadonlySet<string>) =>
    Object.fromEntries(Object.entries(tree).filter(([name]) => !names.has(name)));
  /** The names at this place of the tree: `pages.` before them, or none. */
  const namesUnder = (module: string, before: string) =>
    (desktopWordsOf[module] ?? [])
      .filter((path) => path.startsWith(before) && !path.slice(before.length).includes('.'))
      .map((path) => path.slice(before.length));
  return {
    name: 'gonghui:words-of-pages-only',
    enforce: 'pre',
    apply: 'build',
    transform(code, id) {
      const module = /\/src\/(?:engines|lines|app)\/([^/]+)\/locale\/[\w-]+\.json$/.exec(id)?.[1];
      if (module === undefined) return null;
      let words = JSON.parse(code) as Record<string, unknown>;
      if (module !== 'web') words = without(words, serverWords);
      if (this.environment.name === 'light') {
        words = without(words, new Set(namesUnder(module, '')));
        const here = new Set([...desktopWords, ...namesUnder(module, 'pages.')]);
        if (words.pages) words.pages = without(words.pages as Record<string, unknown>, here);
      }
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
    { under: '/c', name: 'card' },
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

/** What the worker of the phone keeps although no script asks for it; it lies beside the pages under its own name. */
const rootFiles = ['first-paint.js', 'mark.svg', 'phone.webmanifest'];
const WORKER = 'phone-worker';

/** Everything that the phone's entry leads to, also by import(): scripts, styles, and apart from them the words. */
function filesOfPhone(bundle: Rolldown.OutputBundle): {
  entry: string;
  core: string[];
  words: Record<string, string[]>;
} {
  const chunks = Object.values(bundle).filter((file) => file.type === 'chunk');
  const entry = chunks.find((chunk) => chunk.isEntry && chunk.name === 'phone');
  if (!entry) throw new Error('The phone has no entry.');
  const core = new Set<string>();
  const words: Record<string, string[]> = {};
  const waiting = [entry.fileName];
  const seen = new Set(waiting);
  for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
    const chunk = bundle[name];
    if (chunk?.type !== 'chunk') continue;
    const language = /\/locale\/([\w-]+)\.json$/.exec(chunk.facadeModuleId ?? '')?.[1];
    if (language !== undefined) (words[language] ??= []).push(`/${name}`);
    else core.add(`/${name}`);
    for (const css of chunk.viteMetadata?.importedCss ?? []) core.add(`/${css}`);
    for (const next of [...chunk.imports, ...chunk.dynamicImports]) {
      if (!seen.has(next)) waiting.push(next);
      seen.add(next);
    }
  }
  return { entry: `/${entry.fileName}`, core: [...core].sort(), words };
}

/** Writes into the phone's worker what it is to keep, with a version that changes when any of it does. */
function workerKnowsItsFiles(): Plugin {
  return {
    name: 'gonghui:worker-knows-its-files',
    apply: 'build',
    enforce: 'post',
    applyToEnvironment: (environment) => environment.name === 'light',
    generateBundle(_options, bundle) {
      const worker = bundle[`${WORKER}.js`];
      if (worker?.type !== 'chunk') throw new Error('The phone has no worker.');
      const files = filesOfPhone(bundle);
      const hash = createHash('sha256').update(JSON.stringify(files)).update(worker.code);
      for (const name of rootFiles) hash.update(readFileSync(`${webRoot}/public/${name}`));
      hash.update(readFileSync(page('phone')));
      const core = [...files.core, ...rootFiles.map((name) => `/${name}`)];
      const precache = { ...files, core, version: hash.digest('hex').slice(0, 12) };
      worker.code = worker.code.replace('__PRECACHE__', () => JSON.stringify(precache));
    },
  };
}

/** Our own modules have no side effects but style sheets and the entries: what a page doesn't use, it doesn't load. */
const moduleSideEffects = (id: string): boolean | undefined =>
  id.startsWith(sourceRoot) ? /\.css$|\/main\.tsx?$|\/worker\.ts$|\.html/.test(id) : undefined;

/** The worker keeps its name: a browser asks for it again under the address at which it was registered. */
const output = {
  entryFileNames: ({ name }: { name: string }) => (name === WORKER ? '[name].js' : 'assets/[name]-[hash].js'),
  chunkFileNames: 'assets/[name]-[hash].js',
};

export default defineConfig({
  root: webRoot,
  publicDir: `${webRoot}/public`,
  appType: 'custom',
  cacheDir: fileURLToPath(new URL('./.cache/vite', import.meta.url)),
  plugins: [
    react(),
    wordsOfPagesOnly(),
    contractsWithoutZod(),
    phoneRoutesOnly(),
    endpointsToCallBy(),
    pagesOfTheOtherShellLeftOut(),
    pagesByRoute(),
    workerKnowsItsFiles(),
  ],
  server: { port: 5173, strictPort: true, proxy: { '/api': 'http://127.0.0.1:8080' } },
  build: {
    outDir,
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: {
      polyfill: false,
      // The names of all that later pages fetch would lie in the phone's first script, and names with hashes don't shrink:
      // a page finds its own parts when it is opened, and the worker keeps them. Styles must be there before it is shown.
      resolveDependencies: (_file, needed, { hostId, hostType }) =>
        hostType === 'js' && /(?:^|\/)phone-[^/]*\.js$/.test(hostId)
          ? needed.filter((name) => name.endsWith('.css'))
          : needed,
    },
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
          input: {
            phone: page('phone'),
            'sign-in': page('sign-in'),
            screen: page('screen'),
            card: page('card'),
            [WORKER]: `${webRoot}/phone/worker.ts`,
          },
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
