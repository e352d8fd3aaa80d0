import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '#kernel';
import { migrate, migrationFiles } from '#kernel/composition';
import { modules } from '../../src/app/modules';
import { openEmptyDatabase, type EmptyDatabase } from './empty-database';

/** Rows as an older program wrote them, brought forward by a migration that sets them right. */

const all = migrationFiles(modules);
let database: EmptyDatabase;
const query = async <Row extends object>(text: string, values: unknown[] = []): Promise<Row[]> =>
  (await database.pool.query<Row>(text, values)).rows;

beforeAll(async () => {
  database = await openEmptyDatabase();
});
afterAll(() => database.close());

/** Brings the database to where a module's next file is the named one; all other modules are as of today. */
async function migrateBefore(module: string, name: string): Promise<void> {
  const older = all.filter((file) => file.module !== module || file.name < name);
  expect(all.find((file) => file.module === module && file.name === name)).toBeDefined();
  await migrate(database.pool, older);
}

async function insert(table: string, row: Readonly<Record<string, unknown>>): Promise<void> {
  const columns = Object.keys(row);
  const places = columns.map((_, i) => `$${i + 1}`).join(', ');
  await query(`insert into ${table} (${columns.join(', ')}) values (${places})`, Object.values(row));
}

const at = (day: string) => `${day}T10:00:00+08:00`;
const [unitId, personId, bookId, lineId] = [newId(), newId(), newId(), newId()];
const hands = { entered_by: newId(), checked_by: newId(), approved_by: newId(), paid_by: newId() };

async function insertGround(): Promise<void> {
  const created = { created_at: at('2024-01-01') };
  await insert('roster.unit', {
    ...{ id: unitId, number: 1, kind: 'group', name: '测试集团', short_name: '集团', path: '/0001/' },
    ...{ valid_from: '2020-01-01', open_since: '2020-01-01', ...created },
  });
  await insert('roster.person', {
    ...{ id: personId, staff_number: 'A1', name: '张海燕', name_key: '张海燕', name_grams: '{}', gender: 'female' },
    ...{ employment_kind: 'contract', employed_from: '2020-01-01', updated_at: at('2024-01-01'), ...created },
  });
  await insert('ledger.book', {
    ...{ id: bookId, unit_id: unitId, unit_path: '/0001/', kind: 'union_funds', name: '工会经费', chart: 'union' },
    ...{ opened_on: '2024-01-01', ...created },
  });
  const budgetId = newId();
  await insert('ledger.budget', { id: budgetId, book_id: bookId, year: 2024, ...created });
  await insert('ledger.budget_line', {
    ...{ id: lineId, budget_id: budgetId, position: 0, name: '文体活动', on_breach: 'stop', ceiling_fen: 100_000 },
    ...{ accounts: '{501}', commitment_ids: '{}' },
  });
}

interface Old {
  claimId: string;
  voucherId: string;
  reversalId: string | null;
  reservationId: string;
}

/** A paid claim with its voucher, which the chair may have taken back since; the older program left the claim as it was. */
async function insertPaid(takenBack: { day: string; note: string } | null): Promise<Old> {
  const [claimId, voucherId, reservationId] = [newId(), newId(), newId()];
  const reversalId = takenBack === null ? null : newId();
  await insert('ledger.reservation', {
    ...{ id: reservationId, line_id: lineId, amount_fen: 300_00, source: `finance.claim:${claimId}`, words: '购球拍' },
    ...{ source_key: claimId, expires_on: '2024-12-31', reserved_at: at('2024-06-11') },
  });
  await insert('finance.voucher', {
    ...{ id: voucherId, book_id: bookId, unit_path: '/0001/', on_day: '2024-06-12', words: '购球拍', state: 'posted' },
    ...{ entered_by: hands.checked_by, reviewed_by: hands.approved_by, paid_by: hands.paid_by },
    ...{ posted_by: hands.paid_by, entry_id: newId(), reversal_id: reversalId, created_at: at('2024-06-12') },
  });
  await insert('finance.claim', {
    ...{ id: claimId, person_id: personId, unit_id: unitId, unit_path: '/0001/', kind: 'activity', words: '购球拍' },
    ...{ amount_fen: 300_00, spent_on: '2024-06-10', form: 'goods', people: 1, state: 'paid', book_id: bookId },
    ...{ account: '50102', budget_line_id: lineId, reservation_id: reservationId, voucher_id: voucherId, ...hands },
    ...{ submitted_on: '2024-06-10', created_at: at('2024-06-10'), version: 4 },
  });
  const step = (table: 'claim' | 'voucher', of: string, what: string, by: string, day: string, note = '') =>
    insert(`finance.${table}_step`, {
      ...{ id: newId(), [`${table}_id`]: of, step: what, note, recorded_at: at(day), recorded_by: by },
      recorded_by_name: `第${Object.values(hands).indexOf(by) + 1}手`,
    });
  await step('claim', claimId, 'submitted', hands.entered_by, '2024-06-10');
  await step('claim', claimId, 'approved', hands.approved_by, '2024-06-11');
  await step('claim', claimId, 'paid', hands.paid_by, '2024-06-12');
  await step('voucher', voucherId, 'posted', hands.paid_by, '2024-06-12');
  if (takenBack !== null)
    await step('voucher', voucherId, 'taken_back', hands.approved_by, takenBack.day, takenBack.note);
  return { claimId, voucherId, reversalId, reservationId };
}

const claimNow = async (id: string) =>
  (
    await query(
      `select state, voucher_id, paid_by, reservation_id, book_id, account, approved_by, version from finance.claim
       where id = $1`,
      [id],
    )
  )[0];
const stepsNow = (id: string) =>
  query(
    `select step, note, recorded_at, recorded_by, recorded_by_name, voucher_id, entry_id from finance.claim_step
     where claim_id = $1 order by recorded_at, step`,
    [id],
  );

test('claims that were paid by a voucher since taken back in red say so after finance/0010; the others stay paid', async () => {
  await migrateBefore('finance', '0010-claims-taken-back.sql');
  await insertGround();
  const kept = await insertPaid(null);
  const reversed = await insertPaid({ day: '2024-06-14', note: '付错了人' });
  const waiting = newId();
  await insert('finance.claim', {
    ...{ id: waiting, person_id: personId, unit_id: unitId, unit_path: '/0001/', kind: 'activity', words: '买水' },
    ...{ amount_fen: 1, spent_on: '2024-06-10', form: 'goods', people: 1, state: 'submitted' },
    ...{ entered_by: hands.entered_by, submitted_on: '2024-06-10', created_at: at('2024-06-10') },
  });
  await migrate(database.pool, all);

  const borne = { book_id: bookId, account: '50102', approved_by: hands.approved_by };
  expect(await claimNow(kept.claimId)).toEqual({
    ...{ state: 'paid', voucher_id: kept.voucherId, paid_by: hands.paid_by, reservation_id: kept.reservationId },
    ...{ ...borne, version: 4 },
  });
  expect(await claimNow(reversed.claimId)).toEqual({
    ...{ state: 'reversed', voucher_id: null, paid_by: null, reservation_id: null },
    ...{ ...borne, version: 5 },
  });
  expect(await claimNow(waiting)).toMatchObject({ state: 'submitted', voucher_id: null, version: 1 });

  const before = (voucherId: string) => [
    { step: 'submitted', voucher_id: null, entry_id: null },
    { step: 'approved', voucher_id: null, entry_id: null },
    { step: 'paid', voucher_id: voucherId, entry_id: null },
  ];
  expect(await stepsNow(kept.claimId)).toMatchObject(before(kept.voucherId));
  expect(await stepsNow(reversed.claimId)).toMatchObject([
    ...before(reversed.voucherId),
    {
      ...{ step: 'reversed', note: '付错了人', recorded_at: new Date(at('2024-06-14')) },
      ...{ recorded_by: hands.approved_by, recorded_by_name: '第3手' },
      ...{ voucher_id: reversed.voucherId, entry_id: reversed.reversalId },
    },
  ]);
  expect(await stepsNow(waiting)).toEqual([]);
});
