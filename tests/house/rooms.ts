import ts from 'typescript';

/** A file of `src/` as the laws see it: where it stands and what its syntax tree says. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
  readonly room: Room;
  /** Parsed only for TypeScript. */
  readonly tree: ts.SourceFile | null;
  readonly imports: readonly Import[];
}

export interface Import {
  readonly specifier: string;
  /** Path inside the checked set, null for packages and for what is missing. */
  readonly target: string | null;
}

export type Floor = 'kernel' | 'engine' | 'line' | 'app' | 'ui' | 'elsewhere';

export interface Room {
  readonly floor: Floor;
  /** `roster`, `culture`; for the others the name of the floor. */
  readonly module: string;
  /** The folder of the module, such as `src/engines/roster`. */
  readonly folder: string;
  readonly isWeb: boolean;
  readonly isTest: boolean;
}

export function roomOf(path: string): Room {
  const [top, floor, name] = path.split('/');
  const isTest = /\.test\.tsx?$/.test(path) || /(^|\/)test-[\w-]+\.ts$/.test(path) || path.endsWith('/testing.ts');
  const isWeb = path.includes('/web/') || path.startsWith('src/ui/');
  if (top !== 'src') return { floor: 'elsewhere', module: top ?? '', folder: top ?? '', isWeb, isTest };
  if (floor === 'engines' || floor === 'lines') {
    const kind = floor === 'engines' ? 'engine' : 'line';
    return { floor: kind, module: name ?? '', folder: `src/${floor}/${name ?? ''}`, isWeb, isTest };
  }
  const known = floor === 'kernel' || floor === 'app' || floor === 'ui' ? floor : 'elsewhere';
  return { floor: known, module: floor ?? '', folder: `src/${floor ?? ''}`, isWeb, isTest };
}

/** The `imports` map of package.json: the doors of the house. */
export type DoorMap = Readonly<Record<string, string>>;

/** The file behind `#engines/roster/contract`, or null when no door has that name. */
export function doorBehind(doors: DoorMap, specifier: string): string | null {
  for (const [pattern, target] of Object.entries(doors)) {
    const [before, after] = pattern.split('*');
    if (after === undefined) {
      if (pattern === specifier) return target.replace(/^\.\//, '');
      continue;
    }
    const middle = specifier.slice(before!.length, specifier.length - after.length);
    const isMatch =
      specifier.startsWith(before!) && specifier.endsWith(after) && middle !== '' && !middle.includes('/');
    if (isMatch) return target.replace(/^\.\//, '').replace('*', middle);
  }
  return null;
}

/** Every specifier of a file: imports and re-exports of values and types, `import()` of both kinds, `require`. */
export function specifiersOf(tree: ts.SourceFile): string[] {
  const found: string[] = [];
  const take = (node: ts.Node | undefined): void => {
    if (node !== undefined && ts.isStringLiteralLike(node)) found.push(node.text);
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) take(node.moduleSpecifier);
    else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) take(node.argument.literal);
    else if (ts.isExternalModuleReference(node)) take(node.expression);
    else if (ts.isCallExpression(node)) {
      const isImport = node.expression.kind === ts.SyntaxKind.ImportKeyword;
      const isRequire = ts.isIdentifier(node.expression) && node.expression.text === 'require';
      if (isImport || isRequire) take(node.arguments[0]);
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

function join(folder: string, relative: string): string {
  const parts = folder.split('/');
  for (const part of relative.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
}

/** Reads a set of files, real or made up, into rooms with resolved imports. */
export function readHouse(texts: ReadonlyMap<string, string>, doors: DoorMap): SourceFile[] {
  const resolve = (from: string, specifier: string): string | null => {
    if (specifier.startsWith('#')) return doorBehind(doors, specifier);
    if (!specifier.startsWith('.')) return null;
    const bare = join(from.slice(0, from.lastIndexOf('/')), specifier.replace(/\?.*$/, ''));
    const tries = [bare, `${bare}.ts`, `${bare}.tsx`, `${bare}/index.ts`, bare.replace(/\.js$/, '.ts')];
    return tries.find((path) => texts.has(path)) ?? bare;
  };
  return [...texts].map(([path, text]) => {
    const isCode = /\.tsx?$/.test(path);
    const kind = path.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
    const tree = isCode ? ts.createSourceFile(path, text, ts.ScriptTarget.ES2023, false, kind) : null;
    const specifiers = tree === null ? [] : specifiersOf(tree);
    return {
      path,
      text,
      room: roomOf(path),
      tree,
      imports: specifiers.map((s) => ({ specifier: s, target: resolve(path, s) })),
    };
  });
}
