import { z } from 'zod';
import { newId } from '#kernel';

/** JSON Schema, as far as contracts use it. */
interface Schema {
  $ref?: string;
  $defs?: Readonly<Record<string, Schema>>;
  type?: string;
  format?: string;
  const?: unknown;
  enum?: readonly unknown[];
  default?: unknown;
  anyOf?: readonly Schema[];
  oneOf?: readonly Schema[];
  allOf?: readonly Schema[];
  properties?: Readonly<Record<string, Schema>>;
  required?: readonly string[];
  items?: Schema;
  minItems?: number;
  minLength?: number;
  minimum?: number;
}

/** What an input names beside its address: ids by the field in which they stand. */
export type KnownIds = Readonly<Record<string, string>>;

interface Ground {
  readonly ids: KnownIds;
  /** Schemas that are named once and referred to. */
  readonly named: Readonly<Record<string, Schema>>;
}

function sampleOf(schema: Schema, field: string, ground: Ground): unknown {
  if (schema.$ref !== undefined)
    return sampleOf(ground.named[schema.$ref.replace('#/$defs/', '')] ?? {}, field, ground);
  if (schema.const !== undefined) return schema.const;
  if (schema.enum !== undefined) return schema.enum[0];
  const [choice] = schema.anyOf ?? schema.oneOf ?? schema.allOf ?? [];
  if (choice !== undefined) return sampleOf(choice, field, ground);
  switch (schema.type) {
    case 'object':
      return Object.fromEntries(
        (schema.required ?? []).map((key) => [key, sampleOf(schema.properties?.[key] ?? {}, key, ground)]),
      );
    case 'array':
      return Array.from({ length: schema.minItems ?? 0 }, () => sampleOf(schema.items ?? {}, field, ground));
    case 'integer':
    case 'number':
      return Math.max(schema.minimum ?? 1, 1);
    case 'boolean':
      return true;
    case 'string':
      if (schema.format === 'uuid') return ground.ids[field] ?? newId();
      if (schema.format === 'date') return '2024-06-18';
      if (schema.format === 'date-time') return '2024-06-18T09:00:00+08:00';
      return 'x'.repeat(Math.max(schema.minLength ?? 1, 4));
    default:
      return null;
  }
}

/** The smallest input that a schema accepts, made from the schema itself; null when this way finds none. */
export function sampleInput(schema: z.ZodType, ids: KnownIds): unknown {
  const json = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any', reused: 'inline' }) as Schema;
  const sample = sampleOf(json, '', { ids, named: json.$defs ?? {} });
  return schema.safeParse(sample).success ? sample : null;
}
