import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Context } from './context';
import { forgetBytesJob, removeFile } from './file-removal';
import { fileOf, storeFile } from './files';
import { prepareQueue } from './jobs/run-jobs';
import type { JobGround } from './jobs/job';
import { openTestDatabase, quietLog, type TestDatabase } from './testing';
import { inTransaction } from './transaction';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
  await prepareQueue(database.pool);
});
afterAll(() => database.close());

const act = <R>(work: (ctx: Context) => Promise<R>) => inTransaction(database.seed(), work);
const ground: JobGround = { act, log: quietLog, stopping: undefined };
const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64'); // prettier-ignore

test('the bytes of a removed file leave the disk with the last row that names them', async () => {
  const one = await act((ctx) => storeFile(ctx, PNG, 'one.png', ['image/png']));
  const other = await act((ctx) => storeFile(ctx, PNG, 'other.png', ['image/png']));
  const forget = () => forgetBytesJob.work(ground, { sha256: one.sha256 });
  const bytes = () => readFile(fileOf(database.house.filesFolder, one.sha256));

  await act((ctx) => removeFile(ctx, one.id));
  await forget();
  expect((await bytes()).equals(PNG)).toBe(true);
  await act((ctx) => removeFile(ctx, other.id));
  expect((await bytes()).equals(PNG)).toBe(true);
  await forget();
  await expect(bytes()).rejects.toThrow('ENOENT');
  await forget();
});
