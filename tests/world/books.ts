import {
  foundBook,
  partiesOf,
  postEntries,
  postEntry,
  reverseEntry,
  type DraftLine,
  type EntryDraft,
} from '#engines/ledger';
import type { Context } from '#kernel';
import type { Day } from '#kernel/contract';
import type { NewPerson } from '#engines/roster';
import { planBudget, spendBudget, withLines, type Hands } from './budgets';
import type { Dice } from './random';
import type { WorldUnits } from './units';

/** The world's books begin with its year. */
const OPENED = '2024-01-01';
const MONTHS = ['2024-01', '2024-02', '2024-03', '2024-04', '2024-05', '2024-06'] as const;
/** June is half over: what comes at a month's end has not come yet. */
const isWhole = (month: string): boolean => month < '2024-06';

const yuan = (amount: number): bigint => BigInt(Math.round(amount * 100));
const move = (debit: string, credit: string, amount: bigint): DraftLine[] => [
  { account: debit, debit: amount },
  { account: credit, credit: amount },
];

let number = 0;
const entry = (bookId: string, on: Day, words: string, lines: readonly DraftLine[]): EntryDraft => {
  number += 1;
  return { bookId, on, words, source: `world.voucher:${number}`, lines };
};
const opening = (bookId: string, lines: readonly DraftLine[]): EntryDraft => ({
  ...{ bookId, on: OPENED, words: '期初余额', kind: 'opening', lines },
  ...{ source: `ledger.opening:${bookId}`, key: 'ledger.opening:0' },
});

/** The union's funds: the employer's 2 %, of which 40 % is handed up, and what the year costs. */
function unionFunds(bookId: string, random: Dice): EntryDraft[] {
  const drafts = [
    opening(bookId, [
      { account: '101', debit: yuan(8_320.5) },
      { account: '102', debit: yuan(1_263_400) },
      { account: '131', debit: yuan(386_000) },
      { account: '132', credit: yuan(121_300) },
      { account: '301', credit: yuan(264_700) },
      { account: '312', credit: yuan(1_271_720.5) },
    ]),
  ];
  for (const month of MONTHS) {
    const due = yuan(318_000 + random.below(24_000));
    const kept = (due * 60n) / 100n;
    drafts.push(
      entry(bookId, `${month}-12`, '收行政拨缴工会经费', [
        { account: '102', debit: due },
        { account: '402', credit: kept },
        { account: '211', credit: due - kept },
      ]),
      entry(bookId, `${month}-15`, '上解上级工会40%', move('211', '102', due - kept)),
      entry(bookId, `${month}-08`, '职工读书活动购书', move('50101', '102', yuan(1_800 + random.below(2_500)))),
      entry(bookId, `${month}-16`, '泵站、工区文体器材', move('50102', '102', yuan(3_000 + random.below(9_000)))),
      entry(bookId, `${month}-10`, '住院职工慰问', move('50302', '101', yuan(600 + random.below(5) * 200))),
      entry(bookId, `${month}-05`, '提取现金备用', move('101', '102', yuan(3_000))),
    );
    if (isWhole(month))
      drafts.push(
        entry(bookId, `${month}-28`, '委员会和小组长会议', move('50502', '102', yuan(700 + random.below(900)))),
      );
  }
  return [...drafts, ...festivals(bookId)];
}

/** What only comes once: festivals, the summer, training, a visit to families in need. */
function festivals(bookId: string): EntryDraft[] {
  return [
    entry(bookId, '2024-01-26', '春节慰问品，全体会员', move('50301', '102', yuan(412_300))),
    entry(bookId, '2024-02-02', '春节走访困难职工', move('50403', '102', yuan(36_500))),
    entry(bookId, '2024-03-08', '三八节女职工活动', move('50102', '102', yuan(28_640))),
    entry(bookId, '2024-03-19', '工会小组长培训', move('50501', '102', yuan(9_870))),
    entry(bookId, '2024-04-18', '职工技能比武奖品', move('50199', '102', yuan(29_400))),
    entry(bookId, '2024-05-21', '困难职工子女助学', move('50402', '102', yuan(7_000))),
    entry(bookId, '2024-06-06', '端午节慰问品，全体会员', move('50301', '102', yuan(206_150))),
    entry(bookId, '2024-06-13', '送清凉：绿豆、白糖、毛巾', move('50401', '102', yuan(41_280))),
    entry(bookId, '2024-06-14', '行政补助：食堂比赛', move('102', '405', yuan(50_000))),
  ];
}

/** Dues of 0.5 %, unit by unit until members owed them one by one (`dues.ts`), and what they pay for. */
function dues(bookId: string, units: WorldUnits, random: Dice): EntryDraft[] {
  const drafts = [opening(bookId, move('102', '312', yuan(88_412.35)))];
  for (const month of MONTHS.filter((one) => one < '2024-04'))
    for (const area of units.areas)
      drafts.push(
        entry(bookId, `${month}-14`, `收${area.name}会费`, move('102', '401', yuan(4_200 + random.below(1_600)))),
      );
  return [
    ...drafts,
    entry(bookId, '2024-03-21', '结息', move('102', '408', yuan(88.41))),
    entry(bookId, '2024-04-20', '职工观影', move('50102', '102', yuan(31_500))),
    entry(bookId, '2024-05-18', '春游，当日往返', move('50102', '102', yuan(47_360))),
  ];
}

/** The mutual-aid fund without what `relief-money.ts` brings: the employer's part, and payments to those who fell ill, a party each. */
async function mutualAid(
  ctx: Context,
  bookId: string,
  people: readonly NewPerson[],
  random: Dice,
): Promise<EntryDraft[]> {
  const drafts = [
    opening(bookId, move('102', '311', yuan(236_800))),
    entry(bookId, '2024-01-16', '行政拨入', move('102', '402', yuan(100_000))),
    entry(bookId, '2024-03-21', '结息', move('102', '408', yuan(321.07))),
  ];
  const helped = people.filter(() => random.chance(1)).slice(0, 24);
  const parties = await partiesOf(
    ctx,
    'person',
    helped.map((person) => person.id),
  );
  for (const [i, person] of helped.entries()) {
    const amount = yuan(500 + random.below(10) * 250);
    const partyId = parties.get(person.id)!;
    const month = MONTHS[i % MONTHS.length]!;
    drafts.push(
      entry(bookId, `${month}-09`, '批准大病互助金', [
        { account: '501', debit: amount },
        { account: '221', credit: amount, partyId },
      ]),
    );
    // The last few are approved and not yet paid.
    if (i < helped.length - 4)
      drafts.push(
        entry(bookId, `${month}-17`, '发放大病互助金', [
          { account: '221', debit: amount, partyId },
          { account: '102', credit: amount },
        ]),
      );
  }
  return drafts;
}

/** One canteen: meals and the employer's subsidy against what was bought. */
async function canteen(ctx: Context, bookId: string, random: Dice): Promise<EntryDraft[]> {
  const shops = await partiesOf(ctx, 'payee', ['羊口粮油店', '海晏菜市场', '兴盐肉铺']);
  const drafts = [opening(bookId, move('102', '312', yuan(21_640)))];
  for (const month of MONTHS) {
    for (const [shop, partyId] of shops) {
      const amount = yuan(2_600 + random.below(1_900));
      drafts.push(
        entry(bookId, `${month}-07`, `${shop}原料`, [
          { account: '501', debit: amount },
          { account: '221', credit: amount, partyId },
        ]),
      );
      if (isWhole(month))
        drafts.push(
          entry(bookId, `${month}-25`, `付${shop}货款`, [
            { account: '221', debit: amount, partyId },
            { account: '102', credit: amount },
          ]),
        );
    }
    drafts.push(
      entry(bookId, `${month}-06`, '伙食收入', move('102', '401', yuan(8_100 + random.below(1_500)))),
      entry(bookId, `${month}-11`, '行政补贴', move('102', '405', yuan(3_000))),
      entry(bookId, `${month}-13`, '燃气和水电', move('502', '102', yuan(980 + random.below(300)))),
    );
  }
  return drafts;
}

/** The union's books of the year, each apart from the others, by the acts of the ledger themselves. */
export async function keepBooks(
  hands: Hands,
  units: WorldUnits,
  people: readonly NewPerson[],
  random: Dice,
): Promise<{ entryCount: number; fundsId: string }> {
  const ctx = hands.chair;
  number = 0;
  const found = async (kind: Parameters<typeof foundBook>[1]['kind'], name: string, unitId = units.works.id!) =>
    (await foundBook(ctx, { unitId, kind, name, openedOn: OPENED })).id;
  const funds = await found('union_funds', '海晏盐场工会经费');
  const { budgetId, lineOf, ids } = await planBudget(hands, funds);
  const books = {
    funds,
    dues: await found('dues', '海晏盐场会费'),
    aid: await found('mutual_aid', '海晏盐场互助互济基金'),
  };
  const drafts = [
    ...unionFunds(funds, random).map((draft) => withLines(draft, lineOf)),
    ...dues(books.dues, units, random),
    ...(await mutualAid(ctx, books.aid, people, random)),
    ...(await canteen(ctx, await found('canteen', units.canteens[0]!.name, units.canteens[0]!.id), random)),
  ];
  drafts.sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
  await postEntries(ctx, drafts);
  const wrong = await postEntry(ctx, entry(funds, '2024-05-13', '打印纸和墨盒', move('50599', '102', yuan(1_260))));
  await reverseEntry(ctx, wrong.id, { reason: '金额记错，应为126元', on: '2024-05-14' });
  await postEntry(ctx, entry(funds, '2024-05-14', '打印纸和墨盒', move('50599', '102', yuan(126))));
  await spendBudget(hands, { budgetId, ids, books });
  return { entryCount: drafts.length + 5, fundsId: funds };
}
