// Writes THIRD-PARTY-NOTICES.md: every package that the program carries, with its licence, from the lock file and
// node_modules. usage: node scripts/notices.mjs
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const own = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));

/** Bundled into the pages, though npm calls them development dependencies because no server needs them installed. */
const inPages = [
  '@tanstack/react-query',
  '@tanstack/react-router',
  'antd',
  'dayjs',
  'qrcode',
  'react',
  'react-dom',
  'react-i18next',
];

/** Where the resolver finds a dependency of a package: the nearest node_modules upwards. */
function placeOf(name, from) {
  for (let folder = from; ;) {
    const place = `${folder === '' ? '' : `${folder}/`}node_modules/${name}`;
    if (packages[place]) return place;
    if (folder === '') return null;
    const cut = folder.lastIndexOf('/node_modules/');
    folder = cut < 0 ? '' : folder.slice(0, cut);
  }
}

const carried = new Map();
function take(name, from) {
  const place = placeOf(name, from);
  if (place === null || carried.has(place)) return;
  const entry = packages[place];
  carried.set(place, { name, version: entry.version, license: entry.license ?? 'see its text', text: textOf(place) });
  for (const next of Object.keys({ ...entry.dependencies, ...entry.optionalDependencies })) take(next, place);
  for (const next of Object.keys(entry.peerDependencies ?? {})) if (inPages.includes(next)) take(next, place);
}

function textOf(place) {
  const folder = join(root, place);
  if (!existsSync(folder)) return '';
  const files = readdirSync(folder).filter(
    (file) => /^(licen[cs]e|copying|notice)/i.test(file) && !/\.(js|ts|json)$/.test(file),
  );
  return files
    .map((file) =>
      readFileSync(join(folder, file), 'utf8')
        .replaceAll('\r\n', '\n')
        .replaceAll(/[ \t]+$/gm, '')
        .replaceAll('\t', '  ')
        .trim(),
    )
    .join('\n\n');
}

for (const name of [...Object.keys({ ...own.dependencies, ...own.optionalDependencies }), ...inPages]) take(name, '');

const list = [...carried.values()].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
const byText = new Map();
for (const entry of list) {
  if (entry.text === '') continue;
  byText.set(entry.text, [...(byText.get(entry.text) ?? []), entry]);
}
const lines = [
  '# Third-party notices',
  '',
  'Written by `node scripts/notices.mjs`. The program carries these packages, in its server bundle, in its pages or beside them;',
  'the embedded database is PostgreSQL, under the PostgreSQL Licence (its text lies in its package).',
  '',
  '| package | version | licence |',
  '|---|---|---|',
  ...list.map(({ name, version, license }) => `| ${name} | ${version} | ${license} |`),
  '',
  '# Their texts',
  '',
  ...[...byText].flatMap(([text, entries]) => [
    `## ${[...new Set(entries.map(({ name }) => name))].join(', ')}`,
    '',
    '```',
    text.replaceAll('```', "'''"),
    '```',
    '',
  ]),
];
writeFileSync(join(root, 'THIRD-PARTY-NOTICES.md'), lines.join('\n'));
process.stdout.write(`${list.length} packages\n`);
const unknown = list.filter(
  ({ license }) => !/MIT|ISC|Apache|BSD|0BSD|PostgreSQL|Unlicense|BlueOak|CC0|Python/.test(license),
);
if (unknown.length > 0)
  process.stderr.write(`look at: ${unknown.map(({ name, license }) => `${name} (${license})`).join(', ')}\n`);
