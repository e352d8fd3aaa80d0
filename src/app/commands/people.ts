import { sql } from 'kysely';
import { newId, type SignedInUser } from '#kernel';
import { grantLoader } from '#engines/roster';
import type { Foundation } from '../foundation';
import { roles } from '../roles';
import { CommandFault, EXIT } from './command';

interface Account {
  id: string;
  username: string;
  name: string;
}

/** The account that a command acts for. Refuses: one that there is not, that is closed, or that lacks the right. */
export async function actor(base: Foundation, username: string | undefined, permission: string): Promise<SignedInUser> {
  const { rows } = await sql<Account>`select id, username, name from kernel.login_user
    where not is_closed and ${username === undefined ? sql`true` : sql`username = ${username.toLowerCase()}`}
    order by created_at limit 1000`.execute(base.house.database);
  if (rows.length === 0)
    throw new CommandFault(
      username === undefined
        ? 'There is no account yet; make one with gonghui user create.'
        : `There is no open account "${username}".`,
      EXIT.refused,
    );
  const load = grantLoader(roles, base.clock);
  const able: SignedInUser[] = [];
  for (const account of rows) {
    const { personId, grants } = await load(base.house, account.id);
    if (!grants.some((grant) => grant.permissions.has(permission))) continue;
    able.push({
      accountId: account.id,
      sessionId: newId(),
      username: account.username,
      name: account.name,
      personId,
      mustChangePassword: false,
      grants,
    });
  }
  if (able.length === 1) return able[0]!;
  if (able.length === 0)
    throw new CommandFault(
      username === undefined
        ? `No account may do this (${permission}).`
        : `"${username}" may not do this (${permission}).`,
      EXIT.refused,
    );
  throw new CommandFault(
    `Say for whom with --as: ${able
      .slice(0, 8)
      .map((user) => user.username)
      .join(', ')}`,
  );
}

/** The program itself, for what whoever holds the machine may do anyway; the audit calls it system. */
export function programUser(permissions: readonly string[]): SignedInUser {
  return {
    accountId: '00000000-0000-7000-8000-000000000000',
    sessionId: '',
    username: 'system',
    name: 'gonghui',
    personId: null,
    mustChangePassword: false,
    grants: [{ role: 'administrator', unitId: '', unitName: '', unitPath: '/', permissions: new Set(permissions) }],
  };
}
