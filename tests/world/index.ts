import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inTransaction, programFolder, type Context, type ContextSeed, type SignedInUser } from '#kernel';
import { getUnit, importHoldings, importPeople, importUnits, openAccount, type RoleTable } from '#engines/roster';
import { worldAccounts, type WorldAccount } from './accounts';
import { foundBodies } from './bodies';
import { keepBooks } from './books';
import { collectDues } from './dues';
import { stateDuties } from './duties';
import { holdEvents } from './events';
import { joinFunds } from './funds';
import { enrolMembers } from './members';
import { worldPeople } from './people';
import { dice } from './random';
import { saveTogether } from './savings';
import { worldUnits, type WorldUnits } from './units';

/** The one named salt works, 海晏盐场, that the demo shows and the tests stand on. Every name in it is invented. */
export const WORLD_DAY = '2024-06-18';
export const WORLD_PLAN_FILE = 'plan-2024.txt';

const SEED = 20_240_618;

export interface World extends Omit<WorldUnits, 'all'> {
  readonly accounts: readonly (WorldAccount & { readonly accountId: string })[];
  readonly peopleCount: number;
  readonly holdingCount: number;
  readonly eventCount: number;
  readonly dutyCount: number;
  readonly memberCount: number;
  readonly bodyCount: number;
  readonly duesCount: number;
  readonly saverCount: number;
  readonly entryCount: number;
}

/** The plan document of the year, in words of our own. */
export function worldPlan(): string {
  return readFileSync(join(programFolder(), 'tests', 'world', WORLD_PLAN_FILE), 'utf8');
}

export interface WorldRole {
  readonly username: string;
  readonly role: string;
  readonly name: string;
  readonly unitName: string;
}

let known: readonly WorldRole[] | null = null;

/** Who can sign in: the names are the same in every world, so nothing has to be asked of a database. */
export function worldRoles(): readonly WorldRole[] {
  if (known === null) {
    const units = worldUnits();
    known = worldAccounts(units, worldPeople(units, dice(SEED))).map(({ username, role, person, unit }) => ({
      username,
      role,
      name: person.name,
      unitName: unit.name,
    }));
  }
  return known;
}

/** Loads the whole world in one transaction into a database that has no units yet: a kill leaves all of it or nothing. */
export function buildWorld(seed: ContextSeed, options: { roles: RoleTable; password: string }): Promise<World> {
  return inTransaction(seed, async (ctx) => {
    const units = worldUnits();
    const people = worldPeople(units, dice(SEED));
    await importUnits(ctx, units.all);
    await importPeople(ctx, people.people);
    await importHoldings(ctx, people.holdings);
    const accounts: World['accounts'][number][] = [];
    for (const account of worldAccounts(units, people)) {
      const accountId = await openAccount(ctx, options.roles, {
        personId: account.person.id,
        username: account.username,
        name: account.person.name,
        password: options.password,
        mustChangePassword: false,
        role: account.role,
        unitId: account.unit.id,
      });
      accounts.push({ ...account, accountId });
    }
    const { all: _, ...named } = units;
    const as = async (role: string) => {
      const user = await holderOf(ctx, { accounts, works: units.works }, { roles: options.roles, role });
      return { ...ctx, user };
    };
    const asChair = await as('chair');
    const ofWorks = people.people.filter((person) => person.unitId !== units.group.id);
    await joinFunds(asChair, ofWorks, dice(SEED));
    const eventCount = await holdEvents(asChair, named, people.people, dice(SEED));
    const dutyCount = await stateDuties(asChair, named, accounts);
    const { members: memberCount } = await enrolMembers(asChair, people.people, accounts, dice(SEED));
    const bodyCount = await foundBodies(asChair, units, accounts);
    const entryCount = await keepBooks(
      { chair: asChair, treasurer: await as('treasurer') },
      units,
      ofWorks,
      dice(SEED),
    );
    const duesCount = await collectDues(asChair, units.works, ofWorks, dice(SEED));
    const treasurer = await as('treasurer');
    const officers = new Set(accounts.filter(({ role }) => role === 'unit_officer').map(({ person }) => person.id));
    const inOrder = [...ofWorks].sort((a, b) => Number(officers.has(b.id)) - Number(officers.has(a.id)));
    const saving = { chair: asChair, treasurer, cashier: await as('cashier') };
    const saverCount = await saveTogether(saving, units.works, inOrder, dice(SEED));
    const counts = {
      peopleCount: people.people.length,
      holdingCount: people.holdings.length,
      eventCount,
      dutyCount,
      memberCount,
      bodyCount,
      duesCount,
      saverCount,
      entryCount,
    };
    return { ...named, accounts, ...counts };
  });
}

/** What happened in the year was recorded by those who hold the roles: the audit names persons, as in life. */
async function holderOf(
  ctx: Context,
  world: Pick<World, 'accounts' | 'works'>,
  { roles, role }: { roles: RoleTable; role: string },
): Promise<SignedInUser> {
  const account = world.accounts.find((one) => one.role === role)!;
  const works = await getUnit(ctx, world.works.id!);
  const permissions = new Set(roles[role]!.permissions);
  return {
    accountId: account.accountId,
    sessionId: '',
    username: account.username,
    name: account.person.name,
    personId: account.person.id ?? null,
    mustChangePassword: false,
    grants: [{ role, unitId: works.id, unitName: works.name, unitPath: works.path, permissions }],
  };
}
