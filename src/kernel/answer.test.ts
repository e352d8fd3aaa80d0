import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sql } from 'kysely';
import { z } from 'zod';
import { answerRequest, type RawRequest } from './answer';
import { audit } from './audit';
import { endpoint } from './endpoint';
import { serve } from './manifest';
import { openTestDatabase, plainRequest, standingClock, testUser, type TestDatabase } from './testing';

const keepWord = endpoint({
  name: 'test.keepWord',
  method: 'POST',
  path: '/api/words/:shelf',
  permission: 'signed-in',
  summary: 'Keeps a word.',
  params: z.object({ shelf: z.string() }),
  query: z.object({ place: z.string().optional() }),
  body: z.object({
    word: z.string(),
    notes: z.array(z.object({ text: z.string() })).default([]),
    free: z.unknown().optional(),
  }),
  response: z.object({ word: z.string() }),
});

let database: TestDatabase;
const user = testUser([]);

beforeAll(async () => {
  database = await openTestDatabase();
  await database.pool.query('create table public.word (shelf text, word text)');
});
afterAll(() => database.close());

const route = serve(keepWord, async (ctx, { params, body }) => {
  await sql`insert into public.word values (${params.shelf}, ${body.word})`.execute(ctx.transaction);
  audit(ctx, { action: 'test.keepWord', subject: body.word, details: { notes: body.notes } });
  return { word: `${params.shelf}: ${body.word}` };
});

function send(body: unknown, change: Partial<RawRequest> = {}): Promise<unknown> {
  const raw: RawRequest = {
    requestId: 'r',
    params: { shelf: 'a' },
    query: {},
    body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
    idempotencyKey: null,
    language: 'zh-CN',
    facts: plainRequest,
    ...change,
  };
  const world = { house: database.house, clock: standingClock('2024-06-18'), userOf: () => Promise.resolve(user) };
  return answerRequest(route, raw, world);
}

describe('a text that no database can hold is refused where it stands', () => {
  test.each<[string, unknown, Partial<RawRequest>, string]>([
    ['a zero sign', { word: 'a\0b' }, {}, 'word'],
    ['half a sign', { word: 'a\ud83d' }, {}, 'word'],
    ['deep inside a list', { word: 'a', notes: [{ text: 'ok' }, { text: '\0' }] }, {}, 'notes.1.text'],
    ['in what the act itself will judge', { word: 'a', free: { list: ['\0'] } }, {}, 'free.list.0'],
    ['nested without end', `{"word":"a","free":${'['.repeat(200_000)}${']'.repeat(200_000)}}`, {}, 'free'],
    ['in the address', { word: 'a' }, { params: { shelf: '\0' } }, 'shelf'],
    ['in a filter', { word: 'a' }, { query: { place: '\0' } }, 'place'],
  ])('%s', async (_what, body, change, path) => {
    await expect(send(body, change)).rejects.toMatchObject({ code: 'kernel.invalid_input', issues: [{ path }] });
  });

  test('whole signs of every plane are kept', async () => {
    expect(await send({ word: '盐🧂𠮷' })).toEqual({ word: 'a: 盐🧂𠮷' });
  });
});

describe('one key', () => {
  const idempotencyKey = '0190f5b0-0000-7000-8000-000000000001';
  const kept = async () =>
    (await database.pool.query<{ n: number }>(`select count(*)::int as n from public.word where word = 'once'`))
      .rows[0]!.n;

  test('does its act once, also when two requests come at the same moment', async () => {
    const answers = await Promise.all([0, 1].map(() => send({ word: 'once' }, { idempotencyKey })));
    expect(answers).toEqual([{ word: 'a: once' }, { word: 'a: once' }]);
    expect(await kept()).toBe(1);
  });

  test.each<[string, unknown, Partial<RawRequest>]>([
    ['with another content', { word: 'other' }, {}],
    ['at another address', { word: 'once' }, { params: { shelf: 'b' } }],
    ['with another filter', { word: 'once' }, { query: { place: 'x' } }],
  ])('%s is refused and not answered as if it were the first', async (_what, body, change) => {
    await expect(send(body, { idempotencyKey, ...change })).rejects.toMatchObject({ code: 'kernel.key_reused' });
    expect(await kept()).toBe(1);
  });
});
