import { z } from 'zod';
import { newId } from '#kernel';
import type { Endpoint } from '#kernel/contract';

/** JSON Schema, as far as contracts use it. */
interface Schema {
  $ref?: string;
  $defs?: Readonly<Record<string, Schema>>;
  type?: string;
  format?: string;
  const?: unknown;
  enum?: readonly unknown[];
  default?: unknown;
  examples?: readonly unknown[];
  anyOf?: readonly Schema[];
  oneOf?: readonly Schema[];
  allOf?: readonly Schema[];
  properties?: Readonly<Record<string, Schema>>;
  additionalProperties?: Schema | boolean;
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
  if (schema.examples !== undefined) return schema.examples[0];
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

const jsonOf = (schema: z.ZodType): Schema =>
  z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any', reused: 'inline' }) as Schema;

/** Every place of an input in which an id stands, as `names[].unitId`. */
function idFields(schema: Schema, at: string, named: Ground['named']): string[] {
  if (schema.$ref !== undefined) return idFields(named[schema.$ref.replace('#/$defs/', '')] ?? {}, at, named);
  const { properties = {}, items, additionalProperties: rest, anyOf = [], oneOf = [], allOf = [] } = schema;
  return [
    ...(schema.format === 'uuid' ? [at] : []),
    ...Object.entries(properties).flatMap(([key, part]) => idFields(part, at === '' ? key : `${at}.${key}`, named)),
    ...(items === undefined ? [] : idFields(items, `${at}[]`, named)),
    ...(typeof rest === 'object' ? idFields(rest, `${at}.*`, named) : []),
    ...[...anyOf, ...oneOf, ...allOf].flatMap((part) => idFields(part, at, named)),
  ];
}

/** Where an endpoint takes ids beside its address: in its query and in its body. */
export function namedIdsOf({ query, body }: Endpoint): { where: 'query' | 'body'; field: string }[] {
  const fieldsOf = (schema: z.ZodType | 'bytes' | undefined) => {
    if (schema === undefined || schema === 'bytes') return [];
    const json = jsonOf(schema);
    return [...new Set(idFields(json, '', json.$defs ?? {}))];
  };
  return [
    ...fieldsOf(query).map((field) => ({ where: 'query' as const, field })),
    ...fieldsOf(body).map((field) => ({ where: 'body' as const, field })),
  ];
}

/** The smallest input that a schema accepts, made from the schema itself; null when this way finds none. */
export function sampleInput(schema: z.ZodType, ids: KnownIds): unknown {
  const json = jsonOf(schema);
  const sample = sampleOf(json, '', { ids, named: json.$defs ?? {} });
  return schema.safeParse(sample).success ? sample : null;
}
