import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder that holds the program's package.json, found upward from the running file (source or built). */
export function programFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error('package.json of gonghui was not found above the program.');
    folder = parent;
  }
  return folder;
}

/** Migrations are read from the source tree, which every installation carries. */
export function sourceFolder(): string {
  return join(programFolder(), 'src');
}

export function webFolder(): string {
  return join(programFolder(), 'dist', 'web');
}
