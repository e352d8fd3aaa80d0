import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inTransaction, programFolder, type Context, type ContextSeed, type SignedInUser } from '#kernel';
import { getUnit, importHoldings, importPeople, importUnits, openAccount, type RoleTable } from '#engines/roster';
import { countWaitingOf, publishStatement, sealEntries } from '#engines/ledger';
import { worldAccounts, type WorldAccount } from './accounts';
import { keepAssets } from './assets';
import { auditBooks, on } from './audits';
import { reconcileBank } from './bank';
import { foundBodies } from './bodies';
import { keepBooks } from './books';
import { fillDesks } from './desk';
import { collectDues } from './dues';
import { stateDuties } from './duties';
import { holdEvents } from './events';
import { joinFunds } from './funds';
import { keepGoods } from './goods';
import { enrolMembers } from './members';
import { worldPeople } from './people';
import { dice } from './random';
import { saveTogether } from './savings';
import { keepReliefMoney } from './relief-money';
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
  readonly deskCount: number;
  readonly bankLineCount: number;
  readonly assetCount: number;
  readonly goodsCount: number;
  readonly fundsId: string;
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
    const hand = (username: string) =>
      userOf(
        ctx,
        accounts.find((account) => account.username === username)!,
        options.roles,
      );
    const [chair, treasurer, cashier, worker] = [
      await hand('chair'),
      await hand('treasurer'),
      await hand('cashier'),
      await hand('worker'),
    ];
    const asChair = { ...ctx, user: chair };
    const ofWorks = people.people.filter((person) => person.unitId !== units.group.id);
    await joinFunds(asChair, ofWorks, dice(SEED));
    const eventCount = await holdEvents(asChair, named, people.people, dice(SEED));
    const dutyCount = await stateDuties(asChair, named, accounts);
    const { members: memberCount } = await enrolMembers(asChair, people.people, accounts, dice(SEED));
    const bodyCount = await foundBodies(asChair, units, accounts);
    const keepers = { chair: asChair, treasurer: { ...ctx, user: treasurer } };
    const { entryCount, fundsId } = await keepBooks(keepers, units, ofWorks, dice(SEED));
    const hands = { ...keepers, cashier: { ...ctx, user: cashier } };
    await keepReliefMoney(hands, units.works, ofWorks, dice(SEED));
    const duesCount = await collectDues(asChair, units.works, ofWorks, dice(SEED));
    const officers = new Set(accounts.filter(({ role }) => role === 'unit_officer').map(({ person }) => person.id));
    const inOrder = [...ofWorks].sort((a, b) => Number(officers.has(b.id)) - Number(officers.has(a.id)));
    const saverCount = await saveTogether(hands, units.works, inOrder, dice(SEED));
    const deskCount = await fillDesks(ctx, fundsId, { chair, treasurer, cashier, worker });
    const assetCount = await keepAssets(ctx, fundsId, { treasurer, units, people });
    const goodsCount = await keepGoods(ctx, fundsId, { treasurer, keeper: await hand('officer'), units, people });
    const bankLineCount = await reconcileBank(ctx, fundsId, { chair, treasurer });
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
      deskCount,
      bankLineCount,
      assetCount,
      goodsCount,
      fundsId,
    };
    return { ...named, accounts, ...counts };
  });
}

/** What the chair has laid open to everybody who works here: the books at the end of the first quarter, and of May. */
async function publishBooks(ctx: Context, chair: SignedInUser, fundsId: string): Promise<string[]> {
  const published = [
    ['2024-03-31', '2024-04-10'],
    ['2024-05-31', '2024-06-10'],
  ] as const;
  const ids: string[] = [];
  for (const [day, publishedOn] of published) {
    const { id } = await publishStatement(on(ctx, chair, publishedOn), {
      ...{ params: { id: fundsId }, query: {}, body: { on: day, span: 'month' } },
    });
    ids.push(id);
  }
  return ids;
}

/**
 * What only stands once every entry has its number, and thus once the world is committed: the books are sealed, statements
 * published, and the audit committee looks at them. Where others hold the sealer up, the world is without all this.
 */
export async function auditWorld(seed: ContextSeed, world: World, options: { roles: RoleTable }): Promise<void> {
  await sealEntries(seed.house.database);
  await inTransaction(seed, async (ctx) => {
    const hand = (username: string) =>
      userOf(
        ctx,
        world.accounts.find((account) => account.username === username)!,
        options.roles,
      );
    const [chair, auditor, treasurer] = [await hand('chair'), await hand('auditor'), await hand('treasurer')];
    const bookIds = [world.fundsId];
    if ((await countWaitingOf(ctx, { bookIds, from: '2024-01-01', to: WORLD_DAY })) > 0) return;
    const [quarterId] = (await publishBooks(ctx, chair, world.fundsId)) as [string, string];
    await auditBooks(ctx, { unitId: world.works.id!, fundsId: world.fundsId, quarterId, auditor, treasurer });
  });
}

/** An account as it signs in: what happened in the year was recorded by persons, as in life. */
async function userOf(ctx: Context, account: World['accounts'][number], roles: RoleTable): Promise<SignedInUser> {
  const unit = await getUnit(ctx, account.unit.id!);
  const permissions = new Set(roles[account.role]!.permissions);
  return {
    accountId: account.accountId,
    sessionId: '',
    username: account.username,
    name: account.person.name,
    personId: account.person.id ?? null,
    mustChangePassword: false,
    grants: [{ role: account.role, unitId: unit.id, unitName: unit.name, unitPath: unit.path, permissions }],
  };
}
