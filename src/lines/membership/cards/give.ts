import { audit, type Context } from '#kernel';
import { unitsOn } from '#engines/roster';
import { yearOf, type Day } from '#kernel/contract';
import { cardsOf, insertCards, reviseCard, takeNumbers, type NewCard } from './store';

const SERIAL_DIGITS = 5;

export interface CardToGive {
  readonly personId: string;
  readonly unitPath: string;
  readonly on: Day;
  readonly memberSince: Day | null;
  readonly paysByPayroll: boolean;
}

/** Which works a unit belongs to; what stands outside of every works belongs to the top of the tree. */
export async function worksFinder(
  ctx: Context,
): Promise<(unitPath: string) => { id: string; name: string; path: string }> {
  const units = await unitsOn(ctx, { day: ctx.clock.today(), kinds: ['works', 'group'] });
  // The deepest first: a works inside a group is the nearer one.
  const known = units.toSorted((a, b) => b.path.length - a.path.length);
  return (unitPath) => known.find((unit) => unitPath.startsWith(unit.path)) ?? known.at(-1)!;
}

/**
 * Gives a card to each, in the order given: its number is the year and the next serial of the works. Whoever has had one
 * gets it again with a new code. Serials have no gaps: a refused act gives its numbers back.
 */
export async function giveCards(
  ctx: Context,
  wanted: readonly CardToGive[],
): Promise<{ personId: string; number: string }[]> {
  const worksOf = await worksFinder(ctx);
  const known = await cardsOf(
    ctx,
    wanted.map(({ personId }) => personId),
  );
  for (const { personId, paysByPayroll } of wanted)
    if (known.has(personId)) await reviseCard(ctx, personId, paysByPayroll);

  const groups = new Map<string, { unitId: string; year: number; cards: CardToGive[] }>();
  for (const card of wanted.filter(({ personId }) => !known.has(personId))) {
    const unitId = worksOf(card.unitPath).id;
    const year = yearOf(card.on);
    const key = `${unitId} ${year}`;
    const group = groups.get(key) ?? { unitId, year, cards: [] };
    groups.set(key, { ...group, cards: [...group.cards, card] });
  }
  const fresh: NewCard[] = [];
  for (const { unitId, year, cards } of groups.values()) {
    const last = await takeNumbers(ctx, { unitId, what: 'card', year, count: cards.length });
    cards.forEach(({ personId, on, memberSince, paysByPayroll }, i) => {
      const serial = last - cards.length + 1 + i;
      const number = `${year}-${String(serial).padStart(SERIAL_DIGITS, '0')}`;
      fresh.push({ personId, worksId: unitId, year, serial, number, issuedOn: on, memberSince, paysByPayroll });
    });
  }
  if (fresh.length > 0) await insertCards(ctx, fresh);
  audit(ctx, { action: 'membership.giveCards', details: { count: wanted.length, fresh: fresh.length } });
  const numbers = new Map(fresh.map(({ personId, number }) => [personId, number]));
  return wanted.map(({ personId }) => ({ personId, number: numbers.get(personId) ?? known.get(personId)!.number }));
}
