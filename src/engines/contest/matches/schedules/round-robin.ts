import { drawnApart, type Chance } from '../../ranking/seeded';

/** A pairing of a round; without an opponent, a free round. */
export type Meet<Entrant> = readonly [Entrant, Entrant | null];

/**
 * Everybody against everybody by the circle method: the first stands still, the others go around by one place a round. The
 * one who stands still moves first every other round, and with the second half of a double one the sides are turned.
 */
export function circle<Entrant>(entrants: readonly Entrant[], legs: number): Meet<Entrant>[][] {
  if (entrants.length < 2) return [];
  const places: (Entrant | null)[] = entrants.length % 2 === 0 ? [...entrants] : [...entrants, null];
  const [still, ...around] = places as [Entrant | null, ...(Entrant | null)[]];
  const count = around.length;
  const once = Array.from({ length: count }, (_, round) => {
    const at = (place: number) => around[(place + round) % count]!;
    const pairs: [Entrant | null, Entrant | null][] = [round % 2 === 0 ? [still, at(0)] : [at(0), still]];
    for (let place = 1; place * 2 <= count; place += 1) pairs.push([at(place), at(count - place)]);
    return pairs.flatMap(([one, other]): Meet<Entrant>[] => {
      const first = one ?? other;
      return first === null ? [] : [[first, one === null ? null : other]];
    });
  });
  const turned = once.map((round) =>
    round.map(([one, other]): Meet<Entrant> => (other === null ? [one, null] : [other, one])),
  );
  return Array.from({ length: legs }, (_, leg) => (leg % 2 === 0 ? once : turned)).flat();
}

/** What a draw into groups has of an entrant. */
export interface Seeded {
  readonly id: string;
  readonly unit: string;
}

/**
 * The snake: the first of each group by their seeds from left to right, the second from right to left. Within a turn of the
 * snake, places are exchanged as far as it takes so that those of one unit stand in different groups; where a unit has more
 * than there are groups, it is spread evenly.
 */
export function snake(seeds: readonly Seeded[], groups: number): Seeded[][] {
  const drawn: Seeded[][] = Array.from({ length: groups }, () => []);
  for (let turn = 0; turn * groups < seeds.length; turn += 1) {
    const row = seeds.slice(turn * groups, (turn + 1) * groups);
    const order = Array.from({ length: groups }, (_, at) => (turn % 2 === 0 ? at : groups - 1 - at));
    for (const [at, place] of bestPlaces(row, order, drawn).entries()) drawn[place]!.push(row[at]!);
  }
  return drawn;
}

/** For each of a row its group: fewest of their own units there, then as the snake goes. A matching of least cost by paths. */
function bestPlaces(row: readonly Seeded[], order: readonly number[], drawn: readonly (readonly Seeded[])[]): number[] {
  const costs = row.map(({ unit }, at) =>
    order.map((group, place) => {
      const same = drawn[group]!.filter((one) => one.unit === unit).length;
      return same * 1e6 + Math.abs(place - at);
    }),
  );
  return assigned(costs).map((place) => order[place]!);
}

/** The columns that rows take at the least sum, each column once (Hungarian method); there are at least as many columns as rows. */
export function assigned(costs: readonly (readonly number[])[]): number[] {
  const rows = costs.length;
  const columns = costs[0]?.length ?? 0;
  const rowPrice = Array<number>(rows + 1).fill(0);
  const columnPrice = Array<number>(columns + 1).fill(0);
  const takenBy = Array<number>(columns + 1).fill(0);
  for (let row = 1; row <= rows; row += 1) {
    const cameFrom = Array<number>(columns + 1).fill(0);
    const least = Array<number>(columns + 1).fill(Infinity);
    const isDone = Array<boolean>(columns + 1).fill(false);
    takenBy[0] = row;
    let column = 0;
    while (takenBy[column] !== 0) {
      isDone[column] = true;
      const own = takenBy[column]!;
      let step = Infinity;
      let next = 0;
      for (let one = 1; one <= columns; one += 1) {
        if (isDone[one]) continue;
        const slack = costs[own - 1]![one - 1]! - rowPrice[own]! - columnPrice[one]!;
        if (slack < least[one]!) {
          least[one] = slack;
          cameFrom[one] = column;
        }
        if (least[one]! < step) {
          step = least[one]!;
          next = one;
        }
      }
      for (let one = 0; one <= columns; one += 1)
        if (isDone[one]) {
          rowPrice[takenBy[one]!]! += step;
          columnPrice[one]! -= step;
        } else least[one]! -= step;
      column = next;
    }
    for (; column !== 0; column = cameFrom[column]!) takenBy[column] = takenBy[cameFrom[column]!]!;
  }
  const result = Array<number>(rows).fill(-1);
  for (let column = 1; column <= columns; column += 1)
    if (takenBy[column] !== 0) result[takenBy[column]! - 1] = column - 1;
  return result;
}

/** Groups for entrants of whom only some are seeded: the seeds by the snake, the others in a drawn order behind them. */
export function drawGroups(
  seeds: readonly Seeded[],
  others: readonly Seeded[],
  groups: number,
  chance: Chance,
): Seeded[][] {
  return snake([...seeds, ...drawnApart(others, ({ unit }) => unit, chance)], groups);
}
