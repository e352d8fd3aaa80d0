import { decimal } from '../ranking/decimals';
import { own, placeByChain, type Placed } from '../ranking/order';
import type { StageGroup } from './members';
import type { Meeting } from './meetings';

/** How far somebody came in an elimination. */
export interface Course {
  readonly id: string;
  readonly won: number;
  readonly hasPlayed: boolean;
  /** When they were out; the later the better, and who is still in is above all. */
  readonly outAt: number;
  /** The place that a match of its own decided. */
  readonly place: number | null;
}

const stillIn = 1_000_000;
/** A final comes after every round of both brackets. */
const moment = ({ bracket, round }: Meeting): number => (bracket === 'final' ? 10_000 : 0) + round;

function loserOf({ sides, outcome }: Meeting): (string | null)[] {
  if (outcome === 'first') return [sides[1]];
  if (outcome === 'second') return [sides[0]];
  return outcome === 'neither' ? [...sides] : [];
}

/** Everybody's way through an elimination in which so many losses put out. */
function coursesOf({ members, meetings }: StageGroup, lives: number): Course[] {
  return members.map((id) => {
    const theirs = meetings.filter(({ sides }) => sides.includes(id));
    const lost = theirs.filter((meeting) => meeting.bracket !== 'placing' && loserOf(meeting).includes(id));
    const deciding = theirs.find((meeting) => meeting.place !== null && meeting.outcome !== 'draw');
    const last = lost.sort((one, other) => moment(one) - moment(other))[lives - 1];
    const lostPlace = deciding !== undefined && loserOf(deciding).includes(id) ? 1 : 0;
    return {
      id,
      won: theirs.filter((meeting) => !loserOf(meeting).includes(id) && meeting.outcome !== 'draw').length,
      hasPlayed: theirs.length > 0,
      outAt: last === undefined ? stillIn : moment(last),
      place: deciding === undefined ? null : (deciding.place ?? 0) + lostPlace,
    };
  });
}

/** Who went out later is before who went out earlier; those who went out together share a place unless a match parts them. */
export function placeCourses(given: StageGroup): Placed<Course>[] {
  const courses = coursesOf(given, given.stage.kind === 'double_elimination' ? 2 : 1);
  return placeByChain(
    courses,
    own('came_to', 'higher', ({ outAt }) => decimal(outAt)),
    {
      criteria: [own('place', 'lower', ({ place }) => decimal(place ?? 10_000))],
      restart: 'none',
    },
    (one, other) => (one.id < other.id ? -1 : 1),
  );
}
