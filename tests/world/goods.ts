import type { Context, SignedInUser } from '#kernel';
import { postEntry } from '#engines/ledger';
import type { Day } from '#kernel/contract';
import {
  addGoods,
  countGoods,
  issueGoods,
  listGoodsMoves,
  receiveGoods,
  showGoodsIssue,
  signGoods,
  tieGoods,
} from '#lines/finance';
import type { WorldPeople } from './people';
import type { WorldUnits } from './units';

interface Ground {
  readonly treasurer: SignedInUser;
  /** Who keeps the store of the first work area. */
  readonly keeper: SignedInUser;
  readonly units: WorldUnits;
  readonly people: WorldPeople;
}

const festivalDay: Day = '2024-06-07';
const things = [
  { name: '毛巾', kind: 'festival', measure: '条', isDivisible: false, quantity: '200', value: 1_500_00n },
  { name: '绿豆', kind: 'consumable', measure: '千克', isDivisible: true, quantity: '87.5', value: 831_25n },
  { name: '奖杯', kind: 'prize', measure: '座', isDivisible: false, quantity: '6', value: 1_000_00n },
] as const;

/**
 * The store of a work area: towels handed out to a team for the Dragon Boat Festival, nearly all of whom have signed, green beans
 * of which a bag got wet, and cups. Answers how many goods there are.
 */
export async function keepGoods(ctx: Context, bookId: string, ground: Ground): Promise<number> {
  const { units, people } = ground;
  const treasurer: Context = { ...ctx, user: ground.treasurer };
  const keeper: Context = { ...ctx, user: ground.keeper };
  const area = units.areas[0]!;
  const buyerId = people.in(area)[6]!.id!;
  const post = async (on: Day, words: string, [debit, credit]: readonly [string, string], amount: bigint) => {
    const lines = [
      { account: debit, debit: amount },
      { account: credit, credit: amount },
    ];
    const draft = { bookId, on, words, source: `world.voucher:${words}`, lines };
    return (await postEntry(ctx, draft)).id;
  };
  const movesOf = async (id: string) =>
    (await listGoodsMoves(treasurer, { params: { id }, query: { limit: 100 } })).rows;
  const ids: string[] = [];
  for (const { quantity, value, ...thing } of things) {
    const body = { bookId, unitId: area.id!, ...thing };
    const { id } = await addGoods(treasurer, { params: {}, query: {}, body });
    const bought = { quantity, value, on: '2024-06-05', buyerId, words: '永盛百货' };
    await receiveGoods(keeper, { params: { id }, query: {}, body: bought });
    const entryId = await post('2024-06-05', `${thing.name}入库`, ['121', '301'], value);
    const [move] = await movesOf(id);
    await tieGoods(treasurer, { params: { id: move!.id }, query: {}, body: { entryId } });
    ids.push(id);
  }
  const [towels, beans] = ids as [string, string];
  const team = people.in(units.teams[0]!).slice(0, 8);
  const to = team.map((person) => ({ personId: person.id!, unitId: null, quantity: '2' }));
  const given = { on: festivalDay, words: '端午节慰问', to };
  const { id } = await issueGoods(keeper, { params: { id: towels }, query: {}, body: given });
  const list = await showGoodsIssue(keeper, id);
  const moveIds = list.moves.slice(0, 6).map((move) => move.id);
  await signGoods(keeper, { params: { id }, query: {}, body: { on: festivalDay, moveIds } });
  const used = await post(festivalDay, '端午节发放毛巾', ['301', '121'], list.value);
  for (const move of list.moves)
    await tieGoods(treasurer, { params: { id: move.id }, query: {}, body: { entryId: used } });
  await countGoods(keeper, {
    params: { id: beans },
    query: {},
    body: { counted: '85', reason: '一袋受潮发芽，2.5千克' },
  });
  return ids.length;
}
