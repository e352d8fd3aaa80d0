import type { Context } from '#kernel';
import { getUnit, type NewUnit } from '#engines/roster';
import type { Day } from '#kernel/contract';
import { beginUnionTerm, foundUnionBody, votersOn } from '#lines/membership';
import type { WorldAccount } from './accounts';
import type { WorldUnits } from './units';

/** One body of the demo: in which unit, with whom on which seat. */
interface BodyToFound {
  readonly unit: NewUnit;
  readonly kind: Parameters<typeof foundUnionBody>[1]['kind'];
  readonly name: string;
  readonly number: number;
  readonly from: Day;
  readonly years: number;
  readonly seats: readonly Seat[];
  /** Those of the accounts who are seated first, where they could be elected. */
  readonly first?: readonly (string | undefined)[];
  readonly gender?: 'female';
  /** Whether those who sit elsewhere may sit here too: a delegate may be of a committee. */
  readonly isOpenToAll?: boolean;
}
type Seat = Parameters<typeof beginUnionTerm>[1]['body']['candidates'][number]['seat'];

const FOUNDED = '1985-03-01';
const seats = (...given: readonly (readonly [Seat, number])[]): Seat[] =>
  given.flatMap(([seat, count]) => Array.from({ length: count }, () => seat));

/** The committees of the works were elected together and end together, seventy-four days after the world's day. */
const LAST_CONGRESS = { number: 5, from: '2021-09-01', years: 3 };

function bodiesOfWorks(units: WorldUnits, personOf: (username: string) => string | undefined): BodyToFound[] {
  const unit = units.works;
  return [
    {
      ...{ ...LAST_CONGRESS, unit, kind: 'union_committee', name: '海晏盐场工会委员会' },
      seats: seats(['chair', 1], ['vice_chair', 2], ['member', 14]),
      first: [personOf('chair')],
    },
    {
      ...{ ...LAST_CONGRESS, unit, kind: 'audit_committee', name: '海晏盐场工会经费审查委员会' },
      seats: seats(['chair', 1], ['member', 4]),
      first: [personOf('auditor')],
    },
    {
      ...{ ...LAST_CONGRESS, unit, kind: 'women_committee', name: '海晏盐场工会女职工委员会', gender: 'female' },
      seats: seats(['chair', 1], ['vice_chair', 1], ['member', 5]),
    },
    {
      ...{ ...LAST_CONGRESS, unit, kind: 'congress_delegates', name: '海晏盐场工会会员代表大会', isOpenToAll: true },
      seats: seats(['delegate', 60]),
      first: [personOf('chair'), personOf('auditor')],
    },
  ];
}

/** Branch unions: the second area's term has run out, the fifth has no committee at all. */
function bodiesOfAreas(units: WorldUnits): BodyToFound[] {
  const [east, west, south, north, , dyke] = units.areas as readonly NewUnit[] & { length: 6 };
  const branch = (unit: NewUnit, from: Day, years: number, members: number): BodyToFound => ({
    ...{ unit, kind: 'union_committee', name: `${unit.name}分工会委员会`, number: 4, from, years },
    seats: seats(['chair', 1], ['vice_chair', 1], ['member', members]),
  });
  const groups = [east!, west!].flatMap((area) =>
    units.teams
      .filter((team) => team.parentId === area.id)
      .slice(0, 4)
      .map((unit): BodyToFound => ({
        ...{ unit, kind: 'union_group', name: `${unit.name}工会小组`, number: 1, from: '2023-01-10', years: 3 },
        seats: seats(['leader', 1], ['inspector', 1]),
      })),
  );
  return [
    branch(east!, '2022-11-01', 5, 7),
    branch(west!, '2021-05-10', 3, 7),
    branch(south!, '2023-04-01', 3, 7),
    branch(north!, '2023-04-01', 3, 7),
    branch(dyke!, '2022-06-01', 5, 7),
    ...units.workshops.map((shop) => branch(shop, '2022-03-01', 5, 3)),
    ...groups,
  ];
}

function basisOf(kind: BodyToFound['kind'], number: number): string {
  if (kind === 'union_group') return '小组会员会议选举';
  return kind === 'congress_delegates' ? '各分工会会员选举' : `第${number}次会员代表大会选举，上级工会批复`;
}

/** The bodies of the union with those who sit in them: elected were members of then who are members still. */
export async function foundBodies(ctx: Context, units: WorldUnits, accounts: readonly WorldAccount[]): Promise<number> {
  const personOf = (username: string) => accounts.find((account) => account.username === username)?.person.id;
  const bodies = [...bodiesOfWorks(units, personOf), ...bodiesOfAreas(units)];
  // Nobody sits in two bodies, and the accounts of the demo keep the roles that they show.
  const taken = new Set(accounts.flatMap((account) => account.person.id ?? []));
  for (const body of bodies) {
    const { kind, name, number, from: startsOn, years } = body;
    const { id } = await foundUnionBody(ctx, { unitId: body.unit.id!, kind, name, foundedOn: FOUNDED });
    const people = await elected(ctx, body, taken);
    const candidates = body.seats.map((seat, i) => ({ personId: people[i]!, seat, isNoRelative: true }));
    const basis = basisOf(kind, number);
    await beginUnionTerm(ctx, {
      ...{ params: { id }, query: {} },
      body: { number, startsOn, years, seats: candidates.length, basis, candidates },
    });
  }
  return bodies.length;
}

async function elected(ctx: Context, body: BodyToFound, taken: Set<string>): Promise<string[]> {
  const unit = await getUnit(ctx, body.unit.id!);
  const now = new Set((await votersOn(ctx, { day: ctx.clock.today(), unit })).map((person) => person.personId));
  const could = (await votersOn(ctx, { day: body.from, unit })).filter(({ personId }) => now.has(personId));
  const first = could.filter(({ personId }) => body.first?.includes(personId));
  const others = could.filter(
    ({ personId, gender }) =>
      (body.isOpenToAll === true || !taken.has(personId)) &&
      !body.first?.includes(personId) &&
      (body.gender === undefined || gender === body.gender),
  );
  // Spread over the list of names, so that the committee isn't one surname.
  const step = Math.max(1, Math.floor(others.length / body.seats.length));
  const chosen = [...first, ...others.filter((_, i) => i % step === 0)].slice(0, body.seats.length);
  if (body.isOpenToAll !== true) for (const { personId } of chosen) taken.add(personId);
  return chosen.map(({ personId }) => personId);
}
