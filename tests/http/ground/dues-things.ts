import { makeBook } from '#engines/ledger/testing';
import type { Context } from '#kernel';
import { addList } from '../../../src/lines/membership/dues/lists';
import { exemptFromDues } from '../../../src/lines/membership/dues/exemptions';
import { workOnRun } from '../../../src/lines/membership/dues/make-run';
import { addDuesReceipt } from '../../../src/lines/membership/dues/payments';
import { beginDuesRun } from '../../../src/lines/membership/dues/runs';
import { setDuesScheme } from '../../../src/lines/membership/dues/schemes';
import type { TestHouse } from '../../test-house';

const MONTH = '2024-05-01';
const DAY = '2024-06-18';

/** The dues of a unit: its book and scheme, a run, a receipt, an exemption, a sheet of each kind. */
export async function makeDuesThings(
  { act, house: { log } }: TestHouse,
  { unitId, personId, staffNumber }: { unitId: string; personId: string; staffNumber: string },
): Promise<Record<string, string>> {
  await act((ctx) => makeBook(ctx, { unitId, kind: 'dues' }));
  const terms = { kind: 'fixed', duesFen: 1000 } as const;
  const scheme = await act((ctx) =>
    setDuesScheme(ctx, { unitId, validFrom: '2024-01-01', terms, basis: '委员会决定' }),
  );
  const run = await act((ctx) => beginDuesRun(ctx, { unitId, month: MONTH, postedOn: DAY }));
  await workOnRun({ act, log, stopping: undefined }, run.id);
  const paid = { personId, amount: 500n, on: DAY, way: 'cash', words: '' } as const;
  const receipt = await act((ctx) => addDuesReceipt(ctx, paid));
  const months = { fromMonth: '2024-01-01', toMonth: '2024-01-01', reason: '困难职工', postedOn: DAY };
  const exemption = await act((ctx) => exemptFromDues(ctx, { personId, ...months }));
  const sheet = (heading: string) => new TextEncoder().encode(`工号,姓名,${heading}\n${staffNumber},,30\n`);
  const add = (kind: 'wages' | 'payments', heading: string) => (ctx: Context) =>
    addList(ctx, kind, { unitId, month: MONTH, name: 'a.csv' }, sheet(heading));
  const wages = await act(add('wages', '工资'));
  const payments = await act(add('payments', '会费'));
  const at = '/api/membership/dues';
  return {
    [`${at}/people/:id`]: personId,
    [`${at}/runs/:id`]: run.id,
    [`${at}/schemes/:id`]: scheme.id,
    [`${at}/payments/:id`]: receipt.id,
    [`${at}/exemptions/:id`]: exemption.id,
    [`${at}/lists/:id`]: wages.id,
    [`${at}/wage-lists/:id`]: wages.id,
    [`${at}/payment-lists/:id`]: payments.id,
  };
}
