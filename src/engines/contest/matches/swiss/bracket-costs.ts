import type { SwissCriterion } from './books';
import { colourOf, strengths, type Colour, type Profile } from './players';

/** Where somebody stands while a bracket is paired. */
export type Zone = 'moved' | 'resident' | 'next' | 'below' | 'bye';

export interface Seat {
  readonly zone: Zone;
  /** Null for the seat of the bye. */
  readonly profile: Profile | null;
}

export interface CostGround {
  readonly criteria: readonly SwissCriterion[];
  readonly seats: readonly Seat[];
  readonly lot: Colour;
  /** This bracket floats one player only, who gets the bye. */
  readonly floatsTheBye: boolean;
}

const isIn = ({ zone }: Seat): boolean => zone === 'moved' || zone === 'resident';

type Field = (here: Seat, there: Seat) => number;

const flag = (is: boolean): number => (is ? 1 : 0);

/** Of a pair that leaves the bracket, who of the two leaves. */
const leaving = (here: Seat, there: Seat): Profile | null =>
  isIn(here) === isIn(there) ? null : isIn(here) ? here.profile : there.profile;

const movedOf = (here: Seat, there: Seat): Profile | null =>
  here.zone === 'moved' ? here.profile : there.zone === 'moved' ? there.profile : null;

const residentOf = (here: Seat, there: Seat): Profile | null =>
  here.zone === 'resident' ? here.profile : there.zone === 'resident' ? there.profile : null;

/** Counts over both of a pair of the bracket what the colours that they get would do to them. */
function perColour(lot: Colour, counts: (profile: Profile, colour: Colour) => boolean): Field {
  return (here, there) => {
    if (!isIn(here) || !isIn(there)) return 0;
    const [one, other] = [here.profile!, there.profile!];
    const colour = colourOf(one, other, lot);
    return flag(counts(one, colour)) + flag(counts(other, colour === 'first' ? 'second' : 'first'));
  };
}

const widened = ({ difference }: Profile, colour: Colour): boolean =>
  Math.abs(difference + (colour === 'first' ? 1 : -1)) > 2;

const thrice = ({ colours }: Profile, colour: Colour): boolean =>
  colours.length > 1 && colours.at(-1) === colour && colours.at(-2) === colour;

/** Who must float again from this bracket into a lower one: neither meets one of the bracket nor of the next. */
const floatsOn = (here: Seat, there: Seat): Profile | null => {
  const outside = (seat: Seat) => seat.zone === 'below' || seat.zone === 'bye';
  if (outside(here) === outside(there)) return null;
  return outside(here) ? there.profile : here.profile;
};

const hasFloat = (profile: Profile | null, back: 0 | 1, float: 'down' | 'up') => profile?.floats[back] === float;
const floater = (back: 0 | 1): Field[] => [
  (here, there) => flag(leaving(here, there) !== null && hasFloat(residentOf(here, there), back, 'down')),
];
const opponent = (back: 0 | 1): Field[] => [
  (here, there) =>
    flag(isIn(here) && isIn(there) && movedOf(here, there) !== null && hasFloat(residentOf(here, there), back, 'up')),
];

/** Of the pair that gives the bye, where who floats from this bracket gets it. */
const byeField =
  ({ floatsTheBye }: CostGround, field: (profile: Profile) => number): Field =>
  (here, there) => {
    const away = here.zone === 'bye' || there.zone === 'bye' ? leaving(here, there) : null;
    return away === null || !floatsTheBye ? 0 : field(away);
  };

/** The fields of every criterion: of one, or of each score from the highest down. */
function fieldsOf(criterion: SwissCriterion, ground: CostGround): Field[] {
  const { seats, lot } = ground;
  const scoresOf = (zones: readonly Zone[]): number[] =>
    [...new Set(seats.filter(({ zone }) => zones.includes(zone)).map(({ profile }) => profile?.score ?? 0))].sort(
      (one, other) => other - one,
    );
  const perMoved = (field: (score: number) => Field): Field[] => scoresOf(['moved']).map(field);
  // Who floats on differs more from whomever they meet than who stays; the sum over one score fixes who stays of it.
  const moved = (back: 0 | 1): Field[] =>
    perMoved((score) => (here, there) => {
      const away = leaving(here, there);
      return flag(
        away !== null && away === movedOf(here, there) && away.score === score && hasFloat(away, back, 'down'),
      );
    });
  const above = (back: 0 | 1): Field[] =>
    perMoved(
      (score) => (here, there) =>
        flag(
          isIn(here) &&
            isIn(there) &&
            movedOf(here, there)?.score === score &&
            hasFloat(residentOf(here, there), back, 'up'),
        ),
    );
  const toBye = (field: (profile: Profile) => number) => [byeField(ground, field)];
  switch (criterion) {
    case 'fewest_floaters':
      return [(here, there) => flag(leaving(here, there) !== null)];
    case 'lowest_floaters':
      return perMoved((score) => (here, there) => flag(leaving(here, there)?.score === score));
    case 'next_bracket':
      if (scoresOf(['next']).length === 0) return [];
      return [
        (here, there) => flag(floatsOn(here, there) !== null),
        ...scoresOf(['moved', 'resident']).map((score): Field => (here, there) => {
          const on = floatsOn(here, there);
          return flag(on !== null && on === leaving(here, there) && on.score === score);
        }),
      ];
    case 'bye_fewest_unplayed':
      return toBye(({ unplayed }) => unplayed);
    case 'bye_lowest_place':
      return toBye((profile) => seats.length - seats.findIndex((seat) => seat.profile === profile));
    case 'difference_of_two':
      return [perColour(lot, widened)];
    case 'thrice_the_same':
      return [perColour(lot, thrice)];
    case 'colour_due':
      return [perColour(lot, ({ due }, colour) => due !== null && due !== colour)];
    case 'colour_strongly_due':
      return [perColour(lot, ({ due, strength }, colour) => strength === strengths.strong && due !== colour)];
    case 'floater_again':
      return floater(0);
    case 'opponent_again':
      return opponent(0);
    case 'floater_after_two':
      return floater(1);
    case 'opponent_after_two':
      return opponent(1);
    case 'moved_down_again':
      return moved(0);
    case 'above_opponent_again':
      return above(0);
    case 'moved_down_after_two':
      return moved(1);
    case 'above_opponent_after_two':
      return above(1);
  }
}

/** What fits exactly into one number of a cost, with room for the sums and halves of the search. */
const MOST = 2 ** 42;

export interface PackedCosts {
  /** How many numbers a cost has. */
  readonly width: number;
  costOf(here: number, there: number): number[];
}

/**
 * The costs of all pairs, criterion by criterion. Several criteria share one number as the places of a numeral do, as far as
 * their sums fit into it; what is nought for every pair takes no room.
 */
export function packedCosts(ground: CostGround, canMeet: (here: number, there: number) => boolean): PackedCosts {
  const { seats, criteria } = ground;
  const fields = criteria.flatMap((criterion) => fieldsOf(criterion, ground));
  const most = fields.map(() => 0);
  // Pairs of those below, of whom none is in this bracket or the next, cost nothing.
  const counts = seats.findIndex(({ zone }) => zone === 'below');
  const reach = counts === -1 ? seats.length : counts;
  for (let here = 0; here < reach; here += 1)
    for (let there = here + 1; there < seats.length; there += 1) {
      if (!canMeet(here, there)) continue;
      for (const [at, field] of fields.entries()) most[at] = Math.max(most[at]!, field(seats[here]!, seats[there]!));
    }
  const used = fields.flatMap((field, at) => (most[at]! > 0 ? [{ field, radix: most[at]! * seats.length + 1 }] : []));
  const numbers: (typeof used)[] = [];
  let room = 0;
  for (const one of used) {
    if (numbers.length === 0 || room * one.radix > MOST) {
      numbers.push([]);
      room = 1;
    }
    numbers.at(-1)!.push(one);
    room *= one.radix;
  }
  return {
    width: numbers.length,
    costOf: (here, there) =>
      numbers.map((parts) =>
        parts.reduce((sum, { field, radix }) => sum * radix + field(seats[here]!, seats[there]!), 0),
      ),
  };
}
