import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { programFolder } from '#kernel';

let version: string | null = null;

export function programVersion(): string {
  version ??= (JSON.parse(readFileSync(join(programFolder(), 'package.json'), 'utf8')) as { version: string }).version;
  return version;
}
