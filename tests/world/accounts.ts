import type { NewPerson, NewUnit } from '#engines/roster';
import type { WorldPeople } from './people';
import type { WorldUnits } from './units';

/** An account of the demo: who it is and where the role holds. */
export interface WorldAccount {
  readonly username: string;
  readonly role: string;
  readonly person: NewPerson;
  readonly unit: NewUnit;
}

/** One account for each role, and a second officer for whom the first one's unit is foreign. */
export function worldAccounts(units: WorldUnits, people: WorldPeople): WorldAccount[] {
  const { group, works, departments, areas, teams } = units;
  const office = departments.at(-1)!;
  const finance = departments[3]!;
  const at = (unit: NewUnit, place: number): NewPerson => people.in(unit)[place]!;
  return [
    { username: 'chair', role: 'chair', person: at(office, 0), unit: works },
    { username: 'officer', role: 'unit_officer', person: at(areas[0]!, 5), unit: areas[0]! },
    { username: 'treasurer', role: 'treasurer', person: at(finance, 1), unit: works },
    { username: 'cashier', role: 'cashier', person: at(office, 1), unit: works },
    { username: 'auditor', role: 'auditor', person: at(finance, 2), unit: works },
    { username: 'superior', role: 'superior', person: at(group, 0), unit: group },
    { username: 'admin', role: 'administrator', person: at(departments[0]!, 1), unit: group },
    { username: 'worker', role: 'worker', person: at(teams[0]!, 5), unit: works },
    { username: 'officer2', role: 'unit_officer', person: at(areas[1]!, 5), unit: areas[1]! },
  ];
}
