import { randomInt } from 'node:crypto';
import { sql } from 'kysely';
import { AppError, audit, inTransaction, isWeakPassword, resetPassword, type Context } from '#kernel';
import { openAccount, unitsOn } from '#engines/roster';
import { makeFirstAccount } from '../first-administrator';
import type { Foundation } from '../foundation';
import { roles } from '../roles';
import { secret } from './ask';
import {
  CommandFault,
  EXIT,
  onlyArgument,
  printJson,
  textOption,
  type Command,
  type Given,
  type Terminal,
} from './command';
import { withFoundation } from './house-work';

/** Without the signs that look alike on paper. */
const SIGNS = 'abcdefghjkmnpqrstuvwxyz23456789';
const PASSWORD_FILE = {
  type: 'string',
  value: 'FILE',
  meaning: 'a file with the password (default: GONGHUI_PASSWORD, or a one-time password is made)',
} as const;

async function passwordFor(
  given: Given,
  terminal: Terminal,
  username: string,
): Promise<{ password: string; isMade: boolean }> {
  const source = { option: 'password-file', variable: 'GONGHUI_PASSWORD', question: '', isNew: true };
  const own = await secret(given, { ...terminal, canAsk: false }, source);
  if (own === null)
    return { password: Array.from({ length: 12 }, () => SIGNS[randomInt(SIGNS.length)]).join(''), isMade: true };
  if (isWeakPassword(own, username)) throw new AppError('session.password_weak');
  return { password: own, isMade: false };
}

function tell(given: Given, terminal: Terminal, username: string, made: { password: string; isMade: boolean }): void {
  if (given.values.json === true)
    printJson(terminal, { username, oneTimePassword: made.isMade ? made.password : null });
  else terminal.out(`${username}${made.isMade ? `  一次性密码 / one-time password: ${made.password}` : ''}\n`);
}

async function wantedUnit(ctx: Context, name: string | undefined): Promise<string | null> {
  const units = await unitsOn(ctx, { day: ctx.clock.today() });
  if (name === undefined) return units.find((unit) => unit.parentId === null)?.id ?? null;
  const found = units.filter((unit) => unit.name === name || unit.id === name);
  if (found.length === 1) return found[0]!.id;
  throw new CommandFault(
    found.length === 0
      ? `There is no unit "${name}".`
      : `Several units are called "${name}"; give an id: ${found.map((unit) => unit.id).join(', ')}`,
    EXIT.refused,
  );
}

async function create(ctx: Context, given: Given, username: string, password: string): Promise<void> {
  const role = textOption(given, 'role') ?? 'administrator';
  if (!(role in roles)) throw new CommandFault(`There is no role "${role}". Roles: ${Object.keys(roles).join(', ')}`);
  const name = textOption(given, 'name') ?? username;
  const unitId = await wantedUnit(ctx, textOption(given, 'unit'));
  const organisation = textOption(given, 'organisation');
  if (unitId !== null) {
    await openAccount(ctx, roles, { personId: null, username, name, password, mustChangePassword: true, role, unitId });
    return;
  }
  if (role !== 'administrator' || organisation === undefined)
    throw new CommandFault(
      'There is no unit yet: make the first administrator with --role administrator --organisation NAME.',
      EXIT.refused,
    );
  await makeFirstAccount(ctx, { organisation, username, name, password });
}

export const userCreate: Command = {
  usage:
    'user create USERNAME [--name NAME] [--role ROLE] [--unit NAME] [--organisation NAME] [--password-file FILE] [--json]',
  meaning: [
    'Makes an account; its password must be changed at the first sign-in. In an empty real-life database it makes the',
    `organisation and its first administrator. Roles: ${Object.keys(roles).join(', ')}.`,
  ],
  options: {
    name: { type: 'string', value: 'NAME', meaning: "the person's name (default: the user name)" },
    role: { type: 'string', value: 'ROLE', meaning: 'the role (default: administrator)' },
    unit: {
      type: 'string',
      value: 'NAME',
      meaning: 'the unit where the role holds, by name or id (default: the outermost)',
    },
    organisation: {
      type: 'string',
      value: 'NAME',
      meaning: 'the name of the organisation, for the very first account',
    },
    'password-file': PASSWORD_FILE,
    json: { type: 'boolean', meaning: 'print the outcome as JSON' },
  },
  async run(given, terminal) {
    const username = onlyArgument(userCreate, given, 'USERNAME');
    return withFoundation(terminal, async (base) => {
      const made = await passwordFor(given, terminal, username);
      await inTransaction(base.seed(), (ctx) => create(ctx, given, username, made.password));
      tell(given, terminal, username, made);
      return EXIT.ok;
    });
  },
};

async function reset(base: Foundation, username: string, password: string): Promise<void> {
  await inTransaction(base.seed(), async (ctx) => {
    const { rows } = await sql<{
      id: string;
    }>`select id from kernel.login_user where username = ${username.toLowerCase()}`.execute(ctx.transaction);
    if (rows[0] === undefined) throw new CommandFault(`There is no account "${username}".`, EXIT.refused);
    await resetPassword(ctx.transaction, rows[0].id, password);
    audit(ctx, { action: 'session.resetPasswordAtTerminal', subject: `account:${rows[0].id}` });
  });
}

export const userResetPassword: Command = {
  usage: 'user reset-password USERNAME [--password-file FILE] [--json]',
  meaning: ['Sets a new password, ends every session of the account and asks for a change at the next sign-in.'],
  options: { 'password-file': PASSWORD_FILE, json: { type: 'boolean', meaning: 'print the outcome as JSON' } },
  async run(given, terminal) {
    const username = onlyArgument(userResetPassword, given, 'USERNAME');
    return withFoundation(terminal, async (base) => {
      const made = await passwordFor(given, terminal, username);
      await reset(base, username, made.password);
      tell(given, terminal, username, made);
      return EXIT.ok;
    });
  },
};
