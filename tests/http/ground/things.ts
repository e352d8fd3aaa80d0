import { makeHolding } from '#engines/roster/testing';
import type { TestHouse } from '../../test-house';
import { makeAuditThings } from './audit-things';
import { makeContestThings } from './contest-things';
import { makeFinanceThings } from './finance-things';
import { makeHonoursThings } from './honours-things';
import { makeIndicatorThings } from './indicator-things';
import { makeLedgerThings } from './ledger-things';
import { makeMembershipThings } from './membership-things';
import { makeMoneyThings } from './money-things';
import { makeSavingsThings } from './savings-things';
import { ask, idOf, POINT, send } from './requests';
import { firstPlace, type Place } from './places';
import { makeReliefThings } from './relief-things';
import { makeRosterThings } from './roster-things';

const PLAN = `2024年一工区分工会工作计划
一、文体活动
5月初组织捞盐比赛。继续做好《工会法》的学习。
二、帮扶救助
年底再拿出7000元以上给予救助。
`;

/** One of each kind of thing, all in one work area; the ids by the addresses under which they stand. */
export interface Things {
  readonly ids: Readonly<Record<string, string>>;
  readonly plan: { confirmed: string; inReview: string };
}

/** Fills a work area, the first unless told otherwise, through the endpoints, as somebody who may do everything there. */
export async function makeThings(house: TestHouse, cookie: string, place: Place = firstPlace(house)): Promise<Things> {
  const { unit } = place;
  const make = (url: string, body: unknown) => ask(house, cookie, { method: 'POST', url, body });
  const personId = house.people[place.officer];
  const users = (await send(house, cookie, { url: `/api/roster/users?search=${place.officer}` })).body;
  const [user] = users.rows as { accountId: string; grants: { id: string }[] }[];
  const colleagues = (await send(house, cookie, { url: `/api/roster/users?search=${place.worker.username}` })).body;
  const [worker] = colleagues.rows as { accountId: string }[];
  const grantId = user!.grants[0]!.id;
  const officer = await house.cookieOf(place.officer);
  const delegation = await send(house, officer, {
    method: 'POST',
    url: `/api/roster/own-grants/${grantId}/delegations`,
    body: { accountId: worker!.accountId, from: '2024-12-01', to: '2024-12-02' },
  });
  await house.act((ctx) => makeHolding(ctx, { personId, post: 'cook', unitId: unit.id }));
  const person = (await send(house, cookie, { url: `/api/roster/people/${personId}` })).body;
  const [holding] = person.holdings as { id: string }[];

  const certificate = { kind: 'certificate', title: '电工证', gainedOn: '2024-01-01' };
  await make(`/api/roster/people/${personId}/photo?name=p.png`, POINT);
  const skill = await make(`/api/roster/people/${personId}/skills`, certificate);
  const correction = await send(house, officer, {
    method: 'POST',
    url: '/api/roster/own-corrections',
    body: { field: 'employer', proposed: '海晏盐场', reason: '换了单位' },
  });
  const event = await make('/api/events', {
    title: '一工区捞盐比赛',
    unitId: unit.id,
    window: { from: '2024-06-10', to: '2024-06-20' },
    series: { name: '一工区捞盐比赛', edition: 3 },
  });
  const photo = await make(`/api/events/${idOf(event)}/photos?name=p.png`, POINT);
  const duty = await make('/api/duties', {
    title: '检查劳动保护',
    unitId: unit.id,
    recurrence: 'monthly',
    startsOn: '2024-01-01',
  });
  const round = `/api/duties/${idOf(duty)}/occurrences/2024-06-01`;
  const proof = await make(`${round}/evidence?name=p.png`, POINT);
  const feed = await make('/api/feeds', { name: '一工区日历', unitId: unit.id });

  const text = { name: '计划.txt', text: PLAN, year: 2024 };
  const { planId } = await make('/api/plans/texts', text);
  await make(`/api/plans/${planId as string}/confirm`, { revision: 1, acceptRest: true });
  const later = await make('/api/plans/texts', { ...text, text: PLAN.replaceAll('2024', '2025'), year: 2025 });
  const board = (await send(house, cookie, { url: `/api/plans/${planId as string}/board` })).body;
  const [commitment] = board.rows as { id: string }[];
  const at = `/api/commitments/${commitment!.id}`;
  const task = await make(`${at}/tasks`, { title: '布置场地', unitId: unit.id, personId: null, dueOn: '2024-06-30' });
  const { fileId } = await make(`${at}/files?name=p.png`, POINT);
  const evidence = await make(`${at}/evidence`, { day: '2024-06-18', text: '', taskId: null, fileIds: [fileId] });
  const directive = await make('/api/directives', {
    sender: '上级工会',
    number: '',
    title: '关于安全生产月的通知',
    receivedOn: '2024-06-01',
    fileId: null,
  });
  const ledger = await makeLedgerThings(house, cookie, place);
  return {
    plan: { confirmed: planId as string, inReview: later.planId as string },
    ids: {
      ...(await makeRosterThings(house, cookie, place)),
      ...(await makeMembershipThings(house, cookie, place)),
      ...ledger,
      ...(await makeMoneyThings(house, cookie, place)),
      ...(await makeContestThings(house, cookie, place)),
      ...(await makeSavingsThings(house, place)),
      ...(await makeIndicatorThings(house, cookie, place)),
      ...(await makeReliefThings(house, place)),
      ...(await makeHonoursThings(house, place)),
      ...(await makeFinanceThings(house, cookie, ledger['/api/ledger/books/:id']!, place)),
      ...(await makeAuditThings(house, cookie, ledger['/api/ledger/books/:id']!, place)),
      '/api/roster/units/:id': place.team.id,
      '/api/roster/people/:id': personId,
      '/api/roster/users/:id': user!.accountId,
      '/api/roster/grants/:id': grantId,
      '/api/roster/own-grants/:id': grantId,
      '/api/roster/delegations/:id': idOf(delegation.body),
      '/api/roster/holdings/:id': holding!.id,
      '/api/roster/rights/accounts/:id': user!.accountId,
      '/api/roster/rights/things/:kind/:id': personId,
      '/api/roster/skills/:id': idOf(skill),
      '/api/roster/corrections/:id': idOf(correction.body),
      '/api/events/:id': idOf(event),
      '/api/events/:id/photos/:photoId': idOf(photo),
      '/api/event-series/:id': (event.series as { id: string }).id,
      '/api/duties/:id': idOf(duty),
      '/api/duties/:id/evidence/:evidenceId': idOf(proof),
      '/api/feeds/:id': idOf(feed),
      '/api/plans/:planId': planId as string,
      '/api/commitments/:commitmentId': commitment!.id,
      '/api/tasks/:taskId': idOf(task),
      '/api/evidence/:evidenceId': idOf(evidence),
      '/api/evidence/files/:fileId': fileId as string,
      '/api/directives/:directiveId': idOf(directive),
      '/api/session/:accountId/live': user!.accountId,
    },
  };
}
