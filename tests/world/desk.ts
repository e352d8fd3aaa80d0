import { openBudgetLines, takesAccount, takingsOfBook } from '#engines/ledger';
import type { Context, SignedInUser } from '#kernel';
import type { Day } from '#kernel/contract';
import {
  addOwnClaimPhoto,
  cancelReceipt,
  checkClaim,
  decideClaim,
  draftVoucher,
  dropVoucher,
  payClaim,
  payVoucher,
  postVoucher,
  returnClaim,
  returnVoucher,
  reviewVoucher,
  saveWageBills,
  sendOwnClaim,
  submitVoucher,
  takeBackOwnClaim,
  takeVoucherBack,
  writeReceipt,
} from '#lines/finance';
import { receiptPicture } from './receipt';

/** The four whose hands the union's money goes through, and one who claims. */
export interface Hands {
  readonly treasurer: SignedInUser;
  readonly chair: SignedInUser;
  readonly cashier: SignedInUser;
  readonly worker: SignedInUser;
}

type Voucher = Awaited<ReturnType<typeof draftVoucher>>;
type Claim = Awaited<ReturnType<typeof sendOwnClaim>>;
interface Spent {
  on: Day;
  words: string;
  yuan: number;
  account: string;
}

/** Of the year's budget, the line that bears an account; what is built to last is not bought by these. */
type LineOf = (account: string) => string | null;

async function budgetOf(ctx: Context, bookId: string): Promise<LineOf> {
  const lines = (await openBudgetLines(ctx, bookId, 2024)).filter(({ name }) => name !== '文化阵地建设');
  return (account) => lines.find(({ accounts }) => takesAccount(accounts, account))?.id ?? null;
}

const fen = (yuan: number): bigint => BigInt(Math.round(yuan * 100));

/** Vouchers on every step of their way. */
async function enterVouchers(ctx: Context, bookId: string, lineOf: LineOf, hands: Hands): Promise<number> {
  const { treasurer, chair, cashier } = hands;
  const as = (user: SignedInUser): Context => ({ ...ctx, user });
  const of = ({ id, version }: Voucher) => ({ params: { id }, query: {}, body: { version } });
  const enter = ({ on, words, yuan, account }: Spent) =>
    draftVoucher(as(treasurer), {
      params: {},
      query: {},
      body: {
        ...{ bookId, on, words, sheets: 1 },
        lines: [
          { account, side: 'debit', amount: fen(yuan), words: '', budgetLineId: lineOf(account) },
          { account: '102', side: 'credit', amount: fen(yuan), words: '' },
        ],
      },
    });
  const submitted = async (spent: Spent) => submitVoucher(as(treasurer), of(await enter(spent)));
  const reviewed = async (spent: Spent) => reviewVoucher(as(chair), of(await submitted(spent)));
  const paid = async (spent: Spent) => payVoucher(as(cashier), of(await reviewed(spent)));
  const posted = async (spent: Spent) => postVoucher(as(treasurer), of(await paid(spent)));

  await posted({ on: '2024-01-19', words: '春节联欢会道具', yuan: 3_680, account: '50102' });
  await posted({ on: '2024-02-26', words: '元宵灯谜奖品', yuan: 2_150, account: '50102' });
  await posted({ on: '2024-03-22', words: '女职工讲座场地', yuan: 1_200, account: '50101' });
  await posted({ on: '2024-05-09', words: '职工书屋书架', yuan: 4_860.5, account: '50101' });
  const wrong = await posted({ on: '2024-06-03', words: '端午活动粽叶', yuan: 918, account: '50102' });
  await takeVoucherBack(as(chair), {
    ...{ params: { id: wrong.id }, query: {} },
    body: { version: wrong.version, reason: '科目记错，应列节日慰问费', on: '2024-06-05' },
  });
  await paid({ on: '2024-06-14', words: '食堂比赛围裙', yuan: 1_764, account: '50102' });
  await reviewed({ on: '2024-06-17', words: '安全生产月宣传栏', yuan: 2_300, account: '50103' });
  await submitted({ on: '2024-06-17', words: '小组长培训教材', yuan: 1_935, account: '50501' });
  const unclear = await submitted({ on: '2024-06-12', words: '购文具', yuan: 286.4, account: '50599' });
  await returnVoucher(as(chair), {
    ...{ params: { id: unclear.id }, query: {} },
    body: { version: unclear.version, reason: '缺发票，请补附件' },
  });
  await enter({ on: '2024-06-18', words: '六月会议用水', yuan: 96, account: '50502' });
  await dropVoucher(
    as(treasurer),
    of(await enter({ on: '2024-06-07', words: '重复录入', yuan: 96, account: '50502' })),
  );
  return 11;
}

/** Claims on every step of their way, each with the photo of its receipt. */
async function sendClaims(ctx: Context, bookId: string, lineOf: LineOf, hands: Hands): Promise<number> {
  const { treasurer, chair, cashier, worker } = hands;
  const as = (user: SignedInUser): Context => ({ ...ctx, user });
  let number = 0;
  const send = async ({ on, words, yuan }: Omit<Spent, 'account'>) => {
    number += 1;
    const body = receiptPicture(number);
    const photo = await addOwnClaimPhoto(as(worker), { params: {}, query: { name: `收据${number}.png` }, body });
    const content = { words, amount: fen(yuan), spentOn: on, fileIds: [photo.id] };
    const rest = { kind: 'activity', form: 'goods', people: 1, participants: null, eventId: null } as const;
    return sendOwnClaim(as(worker), { params: {}, query: {}, body: { ...rest, ...content } });
  };
  const of = ({ id, version }: Claim) => ({ params: { id }, query: {}, version });
  const check = async (spent: Spent) => {
    const { version, ...at } = of(await send(spent));
    const found = { people: 1, participants: null, eventId: null, payees: [], note: '' };
    const borne = { bookId, account: spent.account, budgetLineId: lineOf(spent.account) };
    return checkClaim(as(treasurer), { ...at, body: { version, ...borne, ...found } });
  };
  const decide = async (spent: Spent, verdict: 'approve' | 'refuse', note: string) => {
    const { version, ...at } = of(await check(spent));
    return decideClaim(as(chair), { ...at, body: { version, verdict, note } });
  };
  const pay = async (spent: Spent, on: Day) => {
    const { version, ...at } = of(await decide(spent, 'approve', ''));
    return payClaim(as(cashier), { ...at, body: { version, account: '101', on } });
  };
  await pay({ on: '2024-03-05', words: '学雷锋活动用品', yuan: 186.5, account: '50102' }, '2024-03-08');
  await pay({ on: '2024-05-23', words: '捞盐比赛饮用水', yuan: 240, account: '50102' }, '2024-05-27');
  await decide({ on: '2024-06-11', words: '班组乒乓球拍两副', yuan: 320, account: '50102' }, 'approve', '');
  await decide({ on: '2024-06-01', words: '聚餐', yuan: 480, account: '50199' }, 'refuse', '不属于工会经费开支范围');
  await check({ on: '2024-06-13', words: '送清凉矿泉水', yuan: 156, account: '50401' });
  await send({ on: '2024-06-16', words: '读书会用书三本', yuan: 118.7 });
  const blurred = of(await send({ on: '2024-06-08', words: '端午活动棉线', yuan: 45 }));
  const { version, ...at } = blurred;
  await returnClaim(as(treasurer), { ...at, body: { version, reason: '发票照片不清楚，请重拍' } });
  const again = of(await send({ on: '2024-06-15', words: '重复提交', yuan: 118.7 }));
  await takeBackOwnClaim(as(worker), { params: again.params, query: {}, body: { version: again.version } });
  return number;
}

/** Receipts for what came in last; one was written to the wrong payer. */
async function writeReceipts(ctx: Context, bookId: string, { cashier }: Hands): Promise<number> {
  const own = { ...ctx, user: cashier };
  const takings = await takingsOfBook(own, bookId, { after: null, limit: 4 });
  const write = (at: number, payer: string) => {
    const { entryId, words, amount } = takings[at]!;
    return writeReceipt(own, { params: {}, query: {}, body: { entryId, payer, words, amount } });
  };
  for (const at of [3, 2, 1]) await write(at, '海晏盐场');
  const wrong = await write(0, '海晏盐厂');
  await cancelReceipt(own, { params: { id: wrong.id }, query: {}, body: { reason: '交款单位写错' } });
  await write(0, '海晏盐场');
  return 6;
}

/** What the employer paid in wages, from the payroll: its share of May did not come in whole. */
async function enterWages(ctx: Context, bookId: string, { treasurer }: Hands): Promise<void> {
  const months = ['2024-01', '2024-02', '2024-03', '2024-04', '2024-05'];
  const rows = months.map((month, i) => ({ month, amount: fen(19_600_000 + i * 250_000) }));
  await saveWageBills(
    { ...ctx, user: treasurer },
    { params: { id: bookId }, query: {}, body: { rows, words: '劳资科工资总额表' } },
  );
}

/** What lies on the desks of those who keep the union's money. */
export async function fillDesks(ctx: Context, bookId: string, hands: Hands): Promise<number> {
  const lineOf = await budgetOf(ctx, bookId);
  await enterWages(ctx, bookId, hands);
  const entered = await enterVouchers(ctx, bookId, lineOf, hands);
  const sent = await sendClaims(ctx, bookId, lineOf, hands);
  return entered + sent + (await writeReceipts(ctx, bookId, hands));
}
