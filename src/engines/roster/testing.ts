import { newId, type Context } from '#kernel';
import type { Person, Unit } from './contract';
import type { NewHolding, NewPerson, NewUnit } from './imports';
import { getPerson, importPeople } from './people';
import { importHoldings } from './posts';
import { getUnit, importUnits } from './units';

/** Days before every day that tests stand on. */
const LONG_AGO = '2020-01-01';

let counter = 0;
const next = (): number => (counter += 1);

/** A unit of its own: without arguments a works at the top of the tree. */
export async function makeUnit(ctx: Context, change: Partial<NewUnit> = {}): Promise<Unit> {
  const id = change.id ?? newId();
  const kind = change.kind ?? (change.parentId ? 'work_area' : 'works');
  await importUnits(ctx, [{ id, parentId: null, kind, name: `单位${next()}`, from: LONG_AGO, ...change }]);
  return getUnit(ctx, id);
}

/** A person with a staff number of her own; without a unit she works in a new one. */
export async function makePerson(ctx: Context, change: Partial<NewPerson> = {}): Promise<Person> {
  const id = change.id ?? newId();
  const unitId = change.unitId ?? (await makeUnit(ctx)).id;
  const rest = {
    staffNumber: `T${next()}`,
    name: '张海燕',
    gender: 'female',
    employmentKind: 'contract',
    from: LONG_AGO,
  } as const;
  await importPeople(ctx, [{ ...rest, ...change, id, unitId }]);
  return getPerson(ctx, id);
}

/** A post held by a person: without arguments a new person is director of her own work area. */
export async function makeHolding(ctx: Context, change: Partial<NewHolding> = {}): Promise<NewHolding> {
  const person = change.personId === undefined ? await makePerson(ctx) : await getPerson(ctx, change.personId);
  const holding = { personId: person.id, post: 'area_director', unitId: person.unitId!, from: LONG_AGO, ...change };
  await importHoldings(ctx, [holding]);
  return holding;
}

export interface SmallTree {
  group: Unit;
  works: Unit;
  areas: readonly [Unit, Unit];
  station: Unit;
  canteen: Unit;
  team: Unit;
}

/** 集团公司 › 总场 › 一工区 (泵站, 食堂, 班组) and 二工区: enough for scopes, owners and events. */
export async function makeTree(ctx: Context): Promise<SmallTree> {
  const make = (kind: string, name: string, parent: Unit | null) =>
    makeUnit(ctx, { kind, name, parentId: parent?.id ?? null });
  const group = await make('group', '测试集团', null);
  const works = await make('works', '测试盐场', group);
  const first = await make('work_area', '一工区', works);
  const second = await make('work_area', '二工区', works);
  const station = await make('pumping_station', '东泵站', first);
  const canteen = await make('canteen', '一食堂', first);
  const team = await make('team', '甲班', first);
  return { group, works, areas: [first, second], station, canteen, team };
}
