import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { programFolder } from '#kernel';
import { openTestDatabase, type TestDatabase } from '#kernel/testing';
import { generatedFiles } from '../scripts/generate';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

test('the generated files are fresh: `npm run generate` would change none', async () => {
  const files = await generatedFiles(database.kysely);
  const stale = [...files].filter(([path, content]) => {
    try {
      return readFileSync(join(programFolder(), path), 'utf8') !== content;
    } catch {
      return true;
    }
  });
  expect(stale.map(([path]) => path)).toEqual([]);
});
