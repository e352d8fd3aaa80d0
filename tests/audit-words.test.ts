import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { programFolder } from '#kernel';
import { modules } from '../src/app/modules';
import { actionsNoted, detailsNoted, kindsNoted } from './house/audit-actions';
import { leaves } from './house/text-leaves';

const root = programFolder();
const sources = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts'))
  .map((path) => join('src', path));

const notedActions = () =>
  new Set(
    sources.flatMap((path) => {
      const code = readFileSync(join(root, path), 'utf8');
      return code.includes('action') ? actionsNoted(path, code) : [];
    }),
  );

/** `roster.createUser` has its words in the module `roster` under `audit.createUser`, or in the kernel's under `audit.roster.createUser`. */
function actionsWithWords(language: 'zh-CN' | 'en'): Set<string> {
  return new Set(
    modules.flatMap(({ name, texts }) =>
      [...leaves(texts[language]).keys()]
        .filter((key) => key.startsWith('audit.'))
        .map((key) => (name === 'kernel' ? key.slice('audit.'.length) : `${name}.${key.slice('audit.'.length)}`)),
    ),
  );
}

test('every action of the audit has its words in both languages, and every such word an action', () => {
  const noted = notedActions();
  expect(noted.size).toBeGreaterThan(80);
  for (const language of ['zh-CN', 'en'] as const) {
    const worded = actionsWithWords(language);
    expect([...noted].filter((action) => !worded.has(action))).toEqual([]);
    expect([...worded].filter((action) => !noted.has(action))).toEqual([]);
  }
});

test('every detail and every kind of subject that the audit notes has its word in both languages', () => {
  const noting = sources
    .map((path) => [path, readFileSync(join(root, path), 'utf8')] as const)
    .filter(([, code]) => code.includes('audit('));
  const details = new Set(noting.flatMap(([path, code]) => detailsNoted(path, code)));
  const kinds = new Set(noting.flatMap(([, code]) => kindsNoted(code)));
  expect([details.size > 60, kinds.size > 10]).toEqual([true, true]);
  const kernel = modules.find(({ name }) => name === 'kernel')!;
  for (const language of ['zh-CN', 'en'] as const) {
    const worded = new Set(leaves(kernel.texts[language]).keys());
    expect([...details].filter((name) => !worded.has(`logs.details.${name}`))).toEqual([]);
    expect([...kinds].filter((kind) => !worded.has(`logs.kinds.${kind}`))).toEqual([]);
  }
});

test('planted details are found, also those that a condition chooses', () => {
  const code =
    "audit(ctx, { action: 'x.done', subject: `thing:${id}`, details: { a: 1, ...(b ? { b } : {}) } }); f({ details: { c: 1 } });";
  expect([detailsNoted('a.ts', code), kindsNoted(code)]).toEqual([['a', 'b'], ['thing']]);
});

test('a planted action is found, however it reaches the audit', () => {
  const plain = "audit(ctx, { action: 'x.done', subject }); audit(ctx, { action: isUndo ? 'x.undone' : 'x.redone' });";
  const handed = "function write(ctx: C, action: string) { audit(ctx, { action }); } write(ctx, 'x.written');";
  const found = [plain, handed].flatMap((code) => actionsNoted('a.ts', code));
  expect(found).toEqual(['x.done', 'x.undone', 'x.redone', 'x.written']);
});
