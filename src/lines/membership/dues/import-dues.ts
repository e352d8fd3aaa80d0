import { newId, userOf, type Context } from '#kernel';
import { getUnit, unitNames } from '#engines/roster';
import type { Day } from '#kernel/contract';
import { collect } from './collect';
import { makeRun } from './make-run';
import { importWages } from './store-lists';
import { chargeRows } from './store-overview';
import { insertRun, runById } from './store-runs';

export interface DuesToImport {
  readonly unitId: string;
  readonly month: Day;
  readonly postedOn: Day;
  /** Wages that become known with this month. */
  readonly wages: readonly { personId: string; base: bigint }[];
  /** Whose dues came in with the payroll, and on which day. */
  readonly paid: { readonly on: Day; readonly has: (personId: string) => boolean };
}

const EVERYBODY = 1_000_000;

/** A month of dues that was made and collected before this program, for the program itself: whoever calls has judged rights and rows. */
export async function importDues(ctx: Context, asked: DuesToImport): Promise<number> {
  const { unitId, month, postedOn, wages, paid } = asked;
  const { path: unitPath } = await getUnit(ctx, unitId);
  const { accountId, name } = userOf(ctx);
  await importWages(ctx, month, wages);
  const id = newId();
  await insertRun(ctx, { id, unitId, unitPath, month, postedOn, createdBy: accountId, createdByName: name });
  await makeRun(ctx, (await runById(ctx, id, 'lock'))!);

  const question = { month, under: [unitPath], state: 'arrears', after: null, limit: EVERYBODY } as const;
  const owing = (await chargeRows(ctx, question)).filter((row) => paid.has(row.personId));
  const units = await unitNames(ctx, [...new Set(owing.map((row) => row.unitId))]);
  const payers = owing.map(({ personId, unitId: own, unitPath: path, arrears }) => ({
    ...{ personId, unitId: own, unitPath: path, unitName: units.get(own) ?? '', amount: arrears },
  }));
  await collect(ctx, payers, {
    ...{ on: paid.on, way: 'list', listId: null, words: `工资代扣${Number(month.slice(5, 7))}月会费` },
    ...{ byId: accountId, byName: name, source: `membership.dues_run:${id}`, key: `dues.import:${id}` },
  });
  return payers.length;
}
