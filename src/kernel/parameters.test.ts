import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sql } from 'kysely';
import { z } from 'zod';
import type { Context, Parameter, ParameterChange } from './context';
import { AppError, type FieldIssue } from './errors';
import { kernelModule } from './module';
import { parameterShape } from './parameter-contract';
import { parameterJob, parameterRoutes } from './parameter-acts';
import { beginParameter, parameterOn, seedParameters, setParameter, versionsOf } from './parameters';
import { openTestDatabase, standingClock, testUser, type TestDatabase } from './testing';
import { registerTexts } from './texts';
import { inTransaction } from './transaction';
import type { SignedInUser } from './user';

const rows = z.array(z.object({ word: z.string().min(1).max(4), last: z.int().min(0).max(31) })).min(1);
const heard: ParameterChange[] = [];
/** What the module that owns `test.share` refuses; null when it agrees. */
let objection: AppError | null = null;

const share: Parameter<number> = {
  shape: parameterShape({ key: 'test.share', unit: 'ratio', schema: z.number().min(0.05).max(0.5) }),
  seed: { value: 0.1, validFrom: '2000-01-01', level: 'product', source: '预设', confidence: 'K-M' },
  whenInForce: async (_ctx, change) => {
    if (objection !== null) throw objection;
    heard.push(change);
  },
};
const table: Parameter<z.infer<typeof rows>> = {
  shape: parameterShape({ key: 'test.table', unit: null, schema: rows }),
  seed: {
    value: [{ word: '初', last: 10 }],
    validFrom: '2000-01-01',
    level: 'product',
    source: '预设',
    confidence: 'K-H',
  },
};

let database: TestDatabase;
const chair = testUser(['kernel.parameter.read', 'kernel.parameter.set'], '/', { name: '主席' });
const reader = testUser(['kernel.parameter.read']);

const run = <Result>(
  act: (ctx: Context) => Promise<Result>,
  who: { user?: SignedInUser | null; today?: string; language?: 'zh-CN' | 'en' } = {},
) => {
  const parameters = new Map<string, Parameter>([share, table].map((one) => [one.shape.key, one as Parameter]));
  const house = { ...database.house, parameters };
  return inTransaction(
    database.seed({
      user: who.user === undefined ? chair : who.user,
      clock: standingClock(who.today ?? '2024-06-18'),
      language: who.language ?? 'zh-CN',
      house,
    }),
    act,
  );
};

/** Sets the share; each call a source of its own, so that none says what holds already. */
let sources = 0;
const setShare = (value: number, validFrom: string, more: { note?: string; today?: string } = {}) =>
  run(
    (ctx) =>
      setParameter(ctx, {
        key: 'test.share',
        value,
        validFrom,
        source: `职代会决议第${(sources += 1)}号`,
        ...(more.note === undefined ? {} : { note: more.note }),
      }),
    more.today === undefined ? {} : { today: more.today },
  );
const shareOn = (day: string) => run(async (ctx) => (await parameterOn<number>(ctx, 'test.share', day)).value);

async function refusal(act: Promise<unknown>): Promise<{ code: string; issues: FieldIssue[]; params: unknown }> {
  const error = await act.catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(AppError);
  const { code, issues, params } = error as AppError;
  return { code, issues, params };
}

beforeAll(async () => {
  registerTexts({
    kernel: kernelModule.texts,
    test: {
      'zh-CN': {
        parameters: {
          group: '测试',
          share: { name: '份额', explanation: '说明', source: '产品预设' },
          table: { name: '表', explanation: '说明', source: '产品预设', fields: { word: '词', last: '到几日' } },
        },
      },
      en: {
        parameters: {
          group: 'Test',
          share: { name: 'Share', explanation: 'What it is', source: 'Set by the product' },
          table: { name: 'Table', explanation: 'What it is', source: 'Product', fields: { word: 'Word', last: 'To' } },
        },
      },
    },
  });
  database = await openTestDatabase();
  await run(seedParameters, { user: null });
  await sql`insert into kernel.login_user (id, name, username, display_username, email, email_verified)
    values (${chair.accountId}, ${chair.name}, 'chair', 'chair', 'chair@example.invalid', false)`.execute(
    database.kysely,
  );
});
afterAll(() => database.close());

test('a second start seeds nothing again', async () => {
  await run(seedParameters, { user: null });
  expect(await run((ctx) => versionsOf(ctx, ['test.share', 'test.table']))).toHaveLength(2);
});

describe('a new version', () => {
  test('counts from its first day on; the days before and the earlier version stay as they were', async () => {
    const before = await run((ctx) => parameterOn(ctx, 'test.share', '2024-06-17'));
    await setShare(0.2, '2024-06-18');
    expect([await shareOn('2024-06-17'), await shareOn('2024-06-18')]).toEqual([0.1, 0.2]);
    expect(await run((ctx) => parameterOn(ctx, 'test.share', '2024-06-17'))).toEqual(before);
  });

  test('dated back with a reason counts until the next version begins', async () => {
    await setShare(0.15, '2024-05-01', { note: '决议五月作出，当时没有录入' });
    expect([await shareOn('2024-04-30'), await shareOn('2024-05-01'), await shareOn('2024-06-18')]).toEqual([
      0.1, 0.15, 0.2,
    ]);
  });

  test('of the same day takes the place of the earlier one', async () => {
    await setShare(0.25, '2024-06-18');
    expect(await shareOn('2024-06-18')).toBe(0.25);
  });

  test('is audited with the new and the earlier version', async () => {
    const earlier = await run((ctx) => parameterOn(ctx, 'test.share', '2024-06-18'));
    const id = await setShare(0.3, '2024-06-18');
    const { rows: noted } = await sql<{ subject: string; details: unknown }>`
      select subject, details from kernel.audit_entry where action = 'parameter.setVersion' order by id desc limit 1`.execute(
      database.kysely,
    );
    expect(noted[0]).toEqual({
      subject: 'parameter:test.share',
      details: { versionId: id, previousVersionId: earlier.id, validFrom: '2024-06-18' },
    });
  });
});

describe('refused is', () => {
  const refused = (change: object) =>
    refusal(
      run((ctx) =>
        setParameter(ctx, { key: 'test.share', value: 0.4, validFrom: '2024-06-18', source: '决议', ...change }),
      ),
    );

  test.each<[string, object, string, string[]]>([
    ['a key that no module knows', { key: 'test.other' }, 'kernel.not_found', []],
    ['a share above its bound', { value: 0.6 }, 'kernel.invalid_input', ['value: 请填不大于 50 的数']],
    ['a share below its bound', { value: 0.01 }, 'kernel.invalid_input', ['value: 请填不小于 5 的数']],
    ['a word for a share', { value: '一成' }, 'kernel.invalid_input', ['value: 请填写']],
    ['a table without rows', { key: 'test.table', value: [] }, 'kernel.invalid_input', ['value: 至少要有 1 项']],
    [
      'a row with an empty word and half a day',
      { key: 'test.table', value: [{ word: '', last: 1.5 }] },
      'kernel.invalid_input',
      ['value.0.word: 请填写', 'value.0.last: 请填整数'],
    ],
    [
      'a row with a long word and a day that no month has',
      { key: 'test.table', value: [{ word: '一二三四五', last: 32 }] },
      'kernel.invalid_input',
      ['value.0.word: 最多 4 个字', 'value.0.last: 请填不大于 31 的数'],
    ],
    [
      'a first day before the product’s own',
      { validFrom: '1999-12-31', note: '补' },
      'parameter.day_outside',
      ['validFrom: 起用日要在2000年1月1日到2034年6月26日之间，请核对年份。'],
    ],
    [
      'a first day generations away',
      { validFrom: '2204-06-18' },
      'parameter.day_outside',
      [expect.anything() as string],
    ],
    [
      'a comparison with the document on a day that has not come',
      { verifiedOn: '2024-06-19' },
      'parameter.verified_ahead',
      ['verifiedOn: 核对日期不能晚于今天（2024年6月18日），请改日期。'],
    ],
    [
      'a first day that is over, without a reason',
      { validFrom: '2024-06-17' },
      'parameter.reason_missing',
      [expect.stringContaining('note: 起用日2024年6月17日已经过去') as string],
    ],
  ])('%s', async (_what, change, code, issues) => {
    const { code: said, issues: found } = await refused(change);
    expect([said, found.map(({ path, message }) => `${path}: ${message}`)]).toEqual([code, issues]);
  });

  test('what holds already, from the same source', async () => {
    const again = { value: 0.33, source: '同一决议' };
    await run((ctx) => setParameter(ctx, { key: 'test.share', validFrom: '2024-06-18', ...again }));
    expect(await refused(again)).toMatchObject({ code: 'parameter.same_already', params: { day: '2024-06-18' } });
  });
});

describe('two people', () => {
  const latest = () => run(async (ctx) => (await versionsOf(ctx, ['test.share'])).at(-1)!.id);
  const setKnowing = (knownVersionId: string, value: number) =>
    run((ctx) =>
      setParameter(ctx, { key: 'test.share', value, validFrom: '2024-06-18', source: `两人${value}`, knownVersionId }),
    );

  test('the second is told of the first’s version, and may record after having seen it', async () => {
    const seen = await latest();
    const first = await setKnowing(seen, 0.41);
    expect(await refusal(setKnowing(seen, 0.42))).toMatchObject({
      code: 'parameter.changed_meanwhile',
      params: { who: '主席', versionId: first },
    });
    expect(await shareOn('2024-06-18')).toBe(0.41);
    await setKnowing(first, 0.42);
    expect(await shareOn('2024-06-18')).toBe(0.42);
  });

  test('at the same moment: exactly one is recorded', async () => {
    const seen = await latest();
    const both = await Promise.allSettled([setKnowing(seen, 0.43), setKnowing(seen, 0.44)]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(both.find((one) => one.status === 'rejected')?.reason).toMatchObject({
      code: 'parameter.changed_meanwhile',
    });
  });
});

describe('what hangs on a parameter', () => {
  test('is done with the recording once the first day has come', async () => {
    const previous = await run((ctx) => parameterOn(ctx, 'test.share', '2024-06-18'));
    heard.length = 0;
    const id = await setShare(0.21, '2024-06-18');
    expect(heard).toMatchObject([
      {
        version: { id, value: 0.21 },
        previous: { id: previous.id },
        from: '2024-06-18',
        until: null,
        isInForceToday: true,
      },
    ]);
  });

  test('hears of days that are over that they are', async () => {
    heard.length = 0;
    await setShare(0.22, '2024-05-20', { note: '更正' });
    expect(heard).toMatchObject([{ from: '2024-05-20', until: '2024-06-17', isInForceToday: false }]);
  });

  test('of a version recorded ahead is done on its first day, once', async () => {
    heard.length = 0;
    const id = await setShare(0.23, '2024-07-01');
    expect(heard).toEqual([]);
    const begin = (today: string) =>
      parameterJob.work(
        { act: (act) => run(act, { user: null, today }), log: database.house.log, stopping: undefined },
        {},
      );
    await begin('2024-06-30');
    expect(heard).toEqual([]);
    await begin('2024-07-01');
    await begin('2024-07-02');
    expect(heard).toMatchObject([{ version: { id, value: 0.23 }, previous: { value: 0.21 }, isInForceToday: true }]);
  });

  test('of a version that another of the same day replaced is not done', async () => {
    heard.length = 0;
    await setShare(0.24, '2024-08-01');
    const id = await setShare(0.26, '2024-08-01');
    expect(await run((ctx) => beginParameter(ctx, 'test.share'), { user: null, today: '2024-08-01' })).toBe(2);
    expect(heard.map(({ version }) => version.id)).toEqual([id]);
  });

  test('undoes the recording when it refuses', async () => {
    const before = await run((ctx) => versionsOf(ctx, ['test.share']));
    objection = new AppError('kernel.changed_meanwhile');
    expect(await refusal(setShare(0.27, '2024-06-18'))).toMatchObject({ code: 'kernel.changed_meanwhile' });
    objection = null;
    expect(await run((ctx) => versionsOf(ctx, ['test.share']))).toEqual(before);
  });
});

describe('read', () => {
  const answer = async (
    name: string,
    input: object,
    user: SignedInUser = reader,
    language: 'zh-CN' | 'en' = 'zh-CN',
  ) => {
    const route = parameterRoutes.find(({ endpoint }) => endpoint.name === name)!;
    const given = { params: {}, query: {}, body: {}, request: null as never, ...input };
    const raw = await run((ctx) => route.act(ctx, given), { user, language });
    return (route.endpoint.response as z.ZodType).parse(raw);
  };

  test('the list says for a day what is in force and what comes next', async () => {
    const list = await answer('parameter.listParameters', { query: { on: '2024-06-18' } });
    expect(list).toMatchObject({
      on: '2024-06-18',
      rows: [
        {
          key: 'test.share',
          module: 'test',
          group: '测试',
          name: '份额',
          current: { value: 0.21 },
          coming: { value: 0.23 },
        },
        { key: 'test.table', current: { level: 'product', source: '产品预设', at: null }, coming: null },
      ],
    });
  });

  test('the history says days of force, who recorded each version and what was dated back or replaced', async () => {
    const detail = (await answer('parameter.getParameter', { params: { key: 'test.share' } })) as {
      versions: { validFrom: string; until: string | null; isReplaced: boolean; isDatedBack: boolean; value: number }[];
    };
    const brief = detail.versions
      .filter(({ isReplaced }) => !isReplaced)
      .map(({ validFrom, until, isDatedBack, value }) => [validFrom, until, isDatedBack, value]);
    expect(brief).toEqual([
      ['2024-08-01', null, false, 0.26],
      ['2024-07-01', '2024-07-31', false, 0.23],
      ['2024-06-18', '2024-06-30', false, 0.21],
      ['2024-05-20', '2024-06-17', true, 0.22],
      ['2024-05-01', '2024-05-19', true, 0.15],
      ['2000-01-01', '2024-04-30', false, 0.1],
    ]);
    expect(detail.versions.filter(({ isReplaced }) => isReplaced).length).toBeGreaterThan(3);
    expect(detail).toMatchObject({ firstDay: '2000-01-01', abilities: { set: false } });
    expect(detail.versions[0]).toMatchObject({ recordedBy: '主席', level: 'enterprise' });
  });

  test('words come in the reader’s language, those of a table’s columns too; who may set is told so', async () => {
    expect(await answer('parameter.getParameter', { params: { key: 'test.table' } }, chair, 'en')).toMatchObject({
      name: 'Table',
      fields: { word: 'Word', last: 'To' },
      hints: {},
      current: { source: 'Product' },
      abilities: { set: true },
    });
  });

  test('a key that no module knows is not found', async () => {
    await expect(answer('parameter.getParameter', { params: { key: 'test.none' } })).rejects.toMatchObject({
      code: 'kernel.not_found',
    });
  });
});
