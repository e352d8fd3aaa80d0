import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openTestDatabase, standingClock, type TestDatabase } from '#kernel/testing';
import { makeHolding, makePerson, makeTree, type SmallTree } from '#engines/roster/testing';
import * as contract from './contract';
import { createDuties, dutyOccurrences } from './index';
import { hostUser, makeDuty, scheduleActs, scheduleCalls, withStatements, workerUser } from './testing';

let db: TestDatabase;
let tree: SmallTree;
const clock = standingClock('2024-06-12');
let call: ReturnType<typeof scheduleCalls>;
let act: ReturnType<typeof scheduleActs>;

beforeAll(async () => {
  db = await openTestDatabase();
  call = scheduleCalls(db, clock);
  act = scheduleActs(db, clock);
  tree = await act(hostUser(), makeTree);
});
afterAll(() => db.close());
beforeEach(() => clock.set('2024-06-12'));

const refusal = async (answer: Promise<unknown>): Promise<unknown> =>
  answer.then(
    () => 'done',
    (error: { code?: string }) => error.code ?? error,
  );
const chair = () => hostUser(tree.group.path);
const body = () => ({
  title: '劳动保护检查',
  unitId: tree.works.id,
  recurrence: 'quarter_end' as const,
  startsOn: '2024-01-01',
  words: '每季度末',
  tags: ['commitment:q'],
});

describe('a recurring duty', () => {
  test('has its occurrences of the year, each with its state', async () => {
    const duty = await call(contract.createDuty, chair(), { body: body() });
    expect(duty).toMatchObject({ unit: { name: '测试盐场' }, words: '每季度末', abilities: { canMark: true } });
    const mark = (occurrence: string, doneOn: string, version = 0) =>
      call(contract.markDutyDone, chair(), {
        params: { id: duty.id, occurrence },
        body: { doneOn, note: '查了六个工区', version },
      });
    await mark('2024-03-21', '2024-04-02');
    const list = () =>
      call(contract.listDuties, workerUser(tree.team.path), { query: { year: '2024', tag: 'commitment:q' } });
    expect((await list()).occurrences.map((o) => [o.from, o.to, o.state])).toEqual([
      ['2024-03-21', '2024-03-31', 'done_late'],
      ['2024-06-21', '2024-06-30', 'ahead'],
      ['2024-09-21', '2024-09-30', 'ahead'],
      ['2024-12-21', '2024-12-31', 'ahead'],
    ]);
    expect((await list()).rows[0]!.abilities).toEqual({ canMark: false, canChange: false, canEnd: false });
    await mark('2024-03-21', '2024-03-30', 1);
    expect((await list()).occurrences[0]).toMatchObject({ state: 'done', doneOn: '2024-03-30', note: '查了六个工区' });
    clock.set('2024-07-01');
    expect((await list()).occurrences[1]!.state).toBe('missed');
    const asOf = await act(null, (ctx) =>
      dutyOccurrences(ctx, { year: 2024, tags: ['commitment:q'], asOf: '2024-03-29' }),
    );
    expect(asOf.map((o) => [o.state, o.tags])).toEqual([
      ['open', ['commitment:q']],
      ...Array.from({ length: 3 }, () => ['ahead', ['commitment:q']]),
    ]);
  });

  test('is not marked for a day on which none begins, nor ahead of its time, nor by those who only read', async () => {
    const duty = await act(null, (ctx) => makeDuty(ctx, { unitId: tree.areas[0].id }));
    const mark = (occurrence: string, doneOn: string, user = chair()) =>
      refusal(
        call(contract.markDutyDone, user, {
          params: { id: duty.id, occurrence },
          body: { doneOn, note: '已查', version: 0 },
        }),
      );
    expect(await mark('2024-06-02', '2024-06-10')).toBe('schedule.no_such_occurrence');
    expect(await mark('2025-01-01', '2024-06-10')).toBe('schedule.no_such_occurrence');
    expect(await mark('2024-07-01', '2024-06-10')).toBe('schedule.occurrence_ahead');
    expect(await mark('2024-06-01', '2024-06-13')).toBe('schedule.occurrence_ahead');
    expect(await mark('2024-06-01', '2024-06-10', workerUser(tree.team.path))).toBe('kernel.not_found');
    expect(await mark('2024-06-01', '2024-06-10', hostUser(tree.areas[1].path))).toBe('kernel.not_found');
    expect(await mark('2024-06-01', '2024-06-10', hostUser(tree.areas[0].path))).toBe('done');
  });

  test('done by two people at once: the later reads what the first wrote before it is replaced', async () => {
    const duty = await act(null, (ctx) => makeDuty(ctx, { unitId: tree.works.id, tags: ['commitment:two'] }));
    const mark = (user: ReturnType<typeof hostUser>, note: string, version: number) =>
      call(contract.markDutyDone, user, {
        params: { id: duty.id, occurrence: '2024-06-01' },
        body: { doneOn: '2024-06-10', note, version },
      });
    const round = async () => {
      const query = { year: '2024', tag: 'commitment:two' };
      const { occurrences } = await call(contract.listDuties, chair(), { query });
      const { note, markVersion } = occurrences.find((one) => one.key === '2024-06-01')!;
      return { note, markVersion };
    };
    expect(await round()).toEqual({ note: '', markVersion: 0 });
    expect(await mark(hostUser(tree.works.path, { name: '甲' }), '查了三处', 0)).toEqual({ version: 1 });
    await expect(mark(chair(), '查了五处', 0)).rejects.toMatchObject({
      code: 'schedule.mark_changed',
      params: { title: '检查劳动保护', by: '甲', day: '2024-06-10', note: '查了三处', version: 1 },
    });
    expect(await round()).toEqual({ note: '查了三处', markVersion: 1 });
    expect(await mark(chair(), '查了五处', 1)).toEqual({ version: 2 });
    expect(await round()).toEqual({ note: '查了五处', markVersion: 2 });
  });

  test('keeps evidence with its occurrence, readable by those who see the duty', async () => {
    const duty = await act(null, (ctx) => makeDuty(ctx, { unitId: tree.areas[0].id, tags: ['commitment:e'] }));
    const add = (occurrence: string, bytes: Uint8Array) =>
      call(contract.addDutyEvidence, chair(), {
        params: { id: duty.id, occurrence },
        query: { name: '检查表.pdf' },
        body: bytes as never,
      });
    const pdf = Buffer.from('%PDF-1.7\n');
    const evidence = await add('2024-05-01', pdf);
    expect(await refusal(add('2024-05-01', Buffer.from('<html>')))).toBe('file.type_refused');
    expect(await refusal(add('2024-05-01', Buffer.concat([pdf, Buffer.alloc(11_000_000)])))).toBe('kernel.too_large');
    expect(await refusal(add('2024-05-02', pdf))).toBe('schedule.no_such_occurrence');
    const { occurrences } = await call(contract.listDuties, chair(), {
      query: { year: '2024', tag: 'commitment:e', unitId: tree.areas[0].id },
    });
    expect(occurrences.find((o) => o.from === '2024-05-01')!.evidence).toEqual([
      { id: evidence.id, name: '检查表.pdf' },
    ]);
    const get = (user: ReturnType<typeof hostUser>) =>
      call(contract.getDutyEvidence, user, { params: { id: duty.id, evidenceId: evidence.id } });
    expect(await get(workerUser(tree.team.path))).toMatchObject({ mediaType: 'application/pdf', isInline: false });
    expect(await refusal(get(workerUser(tree.areas[1].path)))).toBe('kernel.not_found');
  });

  test('ends with a last day; what was done stays', async () => {
    const duty = await act(null, (ctx) =>
      makeDuty(ctx, { unitId: tree.works.id, endsOn: null, tags: ['commitment:end'] }),
    );
    const end = (version: number, endsOn: string) =>
      call(contract.endDuty, chair(), { params: { id: duty.id }, body: { version, endsOn, reason: '并入安康杯' } });
    expect(await refusal(end(1, '2023-12-31'))).toBe('schedule.window_reversed');
    expect(await end(1, '2024-03-15')).toMatchObject({ endsOn: '2024-03-15', version: 2 });
    expect(await refusal(end(1, '2024-04-15'))).toBe('kernel.changed_meanwhile');
    const { occurrences } = await call(contract.listDuties, chair(), {
      query: { year: '2024', tag: 'commitment:end' },
    });
    expect(occurrences.at(-1)).toMatchObject({ from: '2024-03-01', to: '2024-03-15' });
  });

  test('may be ended too early by mistake: it goes on again, but never ends before what was done', async () => {
    const duty = await act(null, (ctx) => makeDuty(ctx, { unitId: tree.works.id, endsOn: null }));
    const end = (version: number, endsOn: string | null) =>
      call(contract.endDuty, chair(), { params: { id: duty.id }, body: { version, endsOn, reason: '写错了' } });
    await call(contract.markDutyDone, chair(), {
      params: { id: duty.id, occurrence: '2024-05-01' },
      body: { doneOn: '2024-05-06', note: '已查', version: 0 },
    });
    expect(await refusal(end(1, '2024-04-30'))).toBe('schedule.duty_marked_later');
    expect(await end(1, '2024-05-31')).toMatchObject({ endsOn: '2024-05-31' });
    expect(await end(2, null)).toMatchObject({ endsOn: null, version: 3 });
  });

  test('is refused with a last day before the first and for a unit of others; many cost one statement to write', async () => {
    expect(await refusal(call(contract.createDuty, chair(), { body: { ...body(), endsOn: '2023-12-31' } }))).toBe(
      'schedule.window_reversed',
    );
    expect(await refusal(call(contract.createDuty, hostUser(tree.areas[0].path), { body: body() }))).toBe(
      'kernel.not_found',
    );
    await act(chair(), async (plain) => {
      const { ctx, statements } = withStatements(plain);
      await createDuties(ctx, Array.from({ length: 20 }, body));
      expect(statements.filter((text) => text.includes('insert into'))).toHaveLength(1);
    });
  });
});

describe('a duty that is changed', () => {
  const wanted = {
    title: '季度安全检查',
    recurrence: 'quarterly' as const,
    month: 1,
    startsOn: '2024-01-01',
    words: '每季度第一个月',
    tags: ['commitment:q'],
  };
  const change = (id: string, version: number, patch: object = {}, user = chair()) =>
    call(contract.changeDuty, user, { params: { id }, body: { version, ...wanted, ...patch } });

  test('takes a new title, rhythm and words; another’s change in between is seen first', async () => {
    const duty = await act(null, (ctx) => makeDuty(ctx, { unitId: tree.works.id }));
    expect(await change(duty.id, 1)).toMatchObject({
      title: '季度安全检查',
      month: 1,
      version: 2,
      isRhythmFixed: false,
    });
    expect(await refusal(change(duty.id, 1))).toBe('kernel.changed_meanwhile');
    expect(await refusal(change(duty.id, 2, { month: 4 }))).toBe('schedule.rhythm_incomplete');
    expect(await refusal(change(duty.id, 2, { startsOn: '2025-01-01' }))).toBe('schedule.window_reversed');
    expect(await refusal(change(duty.id, 2, {}, hostUser(tree.areas[0].path)))).toBe('kernel.not_found');
  });

  test('keeps its rhythm once something was done under it, but not its title', async () => {
    const duty = await act(null, (ctx) => makeDuty(ctx, { unitId: tree.works.id, recurrence: 'quarterly', month: 1 }));
    await call(contract.markDutyDone, chair(), {
      params: { id: duty.id, occurrence: '2024-04-01' },
      body: { doneOn: '2024-04-20', note: '已查', version: 0 },
    });
    expect(await refusal(change(duty.id, 1, { month: 2 }))).toBe('schedule.rhythm_fixed');
    expect(await refusal(change(duty.id, 1, { startsOn: '2024-02-01' }))).toBe('schedule.rhythm_fixed');
    expect(await change(duty.id, 1)).toMatchObject({ title: '季度安全检查', isRhythmFixed: true });
  });

  test('a rhythm that is half said is refused from the start', async () => {
    const lunar = { ...body(), recurrence: 'lunar' as const };
    expect(await refusal(call(contract.createDuty, chair(), { body: lunar }))).toBe('schedule.rhythm_incomplete');
    const festival = { name: 'spring' as const, daysBefore: 7, daysAfter: 0 };
    const duty = await call(contract.createDuty, chair(), { body: { ...lunar, festival, tags: ['commitment:l'] } });
    expect(duty.festival).toEqual(festival);
    const { occurrences } = await call(contract.listDuties, chair(), { query: { year: '2024', tag: 'commitment:l' } });
    expect(occurrences.map((o) => [o.from, o.to])).toEqual([['2024-02-03', '2024-02-10']]);
  });
});

describe('who does a duty', () => {
  test('a person named or the holder of a post marks it; it is among their own, for others it is not', async () => {
    const officer = await act(null, (ctx) => makePerson(ctx, { unitId: tree.areas[0].id, name: '李红' }));
    const director = await act(null, (ctx) => makePerson(ctx, { unitId: tree.works.id, name: '王强' }));
    await act(null, (ctx) => makeHolding(ctx, { personId: director.id, unitId: tree.works.id }));
    const named = await act(null, (ctx) =>
      makeDuty(ctx, { unitId: tree.works.id, personId: officer.id, tags: ['commitment:who'] }),
    );
    const posted = await act(null, (ctx) =>
      makeDuty(ctx, { unitId: tree.works.id, post: 'area_director', tags: ['commitment:who'] }),
    );
    const open = await act(null, (ctx) => makeDuty(ctx, { unitId: tree.areas[0].id, tags: ['commitment:who'] }));
    const asOfficer = hostUser(tree.areas[0].path, { personId: officer.id });
    const asDirector = hostUser(tree.areas[1].path, { personId: director.id });
    const own = async (user: typeof asOfficer) => {
      const query = { year: '2024', tag: 'commitment:who', isMine: 'true' };
      return (await call(contract.listDuties, user, { query })).rows;
    };
    expect((await own(asOfficer)).map((row) => row.id)).toEqual([named.id, open.id]);
    expect(await own(asDirector)).toMatchObject([{ id: posted.id, holders: ['王强'], abilities: { canMark: true } }]);
    expect(await own(chair())).toEqual([]);
    expect(named).toMatchObject({ person: { name: '李红' }, post: null });
    const mark = (id: string, user: typeof asOfficer, version = 0) =>
      refusal(
        call(contract.markDutyDone, user, {
          params: { id, occurrence: '2024-06-01' },
          body: { doneOn: '2024-06-10', note: '已查', version },
        }),
      );
    expect(await mark(named.id, asDirector)).toBe('kernel.not_found');
    expect(await mark(named.id, asOfficer)).toBe('done');
    expect(await mark(posted.id, asOfficer)).toBe('kernel.not_found');
    expect(await mark(posted.id, asDirector)).toBe('done');
    expect(await mark(posted.id, chair(), 1)).toBe('done');
  });

  test('a person or post that isn’t there is refused', async () => {
    const nobody = '0190aaaa-0000-7000-8000-000000000000';
    const create = (patch: object) => refusal(call(contract.createDuty, chair(), { body: { ...body(), ...patch } }));
    expect(await create({ personId: nobody })).toBe('kernel.not_found');
    expect(await create({ post: 'grand_vizier' })).toBe('kernel.not_found');
  });
});
