import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { programFolder } from '#kernel';
import type { Endpoint } from '#kernel/contract';
import { roles } from '../../src/app/roles';
import { openApiText } from '../../src/app/house';
import { openTestHouse, testAccounts, type TestAccount, type TestHouse } from '../test-house';

let house: TestHouse;
beforeAll(async () => {
  house = await openTestHouse();
});
afterAll(() => house.close());

/** Every path parameter is no id, every body is no object: whoever may not enter must not learn even that. */
async function knock(endpoint: Endpoint, account: TestAccount | null) {
  const cookie = account === null ? undefined : await house.cookieOf(account);
  return house.app.inject({
    method: endpoint.method,
    url: endpoint.path.replace(/:\w+/g, 'no-id'),
    headers: {
      ...(cookie ? { cookie } : {}),
      ...(endpoint.method === 'GET' ? {} : { 'content-type': 'application/json' }),
    },
    ...(endpoint.method === 'GET' || endpoint.method === 'DELETE' ? {} : { payload: '[]' }),
  });
}

const codeOf = (body: string): string => (JSON.parse(body) as { error?: { code: string } }).error?.code ?? '';
const accounts = Object.keys(testAccounts) as TestAccount[];

const EVERYBODY = 'everybody';

/**
 * Who gets through the door of each endpoint, one line each, kept by hand: a new endpoint, or a right that a role gains
 * or loses, shows here and has to be wished.
 */
const table = readFileSync(join(programFolder(), 'tests/http/matrix.txt'), 'utf8').trimEnd().split('\n');

interface Door {
  readonly name: string;
  readonly permission: string;
}

/** The lines as they follow from the contracts and the roles. */
function rowsOf(endpoints: readonly Door[]): string[] {
  const rolesWith = (permission: string) =>
    Object.entries<{ permissions: readonly string[] }>(roles)
      .filter(([, role]) => role.permissions.includes(permission))
      .map(([name]) => name)
      .sort();
  return endpoints.map(({ name, permission }) => {
    const isForAll = permission === 'public' || permission === 'signed-in';
    return `${name} | ${permission} | ${isForAll ? EVERYBODY : rolesWith(permission).join(' ')}`;
  });
}

function difference(written: readonly string[], rows: readonly string[]): { missing: string[]; idle: string[] } {
  return {
    missing: rows.filter((row) => !written.includes(row)),
    idle: written.filter((row) => !rows.includes(row)),
  };
}

describe('every endpoint, every role', () => {
  test('an outsider learns nothing: each closed endpoint asks to sign in, whatever is sent', async () => {
    for (const { endpoint } of house.routes) {
      if (endpoint.permission === 'public') continue;
      const answer = await knock(endpoint, null);
      expect
        .soft([endpoint.name, answer.statusCode, codeOf(answer.body)])
        .toEqual([endpoint.name, 401, 'kernel.sign_in_required']);
    }
  });

  test('the table has a row for every endpoint, and none for what is gone', () => {
    const { missing, idle } = difference(table, rowsOf(house.routes.map(({ endpoint }) => endpoint)));
    expect(missing.map((row) => `add to tests/http/matrix.txt: ${row}`)).toEqual([]);
    expect(idle.map((row) => `take out of tests/http/matrix.txt: ${row}`)).toEqual([]);
    expect(table).toEqual([...table].sort());
  });

  test('a planted endpoint without a row, and a row without an endpoint, are found', () => {
    const planted = { name: 'plan.planted', permission: 'plan.task.read' };
    const rows = rowsOf([...house.routes.slice(1).map(({ endpoint }) => endpoint), planted]);
    const { missing, idle } = difference(table, rows);
    expect(missing).toEqual(['plan.planted | plan.task.read | auditor cashier chair treasurer unit_officer']);
    expect(idle.map((row) => row.split(' ', 1)[0])).toEqual([house.routes[0]!.endpoint.name]);
  });

  test.each(accounts)('%s gets as far as the table says and no further', async (account) => {
    const open = new Map(table.map((row) => row.split(' | ')).map(([name, , who]) => [name!, who!.split(' ')]));
    for (const { endpoint } of house.routes) {
      // These end the very session that the walk uses.
      if (endpoint.permission === 'public' || ['session.signOut', 'session.revokeDevices'].includes(endpoint.name))
        continue;
      const who = open.get(endpoint.name) ?? [];
      const isAllowed = who.includes(EVERYBODY) || who.includes(testAccounts[account].role);
      const answer = await knock(endpoint, account);
      const seen =
        answer.statusCode === 404 && codeOf(answer.body) === 'kernel.not_found'
          ? 'closed'
          : answer.statusCode < 500
            ? 'open'
            : `fault ${answer.body}`;
      expect.soft([endpoint.name, seen]).toEqual([endpoint.name, isAllowed ? 'open' : 'closed']);
    }
  });

  test('the auditor reads all that is kept of money, and writes nothing but audits', async () => {
    const isMoney = (name: string) => /^(?:ledger|finance|savings|relief)\.|Dues/.test(name);
    /** What only a form needs, and what nobody has handed in yet. */
    const besides = new Set([
      ...['finance.getVoucherDesk', 'finance.listTakings', 'ledger.getOpeningTemplate', 'ledger.listBudgetBooks'],
      ...['ledger.getBudgetDraft', 'ledger.listTransferBooks', 'relief.checkPayment', 'relief.listPaymentChoices'],
      ...['membership.previewDuesRun', 'savings.showWarnings'],
      ...['finance.listAssetEntries', 'finance.listGoodsEntries'],
    ]);
    const mine: readonly string[] = [...roles.auditor.permissions, 'signed-in'];
    const unread = house.routes
      .map(({ endpoint }) => endpoint)
      .filter(({ name, method, permission }) => method === 'GET' && isMoney(name) && !permission.endsWith('.own'))
      .filter(({ name, permission }) => !mine.includes(permission) && !besides.has(name));
    expect(unread.map(({ name, permission }) => [name, permission])).toEqual([]);
    const written: string[] = [];
    for (const { endpoint } of house.routes) {
      const { name, method, permission } = endpoint;
      if (method === 'GET' || permission.endsWith('.own') || !isMoney(name)) continue;
      const { statusCode, body } = await knock(endpoint, 'auditor');
      if (statusCode !== 404 || codeOf(body) !== 'kernel.not_found') written.push(name);
    }
    expect(written.sort()).toEqual([
      ...['finance.addAuditFinding', 'finance.closeAuditFinding', 'finance.drawAuditSample'],
      ...['finance.issueAuditFinding', 'finance.issueAuditReport', 'finance.openAudit', 'finance.returnAuditFinding'],
      ...['finance.saveAuditFinding', 'finance.stateAuditOpinion', 'finance.withdrawAudit'],
      ...['finance.withdrawAuditFinding', 'finance.writeAuditPaper'],
      // The door lets in who reads; the act refuses all but the payment's own hands (payments.test.ts of relief).
      'relief.addPaymentFile',
    ]);
  });

  test('the OpenAPI document names every endpoint with its permission', () => {
    const document = JSON.parse(openApiText()) as {
      paths: Record<string, Record<string, { operationId: string; 'x-permission': string }>>;
    };
    const written = Object.values(document.paths).flatMap((path) =>
      Object.values(path).map((operation) => [operation.operationId, operation['x-permission']]),
    );
    expect(written.sort()).toEqual(house.routes.map(({ endpoint }) => [endpoint.name, endpoint.permission]).sort());
  });

  test('a write from a foreign page is refused', async () => {
    const answer = await house.app.inject({
      method: 'POST',
      url: '/api/plans/texts',
      headers: {
        cookie: await house.cookieOf('chair'),
        origin: 'https://elsewhere.example',
        'content-type': 'application/json',
      },
      payload: '{}',
    });
    expect([answer.statusCode, codeOf(answer.body)]).toEqual([403, 'kernel.foreign_origin']);
  });

  test('an id that is not there and one that is not yours get the same answer', async () => {
    const cookie = await house.cookieOf('other_officer');
    const missing = await house.app.inject({
      url: '/api/plans/0190f5b0-0000-7000-8000-000000000000/board',
      headers: { cookie },
    });
    expect([missing.statusCode, codeOf(missing.body)]).toEqual([404, 'kernel.not_found']);
  });
});
