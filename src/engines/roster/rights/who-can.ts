import { may, notFound, openAccountNames, text, type Context, type SignedInUser } from '#kernel';
import type { EndpointInput } from '#kernel/contract';
import { admit, scopeOf } from '../policy';
import type { RoleTable } from '../roles';
import { decodeCursor, encodeCursor } from '../rules';
import { accountRows, grantsOf, heldGrants, type HeldGrant } from '../store/grants';
import { permissionsIn } from './permissions';
import type { PersonWhoCan, Reason, StandingConflict } from './rights-contract';
import type * as contract from './rights-contract';
import { delegatedPermissions, pairsApart } from './rules';
import { standingPairs } from './store';
import { byModule, permissionInWords, permissionsOfRoles, ruleInWords, subjectName } from './words';

const RIGHT = 'roster.rights.read';
const MOST_FOUND = 20;

/** What can be asked about, and what stands against the rules in the own part of the tree. */
export async function getRights(ctx: Context, roles: RoleTable) {
  return {
    kinds: [...ctx.house.subjects.keys()].map((kind) => ({ kind, name: subjectName(ctx, kind) })),
    modules: byModule(ctx, permissionsOfRoles(roles)),
    conflicts: await standingConflicts(ctx, roles, scopeOf(ctx, RIGHT)),
  };
}

/** Roles that one person holds though they are kept apart, where a rule came later than a grant or a unit was moved. */
export async function standingConflicts(
  ctx: Context,
  roles: RoleTable,
  scopes: readonly string[],
): Promise<StandingConflict[]> {
  const pairs = await standingPairs(ctx, { pairs: pairsApart(roles), scopes, day: ctx.clock.today() });
  const names = await openAccountNames(
    ctx,
    pairs.map((pair) => pair.accountId),
  );
  return pairs.flatMap(({ accountId, one, other, rule }) => {
    const name = names.get(accountId)?.name;
    const say = (part: string) => text(ctx.language, `roster:rights.apart.${rule}.${part}`);
    return name === undefined ? [] : { accountId, name, one, other, rule: say('rule'), source: say('source') };
  });
}

/** Things of a kind that the person who asks may read; a kind that there is not holds nothing. */
export async function findThings(ctx: Context, { kind, search }: EndpointInput<typeof contract.findThings>['query']) {
  const rows = (await ctx.house.subjects.get(kind)?.choose(ctx, search)) ?? [];
  return { rows: rows.slice(0, MOST_FOUND) };
}

/**
 * Everyone who can read or change a thing: the policy of its module is asked for each of them, as the endpoints ask it.
 * Refuses: a kind that there is not, a thing that isn't there or stands outside the part of the tree where the person may ask.
 */
export async function whoCanOnThing(
  ctx: Context,
  roles: RoleTable,
  { params, query }: Pick<EndpointInput<typeof contract.whoCanOnThing>, 'params' | 'query'>,
) {
  const subject = ctx.house.subjects.get(params.kind);
  const thing = (await subject?.find(ctx, params.id)) ?? null;
  if (subject === undefined || thing === null) throw notFound();
  admit(ctx, RIGHT, thing.unitPath);
  const permission = subject.permissions[query.question];
  const page = await pageOfThose(ctx, roles, {
    permission,
    admits: (asking) => may(asking.user, permission) && thing.admits(asking, query.question),
    page: query,
  });
  const isReader = thing.admits(ctx, 'read');
  return { ...page, title: isReader ? thing.title : null, rule: ruleInWords(ctx, params.kind, query.question) };
}

/** Everyone who holds a permission on a unit. Refuses: a permission that no role gives, a unit that isn't there or is outside. */
export async function whoHolds(
  ctx: Context,
  roles: RoleTable,
  { permission, unit, page }: { permission: string; unit: { name: string; path: string }; page: PageQuery },
) {
  if (!permissionsOfRoles(roles).includes(permission)) throw notFound();
  const those = await pageOfThose(ctx, roles, {
    permission,
    admits: (asking) => may(asking.user, permission, unit.path),
    page,
  });
  return { ...those, title: unit.name, rule: permissionInWords(ctx, permission) };
}

type PageQuery = Pick<EndpointInput<typeof contract.whoHolds>['query'], 'cursor' | 'limit'>;

interface Question {
  readonly permission: string;
  readonly admits: (asking: Context) => boolean;
  readonly page: PageQuery;
}

/** Those whom a policy admits, the highest units first, with the grants that by themselves would be enough. */
async function pageOfThose(ctx: Context, roles: RoleTable, { permission, admits, page }: Question) {
  const giving = Object.keys(roles).filter((role) => roles[role]!.permissions.includes(permission));
  const held = await heldGrants(ctx, giving, ctx.clock.today());
  const byAccount = new Map<string, HeldGrant[]>();
  for (const grant of held) byAccount.set(grant.accountId, [...(byAccount.get(grant.accountId) ?? []), grant]);
  const names = await openAccountNames(ctx, [...byAccount.keys()]);
  const withPermissions = permissionsIn(roles);
  const found = [...byAccount].flatMap(([accountId, own]) => {
    const known = names.get(accountId);
    if (known === undefined) return [];
    const asks = (grants: readonly HeldGrant[]): boolean =>
      admits({ ...ctx, user: asUser(accountId, own[0]!.personId, grants.map(withPermissions)) });
    if (!asks(own)) return [];
    const enough = own.filter((grant) => asks([grant]));
    const grants = enough.length > 0 ? enough : own;
    const row: PersonWhoCan = { accountId, ...known, reasons: grants.map(asReason) };
    return { key: `${grants[0]!.unitPath} ${known.name}`, row };
  });
  found.sort((a, b) => compare(a.key, b.key) || compare(a.row.accountId, b.row.accountId));
  const after = decodeCursor(page.cursor);
  const rest =
    after === null
      ? found
      : found.filter(({ key, row }) => (compare(key, after[0]) || compare(row.accountId, after[1])) > 0);
  const shown = rest.slice(0, page.limit);
  const last = shown.at(-1);
  return {
    rows: shown.map(({ row }) => row),
    total: found.length,
    nextCursor: rest.length > page.limit && last !== undefined ? encodeCursor([last.key, last.row.accountId]) : null,
  };
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const asReason = ({ role, unitName, validFrom, validTo, delegatedBy }: HeldGrant): Reason => ({
  role,
  unitName,
  validFrom,
  validTo,
  delegatedBy: delegatedBy?.name ?? null,
});

/** The person as the policies see one who is signed in. */
function asUser(accountId: string, personId: string | null, grants: SignedInUser['grants']): SignedInUser {
  return { accountId, sessionId: '', username: '', name: '', personId, mustChangePassword: false, grants };
}

/** Accounts with a role or a person in the part of the tree where the person may ask. */
export async function findAccounts(ctx: Context, search: string) {
  const known = await accountRows(ctx, scopeOf(ctx, RIGHT));
  const names = await openAccountNames(
    ctx,
    known.map((row) => row.accountId),
  );
  const wanted = search.toLowerCase();
  const rows = [...names]
    .map(([accountId, { name, username }]) => ({ accountId, name, username }))
    .filter(({ name, username }) => name.toLowerCase().includes(wanted) || username.toLowerCase().includes(wanted))
    .sort((a, b) => compare(a.username, b.username));
  return { rows: rows.slice(0, MOST_FOUND) };
}

/** What an account may do where the person may ask. Refuses: an account that isn't there or is outside. */
export async function showAccountRights(ctx: Context, roles: RoleTable, accountId: string) {
  const scopes = scopeOf(ctx, RIGHT);
  const isSeen = (await accountRows(ctx, scopes, accountId)).length > 0;
  const known = isSeen ? (await openAccountNames(ctx, [accountId])).get(accountId) : undefined;
  if (known === undefined) throw notFound();
  const grants = await grantsOf(ctx, [accountId], ctx.clock.today());
  return {
    ...known,
    grants: grants
      .filter((grant) => scopes.some((path) => grant.unitPath.startsWith(path)))
      .map(({ role, unitName, validFrom, validTo, delegatedBy }) => {
        const whole = roles[role]?.permissions ?? [];
        const permissions = delegatedBy === null ? whole : delegatedPermissions(whole);
        return { role, unitName, validFrom, validTo, delegatedBy, modules: byModule(ctx, permissions) };
      }),
  };
}
