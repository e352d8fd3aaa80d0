import { recordLeaving } from '#engines/roster';
import { makePerson } from '#engines/roster/testing';
import { madeWorkbook } from '../../../src/engines/roster/intake/test-sheets';
import type { TestHouse } from '../../test-house';
import type { Place } from './places';
import { ask, idOf } from './requests';

/** One sheet of people as a clerk sends it: headings that are known, and a row that is right. */
const SHEET = madeWorkbook({
  name: '花名册',
  rows: [
    ['工号', '姓名', '性别', '单位', '用工形式', '到岗日期'],
    ['H1', '任燕', '女', '一工区', '合同工', '2015-01-01'],
  ],
});

/** A cohort, a pair that is two people, a merge, an import and a slip of a work area. */
export async function makeRosterThings(
  house: TestHouse,
  cookie: string,
  { unit }: Place,
): Promise<Record<string, string>> {
  const make = (url: string, body?: unknown) =>
    ask(house, cookie, { method: 'POST', url, ...(body === undefined ? {} : { body }) });
  const people = await house.act(async (ctx) => {
    const made: string[] = [];
    for (const name of ['仇海云', '仇海芸', '施建国', '施建囯', '柏青'])
      made.push((await makePerson(ctx, { name, unitId: unit.id })).id);
    return made;
  });
  const [one, other, survivor, merged, newcomer] = people as [string, string, string, string, string];

  const everybody = { name: `${unit.name}全体`, definition: { anyOf: [{ allOf: [] }] } };
  const cohort = await make('/api/roster/cohorts', everybody);
  const difference = await make('/api/roster/doubles/different', { oneId: one, otherId: other, reason: '不是一个人' });
  const records = { survivorId: survivor, survivorVersion: 1, mergedId: merged, mergedVersion: 1 };
  const merge = await make('/api/roster/doubles/merge', { ...records, reason: '重复建档' });
  const intake = await make('/api/roster/intake/runs?name=people.xlsx', SHEET);
  await make(`/api/roster/people/${newcomer}/code`);
  const access = await ask(house, cookie, { url: '/api/roster/access?state=coded' });
  const [slip] = access.rows as { code: { id: string } }[];
  const gone = await house.act(async (ctx) => {
    const { id } = await makePerson(ctx, { name: '任满', unitId: unit.id });
    await recordLeaving(ctx, id, '2020-12-31');
    return id;
  });
  await make('/api/roster/erasures', { personIds: [gone], reason: '保存期满' });
  const erasures = await ask(house, cookie, { url: '/api/roster/erasures' });
  const [erasure] = erasures.rows as { id: string }[];
  return {
    '/api/roster/erasures/:id': erasure!.id,
    '/api/roster/cohorts/:id': idOf(cohort),
    '/api/roster/cohorts/:id/people/:personId': newcomer,
    '/api/roster/doubles/different/:id': idOf(difference),
    '/api/roster/merges/:id': idOf(merge),
    '/api/roster/intake/runs/:id': (intake.run as { id: string }).id,
    '/api/roster/codes/:id': slip!.code.id,
  };
}
