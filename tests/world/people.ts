import { newId } from '#kernel';
import type { NewHolding, NewPerson, NewUnit } from '#engines/roster';
import { personName } from './names';
import { dice, type Dice } from './random';
import { worldRecords } from './records';
import type { WorldUnits } from './units';

export const PEOPLE = 3000;
const FIRST_STAFF_NUMBER = 10_001;
const RECORD_SEED = 3_707;

export interface WorldPeople {
  readonly people: readonly NewPerson[];
  readonly holdings: readonly NewHolding[];
  /** Who stands in a unit, in the order in which they were made: the head of each unit comes first. */
  in(unit: NewUnit): readonly NewPerson[];
}

const two = (n: number): string => String(n).padStart(2, '0');
const dayIn = (random: Dice, firstYear: number, years: number): string =>
  `${firstYear + random.below(years)}-${two(1 + random.below(12))}-${two(1 + random.below(28))}`;

const employments: readonly (readonly [NewPerson['employmentKind'], number])[] = [
  ['permanent', 55],
  ['contract', 30],
  ['temporary', 8],
  ['dispatched', 5],
  ['seasonal', 2],
];

function employment(random: Dice): NewPerson['employmentKind'] {
  let left = random.below(100);
  for (const [kind, share] of employments) {
    if (left < share) return kind;
    left -= share;
  }
  return 'contract';
}

/** How many people belong straight to each unit; the teams share what is left of the three thousand. */
function places(units: WorldUnits): NewUnit[] {
  const fixed = [
    { list: [units.group], each: 4 },
    { list: units.departments, each: 12 },
    { list: units.areas, each: 8 },
    { list: units.stations, each: 4 },
    { list: units.workshops, each: 4 },
    { list: units.canteens, each: 4 },
  ].flatMap(({ list, each }) => list.flatMap((unit) => Array.from({ length: each }, () => unit)));
  const left = Array.from({ length: PEOPLE - fixed.length }, (_, i) => units.teams[i % units.teams.length]!);
  return [...fixed, ...left];
}

export function worldPeople(units: WorldUnits, random: Dice): WorldPeople {
  const byUnit = new Map<string, NewPerson[]>();
  // Dice of their own: who is who doesn't hang on what the records say.
  const recordOf = worldRecords(dice(RECORD_SEED));
  const people = places(units).map((unit, i): NewPerson => {
    const gender = random.chance(unit.kind === 'canteen' ? 65 : 38) ? 'female' : 'male';
    const bornYear = 1965 + random.below(38);
    const plain = {
      id: newId(),
      staffNumber: String(FIRST_STAFF_NUMBER + i),
      name: personName(random, gender),
      gender,
      bornOn: dayIn(random, bornYear, 1),
      phone: `1${random.pick(['38', '39', '50', '77', '86'])}0000${String(i).padStart(4, '0')}`,
      employmentKind: employment(random),
      unitId: unit.id,
      from: dayIn(random, Math.max(1985, bornYear + 19), 2),
    } as const;
    const person = { ...plain, ...recordOf(plain) };
    const known = byUnit.get(unit.id);
    if (known === undefined) byUnit.set(unit.id, [person]);
    else known.push(person);
    return person;
  });
  const peopleIn = (unit: NewUnit): readonly NewPerson[] => byUnit.get(unit.id) ?? [];
  return { people, holdings: worldHoldings(units, peopleIn), in: peopleIn };
}

/** The person promoted in June 2024: on 31 May a worker of the area, from 3 June its third deputy director. */
export const PROMOTED_ON = '2024-06-03';

function worldHoldings(units: WorldUnits, peopleIn: (unit: NewUnit) => readonly NewPerson[]): NewHolding[] {
  const hold = (post: string, unit: NewUnit, places: readonly number[], from = '2022-01-01'): NewHolding[] =>
    places.map((place) => {
      const person = peopleIn(unit)[place]!;
      return { personId: person.id, post, unitId: unit.id, from: person.from > from ? person.from : from };
    });
  const technical = units.areas.flatMap((area) => units.teams.filter((team) => team.parentId === area.id).slice(0, 4));
  const firstArea = units.areas[0]!;
  const former = peopleIn(firstArea)[4]!;
  return [
    ...units.departments.flatMap((unit) => hold('department_head', unit, [0])),
    ...units.areas.flatMap((unit) => [
      ...hold('area_director', unit, [0]),
      ...hold('area_deputy_director', unit, [1, 2]),
    ]),
    ...units.stations.flatMap((unit) => hold('station_head', unit, [0])),
    ...units.teams.flatMap((unit) => hold('team_leader', unit, [0])),
    ...technical.flatMap((unit) => hold('technical_team_leader', unit, [1])),
    ...units.canteens.flatMap((unit) => [...hold('canteen_head', unit, [0]), ...hold('cook', unit, [1, 2, 3])]),
    ...hold('area_deputy_director', firstArea, [3], PROMOTED_ON),
    // One who was deputy until the end of March: questions about February must still find the person.
    ...(former.from < '2023-01-01'
      ? [
          {
            personId: former.id,
            post: 'area_deputy_director',
            unitId: firstArea.id,
            from: '2023-01-01',
            to: '2024-03-31',
          },
        ]
      : []),
  ];
}
