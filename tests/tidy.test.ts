import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { programFolder } from '#kernel';
import type { ModuleTexts, TextTree } from '#kernel/contract';
import type { Role } from '#engines/roster';
import { modules } from '../src/app/modules';
import { roles } from '../src/app/roles';
import { leaves } from './house/text-leaves';

/** A planted breach and a real file go through the same checks: bytes in, complaints out. */
function untidy(path: string, bytes: Uint8Array): string[] {
  const found: string[] = [];
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return [`${path}: not UTF-8`];
  }
  if (text.startsWith('\uFEFF')) found.push('a byte order mark');
  if (text.includes('\r')) found.push('CR');
  if (/[ \t]$/m.test(text) && !isGenerated(path)) found.push(`a space at the end of line ${lineOf(text, /[ \t]$/m)}`);
  if (text.includes('\t')) found.push(`a tab in line ${lineOf(text, /\t/)}`);
  if (text !== '' && !text.endsWith('\n')) found.push('no newline at the end');
  if (text.endsWith('\n\n')) found.push('empty lines at the end');
  if (isCode(path) && openEnd.test(text)) found.push(`an open end in line ${lineOf(text, openEnd)}`);
  if (isCode(path) && path.startsWith('src/') && !isTool(path) && console_.test(text))
    found.push(`console in line ${lineOf(text, console_)}`);
  return found.map((what) => `${path}: ${what}`);
}

// Written in two parts, so that this file doesn't complain about itself.
const openEnd = new RegExp(`\\b(?:${['TO', 'DO'].join('')}|${['FIX', 'ME'].join('')}|${['X', 'XX'].join('')}:)\\b`);
const console_ = /\bconsole\.(?:log|debug|info|warn|error|trace|dir)\b/;
const isCode = (path: string) => /\.(?:tsx?|mjs|js|sql|css|html)$/.test(path);
const isGenerated = (path: string) => path.endsWith('.generated.ts');
/** The command line speaks to its caller on the console. */
const isTool = (path: string) => /^src\/app\/(?:cli|commands)(?:\/|\.ts$|-)/.test(path);
const lineOf = (text: string, pattern: RegExp) => text.slice(0, text.search(pattern)).split('\n').length;

/** Documents whose very bytes are the test, such as plans with odd ends and GBK files. */
const isGiven = (path: string) => /^tests\/(?:plans|given|fixtures)\//.test(path);
const isText = (path: string) => /\.(?:tsx?|mjs|js|json|sql|css|html|md|svg|txt|yml|yaml)$/.test(path);
const skipped = new Set(['node_modules', 'dist', '.git', '.cache', 'test-results']);

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (skipped.has(entry.name)) return [];
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesBelow(path) : entry.isFile() ? [path] : [];
  });
}

const root = programFolder();
const paths = filesBelow(root)
  .map((path) => relative(root, path).replaceAll('\\', '/'))
  .filter(isText);

test('every file is tidy', () => {
  const complaints = paths
    .filter((path) => !isGiven(path))
    .flatMap((path) => untidy(path, readFileSync(join(root, path))));
  expect(complaints).toEqual([]);
});

describe('planted untidiness is found', () => {
  test.each<[string, string, Uint8Array, string]>([
    ['a byte that is no UTF-8', 'src/a.ts', Uint8Array.of(0xd6, 0xd0, 0x0a), 'not UTF-8'],
    ['a byte order mark', 'src/a.ts', Buffer.from('\uFEFFx\n'), 'byte order mark'],
    ['CRLF', 'src/a.ts', Buffer.from('x\r\n'), 'CR'],
    ['a trailing space', 'src/a.ts', Buffer.from('x \n'), 'space at the end of line 1'],
    ['a tab', 'src/a.ts', Buffer.from('x\n\ty\n'), 'tab in line 2'],
    ['no last newline', 'src/a.ts', Buffer.from('x'), 'no newline'],
    ['two last newlines', 'src/a.ts', Buffer.from('x\n\n'), 'empty lines'],
    ['a promise to do it later', 'src/a.ts', Buffer.from(`// ${['TO', 'DO'].join('')} later\n`), 'open end'],
    ['a forgotten print', 'src/engines/roster/a.ts', Buffer.from(`${'console'}.log(1);\n`), 'console'],
  ])('%s', (_what, path, bytes, expected) => expect(untidy(path, bytes).join()).toContain(expected));

  test('the command line may print', () =>
    expect(untidy('src/app/cli/main.ts', Buffer.from(`${'console'}.log(1);\n`))).toEqual([]));
});

/** i18next chooses English plurals by these endings; Chinese has only `_other`. */
const withoutPlural = (key: string) => key.replace(/_(?:zero|one|two|few|many|other)$/, '');
const params = (text: string) =>
  [...new Set([...text.matchAll(/\{\{\s*-?\s*([\w.]+)[^}]*\}\}/g)].map((match) => match[1]!))].sort().join();
const han = /\p{Script=Han}/u;
/** Chinese texts that are rightly without a Chinese sign: names, formats, signs and units. */
const latinInChinese =
  /^(?:[^\p{L}]*|(?:\{\{[^}]*\}\}|[^\p{L}{}]|iCalendar|PDF|Excel|Word|CSV|docx?|xlsx?|kB|MB|GB|QR|ID|EN|English|gonghui|VCD|HTTPS?)+)$/iu;
/** English texts may name the other language in its own script, and quote or exemplify what is typed in Chinese. */
const hanInEnglish = new Set(['中', '中文', '简体中文']);
const isForeign = (key: string, value: string) =>
  han.test(value.replace(/“[^”]*”/g, '')) && !hanInEnglish.has(value) && !/[eE]xample$/.test(key);

function untranslated(name: string, texts: ModuleTexts): string[] {
  const zh = leaves(texts['zh-CN']);
  const en = leaves(texts.en);
  const bare = (map: ReadonlyMap<string, string>) => new Set([...map.keys()].map(withoutPlural));
  const complaints: string[] = [];
  for (const key of bare(zh)) if (!bare(en).has(key)) complaints.push(`${key}: no English`);
  for (const key of bare(en)) if (!bare(zh).has(key)) complaints.push(`${key}: no Chinese`);
  for (const [key, value] of [...zh, ...en]) if (value.trim() === '') complaints.push(`${key}: empty`);
  for (const [key, value] of en)
    if (isForeign(key, value)) complaints.push(`${key}: Chinese signs in English: ${value}`);
  for (const [key, value] of zh)
    if (!han.test(value) && !latinInChinese.test(value)) complaints.push(`${key}: no Chinese sign: ${value}`);
  for (const [key, value] of en) {
    const twin = zh.get(key) ?? zh.get(`${withoutPlural(key)}_other`) ?? zh.get(withoutPlural(key));
    // The singular may write its number out: "one unit".
    const isSingular = key.endsWith('_one') || key.endsWith('_zero');
    if (
      twin !== undefined &&
      params(twin) !== params(value) &&
      !(
        isSingular &&
        params(value) ===
          params(twin)
            .replace(/(?:^|,)count/, '')
            .replace(/^,/, '')
      )
    )
      complaints.push(`${key}: other parameters: ${params(twin)} and ${params(value)}`);
  }
  return complaints.map((what) => `${name}: ${what}`);
}

/** The texts of the modules, of `ui` and of the shells: every folder called locale holds both languages. */
function localeFolders(): [string, ModuleTexts][] {
  const read = (path: string) => JSON.parse(readFileSync(join(root, path), 'utf8')) as TextTree;
  const folders = [
    ...new Set(
      paths.filter((path) => /^src\/.*\/locale\/[\w-]+\.json$/.test(path)).map((path) => path.replace(/\/[^/]+$/, '')),
    ),
  ];
  return folders.map((folder) => [folder, { 'zh-CN': read(`${folder}/zh-CN.json`), en: read(`${folder}/en.json`) }]);
}

test('every text has both languages', () => {
  expect(localeFolders().flatMap(([folder, texts]) => untranslated(folder, texts))).toEqual([]);
});

describe('planted gaps in the texts are found', () => {
  const good = { a: '好 {{n}}', b: { c: '行' } };
  test.each<[string, TextTree, TextTree, string]>([
    ['a missing English text', good, { a: 'good {{n}}' }, 'b.c: no English'],
    ['a missing Chinese text', { b: { c: '行' } }, { a: 'good', b: { c: 'ok' } }, 'a: no Chinese'],
    ['an empty text', { a: ' ' }, { a: 'good' }, 'a: empty'],
    ['Chinese in English', { a: '好' }, { a: 'good 好' }, 'Chinese signs'],
    ['English in Chinese', { a: 'good' }, { a: 'good' }, 'no Chinese sign'],
    ['another parameter', good, { a: 'good {{m}}', b: { c: 'ok' } }, 'other parameters'],
  ])('%s', (_what, zh, en, expected) => expect(untranslated('x', { 'zh-CN': zh, en }).join('; ')).toContain(expected));

  test('plurals of English, signs and names are no gap', () => {
    const zh = { count_other: '{{count}} 个', file: 'PDF', dash: '—', day: '{{day}}' };
    const en = { count_one: 'one', count_other: '{{count}} pieces', file: 'PDF', dash: '—', day: '{{day}}' };
    expect(untranslated('x', { 'zh-CN': zh, en })).toEqual([]);
  });
});

/** `plan.document_empty` stands under `errors.document_empty` of plan, or under `errors.plan.document_empty` of the kernel. */
function hasWords(code: string, name: string, texts: ReadonlyMap<string, string>): boolean {
  const [module, rest] = code.split('.', 2);
  return texts.has(`errors.${module === name ? rest! : code}`);
}

test('every error code has its words in both languages', () => {
  const mute = modules.flatMap((module) => {
    const both = [leaves(module.texts['zh-CN']), leaves(module.texts.en)];
    return Object.keys(module.errors).filter((code) => !both.every((texts) => hasWords(code, module.name, texts)));
  });
  expect(mute).toEqual([]);
});

test('every word for an error has a code', () => {
  const codes = new Set(modules.flatMap((module) => Object.keys(module.errors)));
  const idle = modules.flatMap((module) =>
    [...leaves(module.texts['zh-CN']).keys()]
      .filter((key) => key.startsWith('errors.'))
      .map((key) => key.slice('errors.'.length))
      .filter((key) => !codes.has(`${module.name}.${key}`) && !codes.has(key))
      .map((key) => `${module.name}: ${key}`),
  );
  expect(idle).toEqual([]);
});

/** Words of the areas that say who may what: for every permission, and for every kind of thing with its rules. */
function muteRights(
  given: readonly Pick<(typeof modules)[number], 'name' | 'permissions' | 'subjects' | 'texts'>[],
): string[] {
  return given.flatMap(({ name, permissions, subjects = [], texts }) => {
    const both = (['zh-CN', 'en'] as const).map((language) => leaves(texts[language]));
    const isMute = (key: string) => !both.every((words) => words.has(`rights.${key}`));
    const rest = (text: string) => text.slice(name.length + 1);
    const wanted = [
      ...(permissions.length > 0 ? ['module'] : []),
      ...permissions.map((permission) => `permissions.${rest(permission)}`),
      ...subjects.flatMap(({ kind }) => ['name', 'read', 'change'].map((part) => `subjects.${rest(kind)}.${part}`)),
    ];
    return wanted.filter(isMute).map((key) => `${name}: ${key}`);
  });
}

test('every permission, and every kind of thing with its rules, has its words in both languages', () =>
  expect(muteRights(modules)).toEqual([]));

test('every word for a permission has a permission', () => {
  const idle = modules.flatMap(({ name, permissions, texts }) =>
    [...leaves(texts['zh-CN']).keys()]
      .filter((key) => key.startsWith('rights.permissions.'))
      .map((key) => `${name}.${key.slice('rights.permissions.'.length)}`)
      .filter((permission) => !permissions.includes(permission)),
  );
  expect(idle).toEqual([]);
});

test('a planted permission without words is found', () => {
  const zh = { rights: { module: '好', permissions: { thing: { read: '看' } } } };
  const en = { rights: { module: 'good', permissions: { thing: { read: 'See' } } } };
  const module = { name: 'x', permissions: ['x.thing.read', 'x.thing.write'], texts: { 'zh-CN': zh, en } };
  expect(muteRights([module])).toEqual(['x: permissions.thing.write']);
});

test('every rule that keeps two roles apart says so, with its source, in both languages', () => {
  const roster = modules.find((module) => module.name === 'roster')!.texts;
  const rules = Object.values<Role>(roles).flatMap((role) => Object.values(role.keptApartFrom ?? {}));
  expect(rules.length).toBeGreaterThan(0);
  for (const language of ['zh-CN', 'en'] as const) {
    const words = leaves(roster[language]);
    expect(
      rules.filter((rule) => !words.has(`rights.apart.${rule}.rule`) || !words.has(`rights.apart.${rule}.source`)),
    ).toEqual([]);
  }
});

/** The kinds that a file tells: every text within `kind` of what `notify` is given. A kind from elsewhere tells nothing. */
function kindsTold(path: string, code: string): string[] {
  const tree = ts.createSourceFile(path, code, ts.ScriptTarget.Latest, true);
  const kinds: string[] = [];
  const textsIn = (node: ts.Node): string[] =>
    ts.isStringLiteralLike(node) ? [node.text] : node.getChildren(tree).flatMap(textsIn);
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && node.expression.getText(tree) === 'notify') {
      const given = node.arguments[1];
      const kind =
        given && ts.isObjectLiteralExpression(given)
          ? given.properties.find((part) => part.name?.getText(tree) === 'kind')
          : undefined;
      const found =
        kind && ts.isPropertyAssignment(kind)
          ? textsIn(kind.initializer).filter((text) => /^[a-z]+\.[a-z][a-z_]*$/.test(text))
          : [];
      kinds.push(...(found.length === 0 ? [`${path}: a kind that is not written where it is told`] : found));
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return kinds;
}

const sources = paths.filter((path) => /^src\/.*\.ts$/.test(path) && !path.endsWith('.test.ts'));
const toldKinds = () =>
  new Set(
    sources.flatMap((path) => {
      const code = readFileSync(join(root, path), 'utf8');
      return code.includes('notify(') ? kindsTold(path, code) : [];
    }),
  );

function muteKinds(kinds: Iterable<string>, given: readonly { name: string; texts: ModuleTexts }[]): string[] {
  return [...kinds].filter((kind) => {
    const [name, rest] = kind.split('.', 2);
    const module = given.find((one) => one.name === name);
    return !(['zh-CN', 'en'] as const).every((language) => {
      const texts = leaves(module?.texts[language] ?? {});
      return ['title', 'body'].every((part) =>
        ['', '_other'].some((end) => texts.has(`notifications.${rest}.${part}${end}`)),
      );
    });
  });
}

test('every kind of notification has its title and its body in both languages', () => {
  const kinds = toldKinds();
  expect(kinds.size).toBeGreaterThan(0);
  expect(muteKinds(kinds, modules)).toEqual([]);
});

test('every word for a notification is told by somebody', () => {
  const kinds = toldKinds();
  const idle = modules.flatMap(({ name, texts }) =>
    [...leaves(texts['zh-CN']).keys()]
      .flatMap((key) => /^notifications\.([a-z_]+)\./.exec(key)?.[1] ?? [])
      .filter((kind) => !kinds.has(`${name}.${kind}`))
      .map((kind) => `${name}.${kind}`),
  );
  expect([...new Set(idle)]).toEqual([]);
});

test('a planted kind without words, or from elsewhere, is found', () => {
  const plain = "await notify(ctx, { to, kind: 'x.told', params: {}, link: {} });";
  const either = "await notify(ctx, { to, kind: isDone ? 'x.told' : 'x.mute', params: {}, link: {} });";
  expect([plain, either].flatMap((code) => kindsTold('a.ts', code))).toEqual(['x.told', 'x.told', 'x.mute']);
  expect(kindsTold('a.ts', 'await notify(ctx, given);')).toEqual(['a.ts: a kind that is not written where it is told']);
  const words = { notifications: { told: { title: '好', body: '行' }, mute: { title: '好' } } };
  expect(muteKinds(['x.told', 'x.mute'], [{ name: 'x', texts: { 'zh-CN': words, en: words } }])).toEqual(['x.mute']);
});

/** A code that no test raises is a refusal that nobody has seen. */
function unraised(codes: readonly string[], tests: readonly string[]): string[] {
  return codes.filter(
    (code) =>
      !tests.some((text) => text.includes(`'${code}'`) || text.includes(`"${code}"`) || text.includes(`\`${code}\``)),
  );
}

const own = ['tests/tidy.test.ts', 'tests/house.test.ts'];

test('every error code is raised by a test', () => {
  const tests = paths
    .filter((path) => /\.(?:test|page)\.tsx?$/.test(path) && !own.includes(path))
    .map((path) => readFileSync(join(root, path), 'utf8'));
  expect(
    unraised(
      modules.flatMap((module) => Object.keys(module.errors)),
      tests,
    ),
  ).toEqual([]);
});

test('a planted code that no test raises is found', () =>
  expect(unraised(['x.seen', 'x.unseen'], [`expect(() => f()).toThrow('x.seen')`])).toEqual(['x.unseen']));

/** Permissions that an endpoint asks for, or a role gives, must be declared by the module whose name they bear. */
test('every permission of an endpoint is declared by its module', () => {
  const declared = new Set(modules.flatMap((module) => module.permissions));
  const asked = modules.flatMap((module) => module.routes.map((route) => route.endpoint));
  const unknown = asked.filter(
    ({ permission }) => permission !== 'public' && permission !== 'signed-in' && !declared.has(permission),
  );
  expect(unknown.map(({ name, permission }) => `${name}: ${permission}`)).toEqual([]);
});

test('endpoints have names and addresses of their own, and name only codes that there are', () => {
  const endpoints = modules.flatMap((module) => module.routes.map((route) => route.endpoint));
  const twice = (list: string[]) => list.filter((item, i) => list.indexOf(item) !== i);
  expect(twice(endpoints.map((e) => e.name))).toEqual([]);
  expect(twice(endpoints.map((e) => `${e.method} ${e.path.replace(/:\w+/g, ':')}`))).toEqual([]);
  const codes = new Set(modules.flatMap((module) => Object.keys(module.errors)));
  expect(
    endpoints.flatMap((e) => (e.errors ?? []).filter((code) => !codes.has(code)).map((code) => `${e.name}: ${code}`)),
  ).toEqual([]);
});
