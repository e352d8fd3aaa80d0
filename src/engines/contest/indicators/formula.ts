import jsep from 'jsep';
import { decimal, type Decimal } from '../ranking/decimals';
import { indicatorKey } from './indicator-key';

/**
 * A formula over other indicators: `output * 100 / plan_area`. Of the parser's language only numbers, the four operations,
 * signs, parentheses and keys of indicators are taken; everything else is refused by name.
 */
const NUMBER = /^\d{1,12}(\.\d{1,6})?$/;
const DEEPEST = 40;

export type Formula =
  | { readonly kind: 'number'; readonly value: Decimal }
  | { readonly kind: 'key'; readonly key: string }
  | { readonly kind: 'minus'; readonly of: Formula }
  | { readonly kind: 'sum' | 'difference' | 'product' | 'quotient'; readonly left: Formula; readonly right: Formula };

/** Why a text is no formula, with the piece of it that is at fault. */
export class FormulaFault extends Error {
  constructor(readonly piece: string) {
    super(`No formula: ${piece}`);
  }
}

const operations = { '+': 'sum', '-': 'difference', '*': 'product', '/': 'quotient' } as const;
const isOperation = (sign: string): sign is keyof typeof operations => Object.hasOwn(operations, sign);

/** Throws a FormulaFault for what is none. */
export function readFormula(text: string): Formula {
  let tree: jsep.Expression;
  try {
    tree = jsep(text);
  } catch (error) {
    // The parser says at which sign it stopped.
    const { index } = error as { index?: number };
    throw new FormulaFault(text.slice(index ?? 0, (index ?? 0) + 20) || text.slice(0, 20));
  }
  return walk(tree as jsep.CoreExpression, 0);
}

function walk(node: jsep.CoreExpression, depth: number): Formula {
  if (depth > DEEPEST) throw new FormulaFault('((…))');
  const down = (below: jsep.Expression): Formula => walk(below as jsep.CoreExpression, depth + 1);
  if (node.type === 'Literal') {
    if (!NUMBER.test(node.raw)) throw new FormulaFault(node.raw);
    return { kind: 'number', value: decimal(node.raw) };
  }
  if (node.type === 'Identifier') {
    if (!indicatorKey.test(node.name)) throw new FormulaFault(node.name);
    return { kind: 'key', key: node.name };
  }
  if (node.type === 'UnaryExpression') {
    if (node.operator !== '-') throw new FormulaFault(node.operator);
    return { kind: 'minus', of: down(node.argument) };
  }
  if (node.type === 'BinaryExpression') {
    if (!isOperation(node.operator)) throw new FormulaFault(node.operator);
    return { kind: operations[node.operator], left: down(node.left), right: down(node.right) };
  }
  throw new FormulaFault(nameOf(node));
}

/** What stands there that no formula has, as shortly as it can be said. */
function nameOf(node: jsep.CoreExpression): string {
  if (node.type === 'CallExpression') return `${'name' in node.callee ? String(node.callee.name) : ''}(…)`;
  if (node.type === 'MemberExpression') return '.';
  if (node.type === 'Compound') return node.body.length === 0 ? '…' : ',';
  return node.type === 'ConditionalExpression' ? '? :' : '…';
}

/** The keys that a formula names, each once. */
export function keysOf(formula: Formula): string[] {
  if (formula.kind === 'number') return [];
  if (formula.kind === 'key') return [formula.key];
  if (formula.kind === 'minus') return keysOf(formula.of);
  return [...new Set([...keysOf(formula.left), ...keysOf(formula.right)])];
}

/** Why a formula has no value: a part has none, or it would divide by nothing. */
export type Emptiness = { readonly empty: 'part_missing' | 'division_by_zero'; readonly key: string };
export type FormulaValue = { readonly value: Decimal } | Emptiness;

/** The exact value over the values of other indicators; what is divided by nothing names the divisor. */
export function evaluate(formula: Formula, valueOf: (key: string) => Decimal | null): FormulaValue {
  if (formula.kind === 'number') return { value: formula.value };
  if (formula.kind === 'key') {
    const value = valueOf(formula.key);
    return value === null ? { empty: 'part_missing', key: formula.key } : { value };
  }
  if (formula.kind === 'minus') {
    const of = evaluate(formula.of, valueOf);
    return 'empty' in of ? of : { value: of.value.neg() };
  }
  const left = evaluate(formula.left, valueOf);
  if ('empty' in left) return left;
  const right = evaluate(formula.right, valueOf);
  if ('empty' in right) return right;
  if (formula.kind === 'sum') return { value: left.value.plus(right.value) };
  if (formula.kind === 'difference') return { value: left.value.minus(right.value) };
  if (formula.kind === 'product') return { value: left.value.times(right.value) };
  if (!right.value.isZero()) return { value: left.value.div(right.value) };
  return { empty: 'division_by_zero', key: keysOf(formula.right).join(', ') };
}

/** A way from an indicator back to itself through formulas, as the keys on it; null when there is none. */
export function circleFrom(key: string, formulas: ReadonlyMap<string, Formula>): string[] | null {
  const seen = new Set<string>();
  const search = (at: string, way: readonly string[]): string[] | null => {
    const formula = formulas.get(at);
    if (formula === undefined) return null;
    for (const next of keysOf(formula)) {
      if (next === key) return [...way, next];
      if (seen.has(next)) continue;
      seen.add(next);
      const found = search(next, [...way, next]);
      if (found !== null) return found;
    }
    return null;
  };
  return search(key, [key]);
}
