import { importMembers } from '#lines/membership';
import { makePerson } from '#engines/roster/testing';
import type { TestHouse } from '../../test-house';
import type { Place } from './places';
import { makeDuesThings } from './dues-things';
import { ask, idOf, POINT } from './requests';

/** What a member or applicant of a work area has: applications, a card with its photo, a transfer. */
export async function makeMembershipThings(
  house: TestHouse,
  cookie: string,
  { unit, officer: account, worker: other }: Place,
): Promise<Record<string, string>> {
  const make = (url: string, body: unknown, as = cookie) => ask(house, as, { method: 'POST', url, body });
  const officer = house.people[account];
  const [applicant, leaver] = await house.act(async (ctx) => {
    const entering = await makePerson(ctx, { name: '柏新来', unitId: unit.id });
    const leaving = await makePerson(ctx, { name: '解转出', unitId: unit.id });
    await importMembers(
      ctx,
      [officer, leaving.id].map((personId) => ({ personId, joinedOn: '2022-03-01' })),
    );
    return [entering.id, leaving.id] as const;
  });

  const join = { kind: 'join', isDeclared: true, words: '' };
  const paper = await make('/api/membership/papers?name=p.png', POINT);
  const onPaper = { personId: applicant, form: { ...join, signedName: '柏新来' }, submittedOn: '2024-06-10' };
  const entered = await make('/api/membership/applications', { ...onPaper, paperId: idOf(paper) });

  const worker = await other.cookie();
  const { declaration } = await ask(house, worker, { url: '/api/membership/own' });
  const fromPhone = {
    form: { ...join, signedName: other.username === 'worker' ? 'worker员' : other.username },
    declarationId: idOf(declaration as { id: string }),
  };
  const own = await make('/api/membership/own/applications', fromPhone, worker);

  const member = await house.cookieOf(account);
  await make('/api/membership/own/portrait?name=p.png', POINT, member);
  const { card } = await ask(house, member, { url: '/api/membership/own/card' });

  const move = { to: 'transferred_out', on: '2024-06-10', reason: 'changed_job', document: '调令' };
  await make(`/api/membership/people/${leaver}/moves`, { ...move, destination: '海宁化工厂工会' });
  const { transfers } = await ask(house, cookie, { url: '/api/membership/open-matters' });
  return {
    ...(await makeDuesThings(house, { unitId: unit.id, personId: officer, staffNumber: account })),
    ...(await makeBodyThings(house, cookie, { unitId: unit.id, chairId: officer })),
    '/api/membership/applications/:id': idOf(entered),
    '/api/membership/own/applications/:id': idOf(own),
    '/api/membership/own/portraits/:id': (card as { portraitId: string }).portraitId,
    '/api/membership/people/:id': officer,
    '/api/membership/members/:id': officer,
    '/api/membership/transfers/:id': (transfers as { id: string }[])[0]!.id,
  };
}

/** A committee in its first term, prolonged by a document, with somebody in its chair. */
async function makeBodyThings(
  house: TestHouse,
  cookie: string,
  { unitId, chairId }: { unitId: string; chairId: string },
): Promise<Record<string, string>> {
  const at = '/api/membership/bodies';
  const make = (url: string, body: unknown) => ask(house, cookie, { method: 'POST', url, body });
  const committee = { kind: 'kitchen_committee', name: '伙食管理委员会', foundedOn: '2024-01-01', unitId };
  const body = `${at}/${idOf(await make(at, committee))}`;
  const candidates = [{ personId: chairId, seat: 'chair', isNoRelative: false }];
  const elected = { number: 1, startsOn: '2024-01-01', years: 1, seats: 3, basis: '职工会议选举', candidates };
  const term = idOf(await make(`${body}/terms`, elected));
  const paper = idOf(await make(`${at}/papers?name=p.png`, POINT));
  await make(`${body}/terms/${term}/prolong`, { endsOn: '2025-06-30', basis: '批复', paperId: paper });
  const shown = await ask(house, cookie, { url: body });
  const steps = shown.steps as { id: string; hasPaper: boolean }[];
  const terms = shown.terms as { seatRows: { id: string }[] }[];
  return {
    [`${at}/:id`]: body.slice(at.length + 1),
    [`${at}/:id/terms/:termId`]: term,
    [`${at}/:id/seats/:seatId`]: terms[0]!.seatRows[0]!.id,
    [`${at}/:id/steps/:stepId`]: steps.find(({ hasPaper }) => hasPaper)!.id,
  };
}
