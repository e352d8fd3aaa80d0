import { assert } from '#kernel';

/** What a seat is: how many may hold it at once, and which role of the house comes with it. */
export interface SeatKind {
  /** 1 for a chair; null where only the number of seats of the term bounds it. */
  readonly most: number | null;
  /** A role on the body's unit that begins and ends with the seat. */
  readonly role?: string;
}

/** Whoever sits here may not at the same time sit there, in one union: the funds' auditors are not its committee. */
export interface SeatConflict {
  readonly kind: string;
  /** Only these seats of that kind; left out: all. */
  readonly seats?: readonly string[];
  /** The law or rule, as a text key of the line. */
  readonly because: string;
}

/**
 * A kind of body: the union committee, a union group, the delegates of a congress. The line that knows its rules hands it
 * to every act as data. Sizes that a law asks for are the line's, because they hang on how many members there are.
 */
export interface BodyKind<Seat extends string = string> {
  /** `line.kind`; its words stand in the line's texts under `bodies.<kind>.name` and `bodies.<kind>.seats.<seat>`. */
  readonly name: `${string}.${string}`;
  readonly seats: Readonly<Record<Seat, SeatKind>>;
  readonly excludes?: readonly SeatConflict[];
}

/** Checks a kind when the program starts. */
export function defineBodyKind<const Seat extends string>(kind: BodyKind<Seat>): BodyKind<Seat> {
  const seats = Object.entries(kind.seats) as [string, SeatKind][];
  assert(seats.length > 0, `${kind.name} has no seats`);
  for (const [name, seat] of seats)
    assert(seat.most === null || (Number.isInteger(seat.most) && seat.most > 0), `${kind.name}: nobody may be ${name}`);
  return kind;
}
