import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inTransaction, type Context } from '#kernel';
import { openTestDatabase, standingClock, type TestDatabase } from '#kernel/testing';
import { makePerson, makeTree, type SmallTree } from '#engines/roster/testing';
import { changeEvent, scheduleEvent, signUpOthers } from '#engines/schedule';
import { hostUser, makeEvent } from '#engines/schedule/testing';
import * as contract from '../contract';
import { chanceFrom, drawnApart } from '../ranking/seeded';
import { contestCalls, contestHost, contestReader, makeContest } from '../testing';
import { fileHash } from './file-hash';
import { fileKindOf } from './files';

let db: TestDatabase;
let tree: SmallTree;
const clock = standingClock('2024-05-06');
let call: ReturnType<typeof contestCalls>;
const act = <Result>(work: (ctx: Context) => Promise<Result>): Promise<Result> =>
  inTransaction(db.seed({ user: contestHost(), clock }), work);

beforeAll(async () => {
  db = await openTestDatabase();
  call = contestCalls(db, clock);
  tree = await act(makeTree);
});
afterAll(() => db.close());

const refusal = async (answer: Promise<unknown>): Promise<unknown> =>
  answer.then(
    () => 'done',
    (error: { code?: string }) => error.code ?? error,
  );
const host = () => contestHost(tree.works.path);
const officer = () => contestHost(tree.areas[0].path);

const team = (name: string, unitId: string, members: object[] = []) => ({ name, unitId, members });

/** A contest with a team of each of two work areas. */
async function drafted(change: object = {}) {
  const contest = await act((ctx) => makeContest(ctx, { unitId: tree.works.id, ...change }));
  const params = { id: contest.id };
  const entrants = [team('一队', tree.areas[0].id), team('二队', tree.areas[1].id)];
  const { rows } = await call(contract.enterEntrants, host(), { params, body: { entrants } });
  return { contest, params, rows };
}

async function started(change: object = {}) {
  const { contest, params, rows } = await drafted(change);
  const running = await call(contract.startContest, host(), { params, body: { version: contest.version } });
  return { contest: running, params, rows };
}

const saved = (params: { id: string }, entrantId: string, value: string, more: object = {}) =>
  call(contract.saveAttempt, host(), { params, body: { entrantId, round: 1, value, version: 0, ...more } });

describe('a contest in draft', () => {
  test('has the rules that its kind proposes, and takes others while it is a draft', async () => {
    const { contest, params } = await drafted();
    expect(contest).toMatchObject({ state: 'draft', kind: 'measured', rules: { counting: 'best', attempts: 1 } });
    const body = {
      ...{ name: '捞盐大赛', beginsOn: '2024-05-06', endsOn: '2024-05-07' },
      rules: { attempts: 3 },
      version: contest.version,
    };
    expect(await call(contract.changeContest, host(), { params, body })).toMatchObject({
      name: '捞盐大赛',
      rules: { attempts: 3 },
    });
    expect(await refusal(call(contract.changeContest, host(), { params, body }))).toBe('kernel.changed_meanwhile');
  });

  test('is refused with days that end before they begin, unfit rules, a strange event', async () => {
    const make = (change: object) =>
      refusal(
        call(contract.createContest, host(), {
          body: {
            ...{ kind: 'measured', entrantKind: 'team', name: '捞盐比赛', unitId: tree.works.id },
            ...{ beginsOn: '2024-05-06', endsOn: '2024-05-08', ...change },
          },
        }),
      );
    expect(await make({ endsOn: '2024-05-05' })).toBe('contest.days_reversed');
    expect(await make({ rules: { attempts: 0 } })).toBe('contest.rules_unfit');
    expect(await make({ rules: { legs: 1 } })).toBe('contest.rules_unfit');
    const event = await act((ctx) => makeEvent(ctx, { unitId: tree.areas[0].id }));
    expect(await make({ eventId: event.id })).toBe('contest.event_elsewhere');
    expect(await make({ eventId: tree.works.id })).toBe('kernel.not_found');
    expect(await make({ unitId: tree.group.id })).toBe('kernel.not_found');
  });

  test('takes groups in their order, and keeps those with entrants', async () => {
    const { params, contest } = await drafted();
    const set = (groups: object[], version: number) =>
      call(contract.setGroups, host(), { params, body: { version, groups } });
    const both = await set(
      [
        { id: null, name: '男子' },
        { id: null, name: '女子' },
      ],
      contest.version,
    );
    const [men, women] = both.groups;
    const turned = await set(
      [women!, men!].map(({ id, name }) => ({ id, name })),
      both.version,
    );
    expect(turned.groups.map(({ name }) => name)).toEqual(['女子', '男子']);
    expect(
      await refusal(
        set(
          [
            { id: null, name: '甲' },
            { id: null, name: '甲' },
          ],
          turned.version,
        ),
      ),
    ).toBe('contest.group_name_twice');
    await call(contract.enterEntrants, host(), {
      params,
      body: { entrants: [{ ...team('三队', tree.areas[0].id), groupId: women!.id }] },
    });
    expect(await refusal(set([{ id: men!.id, name: '男子' }], turned.version))).toBe('contest.group_in_use');
    expect(await refusal(set([{ id: tree.works.id, name: '男子' }], turned.version))).toBe('kernel.not_found');
  });

  test('is cancelled with a reason, and then nothing more is done to it', async () => {
    const { params, contest } = await drafted();
    const cancelled = await call(contract.cancelContest, host(), {
      params,
      body: { version: contest.version, reason: '台风' },
    });
    expect(cancelled).toMatchObject({ state: 'cancelled', stateReason: '台风' });
    const again = { params, body: { version: cancelled.version, reason: '台风' } };
    expect(await refusal(call(contract.cancelContest, host(), again))).toBe('contest.step_impossible');
  });
});

describe('entries', () => {
  test('are made by the officer of a unit for the own people, by the host for everybody', async () => {
    const { params } = await drafted();
    const enter = (user: ReturnType<typeof host>, unitId: string, name: string) =>
      refusal(call(contract.enterEntrants, user, { params, body: { entrants: [team(name, unitId)] } }));
    // The officer of an area sees what the works holds for all.
    expect(await enter(officer(), tree.areas[0].id, '三队')).toBe('done');
    expect(await enter(officer(), tree.areas[1].id, '四队')).toBe('kernel.not_found');
    expect(await enter(host(), tree.areas[1].id, '四队')).toBe('done');
    expect(await enter(host(), tree.group.id, '五队')).toBe('kernel.not_found');
  });

  test('name each team once, each person in one team, each number once', async () => {
    const { params, rows } = await drafted();
    const person = await act((ctx) => makePerson(ctx, { unitId: tree.areas[0].id, name: '王海' }));
    const enter = (entrant: object) =>
      refusal(call(contract.enterEntrants, host(), { params, body: { entrants: [entrant] } }));
    const member = { personId: person.id };
    expect(await enter(team('一队', tree.areas[0].id))).toBe('contest.entered_already');
    expect(await enter(team('', tree.areas[0].id))).toBe('contest.team_name_missing');
    expect(await enter(team('三队', tree.areas[0].id, [member, member]))).toBe('contest.member_twice');
    expect(await enter(team('三队', tree.areas[0].id, [{ personId: tree.works.id }]))).toBe('kernel.not_found');
    expect(await enter({ ...team('三队', tree.areas[0].id, [member]), number: 7 })).toBe('done');
    expect(await enter(team('四队', tree.areas[1].id, [member]))).toBe('contest.in_another_team');
    expect(await enter({ ...team('四队', tree.areas[1].id), number: 7 })).toBe('contest.entrant_number_taken');
    expect(await enter({ unitId: tree.areas[1].id, personId: person.id })).toBe('contest.entrant_unfit');
    const change = { name: '一队', number: 7, version: rows[0]!.version };
    const asked = { params: { ...params, entrantId: rows[0]!.id }, body: change };
    expect(await refusal(call(contract.changeEntrant, host(), asked))).toBe('contest.entrant_number_taken');
    const fine = { ...asked, body: { ...change, number: 8, members: [] } };
    expect(await call(contract.changeEntrant, host(), fine)).toMatchObject({ number: 8, name: '一队' });
    expect(await refusal(call(contract.changeEntrant, host(), fine))).toBe('kernel.changed_meanwhile');
    expect(await call(contract.removeEntrant, host(), { params: fine.params })).toEqual({});
    expect(await refusal(call(contract.removeEntrant, host(), { params: fine.params }))).toBe('kernel.not_found');
  });

  test('come from those who hold a place at the event', async () => {
    const event = await act((ctx) => makeEvent(ctx, { unitId: tree.works.id }));
    const people = await act(async (ctx) => [
      await makePerson(ctx, { unitId: tree.areas[0].id, name: '甲一' }),
      await makePerson(ctx, { unitId: tree.areas[1].id, name: '乙二' }),
    ]);
    await inTransaction(db.seed({ user: hostUser(), clock }), async (ctx) => {
      const time = { startsAt: '2024-06-15T09:00:00+08:00', endsAt: null, place: '礼堂', reason: '' };
      const { version } = await scheduleEvent(ctx, event.id, { version: event.version, ...time });
      const signUp = { opensAt: '2024-05-01T08:00:00+08:00', closesAt: null };
      await changeEvent(ctx, event.id, { version, signUp, reason: '' });
      await signUpOthers(
        ctx,
        event.id,
        people.map(({ id }) => id),
      );
    });
    const contest = await act((ctx) =>
      makeContest(ctx, { unitId: tree.works.id, entrantKind: 'person', eventId: event.id, name: '演讲比赛' }),
    );
    const asked = { params: { id: contest.id }, body: {} };
    const keeper = { ...hostUser(tree.works.path), grants: [...hostUser(tree.works.path).grants, ...host().grants] };
    const entered = await call(contract.enterSignedUp, keeper, asked);
    expect(entered.rows.map(({ name, unit }) => `${name} ${unit.name}`).sort()).toEqual(['乙二 二工区', '甲一 一工区']);
    expect(await call(contract.enterSignedUp, keeper, asked)).toEqual({ rows: [] });
    const teams = await drafted({ eventId: event.id });
    expect(await refusal(call(contract.enterSignedUp, keeper, { ...asked, params: teams.params }))).toBe(
      'contest.entrant_unfit',
    );
    const without = await drafted();
    expect(await refusal(call(contract.enterSignedUp, keeper, { ...asked, params: without.params }))).toBe(
      'contest.no_event',
    );
  });

  test('have their numbers drawn so that anybody can draw them again', async () => {
    const { params, contest } = await drafted();
    const drawn = await call(contract.drawNumbers, host(), {
      params,
      body: { version: contest.version, seed: '骰子 3 5 1' },
    });
    const given = drawn.given as { id: string; unit: string }[];
    const again = drawnApart(given, ({ unit }) => unit, chanceFrom('骰子 3 5 1')).map(({ id }) => id);
    expect(drawn.outcome).toEqual(again);
    const { rows } = await call(contract.listEntrants, contestReader(tree.areas[1].path), { params });
    expect(rows.map(({ id }) => id)).toEqual(again);
    expect(rows.map(({ number }) => number)).toEqual([1, 2]);
    const anew = { params, body: { version: contest.version + 1, seed: '' } };
    expect(await refusal(call(contract.drawNumbers, host(), anew))).toBe('contest.drawn_already');
    await call(contract.drawNumbers, host(), { params, body: { ...anew.body, isAnew: true } });
    expect((await call(contract.listDraws, host(), { params })).rows).toHaveLength(2);
    const alone = await act((ctx) => makeContest(ctx, { unitId: tree.works.id }));
    const single = { params: { id: alone.id }, body: { version: alone.version } };
    expect(await refusal(call(contract.drawNumbers, host(), single))).toBe('contest.too_few_entrants');
  });
});

describe('a contest under way', () => {
  test('starts with enough entrants, takes no more, and changes its rules by dated amendment only', async () => {
    const empty = await act((ctx) => makeContest(ctx, { unitId: tree.works.id }));
    const start = { params: { id: empty.id }, body: { version: empty.version } };
    expect(await refusal(call(contract.startContest, host(), start))).toBe('contest.too_few_entrants');
    expect((await call(contract.previewRanking, host(), { params: { id: empty.id } })).ranking.groups).toEqual([
      { group: null, rows: [] },
    ]);
    const { contest, params, rows } = await started();
    const late = { params, body: { entrants: [team('三队', tree.areas[0].id)] } };
    expect(await refusal(call(contract.enterEntrants, host(), late))).toBe('contest.entry_closed');
    const out = { params: { ...params, entrantId: rows[0]!.id } };
    expect(await refusal(call(contract.removeEntrant, host(), out))).toBe('contest.entry_closed');
    const change = { name: '捞盐', beginsOn: '2024-05-06', endsOn: '2024-05-08', version: contest.version };
    expect(await refusal(call(contract.changeContest, host(), { params, body: change }))).toBe(
      'contest.step_impossible',
    );
    const amend = (fromDay: string, rules: object, version: number) =>
      call(contract.amendRules, host(), { params, body: { fromDay, rules, version, reason: '雨天，多试一次' } });
    expect(await refusal(amend('2024-05-01', { attempts: 2 }, contest.version))).toBe('contest.amendment_outside');
    expect(await refusal(amend('2024-05-07', { attempts: 99 }, contest.version))).toBe('contest.rules_unfit');
    const amended = await amend('2024-05-07', { attempts: 2 }, contest.version);
    expect(amended).toMatchObject({ rules: { attempts: 2 }, amendments: [{ number: 2, fromDay: '2024-05-07' }] });
  });

  test('publishes what its file gives, and whoever has the file computes the same', async () => {
    const { contest, params, rows } = await started({ unitPoints: ['9', '7', '6'] });
    const [first, second] = rows;
    const publish = (version: number, reason = '') =>
      call(contract.publishRanking, host(), { params, body: { version, reason } });
    await saved(params, first!.id, '412.5');
    expect(await refusal(publish(contest.version))).toBe('contest.unfinished');
    const now = await call(contract.previewRanking, host(), { params });
    expect(now.missing).toMatchObject([{ key: 'measured.faults.no_attempt', params: { name: '二队' } }]);
    await saved(params, second!.id, '420');
    const published = await publish(contest.version);
    expect(
      published.ranking.groups[0]!.rows.map(({ entrant, rank }) => `${rank} ${published.entrants[entrant]!.name}`),
    ).toEqual(['1 二队', '2 一队']);
    expect(published.units.map(({ name, points, rank }) => `${rank} ${name} ${points}`)).toEqual([
      '1 二工区 9',
      '2 一工区 7',
    ]);
    const file = await call(contract.downloadContestFile, contestReader(tree.areas[0].path), {
      params: { id: published.id },
    });
    const read = JSON.parse(Buffer.from((file as unknown as { bytes: Uint8Array }).bytes).toString()) as never;
    const ways = fileKindOf('measured')!;
    expect(ways.rank(ways.schema.parse(read))).toEqual(published.ranking);
    expect(fileHash(ways.schema.parse(read))).toBe(published.fileHash);
    // A correction changes nothing that is published until it is published anew, with its reason.
    await saved(params, second!.id, '402', { version: 1, reason: '秤重复核' });
    expect((await call(contract.showRanking, host(), { params: { id: published.id } })).ranking).toEqual(
      published.ranking,
    );
    const { version } = await call(contract.showContest, host(), { params });
    expect(await refusal(publish(version))).toBe('contest.republish_reason_missing');
    const anew = await publish(version, '秤重复核');
    expect(anew.ranking.groups[0]!.rows[0]).toMatchObject({ entrant: first!.id, rank: 1 });
    expect((await call(contract.listRankings, host(), { params })).rows.map(({ number }) => number)).toEqual([2, 1]);
    const sheet = await call(contract.exportRanking, contestReader(tree.areas[0].path), {
      params: { id: anew.id },
    });
    expect((sheet as unknown as { bytes: Uint8Array }).bytes.length).toBeGreaterThan(1000);
    const closed = await call(contract.closeContest, host(), { params, body: { version: version + 1 } });
    expect(closed.state).toBe('closed');
    expect(await refusal(saved(params, first!.id, '500', { version: 1, reason: '想改' }))).toBe(
      'contest.step_impossible',
    );
  });

  test('keeps whoever drops out in the ranking, without a place and with the reason', async () => {
    const { contest, params, rows } = await started();
    const [first, second] = rows;
    const body = { version: second!.version, state: 'disqualified', reason: '私自换人' };
    const out = await call(contract.setEntrantState, host(), { params: { ...params, entrantId: second!.id }, body });
    expect(out).toMatchObject({ state: 'disqualified', stateReason: '私自换人' });
    await saved(params, first!.id, '400');
    expect(await refusal(saved(params, second!.id, '500'))).toBe('contest.entrant_out');
    const published = await call(contract.publishRanking, host(), { params, body: { version: contest.version } });
    expect(published.ranking.groups[0]!.rows[1]).toMatchObject({
      rank: null,
      notes: [{ key: 'measured.notes.disqualified', params: { reason: '私自换人' } }],
    });
  });

  test('is not closed before anything is published', async () => {
    const { contest, params } = await started();
    const close = { params, body: { version: contest.version } };
    expect(await refusal(call(contract.closeContest, host(), close))).toBe('contest.step_impossible');
  });
});

describe('who sees a contest', () => {
  test('those of whom it is, those below and those for whom it is; others learn nothing', async () => {
    const { contest } = await drafted();
    const see = (path: string) =>
      refusal(call(contract.showContest, contestReader(path), { params: { id: contest.id } }));
    expect(await see(tree.works.path)).toBe('done');
    expect(await see(tree.areas[0].path)).toBe('done');
    const own = await act((ctx) => makeContest(ctx, { unitId: tree.areas[0].id, name: '一工区接力' }));
    const other = (path: string) =>
      refusal(call(contract.showContest, contestReader(path), { params: { id: own.id } }));
    expect(await other(tree.areas[1].path)).toBe('kernel.not_found');
    expect(await other(tree.works.path)).toBe('done');
    const names = async (path: string, query: object = {}) =>
      (await call(contract.listContests, contestReader(path), { query: { search: '一工区', ...query } })).rows.map(
        ({ name }) => name,
      );
    expect(await names(tree.areas[1].path)).toEqual([]);
    expect(await names(tree.works.path, { year: 2024, kind: 'measured', state: 'draft' })).toEqual(['一工区接力']);
    expect(await names(tree.works.path, { year: 2023 })).toEqual([]);
    const file = await call(contract.exportContests, contestReader(tree.works.path), {});
    expect((file as unknown as { bytes: Uint8Array }).bytes.length).toBeGreaterThan(1000);
    const pages = await call(contract.listContests, host(), { query: { limit: 2 } });
    expect(pages.rows).toHaveLength(2);
    const next = await call(contract.listContests, host(), { query: { limit: 200, cursor: pages.nextCursor! } });
    expect(next.rows.map(({ id }) => id)).not.toContain(pages.rows[0]!.id);
    expect(await refusal(call(contract.listContests, host(), { query: { cursor: 'x_y' } }))).toBe(
      'kernel.invalid_input',
    );
  });
});
