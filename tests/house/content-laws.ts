import ts from 'typescript';
import type { Breach } from './import-laws';
import { mayDescend } from './import-laws';
import { doorBehind, roomOf, type DoorMap, type SourceFile } from './rooms';

const MOST_FILE_LINES = 400;
const MOST_FUNCTION_LINES = 70;
const MOST_DOOR_LINES = 40;
const forbidden = new Set(['utils', 'util', 'helpers', 'helper', 'common', 'base', 'misc', 'manager']);

const isGenerated = (path: string): boolean => path.endsWith('.generated.ts');

function walk(tree: ts.SourceFile, visit: (node: ts.Node, parents: readonly ts.Node[]) => void): void {
  const parents: ts.Node[] = [];
  const step = (node: ts.Node): void => {
    visit(node, parents);
    parents.push(node);
    ts.forEachChild(node, step);
    parents.pop();
  };
  step(tree);
}

const isReExport = (node: ts.Statement): boolean => ts.isExportDeclaration(node) && node.moduleSpecifier !== undefined;

/** Law 6: doors only re-export and stay short; nothing else is a barrel. */
export function doorBreaches(files: readonly SourceFile[], doors: DoorMap): Breach[] {
  const isDoor = (path: string) =>
    Object.entries(doors).some(([name, target]) => {
      const inner = target.replace(/^\.\//, '');
      const [before, after] = inner.split('*');
      const middle = after === undefined ? null : path.slice(before!.length, path.length - after.length);
      return middle === null ? inner === path : doorBehind(doors, name.replace('*', middle)) === path;
    });
  return files.flatMap(({ path, tree, text }): Breach[] => {
    if (tree === null) return [];
    const { statements } = tree;
    const isIndex = path.endsWith('/index.ts');
    const found: Breach[] = [];
    if (isIndex && !statements.every(isReExport)) found.push({ law: 6, file: path, what: 'a door only re-exports' });
    if (isIndex && text.split('\n').length - 1 > MOST_DOOR_LINES)
      found.push({ law: 6, file: path, what: `a door of more than ${MOST_DOOR_LINES} lines` });
    if (statements.length > 0 && statements.every(isReExport) && !isDoor(path))
      found.push({ law: 6, file: path, what: 'a barrel that is no door' });
    return found;
  });
}

const schemaUse = /(?<![\w.#/'"-])"?([a-z_]+)"?\."?[a-z_]+/g;
const sqlVerb = /\b(?:select|insert\s+into|update|delete\s+from|truncate|create\s+table|alter\s+table|lock\s+table)\b/i;
const builderCalls = new Set([
  'selectFrom',
  'insertInto',
  'updateTable',
  'deleteFrom',
  'innerJoin',
  'leftJoin',
  'rightJoin',
  'fullJoin',
  'mergeInto',
]);

/** The pieces of SQL in a file: `sql` templates, names given to the query builder, texts that read like a statement. */
function sqlPieces(tree: ts.SourceFile): string[] {
  const pieces: string[] = [];
  const textOf = (node: ts.TemplateLiteral): string =>
    ts.isNoSubstitutionTemplateLiteral(node)
      ? node.text
      : [node.head.text, ...node.templateSpans.map((span) => span.literal.text)].join(' ? ');
  walk(tree, (node, parents) => {
    if (ts.isTaggedTemplateExpression(node) && ts.isIdentifier(node.tag) && node.tag.text === 'sql')
      pieces.push(textOf(node.template));
    else if (
      ts.isCallExpression(node) &&
      ts.isPropertyAccessExpression(node.expression) &&
      builderCalls.has(node.expression.name.text)
    ) {
      const first = node.arguments[0];
      if (first !== undefined && ts.isStringLiteralLike(first)) pieces.push(` ${first.text}`);
    } else if (
      (ts.isTemplateExpression(node) || ts.isStringLiteralLike(node)) &&
      !ts.isTaggedTemplateExpression(parents.at(-1)!)
    ) {
      const text = ts.isTemplateExpression(node) ? textOf(node) : node.text;
      if (sqlVerb.test(text) && /\bfrom\b|\binto\b|\bset\b|\btable\b/i.test(text)) pieces.push(text);
    }
  });
  return pieces;
}

const isStore = (path: string): boolean => /\/store(?:-[\w-]+)?\.ts$|\/store\//.test(path);

/** Law 7 in code: a module's SQL stands in its store and names no schema but its own. The root may name the kernel's. */
export function sqlBreaches(files: readonly SourceFile[], schemas: ReadonlySet<string>): Breach[] {
  return files.flatMap(({ path, room, tree }): Breach[] => {
    if (tree === null || room.isTest || room.isWeb || isGenerated(path)) return [];
    const pieces = sqlPieces(tree);
    const foreign = pieces
      .flatMap((text) => [...text.matchAll(schemaUse)].map((match) => match[1]!))
      .filter((name) => schemas.has(name) && name !== room.module);
    const isRoot = room.floor === 'app';
    const names = [...new Set(foreign)].filter((name) => !(isRoot && name === 'kernel'));
    const found: Breach[] = names.map((name) => ({ law: 7, file: path, what: `SQL names the schema ${name}` }));
    const isModule = room.floor === 'engine' || room.floor === 'line';
    if (isModule && pieces.length > 0 && !isStore(path))
      found.push({ law: 7, file: path, what: 'SQL outside the store' });
    return found;
  });
}

/** Law 7 in migrations: foreign keys point down, and nothing else of another schema is touched but the kernel's functions. */
export function migrationBreaches(
  files: readonly SourceFile[],
  schemas: ReadonlySet<string>,
  floorOf: ReadonlyMap<string, string>,
): Breach[] {
  return files.flatMap(({ path, room, text }): Breach[] => {
    if (!path.endsWith('.sql')) return [];
    const code = text.replace(/--.*$/gm, '').replace(/'(?:[^']|'')*'/g, "''");
    const found: Breach[] = [];
    const keys = [...code.matchAll(/references\s+([a-z_]+)\./gi)].map((match) => match[1]!);
    for (const name of new Set(keys)) {
      if (name === room.module || !schemas.has(name)) continue;
      const refusal = mayDescend(room, roomOf(`${floorOf.get(name) ?? 'src'}/x.ts`));
      if (refusal !== null) found.push({ law: 7, file: path, what: `a foreign key to ${name}: ${refusal}` });
    }
    const rest = code
      .replace(/references\s+[a-z_]+\.[a-z_]+/gi, '')
      .replace(/execute\s+(?:function|procedure)\s+kernel\.[a-z_]+/gi, '');
    const touched = [...rest.matchAll(schemaUse)]
      .map((match) => match[1]!)
      .filter((name) => schemas.has(name) && name !== room.module);
    return [
      ...found,
      ...[...new Set(touched)].map((name) => ({ law: 7, file: path, what: `the migration touches ${name}` })),
    ];
  });
}

/** Kinds of books are named by the rules of accounting; that a line is called like the book it keeps does not make them its words. */
const ownWords: Readonly<Record<string, ReadonlySet<string>>> = { ledger: new Set(['savings']) };
/** A place of the menu and an icon are named by #ui, some of them like the line that most of their pages belong to. */
const isMenuWord = (node: ts.Node): node is ts.PropertyAssignment | ts.JsxAttribute =>
  (ts.isPropertyAssignment(node) || ts.isJsxAttribute(node)) &&
  ts.isIdentifier(node.name) &&
  ['at', 'icon'].includes(node.name.text);

/** Law 8: no text of an engine is a line's name or begins with it. */
export function lineNameBreaches(files: readonly SourceFile[], lines: ReadonlySet<string>): Breach[] {
  return files.flatMap(({ path, room, tree }): Breach[] => {
    if (tree === null || room.floor !== 'engine' || room.isTest) return [];
    const found = new Set<string>();
    const menuWords = new Set<ts.Node>();
    walk(tree, (node) => {
      if (isMenuWord(node) && node.initializer !== undefined) menuWords.add(node.initializer);
      if (!ts.isStringLiteralLike(node) || menuWords.has(node)) return;
      const name = node.text.split('.', 1)[0]!;
      if (ownWords[room.module ?? '']?.has(node.text) === true) return;
      if (lines.has(name) && /^[a-z]+(?:\.[a-z_.]+)?$/.test(node.text)) found.add(node.text);
    });
    return [...found].map((text) => ({ law: 8, file: path, what: `an engine speaks of a line: ${text}` }));
  });
}

/** Law 9: no `any`, no file over 400 lines, no function over 70 (blocks of tests aside). */
export function sizeBreaches(files: readonly SourceFile[]): Breach[] {
  return files.flatMap(({ path, text, tree }): Breach[] => {
    if (tree === null || isGenerated(path)) return [];
    const found: Breach[] = [];
    const lines = text.split('\n').length - 1;
    if (lines > MOST_FILE_LINES) found.push({ law: 9, file: path, what: `${lines} lines` });
    walk(tree, (node, parents) => {
      if (node.kind === ts.SyntaxKind.AnyKeyword)
        found.push({ law: 9, file: path, what: `any in line ${lineOf(tree, node.pos)}` });
      if (!ts.isFunctionLike(node) || !('body' in node) || node.body === undefined || isTestBlock(parents.at(-1)))
        return;
      const length = lineOf(tree, node.end) - lineOf(tree, node.getStart(tree)) + 1;
      if (length > MOST_FUNCTION_LINES)
        found.push({
          law: 9,
          file: path,
          what: `a function of ${length} lines from line ${lineOf(tree, node.getStart(tree))}`,
        });
    });
    return found;
  });
}

const lineOf = (tree: ts.SourceFile, position: number): number => tree.getLineAndCharacterOfPosition(position).line + 1;

function isTestBlock(node: ts.Node | undefined): boolean {
  if (node === undefined || !ts.isCallExpression(node)) return false;
  const callee = ts.isPropertyAccessExpression(node.expression) ? node.expression.expression : node.expression;
  return ts.isIdentifier(callee) && callee.text === 'describe';
}

const goodName = /^(?:[a-z0-9]+(?:-[a-z0-9]+)*(?:\.(?:test|page|generated|d))?\.[a-z]+|zh-CN\.json|README\.md)$/;

/** Law 9: names in lower-case-with-dashes, and none that says nothing. */
export function nameBreaches(paths: readonly string[]): Breach[] {
  return paths.flatMap((path): Breach[] => {
    const parts = path.split('/');
    const file = parts.at(-1)!;
    const stems = [...parts.slice(0, -1), file.replace(/\..*$/, '')];
    const found: Breach[] = stems
      .filter((stem) => forbidden.has(stem))
      .map((stem) => ({ law: 9, file: path, what: `a name that says nothing: ${stem}` }));
    const isBad =
      !goodName.test(file) || parts.slice(0, -1).some((folder) => !/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(folder));
    return isBad ? [...found, { law: 9, file: path, what: 'names are lower-case-with-dashes' }] : found;
  });
}
