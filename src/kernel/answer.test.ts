import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sql } from 'kysely';
import { z } from 'zod';
import { answerRequest, type RawRequest } from './answer';
import { audit } from './audit';
import { day } from './day';
import { endpoint } from './endpoint';
import type { AppError } from './errors';
import { serve } from './manifest';
import { kernelModule } from './module';
import { openTestDatabase, plainRequest, standingClock, testUser, type TestDatabase } from './testing';
import { registerTexts } from './texts';

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
    on: day.optional(),
    colour: z.enum(['red', 'blue']).optional(),
    title: z.string().min(3).max(60).optional(),
    share: z.number().min(1).max(9).optional(),
  }),
  response: z.object({ word: z.string() }),
});

let database: TestDatabase;
const user = testUser([]);

beforeAll(async () => {
  registerTexts({ kernel: kernelModule.texts });
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

describe('a text that no database can hold, or that turns the direction of what follows, is refused where it stands', () => {
  test.each<[string, unknown, Partial<RawRequest>, string]>([
    ['a zero sign', { word: 'a\0b' }, {}, 'word'],
    ['half a sign', { word: 'a\ud83d' }, {}, 'word'],
    ['a sign that shows the rest backwards', { word: '报表\u202Exslx.exe' }, {}, 'word'],
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

describe('what is wrong with a field is said in words for people', () => {
  test.each<[string, object, string, string]>([
    ['what is missing', { word: undefined }, '请填写这一项。', 'Please fill this in.'],
    [
      'a day that there is not',
      { on: '2024-02-30' },
      '没有这一天，请核对年月日，例如 2024-04-11。',
      'There is no such day.',
    ],
    ['what was not offered', { colour: 'green' }, '请从列出的里面选一个。', 'Please choose one of those offered.'],
    ['too many signs', { title: '长'.repeat(300) }, '最多 60 个字，请缩短。', 'At most 60 characters.'],
    ['too few signs', { title: '长' }, '至少 3 个字，请补充。', 'At least 3 characters.'],
    ['too great a number', { share: 10 }, '最大是 9，请改小。', 'At most 9.'],
    ['too small a number', { share: 0 }, '最小是 1，请改大。', 'At least 1.'],
  ])('%s', async (_what, change, chinese, english) => {
    const said = async (language: 'zh-CN' | 'en') => {
      const refusal = (await send({ word: 'a', ...change }, { language }).catch((error: unknown) => error)) as AppError;
      return refusal.issues.map(({ message }) => message);
    };
    expect(await said('zh-CN')).toEqual([chinese]);
    expect((await said('en'))[0]).toContain(english);
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
