import { isDay } from '#kernel/contract';
import { z } from 'zod';
import { parseMoney } from '../readings';

/** How one value of a request is filled in. */
export type FieldKind =
  'text' | 'textarea' | 'number' | 'money' | 'day' | 'window' | 'select' | 'many' | 'list' | 'yes-no';

export interface SchemaField {
  readonly name: string;
  readonly kind: FieldKind;
  readonly isOptional: boolean;
  /** An empty field is sent as null instead of being left out. */
  readonly isNullable: boolean;
  readonly options: readonly string[];
  /** A window that also keeps the plan's own words. */
  readonly hasWords: boolean;
  readonly maxLength: number | null;
}

/** What the controls hold: text, a tick, several choices, or two days. */
export type RawValue = string | boolean | readonly string[] | { from: string; to: string; words?: string };
export type RawValues = Readonly<Record<string, RawValue>>;

interface Unwrapped {
  schema: z.ZodType;
  isOptional: boolean;
  isNullable: boolean;
}

function unwrap(schema: z.ZodType): Unwrapped {
  const found: Unwrapped = { schema, isOptional: false, isNullable: false };
  for (;;) {
    const one = found.schema;
    if (one.meta()?.id !== undefined) return found;
    if (one instanceof z.ZodOptional || one instanceof z.ZodDefault) found.isOptional = true;
    else if (one instanceof z.ZodNullable) found.isNullable = found.isOptional = true;
    else return found;
    found.schema = one.unwrap() as z.ZodType;
  }
}

const LONG_TEXT = 200;

function describe(
  schema: z.ZodType,
): Pick<SchemaField, 'kind' | 'options' | 'hasWords' | 'maxLength'> & { takesEmpty: boolean } {
  const plain = { options: [], hasWords: false, maxLength: null, takesEmpty: false };
  const id = schema.meta()?.id;
  if (id === 'Fen') return { ...plain, kind: 'money' };
  if (id === 'Day' || schema instanceof z.ZodISODate) return { ...plain, kind: 'day' };
  if (schema instanceof z.ZodNumber || schema instanceof z.ZodBigInt) return { ...plain, kind: 'number' };
  if (schema instanceof z.ZodBoolean) return { ...plain, kind: 'yes-no', takesEmpty: true };
  if (schema instanceof z.ZodEnum) return { ...plain, kind: 'select', options: schema.options.map(String) };
  if (schema instanceof z.ZodArray && schema.element instanceof z.ZodEnum) {
    return { ...plain, kind: 'many', options: schema.element.options.map(String), takesEmpty: true };
  }
  if (schema instanceof z.ZodArray && schema.element instanceof z.ZodString)
    return { ...plain, kind: 'list', takesEmpty: true };
  if (schema instanceof z.ZodObject && 'from' in schema.shape && 'to' in schema.shape) {
    return { ...plain, kind: 'window', hasWords: 'words' in schema.shape };
  }
  if (schema instanceof z.ZodString) {
    const { maxLength, minLength, format } = schema;
    const kind = (maxLength ?? 0) > LONG_TEXT ? 'textarea' : 'text';
    return { ...plain, kind, maxLength, takesEmpty: minLength === null && format === null };
  }
  return { ...plain, kind: 'text' };
}

/** The fields of a request body, in the order in which its schema states them. */
export function fieldsOf(schema: z.ZodObject): SchemaField[] {
  return Object.entries(schema.shape).map(([name, inner]) => {
    const { schema: plain, isOptional, isNullable } = unwrap(inner as z.ZodType);
    const { takesEmpty, ...described } = describe(plain);
    return { name, ...described, isOptional: isOptional || takesEmpty, isNullable };
  });
}

/** What the controls hold before anything is filled in; `given` is a value as the server has it. */
export function rawOf(field: SchemaField, given: unknown): RawValue {
  if (field.kind === 'yes-no') return given === true;
  if (field.kind === 'many') return Array.isArray(given) ? given.map(String) : [];
  if (field.kind === 'window') {
    const window = (given ?? {}) as { from?: string; to?: string; words?: string };
    return { from: window.from ?? '', to: window.to ?? '', ...(field.hasWords ? { words: window.words ?? '' } : {}) };
  }
  if (field.kind === 'list') return Array.isArray(given) ? given.map(String).join('、') : '';
  if (given === undefined || given === null) return '';
  if (field.kind === 'money') return yuanText(String(given));
  return String(given as string | number | bigint);
}

function yuanText(fen: string): string {
  const digits = fen.replace('-', '').padStart(3, '0');
  return `${fen.startsWith('-') ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

export type FaultKind = 'missing' | 'moneyWrong' | 'numberWrong' | 'dayWrong' | 'windowTurned';
export interface ReadValue {
  value: unknown;
  fault?: FaultKind;
}

/** What parts the entries of a list that is typed into one line, in both languages. */
const LIST_MARKS = /[、，,；;\n]+/;

function readText(field: SchemaField, text: string): ReadValue {
  if (field.kind === 'list') {
    const entries = text.split(LIST_MARKS).map((entry) => entry.trim());
    return { value: entries.filter((entry) => entry !== '') };
  }
  if (text === '') {
    const value = field.isNullable ? null : field.kind === 'text' || field.kind === 'textarea' ? '' : undefined;
    if (!field.isOptional) return { value: undefined, fault: 'missing' };
    return { value: value === '' ? undefined : value };
  }
  if (field.kind === 'money') {
    const fen = parseMoney(text);
    return fen === null ? { value: text, fault: 'moneyWrong' } : { value: fen.toString() };
  }
  if (field.kind === 'number') {
    const number = Number(text.normalize('NFKC').replaceAll(',', ''));
    return Number.isFinite(number) ? { value: number } : { value: text, fault: 'numberWrong' };
  }
  if (field.kind === 'day' && !isDay(text)) return { value: text, fault: 'dayWrong' };
  return { value: text };
}

/** From what the controls hold to what the endpoint takes. */
export function readField(field: SchemaField, raw: RawValue): ReadValue {
  if (typeof raw === 'boolean') return { value: raw };
  if (typeof raw === 'string') return readText(field, raw.trim());
  if (!('from' in raw)) return { value: [...raw] };
  if (raw.from === '' && raw.to === '' && field.isOptional) return { value: field.isNullable ? null : undefined };
  if (raw.from === '' || raw.to === '') return { value: raw, fault: 'missing' };
  if (!isDay(raw.from) || !isDay(raw.to)) return { value: raw, fault: 'dayWrong' };
  return raw.to < raw.from ? { value: raw, fault: 'windowTurned' } : { value: raw };
}
