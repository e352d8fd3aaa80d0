/**
 * Who pressed first. A press counts by when it came to the server less half of what the phone's messages take there and back:
 * the median of its last five measured round trips, and never more than is taken off at most, so that a phone that claims to be
 * slow gains little. Moments are microseconds of the server's own running clock.
 */
export interface Press {
  readonly entrant: string;
  readonly arrivedAt: bigint;
  /** In the order of arrival, which decides between presses of one microsecond. */
  readonly seq: number;
  /** The last measured round trips of the phone, in microseconds; none for a press that the host makes for a team. */
  readonly roundTrips: readonly bigint[];
}

export interface JudgedPress extends Press {
  readonly takenOff: bigint;
  readonly countsAt: bigint;
  /** It came before the call to press. */
  readonly isEarly: boolean;
}

export const MOST_TAKEN_OFF = 150_000n;
export const ROUND_TRIPS = 5;

export function takenOff(roundTrips: readonly bigint[]): bigint {
  const last = roundTrips.slice(-ROUND_TRIPS).sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  if (last.length === 0) return 0n;
  const middle = last.length >> 1;
  const median = last.length % 2 === 1 ? last[middle]! : (last[middle - 1]! + last[middle]!) / 2n;
  const half = median / 2n;
  return half > MOST_TAKEN_OFF ? MOST_TAKEN_OFF : half < 0n ? 0n : half;
}

/**
 * The presses of one question in the order in which they count; a team's later presses count nothing. Early is what came to the
 * server before the call went out: half of the way there is not taken off, or nobody with a slow phone could press in time.
 */
export function judgePresses(presses: readonly Press[], calledAt: bigint | null): JudgedPress[] {
  const first = new Map<string, Press>();
  for (const press of [...presses].sort((a, b) => a.seq - b.seq))
    if (!first.has(press.entrant)) first.set(press.entrant, press);
  return [...first.values()]
    .map((press) => {
      const off = takenOff(press.roundTrips);
      const isEarly = calledAt === null || press.arrivedAt < calledAt;
      return { ...press, takenOff: off, countsAt: press.arrivedAt - off, isEarly };
    })
    .sort((a, b) => (a.countsAt < b.countsAt ? -1 : a.countsAt > b.countsAt ? 1 : a.seq - b.seq));
}

/** Who may answer: the first that wasn't early; null while nobody has pressed in time. */
export const firstInTime = (judged: readonly JudgedPress[]): JudgedPress | null =>
  judged.find(({ isEarly }) => !isEarly) ?? null;
