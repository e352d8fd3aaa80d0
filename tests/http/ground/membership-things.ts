import { importMembers } from '#lines/membership';
import { makePerson } from '#engines/roster/testing';
import type { TestHouse } from '../../test-house';
import type { Place } from './places';
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
    '/api/membership/applications/:id': idOf(entered),
    '/api/membership/own/applications/:id': idOf(own),
    '/api/membership/own/portraits/:id': (card as { portraitId: string }).portraitId,
    '/api/membership/people/:id': officer,
    '/api/membership/members/:id': officer,
    '/api/membership/transfers/:id': (transfers as { id: string }[])[0]!.id,
  };
}
