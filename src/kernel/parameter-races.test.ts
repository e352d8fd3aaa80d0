import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import type { Context, Parameter, ParameterChange } from './context';
import { AppError } from './errors';
import { parameterJob } from './parameter-acts';
import { parameterShape } from './parameter-contract';
import { seedParameters, setParameter, versionsOf } from './parameters';
import { openTestDatabase, standingClock, type TestDatabase } from './testing';
import { inTransaction } from './transaction';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

const begun: ParameterChange<number>[] = [];
let isRefused = false;
const figure = (name: string, whenInForce?: Parameter<number>['whenInForce']): Parameter<number> => ({
  shape: parameterShape({ key: `test.${name}`, unit: 'days', schema: z.number() }),
  seed: { value: 1, validFrom: '2000-01-01', level: 'product', source: '预设', confidence: 'K-M' },
  ...(whenInForce === undefined ? {} : { whenInForce }),
});
const refusing = figure('refusing', () =>
  isRefused ? Promise.reject(new AppError('kernel.changed_meanwhile')) : Promise.resolve(),
);
const willing = figure('willing', (_ctx, change) => {
  begun.push(change);
  return Promise.resolve();
});
const seed = (today: string) =>
  database.seed({
    clock: standingClock(today),
    house: {
      ...database.house,
      parameters: new Map([refusing, willing].map((one) => [one.shape.key, one as Parameter])),
    },
  });
const on = <R>(today: string, act: (ctx: Context) => Promise<R>) => inTransaction(seed(today), act);
const set = (key: string, value: number, validFrom: string) => (ctx: Context) =>
  setParameter(ctx, { key, value, validFrom, source: `决议${value}` });
const begin = (today: string) =>
  parameterJob.work({ act: (act) => on(today, act), log: database.house.log, stopping: undefined }, {});

/** Until an act stands before what another one holds, or has gone past it. */
async function untilWaiting(act: Promise<unknown>): Promise<void> {
  let isOver = false;
  const over = () => void (isOver = true);
  act.then(over, over);
  for (;;) {
    const { rows } = await database.pool.query(
      `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    );
    if (isOver || rows.length > 0) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

test('two servers that start together seed each value once', async () => {
  let second: Promise<unknown> = Promise.resolve();
  await on('2024-06-18', async (ctx) => {
    await seedParameters(ctx);
    second = on('2024-06-18', seedParameters);
    await untilWaiting(second);
  });
  await second;
  expect(await on('2024-06-18', (ctx) => versionsOf(ctx, ['test.refusing', 'test.willing']))).toHaveLength(2);
});

test('a version whose module refuses holds up no other on their first day, and is tried again', async () => {
  await on('2024-06-18', set('test.refusing', 2, '2024-07-01'));
  await on('2024-06-18', set('test.willing', 2, '2024-07-01'));
  isRefused = true;
  await expect(begin('2024-07-01')).rejects.toMatchObject({ code: 'kernel.changed_meanwhile' });
  expect(begun).toMatchObject([{ version: { key: 'test.willing', value: 2 } }]);
  isRefused = false;
  await begin('2024-07-01');
  const { rows } = await database.pool.query(
    `select from kernel.parameter_waiting w join kernel.parameter p on p.id = w.version_id where p.key like 'test.%ing'`,
  );
  expect(rows).toHaveLength(0);
  expect(begun).toHaveLength(1);
});

test('a version set on the first day of a waiting one has the last word', async () => {
  await on('2024-06-18', set('test.willing', 3, '2024-08-01'));
  begun.length = 0;
  let job: Promise<unknown> = Promise.resolve();
  await on('2024-08-01', async (ctx) => {
    await set('test.willing', 4, '2024-08-01')(ctx);
    job = begin('2024-08-01');
    await untilWaiting(job);
  });
  await job;
  expect(begun.map(({ version }) => version.value)).toEqual([4]);
});
