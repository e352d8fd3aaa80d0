import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { Context, Parameter } from './context';
import { takeOverParameter } from './former-parameters';
import { parameterShape } from './parameter-contract';
import { dueParameters, parameterOn, seedParameters, setParameter, versionsOf } from './parameters';
import { openTestDatabase, testUser, type TestDatabase } from './testing';
import { inTransaction } from './transaction';

const years = (key: `${string}.${string}`, validFrom: '1949-10-01' | '2016-01-01'): Parameter => {
  const seed = { value: 30, validFrom, level: 'national', source: '预设', confidence: 'K-H' } as const;
  return { shape: parameterShape({ key, unit: 'years', schema: z.int().min(1) }), seed } as Parameter;
};
const all = ['first', 'second', 'third'].flatMap((name) => [
  years(`test.${name}Former`, '1949-10-01'),
  years(`test.${name}`, '2016-01-01'),
]);

let database: TestDatabase;
const run = <Result>(act: (ctx: Context) => Promise<Result>) => {
  const house = { ...database.house, parameters: new Map(all.map((one) => [one.shape.key, one])) };
  return inTransaction(database.seed({ house, user: testUser(['kernel.parameter.set']) }), act);
};
const set = (key: string, value: number, validFrom: string) =>
  run((ctx) => setParameter(ctx, { key, value, validFrom, source: `定为${value}年`, note: '补录' }));
const takeOver = (name: string) => run((ctx) => takeOverParameter(ctx, `test.${name}Former`, `test.${name}`));
const on = (name: string, day: string) => run((ctx) => parameterOn<number>(ctx, `test.${name}`, day));

beforeAll(async () => {
  database = await openTestDatabase();
  await run(seedParameters);
});
afterAll(() => database.close());

describe('what an enterprise set under a key that is gone', () => {
  test('counts on under the key in its place, from the first day of that one, once, and the former versions stay', async () => {
    await set('test.firstFormer', 35, '2010-01-01');
    await set('test.firstFormer', 40, '2023-01-01');
    await set('test.firstFormer', 50, '2030-01-01');
    expect([await takeOver('first'), await takeOver('first')]).toEqual([3, 0]);
    expect(await on('first', '2016-01-01')).toMatchObject({ value: 35, source: '定为35年' });
    expect(await on('first', '2024-06-18')).toMatchObject({ value: 40 });
    expect(await on('first', '2030-01-01')).toMatchObject({ value: 50 });
    expect(await on('firstFormer', '2024-06-18')).toMatchObject({ value: 40 });
    const { rows } = await database.pool.query<{ key: string }>(
      'select p.key from kernel.parameter_waiting w join kernel.parameter p on p.id = w.version_id order by p.key',
    );
    expect(rows.map(({ key }) => key)).toEqual(['test.first', 'test.firstFormer']);
    expect(await run(dueParameters)).toEqual([]);
  });

  test('gives way to what was set under the other key', async () => {
    await set('test.secondFormer', 40, '2023-01-01');
    await set('test.second', 31, '2024-01-01');
    expect(await takeOver('second')).toBe(0);
    expect(await on('second', '2024-06-18')).toMatchObject({ value: 31 });
  });

  test('is nothing where only the product spoke', async () => {
    expect(await takeOver('third')).toBe(0);
    expect(await run((ctx) => versionsOf(ctx, ['test.third']))).toHaveLength(1);
  });
});
