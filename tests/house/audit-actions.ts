import ts from 'typescript';

/** The actions that a file notes: texts under `action` of an object, and what is handed to a parameter of that name. */
export function actionsNoted(path: string, code: string): string[] {
  const tree = ts.createSourceFile(path, code, ts.ScriptTarget.Latest, true);
  const takers = new Map<string, number>();
  const found: string[] = [];
  const take = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node) && /^[a-z]+\.[a-z][A-Za-z]*$/.test(node.text)) found.push(node.text);
    else if (!ts.isFunctionLike(node)) ts.forEachChild(node, take);
  };
  const walkTree = (visit: (node: ts.Node) => void): void => {
    const step = (node: ts.Node): void => {
      visit(node);
      ts.forEachChild(node, step);
    };
    step(tree);
  };
  walkTree((node) => {
    if (!ts.isFunctionDeclaration(node) || node.name === undefined) return;
    const at = node.parameters.findIndex((parameter) => parameter.name.getText(tree) === 'action');
    if (at >= 0) takers.set(node.name.text, at);
  });
  walkTree((node) => {
    if (ts.isPropertyAssignment(node) && node.name.getText(tree) === 'action') take(node.initializer);
    const at = ts.isCallExpression(node) ? takers.get(node.expression.getText(tree)) : undefined;
    if (at !== undefined && (node as ts.CallExpression).arguments[at]) take((node as ts.CallExpression).arguments[at]!);
  });
  return found;
}

/** The names under which a file notes details: the keys of the objects under `details` of a note, whatever a condition chooses. */
export function detailsNoted(path: string, code: string): string[] {
  const tree = ts.createSourceFile(path, code, ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const take = (node: ts.Expression): void => {
    if (ts.isParenthesizedExpression(node)) take(node.expression);
    else if (ts.isConditionalExpression(node)) [node.whenTrue, node.whenFalse].forEach(take);
    else if (ts.isObjectLiteralExpression(node))
      for (const part of node.properties)
        if (ts.isSpreadAssignment(part)) take(part.expression);
        else if (part.name !== undefined) found.push(part.name.getText(tree));
  };
  const step = (node: ts.Node): void => {
    const isNote =
      ts.isObjectLiteralExpression(node) && node.properties.some((one) => one.name?.getText(tree) === 'action');
    if (isNote)
      for (const part of node.properties)
        if (ts.isPropertyAssignment(part) && part.name.getText(tree) === 'details') take(part.initializer);
    ts.forEachChild(node, step);
  };
  step(tree);
  return found;
}

/** The kinds of things that a file's notes are about: what stands before the colon of a subject. */
export const kindsNoted = (code: string): string[] =>
  [...code.matchAll(/\bsubject: `([a-z]+):\$\{/g)].map(([, kind]) => kind!);
