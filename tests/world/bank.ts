import type { Context, SignedInUser } from '#kernel';
import { accountByCode, netBalances } from '#engines/ledger';
import {
  addBankAccount,
  addBankStatement,
  applyBankStatement,
  finishBankSheet,
  getBankMatching,
  matchBank,
  reviewBankSheet,
} from '#lines/finance';
import { addDays, formatFen, type Day } from '#kernel/contract';

/** Who makes the reconciliation, and who reviews it. */
interface Hands {
  readonly treasurer: SignedInUser;
  readonly chair: SignedInUser;
}

interface Movement {
  readonly on: Day;
  readonly amount: bigint;
  readonly words: string;
}

const STARTS_ON = '2024-04-01';

/** A statement as a rural bank lays it out: one column of sums beside 借贷标志. */
function statementOf(opening: bigint, moves: readonly Movement[], serials: number): Uint8Array {
  let held = opening;
  const rows = moves.map(({ on, amount, words }, i) => {
    held += amount;
    const sum = formatFen(amount < 0n ? -amount : amount);
    return `${on},NS${serials + i},${words},${amount < 0n ? '借' : '贷'},"${sum}","${formatFen(held)}"`;
  });
  const head = [
    '羊口农村商业银行 账户明细',
    '户名,海晏盐场工会委员会',
    '交易日期,交易流水号,摘要,借贷标志,交易金额,账户余额',
  ];
  return new TextEncoder().encode([...head, ...rows, `合计,${rows.length}笔`].join('\r\n'));
}

const byDay = (one: Movement, other: Movement): number => (one.on < other.on ? -1 : one.on > other.on ? 1 : 0);

/**
 * Two months of statements: April is matched whole but for the bank's interest, finished and reviewed; in May cheques are on
 * their way, a fee is in no book, and some lines wait for somebody to match them. Answers how many lines were read in.
 */
export async function reconcileBank(ctx: Context, bookId: string, { treasurer, chair }: Hands): Promise<number> {
  const as = (user: SignedInUser): Context => ({ ...ctx, user });
  const keeper = as(treasurer);
  const { id: ledgerId } = await accountByCode(ctx, bookId, '102');
  const nets = await netBalances(ctx, { bookId, on: addDays(STARTS_ON, -1), accountIds: [ledgerId] });
  const opening = nets.get(ledgerId) ?? 0n;
  const told = { bankName: '羊口农村商业银行', number: '9080 1020 3040 5060', startsOn: STARTS_ON, opening };
  const { id } = await addBankAccount(keeper, { params: {}, query: {}, body: { bookId, account: '102', ...told } });
  const open = (month: string) => getBankMatching(keeper, { params: { id }, query: { month, days: 5 } });
  let held = opening;
  let count = 0;
  const take = async (name: string, moves: readonly Movement[]): Promise<void> => {
    const body = statementOf(held, moves, 240_001 + count);
    const sent = await addBankStatement(keeper, { params: { id }, query: { name }, body });
    const accepted = { version: sent.version, acceptsBreaks: false };
    await applyBankStatement(keeper, { params: { id: sent.id }, query: {}, body: accepted });
    count += moves.length;
    held += moves.reduce((all, move) => all + move.amount, 0n);
  };

  const april = (await open('2024-04')).entries.map(({ on, amount, words }) => ({ on, amount, words }));
  const interest = { on: '2024-04-30', amount: 1_126_37n, words: '结息' };
  await take('2024年4月对账单.csv', [...april, interest].sort(byDay));
  const found = (await open('2024-04')).proposals.map(({ lineIds, entryIds }) => ({ lineIds, entryIds }));
  await matchBank(keeper, { params: { id }, query: {}, body: { groups: found } });
  const { record } = await finishBankSheet(keeper, { params: { id }, query: {}, body: { month: '2024-04', note: '' } });
  const signed = { params: { id: record!.id }, query: {}, body: { version: record!.version } };
  await reviewBankSheet(as(chair), signed);

  // Two cheques were not cashed in May, two payments left the bank as one, and the bank took a fee.
  const entries = (await open('2024-05')).entries.filter(({ on, isRed }) => on >= '2024-05-01' && !isRed);
  const paid = entries.slice(0, -2).map(({ on, amount, words }) => ({ on, amount, words }));
  const [first, second] = paid.filter(({ amount }) => amount < 0n);
  const joined = { on: second!.on, amount: first!.amount + second!.amount, words: '批量代付' };
  const rest = paid.filter((move) => move !== first && move !== second);
  const fee = { on: '2024-05-31', amount: -25_00n, words: '账户管理费' };
  await take('2024年5月对账单.csv', [...rest, joined, fee].sort(byDay));
  const { proposals } = await open('2024-05');
  const some = proposals
    .slice(0, Math.ceil(proposals.length / 2))
    .map(({ lineIds, entryIds }) => ({ lineIds, entryIds }));
  await matchBank(keeper, { params: { id }, query: {}, body: { groups: some } });
  return count;
}
