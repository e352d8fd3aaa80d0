import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inTransaction, newId, seedParameters, type Context, type ContextSeed } from '#kernel';
import { fixedKeyRing, openLog, readSettings } from '#kernel/composition';
import {
  openFilledDatabase,
  standingClock,
  testKeys,
  testUser,
  type StandingClock,
  type TestDatabase,
} from '#kernel/testing';
import { openAccount } from '#engines/roster';
import { makePerson, makeTree, type SmallTree } from '#engines/roster/testing';
import {
  allMeasures,
  allNameFinders,
  allParameters,
  allRecordSources,
  allSubjects,
  composeOnce,
} from '../src/app/foundation';
import { openHouse, type OpenHouse } from '../src/app/house';
import { modules } from '../src/app/modules';
import { roles, rolesApart, rolesWith, type RoleName } from '../src/app/roles';

export const PASSWORD = 'Sea-salt-2024';

/** Who signs in in the tests: one account a role, and an officer of another work area. */
export const testAccounts = {
  chair: { role: 'chair', at: 'works' },
  unit_officer: { role: 'unit_officer', at: 'first' },
  other_officer: { role: 'unit_officer', at: 'second' },
  treasurer: { role: 'treasurer', at: 'works' },
  cashier: { role: 'cashier', at: 'works' },
  auditor: { role: 'auditor', at: 'works' },
  superior: { role: 'superior', at: 'group' },
  administrator: { role: 'administrator', at: 'group' },
  worker: { role: 'worker', at: 'first' },
} as const satisfies Record<string, { role: RoleName; at: 'group' | 'works' | 'first' | 'second' }>;
export type TestAccount = keyof typeof testAccounts;

export interface TestHouse extends OpenHouse {
  tree: SmallTree;
  people: Record<TestAccount, string>;
  clock: StandingClock;
  /** Runs an act as the program itself, with every right on the whole tree. */
  act<Result>(work: (ctx: Context) => Promise<Result>): Promise<Result>;
  /** A cookie for the account; signing in happens once. */
  cookieOf(account: TestAccount): Promise<string>;
}

/** A seed with all measures and parameters of the house, recorded in a database that has none yet: worlds are built on it. */
export async function fullSeed(database: TestDatabase): Promise<ContextSeed> {
  const seed = database.seed();
  const full = { ...seed, house: { ...seed.house, measures: allMeasures(), parameters: allParameters() } };
  await inTransaction(full, seedParameters);
  return full;
}

/** A database with all that the modules bring to a house; the clock stands still. */
function wholeHouse(database: TestDatabase) {
  const clock = standingClock('2024-06-18');
  const house = {
    ...database.house,
    measures: allMeasures(),
    parameters: allParameters(),
    subjects: allSubjects(),
    nameFinders: allNameFinders(),
    recordSources: allRecordSources(),
    rolesWith,
    rolesApart,
  };
  const everything = new Set(modules.flatMap((module) => module.permissions));
  const seed = (): ContextSeed => ({ requestId: newId(), user: null, clock, language: 'zh-CN', house });
  const act = <Result>(work: (ctx: Context) => Promise<Result>) =>
    inTransaction({ ...seed(), user: testUser([...everything], '/') }, work);
  return { house, clock, seed, act };
}

/** A whole house on a database of its own: real acts, real sessions, real HTTP; only the clock stands still. */
export async function openTestHouse(
  options: { pages?: boolean; requestsPerMinute?: number; env?: Record<string, string> } = {},
): Promise<TestHouse> {
  composeOnce();
  const { database, filled } = await openFilledDatabase('house', async (template) => {
    const { act } = wholeHouse(template);
    await act(seedParameters);
    return act(fillTree);
  });
  const { tree, people } = filled;
  const { house, clock, seed, act } = wholeHouse(database);
  const settings = readSettings({ GONGHUI_DEMO: 'off', PORT: '0', ...options.env });
  const log = openLog('silent');
  const open = await openHouse(
    {
      settings,
      folder: mkdtempSync(join(tmpdir(), 'gonghui-house-')),
      keyRing: fixedKeyRing(testKeys),
      postgres: null,
      database,
      house,
      clock,
      seed,
      close: database.close,
    },
    log,
    { jobs: false, pages: options.pages ?? false, requestsPerMinute: options.requestsPerMinute ?? 10_000 },
  );
  const cookies = new Map<TestAccount, Promise<string>>();
  const signIn = async (account: TestAccount): Promise<string> => {
    const answer = await open.app.inject({
      method: 'POST',
      url: '/api/session',
      payload: { username: account, password: PASSWORD },
    });
    if (answer.statusCode !== 200) throw new Error(`${account} can't sign in: ${answer.body}`);
    return answer.cookies.map((cookie) => `${cookie.name}=${encodeURIComponent(cookie.value)}`).join('; ');
  };
  return {
    ...open,
    tree,
    people,
    clock,
    act,
    cookieOf: (account) => {
      const known = cookies.get(account) ?? signIn(account);
      cookies.set(account, known);
      return known;
    },
  };
}

async function fillTree(ctx: Context): Promise<{ tree: SmallTree; people: Record<TestAccount, string> }> {
  const tree = await makeTree(ctx);
  const units = { group: tree.group, works: tree.works, first: tree.areas[0], second: tree.areas[1] };
  const people: Partial<Record<TestAccount, string>> = {};
  for (const [username, { role, at }] of Object.entries(testAccounts) as [
    TestAccount,
    (typeof testAccounts)[TestAccount],
  ][]) {
    // Staff numbers of their own: the count of those that tests make up begins anew beside this ground.
    const person = await makePerson(ctx, { name: `${username}员`, staffNumber: username, unitId: units[at].id });
    people[username] = person.id;
    await openAccount(ctx, roles, {
      username,
      name: `${username}员`,
      password: PASSWORD,
      personId: person.id,
      mustChangePassword: false,
      role,
      unitId: units[at].id,
    });
  }
  return { tree, people: people as Record<TestAccount, string> };
}
