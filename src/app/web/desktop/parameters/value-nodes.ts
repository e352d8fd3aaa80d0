import type { ParameterUnit } from '#kernel/contract';
import { z } from 'zod';
import { readMonthDay } from './month-day';

/** How a value, or a part of one, is shown and filled in; read from the schema of a parameter. */
export type ValueNode =
  | { readonly kind: 'number'; readonly unit: ParameterUnit | null; readonly isOptional: boolean }
  /** Several whole numbers in one line, parted by 、. */
  | { readonly kind: 'numbers'; readonly unit: ParameterUnit | null }
  /** A whole number out of a few, where 0 has a word of its own. */
  | { readonly kind: 'numberOrWord'; readonly zeroWord: string; readonly most: number }
  | { readonly kind: 'text' }
  | { readonly kind: 'monthDay' }
  | { readonly kind: 'choice'; readonly options: readonly string[] }
  /** Several words in one line, parted by 、. */
  | { readonly kind: 'words' }
  | { readonly kind: 'rows'; readonly columns: Readonly<Record<string, ValueNode>> }
  | { readonly kind: 'parts'; readonly parts: Readonly<Record<string, ValueNode>> };

/** What the controls hold: text in every leaf. */
export type RawValue = string | readonly RawValue[] | { readonly [part: string]: RawValue };
export type RawRow = Readonly<Record<string, RawValue>>;

export type LeafFault = 'missing' | 'numberWrong' | 'dayWrong';

function partsOf(schema: z.ZodObject, unit: ParameterUnit | null): Record<string, ValueNode> {
  return Object.fromEntries(
    Object.entries(schema.shape).map(([name, part]) => [name, nodeOf(part as z.ZodType, unit)]),
  );
}

function numberNode(schema: z.ZodNumber, unit: ParameterUnit | null): ValueNode {
  const { zeroWord } = schema.meta() ?? {};
  if (typeof zeroWord === 'string') return { kind: 'numberOrWord', zeroWord, most: Number(schema.maxValue) };
  return { kind: 'number', unit, isOptional: false };
}

/** What somebody still has to set is null, and an empty field. */
function optionalNode(inner: ValueNode): ValueNode {
  if (inner.kind !== 'number') throw new Error('Only a number may be unset.');
  return { ...inner, isOptional: true };
}

function listNode(element: unknown, unit: ParameterUnit | null): ValueNode | null {
  if (element instanceof z.ZodString || element instanceof z.ZodEnum) return { kind: 'words' };
  if (element instanceof z.ZodNumber) return { kind: 'numbers', unit };
  return element instanceof z.ZodObject ? { kind: 'rows', columns: partsOf(element, null) } : null;
}

/** A schema that this page can't build a form from is a programmer's fault; a test walks all of them. */
export function nodeOf(schema: z.ZodType, unit: ParameterUnit | null = null): ValueNode {
  if (schema instanceof z.ZodNumber) return numberNode(schema, unit);
  if (schema instanceof z.ZodNullable) return optionalNode(nodeOf(schema.unwrap() as z.ZodType, unit));
  if (schema.meta()?.id === 'MonthDay') return { kind: 'monthDay' };
  if (schema instanceof z.ZodString) return { kind: 'text' };
  if (schema instanceof z.ZodEnum) return { kind: 'choice', options: schema.options.map(String) };
  if (schema instanceof z.ZodObject) return { kind: 'parts', parts: partsOf(schema, unit) };
  const list = schema instanceof z.ZodArray ? listNode(schema.element, unit) : null;
  if (list !== null) return list;
  throw new Error('No form can be built from this schema.');
}

/** Binary fractions leave traces: 0.07 × 100 is 7.000000000000001. */
const tidy = (value: number): number => Number(value.toFixed(8));

/** A share of 0.1 as the 10 of 10 %. */
export const percentOf = (share: number): string => String(tidy(share * 100));

/** A number as it is filled in: a share as percent, fen as yuan. */
export function shownNumber(unit: ParameterUnit | null, value: number): string {
  if (unit === 'ratio') return percentOf(value);
  return unit === 'fen' ? String(tidy(value / 100)) : String(value);
}

/** From a value as the server has it to what the controls hold. */
export function rawOf(node: ValueNode, value: unknown): RawValue {
  switch (node.kind) {
    case 'number':
      return value === null ? '' : shownNumber(node.unit, Number(value));
    case 'words':
    case 'numbers':
      return (value as readonly (string | number)[]).join('、');
    case 'rows':
      return (value as readonly Record<string, unknown>[]).map((row) => rawParts(node.columns, row));
    case 'parts':
      return rawParts(node.parts, value as Record<string, unknown>);
    default:
      return String(value);
  }
}

function rawParts(parts: Readonly<Record<string, ValueNode>>, value: Record<string, unknown>): RawRow {
  return Object.fromEntries(Object.entries(parts).map(([name, node]) => [name, rawOf(node, value[name])]));
}

/** An empty row of a table. */
export function emptyRow(columns: Readonly<Record<string, ValueNode>>): RawRow {
  return Object.fromEntries(Object.keys(columns).map((name) => [name, '']));
}

function readNumber(words: string, unit: ParameterUnit | null): number | null {
  const plain = words.normalize('NFKC').replace(/[,%\s]/g, '');
  const number = plain === '' ? Number.NaN : Number(plain);
  if (!Number.isFinite(number)) return null;
  if (unit === 'ratio') return tidy(number / 100);
  return unit === 'fen' ? tidy(number * 100) : number;
}

function readLeaf(node: ValueNode, words: string, say: (fault: LeafFault) => void): unknown {
  if (words === '' && node.kind === 'number' && node.isOptional) return null;
  if (words === '') {
    say('missing');
    return undefined;
  }
  if (node.kind === 'number' || node.kind === 'numberOrWord') {
    const number = readNumber(words, node.kind === 'number' ? node.unit : null);
    if (number === null) say('numberWrong');
    return number;
  }
  const several = words.split(/[、，,;；\s]+/u).filter((word) => word !== '');
  if (node.kind === 'words') return several;
  if (node.kind === 'numbers') {
    const numbers = several.map((word) => readNumber(word, null));
    if (numbers.includes(null)) say('numberWrong');
    return numbers;
  }
  if (node.kind !== 'monthDay') return words;
  const day = readMonthDay(words);
  if (day === null) say('dayWrong');
  return day;
}

/** From what the controls hold to what the endpoint takes; what can't be read is named by its path. */
export function readValue(node: ValueNode, raw: RawValue, path: string, faults: Map<string, LeafFault>): unknown {
  if (node.kind === 'rows')
    return (raw as readonly RawRow[]).map((row, i) => readParts(node.columns, row, `${path}.${i}`, faults));
  if (node.kind === 'parts') return readParts(node.parts, raw as RawRow, path, faults);
  return readLeaf(node, (raw as string).trim(), (fault) => faults.set(path, fault));
}

function readParts(
  parts: Readonly<Record<string, ValueNode>>,
  raw: RawRow,
  path: string,
  faults: Map<string, LeafFault>,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(parts).map(([name, node]) => [name, readValue(node, raw[name] ?? '', `${path}.${name}`, faults)]),
  );
}
