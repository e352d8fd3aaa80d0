import { randomInt } from 'node:crypto';
import { sql } from 'kysely';
import { AppError, audit, inTransaction, isWeakPassword, type Context } from '#kernel';
import { createUnit, openAccount, unitsOn } from '#engines/roster';
import type { Foundation } from './foundation';
import { roles } from './roles';

export interface FirstAdministrator {
  /** Printed by the server; whoever reads the server's screen may make the first account. */
  code: string | null;
  isNeeded(): boolean;
  create(ctx: Context, given: FirstAccount): Promise<void>;
}

export interface FirstAccount {
  code: string;
  organisation: string;
  username: string;
  name: string;
  password: string;
}

const LETTERS = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789';

function makeCode(): string {
  return Array.from({ length: 10 }, () => LETTERS[randomInt(LETTERS.length)]).join('');
}

/** Makes the organisation's root unit and its administrator, once. */
export async function makeFirstAccount(ctx: Context, given: Omit<FirstAccount, 'code'>): Promise<void> {
  await sql`lock table kernel.login_user in share row exclusive mode`.execute(ctx.transaction);
  const { rows } = await sql<{ any: boolean }>`select exists (select from kernel.login_user) as any`.execute(
    ctx.transaction,
  );
  if (rows[0]!.any) throw new AppError('session.administrator_exists');
  if (isWeakPassword(given.password, given.username)) throw new AppError('session.password_weak');
  const known = await unitsOn(ctx, { day: ctx.clock.today() });
  const root = known.find((unit) => unit.parentId === null) ?? (await createRoot(ctx, given.organisation));
  await openAccount(ctx, roles, {
    ...given,
    personId: null,
    mustChangePassword: false,
    role: 'administrator',
    unitId: root.id,
  });
  audit(ctx, { action: 'session.createFirstAdministrator', subject: `unit:${root.id}` });
}

/** Nobody can sign in yet, so the root unit is made by the program itself with the right on the whole tree. */
async function createRoot(ctx: Context, name: string): Promise<{ id: string }> {
  const program = {
    accountId: '00000000-0000-7000-8000-000000000000',
    sessionId: '',
    username: 'system',
    name: 'gonghui',
    personId: null,
    mustChangePassword: false,
    grants: [
      {
        role: 'administrator',
        unitId: '',
        unitName: '',
        unitPath: '/',
        permissions: new Set(['roster.unit.read', 'roster.unit.write']),
      },
    ],
  };
  return createUnit(
    { ...ctx, user: program },
    { parentId: null, kind: 'works', name, position: 1, from: ctx.clock.today() },
  );
}

/** Asks for the first account only where real life has none yet. */
export async function firstAdministrator(base: Foundation): Promise<FirstAdministrator> {
  const count = await inTransaction(base.seed(), async (ctx) => {
    const { rows } = await sql<{ count: bigint }>`select count(*) as count from kernel.login_user`.execute(
      ctx.transaction,
    );
    return rows[0]!.count;
  });
  let code: string | null = !base.settings.isDemo && count === 0n ? makeCode() : null;
  return {
    code,
    isNeeded: () => code !== null,
    create: async (ctx, given) => {
      if (code === null || given.code.trim().toUpperCase() !== code) throw new AppError('session.wrong_code');
      await makeFirstAccount(ctx, given);
      ctx.afterCommit.push(() => {
        code = null;
      });
    },
  };
}
