import { inTransaction, registerTexts, seedParameters, type Context, type Parameter, type SignedInUser } from '#kernel';
import { openTestDatabase, testUser } from '#kernel/testing';
import { postEntry, type BookRecord } from '#engines/ledger';
import { makeBook } from '#engines/ledger/testing';
import { rulebookModule } from '#engines/rulebook';
import { financePermissions } from '../contract';
import { financeTexts } from '../texts';
import { payVoucher, postVoucher, reviewVoucher, submitVoucher } from '../vouchers/steps';
import { draftVoucher } from '../vouchers/vouchers';
import { addBankAccount, showBankAccount } from './accounts';
import type { BankAccount, BankStatement, StatementColumns } from './contract';
import { getBankMatching, matchBank } from './matching';
import { finishBankSheet, showBankSheet } from './sheets';
import * as statements from './statements';
import type { Movement } from './test-statements';

const parameters = new Map((rulebookModule.parameters ?? []).map((one): [string, Parameter] => [one.shape.key, one]));
const hand = (): SignedInUser => testUser([...financePermissions, 'roster.person.read', 'roster.unit.read']);

/** What the bank moved in May. */
export const may: Movement[] = [
  { on: '2024-05-06', fen: 500_00n, words: '拨缴经费', party: '盐场', serial: '100001' },
  { on: '2024-05-08', fen: -120_50n, words: '购书', party: '新华书店', serial: '100002' },
  { on: '2024-05-21', fen: 1_23n, words: '结息', serial: '100003' },
];
export const of = (id: string) => ({ params: { id }, query: {} });

type Run = <R>(work: (ctx: Context) => Promise<R>, user?: SignedInUser) => Promise<R>;
interface Now {
  keeper: SignedInUser;
  reviewer: SignedInUser;
  cashier: SignedInUser;
  book: BookRecord;
  account: BankAccount;
}

/** What is done with statements. */
function statementActs(run: Run, at: Now) {
  const add = (change: object = {}) =>
    run((ctx) => {
      const told = {
        bankName: '羊口农商银行',
        number: '6222 0000 1111 2222',
        startsOn: '2024-05-01',
        opening: 1_000_00n,
      };
      return addBankAccount(ctx, {
        params: {},
        query: {},
        body: { bookId: at.book.id, account: '102', ...told, ...change },
      });
    });
  const send = (bytes: Uint8Array, name = '五月.csv') =>
    run((ctx) => statements.addBankStatement(ctx, { params: { id: at.account.id }, query: { name }, body: bytes }));
  const take = ({ id, version }: BankStatement, acceptsBreaks = false) =>
    run((ctx) => statements.applyBankStatement(ctx, { ...of(id), body: { version, acceptsBreaks } }));
  const check = ({ id, version }: BankStatement, columns: StatementColumns) =>
    run((ctx) => statements.checkBankStatement(ctx, { ...of(id), body: { version, columns } }));
  const rowsOf = async ({ id }: BankStatement, which?: 'bad' | 'double' | 'breaks') =>
    (
      await run((ctx) =>
        statements.listBankStatementRows(ctx, { params: { id }, query: { limit: 200, ...(which ? { which } : {}) } }),
      )
    ).rows;
  return { add, send, take, check, rowsOf };
}

/** What is done with what they say. */
function sheetActs(run: Run, at: Now) {
  const matching = (month = '2024-05') =>
    run((ctx) => getBankMatching(ctx, { params: { id: at.account.id }, query: { month, days: 5 } }));
  const match = (...groups: { lineIds: string[]; entryIds: string[]; amount?: bigint }[]) =>
    run((ctx) => matchBank(ctx, { ...of(at.account.id), body: { groups } }));
  const shown = (id = at.account.id, user?: SignedInUser) => run((ctx) => showBankAccount(ctx, id), user);
  const sheet = (month = '2024-05', number?: number) =>
    run((ctx) =>
      showBankSheet(ctx, { params: { id: at.account.id }, query: { month, ...(number ? { number } : {}) } }),
    );
  const finish = (note = '', user = at.keeper, month = '2024-05') =>
    run((ctx) => finishBankSheet(ctx, { ...of(at.account.id), body: { month, note } }), user);
  return { matching, match, shown, sheet, finish };
}

/** What stands in the book. */
function bookActs(run: Run, at: Now) {
  const enter = async (on: string, fen: bigint, words: string) => {
    const lines =
      fen > 0n
        ? ([
            ['102', fen],
            ['401', -fen],
          ] as const)
        : ([
            ['50102', -fen],
            ['102', fen],
          ] as const);
    const draft = { bookId: at.book.id, on, words, source: 'test.case:1' };
    const { id } = await run((ctx) =>
      postEntry(ctx, {
        ...draft,
        lines: lines.map(([code, sum]) => (sum > 0n ? { account: code, debit: sum } : { account: code, credit: -sum })),
      }),
    );
    return `${id}.${fen > 0n ? 1 : 2}`;
  };
  const begin = {
    bookId: '',
    on: '2024-05-01',
    words: '期初余额',
    kind: 'opening' as const,
    source: 'ledger.opening:1',
  };
  const openBook = (fen = 1_000_00n) =>
    run((ctx) => {
      const lines = [
        { account: '102', debit: fen },
        { account: '312', credit: fen },
      ];
      return postEntry(ctx, { ...begin, bookId: at.book.id, lines });
    });
  /** A voucher of the month through three hands, the cashier's among them. */
  const payOnce = async (): Promise<void> => {
    const lines = [
      { account: '50102', side: 'debit' as const, amount: 1_00n, words: '' },
      { account: '102', side: 'credit' as const, amount: 1_00n, words: '' },
    ];
    const body = { bookId: at.book.id, on: '2024-05-20', words: '买水', sheets: 0, lines };
    let voucher = await run((ctx) => draftVoucher(ctx, { params: {}, query: {}, body }));
    const step = async (act: typeof submitVoucher, user: SignedInUser) => {
      voucher = await run((ctx) => act(ctx, { ...of(voucher.id), body: { version: voucher.version } }), user);
    };
    await step(submitVoucher, at.keeper);
    await step(reviewVoucher, at.reviewer);
    await step(payVoucher, at.cashier);
    await step(postVoucher, at.keeper);
  };
  return { enter, openBook, payOnce };
}

/** A bank account of a fresh book for each test, people with every right (what keeps them apart is that they are several), and acts. */
export async function openBank() {
  const database = await openTestDatabase();
  registerTexts({ finance: financeTexts });
  const at: Now = {
    keeper: hand(),
    reviewer: hand(),
    cashier: hand(),
    book: {} as BookRecord,
    account: {} as BankAccount,
  };
  const run: Run = (work, user = at.keeper) => {
    const seed = database.seed({ user });
    return inTransaction({ ...seed, house: { ...seed.house, parameters } }, work);
  };
  await run(seedParameters);
  const acts = { ...statementActs(run, at), ...sheetActs(run, at), ...bookActs(run, at) };
  const renew = async (): Promise<void> => {
    Object.assign(at, { keeper: hand(), reviewer: hand(), cashier: hand() });
    at.book = await run((ctx) => makeBook(ctx));
    at.account = await acts.add();
  };
  return { database, at, run, renew, ...acts };
}
