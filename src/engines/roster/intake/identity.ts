import type { Day } from '#kernel/contract';
import { cleanFormerNames, readIdentityNumber } from '../dossier/rules';
import { columnRules, type Given, type GivenRow, type PlacedFault } from './columns';
import type { IntakeColumn, IntakeOptions } from './contract';

/** What an identity number says beside the rest of a row, and who holds it: pure. */

type Known = { readonly fields: Readonly<Partial<Record<IntakeColumn, Given | null>>> } | null;

/** The row with what follows from it: a birth that nobody has said is the one in the identity number. */
export function completed(given: GivenRow, known: Known, today: Day): GivenRow {
  const { bornOn, formerNames, ...rest } = given;
  const name = given.name ?? known?.fields.name;
  const former = Array.isArray(formerNames) ? cleanFormerNames(formerNames, String(name ?? '')) : formerNames;
  const facts = typeof given.identityNumber === 'string' ? readIdentityNumber(given.identityNumber, today) : null;
  const isBornKnown = typeof bornOn === 'string' || (known?.fields.bornOn ?? null) !== null;
  const born = facts !== null && !('fault' in facts) && !isBornKnown ? facts.bornOn : bornOn;
  return {
    ...rest,
    ...(born === undefined ? {} : { bornOn: born }),
    // A former name that is the present one says nothing.
    ...(former === undefined || (Array.isArray(former) && former.length === 0) ? {} : { formerNames: former }),
  };
}

const contradicted = ['identityNumber', 'bornOn', 'gender'] as const;

/** Birth or gender that the identity number contradicts, where the row changes one of the three. */
export function contradictionsOf(
  given: GivenRow,
  known: Known,
  { today, options }: { today: Day; options: IntakeOptions },
): PlacedFault[] {
  const before = (column: IntakeColumn) => known?.fields[column] ?? null;
  if (!contradicted.some((column) => (given[column] ?? null) !== null && given[column] !== before(column))) return [];
  const after = (column: IntakeColumn): Given | null => {
    if (given[column] === null && options.blanksCount && columnRules[column].mayBeEmptied) return null;
    return given[column] ?? before(column);
  };
  const [number, bornOn, gender] = contradicted.map(after);
  const facts = typeof number === 'string' ? readIdentityNumber(number, today) : null;
  if (facts === null || 'fault' in facts) return [];
  const isGiven = typeof given.identityNumber === 'string';
  const faults: PlacedFault[] = [];
  if (typeof bornOn === 'string' && bornOn !== facts.bornOn)
    faults.push(
      isGiven
        ? { column: 'identityNumber', code: 'identity_born_differs', params: { day: facts.bornOn, given: bornOn } }
        : { column: 'bornOn', code: 'born_contradicts_identity', params: { day: facts.bornOn } },
    );
  if (typeof gender === 'string' && gender !== facts.gender)
    faults.push(
      isGiven
        ? { column: 'identityNumber', code: 'identity_gender_differs', params: {} }
        : { column: 'gender', code: 'gender_contradicts_identity', params: {} },
    );
  return faults;
}

export interface NumberHolder {
  readonly id: string;
  readonly name: string;
  readonly rightsPath: string;
}

/** The fault of an identity number that somebody else holds; who works beyond the scope is not named. */
export function heldFault(
  given: GivenRow,
  personId: string | null,
  holders: ReadonlyMap<string, readonly NumberHolder[]>,
  isWithin: (path: string) => boolean,
): PlacedFault | null {
  if (typeof given.identityNumber !== 'string') return null;
  const other = holders.get(given.identityNumber)?.find(({ id }) => id !== personId);
  if (other === undefined) return null;
  return isWithin(other.rightsPath)
    ? { column: 'identityNumber', code: 'identity_taken', params: { name: other.name } }
    : { column: 'identityNumber', code: 'identity_taken_elsewhere', params: {} };
}
