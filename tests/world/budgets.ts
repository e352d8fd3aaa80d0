import {
  budgetLinesOf,
  decideBudget,
  decideTransfer,
  foundBudget,
  proposeBudget,
  proposeTransfer,
  reserveBudget,
  saveBudgetDraft,
  shiftBudget,
  type CommitmentFinder,
  type EntryDraft,
} from '#engines/ledger';
import type { Context } from '#kernel';

const YEAR = 2024;
const fen = (yuan: number): bigint => BigInt(yuan) * 100n;
/** The world's budget names no promise: its plan is read in by whoever tries the demo. */
const noPlan: CommitmentFinder = { named: async () => [], ofYear: async () => [] };

type Draft = Parameters<typeof saveBudgetDraft>[2]['body']['lines'][number];
const line = (
  name: string,
  target: Draft['target'],
  accounts: string[],
  onBreach: Draft['onBreach'] = 'stop',
): Draft => ({
  ...{ name, target, accounts, onBreach, commitmentIds: [] },
});
const upTo = (yuan: number): Draft['target'] => ({ kind: 'ceiling', ceiling: fen(yuan) });

/** What the year's money of the union is for: ceilings, floors of what was promised, and “about 30,000”. */
const lines: readonly Draft[] = [
  line('节日慰问', upTo(900_000), ['50301']),
  line('住院、生育、退休慰问', upTo(20_000), ['50302'], 'note'),
  line('困难职工救助（自筹）', { kind: 'floor', floor: fen(7_000) }, ['50402']),
  line('送温暖', { kind: 'range', floor: fen(30_000), ceiling: fen(50_000) }, ['50403']),
  line('补助互助互济基金', { kind: 'floor', floor: fen(20_000) }, ['50303']),
  line('文化阵地建设', { kind: 'band', about: fen(30_000), tolerance: 10 }, ['50102', '507'], 'warn'),
  line('文体和竞赛活动', upTo(110_000), ['501'], 'warn'),
  line('送清凉和劳动保护', upTo(45_000), ['50401']),
  line('培训和会议', upTo(40_000), ['50501', '50502']),
];

/** Who writes and who decides. */
export interface Hands {
  readonly treasurer: Context;
  readonly chair: Context;
}

/** The line that an entry of the union's funds is spent of: by its account, and what is built to last by its words. */
export type LineOf = (account: string, words: string) => string | undefined;

/** The budget of the union's funds, written by one and put in force by another. */
export async function planBudget(
  { treasurer, chair }: Hands,
  bookId: string,
): Promise<{ budgetId: string; lineOf: LineOf; ids: ReadonlyMap<string, string> }> {
  const { id } = await foundBudget(treasurer, { bookId, year: YEAR, isCopied: false });
  const at = { params: { id }, query: {} };
  await saveBudgetDraft(treasurer, noPlan, { ...at, body: { reason: '', lines: [...lines], version: 1 } });
  await proposeBudget(treasurer, id, 2);
  await decideBudget(chair, { ...at, body: { isGranted: true, words: '一月委员会会议通过', version: 3 } });
  const standing = await budgetLinesOf(treasurer, [id]);
  const ids = new Map(standing.map((one) => [one.name, one.id]));
  const lineOf: LineOf = (account, words) => {
    if (words.includes('文体器材')) return ids.get('文化阵地建设');
    return standing.find((one) => one.name !== '文化阵地建设' && one.accounts.some((code) => account.startsWith(code)))
      ?.id;
  };
  return { budgetId: id, lineOf, ids };
}

/** What is spent names its line; from May on, things for the areas are no longer built up but replaced. */
export function withLines(draft: EntryDraft, lineOf: LineOf): EntryDraft {
  const words = draft.on < '2024-05-01' ? draft.words : '';
  return {
    ...draft,
    lines: draft.lines.map((posting) => {
      const budgetLineId = posting.debit === undefined ? undefined : lineOf(posting.account, words);
      return budgetLineId === undefined ? posting : { ...posting, budgetLineId };
    }),
  };
}

interface Kept {
  readonly budgetId: string;
  readonly ids: ReadonlyMap<string, string>;
  readonly books: { readonly funds: string; readonly dues: string; readonly aid: string };
}

/** What goes on by the day of the world: reservations, what waits for the chair, and a transfer between books. */
export async function spendBudget({ treasurer, chair }: Hands, { budgetId, ids, books }: Kept): Promise<void> {
  const of = (name: string) => ids.get(name)!;
  for (const [name, yuan, words, expiresOn] of [
    ['文体和竞赛活动', 4_800, '六月乒乓球比赛奖品', '2024-07-31'],
    ['文体和竞赛活动', 6_000, '八月扑克、象棋比赛', '2024-09-30'],
    ['送清凉和劳动保护', 3_200, '七月送清凉', '2024-08-31'],
    ['培训和会议', 5_400, '工会干部培训班', '2024-10-31'],
  ] as const) {
    const key = `world.reservation:${words}`;
    await reserveBudget(chair, { lineId: of(name), amount: fen(yuan), source: key, key, words, expiresOn });
  }
  await shiftBudget(treasurer, {
    ...{ params: { id: budgetId }, query: {} },
    body: {
      ...{ fromLineId: of('培训和会议'), toLineId: of('文体和竞赛活动'), amount: fen(5_000) },
      reason: '培训改在场内办，结余用于职工运动会',
    },
  });
  const { id } = await proposeTransfer(treasurer, {
    from: { bookId: books.funds, account: '102', purpose: '50303', budgetLineId: of('补助互助互济基金') },
    to: { bookId: books.aid, account: '102', purpose: '403' },
    ...{ amount: fen(15_000), on: '2024-05-20', words: '工会经费补助互助互济基金' },
  });
  await decideTransfer(chair, { params: { id }, query: {}, body: { isGranted: true, words: '同意', version: 1 } });
  await proposeTransfer(treasurer, {
    from: { bookId: books.aid, account: '102', purpose: null, budgetLineId: null },
    to: { bookId: books.dues, account: '102', purpose: null },
    ...{ amount: fen(8_000), on: '2024-06-17', words: '会费账暂借，七月收会费后归还' },
  });
}
