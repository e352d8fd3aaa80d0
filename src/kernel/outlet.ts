import { z } from 'zod';

/** Answers the value with only what the schema names, or MISFIT where it does not see at once that it fits. */
type Filter = (value: unknown) => unknown;

const MISFIT = Symbol('misfit');
const outlets = new WeakMap<z.core.$ZodType, Filter>();

/**
 * Only what the contract names leaves the house. Answers are checked at every request, so this walks the plain kinds of a
 * schema by itself; what it does not know or does not find right, zod decides, and says what is wrong. It accepts nothing
 * that zod refuses.
 */
export function passOut(schema: z.ZodType, value: unknown): unknown {
  let filter = outlets.get(schema);
  if (filter === undefined) outlets.set(schema, (filter = filterOf(schema)));
  const passed = filter(value);
  return passed === MISFIT ? schema.parse(value) : passed;
}

function byZod(schema: z.core.$ZodType): Filter {
  return (value) => {
    const result = z.safeParse(schema, value);
    return result.success ? result.data : MISFIT;
  };
}

function filterOf(given: z.core.$ZodType): Filter {
  const schema = given as z.core.$ZodTypes;
  const { def } = schema._zod;
  if (def.type === 'string') return ofString(schema as z.core.$ZodString);
  if (def.type === 'number') return ofNumber(schema as z.core.$ZodNumber);
  if ((def.checks?.length ?? 0) > 0) return byZod(schema);
  switch (def.type) {
    case 'boolean':
      return def.coerce === true ? byZod(schema) : (value) => (typeof value === 'boolean' ? value : MISFIT);
    case 'enum':
      return ofSet(new Set<unknown>(schema._zod.values ?? []));
    case 'literal':
      return ofSet(new Set<unknown>(def.values));
    case 'nullable':
      return unless(null, filterOf(def.innerType));
    case 'optional':
      return unless(undefined, filterOf(def.innerType));
    case 'array':
      return ofArray(filterOf(def.element));
    case 'object':
      return def.catchall === undefined ? ofObject(def.shape) : byZod(schema);
    case 'record':
      return isAnyText(def.keyType) ? ofRecord(filterOf(def.valueType)) : byZod(schema);
    default:
      return byZod(schema);
  }
}

/** Formats that are a pattern and nothing else. */
const patternFormats = new Set<string | undefined>(['uuid', 'date', 'datetime']);

function ofString(schema: z.core.$ZodString): Filter {
  const { def } = schema._zod;
  if (def.coerce === true || (def.checks?.length ?? 0) > 0) return byZod(schema);
  const { format, pattern } = def as { format?: string; pattern?: RegExp };
  if (format === undefined) return (value) => (typeof value === 'string' ? value : MISFIT);
  if (!patternFormats.has(format) || pattern === undefined || pattern.global || pattern.sticky) return byZod(schema);
  return (value) => (typeof value === 'string' && pattern.test(value) ? value : MISFIT);
}

function ofNumber(schema: z.core.$ZodNumber): Filter {
  const { def } = schema._zod;
  const checks = (def.checks ?? []).map((check) => check._zod.def as { check: string; format?: string });
  if (def.coerce === true) return byZod(schema);
  if (checks.length === 0 && !('format' in def)) return (value) => (Number.isFinite(value) ? value : MISFIT);
  const isInteger = checks.every(({ check, format }) => check === 'number_format' && format === 'safeint');
  return isInteger && !('format' in def) ? (value) => (Number.isSafeInteger(value) ? value : MISFIT) : byZod(schema);
}

function ofSet(allowed: ReadonlySet<unknown>): Filter {
  return (value) => (allowed.has(value) ? value : MISFIT);
}

function unless(exception: null | undefined, inner: Filter): Filter {
  return (value) => (value === exception ? value : inner(value));
}

function ofArray(element: Filter): Filter {
  return (value) => {
    if (!Array.isArray(value)) return MISFIT;
    const out: unknown[] = [];
    for (const part of value) {
      const passed = element(part);
      if (passed === MISFIT) return MISFIT;
      out.push(passed);
    }
    return out;
  };
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function ofObject(shape: Readonly<Record<string, z.core.$ZodType>>): Filter {
  const fields = Object.entries(shape).map(([key, part]) => ({ key, filter: filterOf(part) }));
  return (value) => {
    if (!isObject(value)) return MISFIT;
    const out: Record<string, unknown> = {};
    for (const { key, filter } of fields) {
      const passed = filter(value[key]);
      if (passed === MISFIT) return MISFIT;
      if (passed !== undefined || key in value) out[key] = passed;
    }
    return out;
  };
}

function isAnyText(schema: z.core.$ZodType): boolean {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  return def.type === 'string' && (def.checks?.length ?? 0) === 0 && !('format' in def) && def.coerce !== true;
}

function ofRecord(filter: Filter): Filter {
  return (value) => {
    if (!isObject(value) || !isPlain(value)) return MISFIT;
    const out: Record<string, unknown> = {};
    for (const key of Object.keys(value)) {
      const passed = filter(value[key]);
      if (passed === MISFIT || key === '__proto__') return MISFIT;
      out[key] = passed;
    }
    return out;
  };
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
