import { z } from 'zod';

/** The first entry of an archive and its last one. Between them lie the rows in blocks, then the files. */
export const HEAD_NAME = 'gonghui-backup.json';
export const MANIFEST_NAME = 'manifest.json';
export const FORMAT = 1;

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

const part = z.strictObject({
  /** Table by its full name. */
  table: z.string(),
  /** Which of its rows: the audit goes in two parts, because sealed and waiting rows are restored differently. */
  rows: z.enum(['all', 'sealed_audit', 'waiting_audit']),
  columns: z.array(z.string()).min(1),
});
export type Part = z.infer<typeof part>;

export const headSchema = z.object({
  format: z.int(),
  program: z.literal('gonghui'),
  version: z.string(),
  madeAt: z.string(),
  holdsDemo: z.boolean(),
  keyFingerprint: z.string().nullable(),
  migrations: z.array(z.strictObject({ module: z.string(), name: z.string(), hash: z.string() })).min(1),
  sequences: z.array(z.strictObject({ name: z.string(), last: z.string().regex(/^-?\d+$/), isCalled: z.boolean() })),
  parts: z.array(part),
});
export type Head = z.infer<typeof headSchema>;

export const manifestSchema = z.object({
  parts: z.array(z.strictObject({ table: z.string(), rows: z.int(), bytes: z.int(), sha256 })),
  files: z.array(z.strictObject({ sha256, bytes: z.int(), state: z.enum(['whole', 'changed', 'missing']) })),
});
export type Manifest = z.infer<typeof manifestSchema>;

export function blockName(index: number, table: string, block: number): string {
  return `rows/${String(index + 1).padStart(4, '0')}-${table.slice(0, 70)}/${String(block + 1).padStart(6, '0')}.copy`;
}

export const BLOCK_PATTERN = /^rows\/(\d{4})-[^/]+\/(\d{6})\.copy$/;
export const FILE_PATTERN = /^files\/([0-9a-f]{64})$/;
