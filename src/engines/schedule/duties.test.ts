import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openTestDatabase, standingClock, type TestDatabase } from '#kernel/testing';
import { makeTree, type SmallTree } from '#engines/roster/testing';
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
    const mark = (occurrence: string, doneOn: string) =>
      call(contract.markDutyDone, chair(), {
        params: { id: duty.id, occurrence },
        body: { doneOn, note: '查了六个工区' },
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
    expect((await list()).rows[0]!.abilities).toEqual({ canMark: false, canEnd: false });
    await mark('2024-03-21', '2024-03-30');
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
        call(contract.markDutyDone, user, { params: { id: duty.id, occurrence }, body: { doneOn, note: '已查' } }),
      );
    expect(await mark('2024-06-02', '2024-06-10')).toBe('schedule.no_such_occurrence');
    expect(await mark('2025-01-01', '2024-06-10')).toBe('schedule.no_such_occurrence');
    expect(await mark('2024-07-01', '2024-06-10')).toBe('schedule.occurrence_ahead');
    expect(await mark('2024-06-01', '2024-06-13')).toBe('schedule.occurrence_ahead');
    expect(await mark('2024-06-01', '2024-06-10', workerUser(tree.team.path))).toBe('kernel.not_found');
    expect(await mark('2024-06-01', '2024-06-10', hostUser(tree.areas[1].path))).toBe('kernel.not_found');
    expect(await mark('2024-06-01', '2024-06-10', hostUser(tree.areas[0].path))).toBe('done');
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
