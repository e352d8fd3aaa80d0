import {
  addAddition,
  addGift,
  bankGifts,
  closeCampaign,
  decidePayment,
  disinfectGoods,
  handOutGoods,
  openCampaign,
  passOnRemainder,
  payPayment,
  preparePayment,
  readFundList,
  takeFundList,
  takeGoods,
} from '#lines/relief';
import type { Context } from '#kernel';
import type { NewPerson } from '#engines/roster';
import type { Day } from '#kernel/contract';
import type { Dice } from './random';

export interface ReliefHands {
  readonly treasurer: Context;
  readonly chair: Context;
  readonly cashier: Context;
}

interface Unit {
  readonly id?: string;
}

const fen = (yuan: number): bigint => BigInt(Math.round(yuan * 100));
const sheetOf = (rows: readonly (readonly string[])[]) =>
  new TextEncoder().encode(rows.map((row) => row.join(',')).join('\n'));

/** The same hands on an earlier day: what was done then was recorded then. */
function on(hands: ReliefHands, day: Day): ReliefHands {
  const clock = { now: () => new Date(`${day}T10:00:00+08:00`), today: () => day };
  const at = (ctx: Context): Context => ({ ...ctx, clock });
  return { treasurer: at(hands.treasurer), chair: at(hands.chair), cashier: at(hands.cashier) };
}

type Aid = Parameters<typeof preparePayment>[1];

/** From the first hand to the one that is asked for. */
async function help(hands: ReliefHands, aid: Aid, until: 'prepared' | 'approved' | 'paid' = 'paid'): Promise<void> {
  const { id } = await preparePayment(hands.treasurer, aid);
  if (until === 'prepared') return;
  await decidePayment(hands.chair, id, { isGranted: true, words: '同意', version: 1 });
  if (until === 'paid')
    await payPayment(hands.cashier, id, { on: hands.cashier.clock.today(), way: 'bank', version: 2 });
}

/** Everybody's fee of the year, out of the payroll of January; who is not in the fund is refused by name. */
async function contribute({ cashier }: ReliefHands, works: Unit, people: readonly NewPerson[]): Promise<void> {
  const bytes = sheetOf([['工号', '姓名', '互助金'], ...people.map((one) => [one.staffNumber, one.name, '36'])]);
  const question = { name: '一月工资代扣互助金.csv', unitId: works.id!, on: '2024-01-15' };
  const { good, sum } = await readFundList(cashier, question, bytes);
  await takeFundList(cashier, { ...question, good, sum }, bytes);
}

/** What the group and the union gave at the new year: one person had both, with the reason why. */
async function giveAid(hands: ReliefHands, works: Unit, people: readonly NewPerson[], random: Dice): Promise<void> {
  const winter = on(hands, '2024-02-05');
  const received = { unitId: works.id!, amount: fen(30_000), on: '2024-02-01', way: 'bank' } as const;
  await addAddition(winter.treasurer, { ...received, kind: 'group', words: '集团公司春节救助款' });
  const inNeed = people.filter(() => random.chance(1)).slice(0, 14);
  const aid = (i: number, change: Partial<Aid>): Aid => ({
    ...{ source: 'group', personId: inNeed[i]!.id!, purpose: 'living', amount: fen(2_000), exception: '' },
    ...{ reason: '家庭生活困难，春节前救助' },
    ...change,
  });
  for (let i = 0; i < 8; i += 1) await help(winter, aid(i, {}));
  const both = { source: 'own', amount: fen(1_000), exception: '重病，集团救助不足以支付医药费' } as const;
  await help(winter, aid(0, { ...both, reason: '家庭生活困难，自有资金补助' }));
  const spring = on(hands, '2024-05-22');
  const ill = {
    source: 'mutual_aid',
    purpose: 'illness',
    amount: fen(3_000),
    reason: '住院，医保报销后自付较多',
  } as const;
  for (const i of [8, 9, 10]) await help(spring, aid(i, ill));
  await help(hands, aid(11, { ...ill, source: 'own', amount: fen(1_500) }), 'approved');
  await help(hands, aid(12, { ...ill, source: 'own', amount: fen(1_200) }), 'prepared');
}

/** A fire in April: given, handed over, and what is left waits for the chair to pass on to the fund. */
async function afterTheFire(
  hands: ReliefHands,
  works: Unit,
  people: readonly NewPerson[],
  random: Dice,
): Promise<void> {
  const personId = people[7]!.id!;
  const then = on(hands, '2024-04-11');
  const title = '2024年4月火灾家庭捐款';
  const opened = { unitId: works.id!, title, personId, closesOn: '2024-04-20', remainder: 'mutual_aid' } as const;
  const cause = '四月九日夜，一位职工家中失火，全家住处烧毁。请大家自愿伸出援手。';
  const { id } = await openCampaign(then.treasurer, { ...opened, cause });
  let total = 0n;
  const give = async (gift: Omit<Parameters<typeof addGift>[2], 'on' | 'way'>) => {
    total += gift.amount;
    await addGift(then.cashier, id, { ...gift, on: '2024-04-11', way: 'cash' });
  };
  for (const person of people.filter(() => random.chance(2)).slice(0, 40))
    await give({
      ...{ giver: 'person', personId: person.id!, isNamed: random.chance(60) },
      amount: fen(20 + random.below(9) * 10),
    });
  const handed = total;
  await give({ giver: 'anonymous', isNamed: false, amount: fen(436.5) });
  await bankGifts(on(hands, '2024-04-12').cashier, id, { amount: total, on: '2024-04-12' });
  const aid = { source: 'donation', personId, purpose: 'disaster', amount: handed, campaignId: id } as const;
  await help(on(hands, '2024-04-16'), { ...aid, reason: '火灾，捐款全部交付', exception: '' });
  await closeCampaign(on(hands, '2024-04-21').treasurer, id, 1);
  await passOnRemainder(hands.treasurer, id, { version: 2 });
}

/** What was given in goods for the same cause: worn clothes go out once they were disinfected. */
async function giveGoods(hands: ReliefHands, id: string, people: readonly NewPerson[]): Promise<void> {
  const at = on(hands, '2024-06-15').cashier;
  const [giver, receiver] = [people[11]!.id!, people[29]!.id!];
  const coats = {
    name: '棉衣',
    kind: 'clothing',
    size: 'L',
    measure: '件',
    condition: 'worn',
    quantity: '12',
  } as const;
  const rice = { name: '大米', kind: 'food', size: '', measure: '公斤', condition: 'new', quantity: '50.5' } as const;
  const given = { on: '2024-06-15', estimate: null } as const;
  const { itemId } = await takeGoods(at, id, { ...coats, ...given, giver: 'person', personId: giver, isNamed: true });
  await takeGoods(at, id, { ...rice, ...given, giver: 'anonymous', isNamed: false, estimate: fen(300) });
  await disinfectGoods(at, itemId, { on: '2024-06-15' });
  const received = { personId: receiver, quantity: '2', isSigned: true, on: '2024-06-17' } as const;
  await handOutGoods(on(hands, '2024-06-17').cashier, itemId, received);
}

/** A drive that is open on the day of the world, with a list of those who agreed to give out of their wages. */
async function openDrive(hands: ReliefHands, works: Unit, people: readonly NewPerson[], random: Dice): Promise<void> {
  const then = on(hands, '2024-06-12');
  const cause = '一位职工的孩子查出重病，治疗费用很大。捐款全部用于孩子治疗，结余转入互助互济基金。';
  const opened = { unitId: works.id!, title: '为患病职工子女捐款', closesOn: '2024-07-12' } as const;
  const { id } = await openCampaign(then.treasurer, { ...opened, cause, remainder: 'mutual_aid' });
  const givers = people.filter(() => random.chance(2)).slice(0, 30);
  const rows = givers.map((one) => [one.staffNumber, one.name, '50', '本人签字', random.chance(50) ? '是' : '否']);
  const bytes = sheetOf([['工号', '姓名', '捐款', '本人同意', '公开姓名'], ...rows]);
  const question = { name: '六月代扣捐款.csv', campaignId: id, on: '2024-06-14' };
  const at = on(hands, '2024-06-14').cashier;
  const { good, sum } = await readFundList(at, question, bytes);
  await takeFundList(at, { ...question, good, sum }, bytes);
  await addGift(hands.cashier, id, {
    giver: 'anonymous',
    isNamed: false,
    amount: fen(268),
    on: '2024-06-17',
    way: 'cash',
  });
  await giveGoods(hands, id, people);
}

/** The money for those in need in the world's year, by the three people whose hands it goes through. */
export async function keepReliefMoney(
  hands: ReliefHands,
  works: Unit,
  people: readonly NewPerson[],
  random: Dice,
): Promise<void> {
  await contribute(hands, works, people);
  await giveAid(hands, works, people, random);
  await afterTheFire(hands, works, people, random);
  await openDrive(hands, works, people, random);
}
