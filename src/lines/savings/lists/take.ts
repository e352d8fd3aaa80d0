import { AppError, audit, type Context, type JobGround } from '#kernel';
import { postMoves, reverseAll, type Move } from '#engines/ledger';
import { takeBack } from '../accounts/money';
import { openAccounts } from '../accounts/store';
import { countUsed, insertMovements, movementsOfWork, type NewMovement } from '../accounts/store-movements';
import { associationById, holdAssociation } from '../associations/store';
import { codes, sourceOfList } from '../book';
import { loansOfAccounts } from '../loans/store-debts';
import { changeWork, tellWork } from '../store-work';
import { workOn } from '../work';
import { forgetCells, listById, rowsOfList, type ListRecord } from './store';

const MOVEMENTS_A_STATEMENT = 10_000;

export const listSubject = (id: string): string => `savings:${id}`;

export const workOnList = (ground: JobGround, id: string): Promise<void> =>
  workOn(ground, {
    ...{ table: 'list', id, action: 'savings.failList' },
    goOn: async (ctx) => {
      const list = await listById(ctx, id, 'lock');
      if (list?.state === 'waiting') await takeIn(ctx, list);
      else if (list?.state === 'undoing') await takeOut(ctx, list);
    },
    stateOf: async (ctx) => (await listById(ctx, id, 'lock'))?.state ?? null,
  });

/**
 * All deposits and repayments of the list and their entries, in one transaction. Refuses: a list in which an account was closed
 * or a debt repaid since it was judged (savings.list_stale).
 */
async function takeIn(ctx: Context, list: ListRecord): Promise<void> {
  const { bookId } = (await associationById(ctx, list.associationId))!;
  await holdAssociation(ctx, list.associationId);
  const rows = await rowsOfList(ctx, list.id, { isBad: false });
  const personIds = rows.map((row) => row.personId!);
  const accounts = await openAccounts(ctx, { associationId: list.associationId, personIds, mode: 'lock' });
  const loans = await loansOfAccounts(
    ctx,
    [...accounts.values()].map((account) => account.id),
  );
  const isFit = ({ personId, repayment }: (typeof rows)[number]): boolean => {
    const account = accounts.get(personId!);
    return account !== undefined && repayment <= (loans.get(account.id)?.owed ?? 0n);
  };
  const stale = rows.filter((row) => !isFit(row));
  if (stale.length > 0) throw new AppError('savings.list_stale', { count: stale.length });

  const tell = (count: number) => tellWork(ctx, list.id, count, rows.length);
  await tell(0);
  const words = `工资代扣${list.month.slice(0, 4)}年${Number(list.month.slice(5, 7))}月储金`;
  const moves = rows.map(({ personId, deposit, repayment }): Move => ({
    personId: personId!,
    lines: [
      ...(deposit > 0n ? [{ account: codes.savings, credit: deposit }] : []),
      ...(repayment > 0n ? [{ account: codes.loans, credit: repayment }] : []),
    ],
  }));
  const batch = { bookId, on: list.postedOn!, words, source: sourceOfList(list.id), key: `savings.list:${list.id}` };
  const entryIds = await postMoves(ctx, { ...batch, against: codes.bank }, moves, tell);
  const movements = rows.flatMap(({ personId, deposit, repayment }, i): NewMovement[] => {
    const accountId = accounts.get(personId!)!.id;
    const of = { accountId, entryId: entryIds[i]! };
    const loanId = loans.get(accountId)?.id ?? null;
    return [
      ...(deposit > 0n ? [{ ...of, kind: 'deposit' as const, amount: deposit, loanId: null, loanAmount: 0n }] : []),
      ...(repayment > 0n ? [{ ...of, kind: 'repayment' as const, amount: 0n, loanId, loanAmount: -repayment }] : []),
    ];
  });
  const head = { on: list.postedOn!, way: 'bank', workId: list.id, words } as const;
  for (let at = 0; at < movements.length; at += MOVEMENTS_A_STATEMENT)
    await insertMovements(
      ctx,
      { ...head, byId: list.createdBy, byName: list.createdByName },
      movements.slice(at, at + MOVEMENTS_A_STATEMENT),
    );
  await forgetCells(ctx, list.id);
  await changeWork(ctx, 'list', list.id, { state: 'done', entryIds: [...new Set(entryIds)] });
  audit(ctx, { action: 'savings.takeList', subject: listSubject(list.id), details: { count: rows.length } });
}

/** Refuses: money that left an account since, an account that was closed, a loan that was ended (savings.money_used). */
async function takeOut(ctx: Context, list: ListRecord): Promise<void> {
  await holdAssociation(ctx, list.associationId);
  const rows = await movementsOfWork(ctx, list.id);
  const used = await countUsed(ctx, rows);
  if (used > 0) throw new AppError('savings.money_used', { count: used });
  const tell = (count: number) => tellWork(ctx, list.id, count, list.entryIds.length);
  await tell(0);
  const reason = list.undoReason ?? '';
  await takeBack(ctx, rows, { reason, byId: list.createdBy, byName: list.undoneByName ?? list.createdByName });
  await reverseAll(ctx, list.entryIds, reason, tell);
  await changeWork(ctx, 'list', list.id, { state: 'undone' });
  audit(ctx, { action: 'savings.takeBackList', subject: listSubject(list.id), details: { count: rows.length } });
}
