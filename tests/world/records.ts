import type { NewPerson } from '#engines/roster';
import { personName } from './names';
import type { Dice } from './random';

/** A region of nowhere: 3707 with an area code that was never given. */
const REGION = '370799';
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const AGENCIES = ['海晏汇才劳务派遣有限公司', '海晏同舟人力资源有限公司'];
/** Of a bank that there is not. */
const CARD_BEGINNING = '629999';

const nations: readonly (readonly [NonNullable<NewPerson['nation']>, number])[] = [
  ['han', 960],
  ['hui', 20],
  ['manchu', 9],
  ['mongol', 5],
  ['korean', 4],
  ['miao', 2],
];

const educations: readonly (readonly [NonNullable<NewPerson['education']>, number])[] = [
  ['primary', 40],
  ['junior_middle', 260],
  ['senior_middle', 230],
  ['secondary_vocational', 200],
  ['junior_college', 160],
  ['bachelor', 100],
  ['master', 9],
  ['doctor', 1],
];

function drawn<Value>(random: Dice, shares: readonly (readonly [Value, number])[]): Value {
  let left = random.below(1000);
  for (const [value, share] of shares) {
    if (left < share) return value;
    left -= share;
  }
  return shares[0]![0];
}

/** The seventeen digits and their check sign by ISO 7064 MOD 11-2. */
function identityNumber(bornOn: string, order: number): string {
  const digits = `${REGION}${bornOn.replaceAll('-', '')}${String(order).padStart(3, '0')}`;
  const sum = WEIGHTS.reduce((total, weight, place) => total + weight * Number(digits[place]), 0);
  return digits + '10X98765432'[sum % 11]!;
}

function bankCard(order: number): string {
  const digits = `${CARD_BEGINNING}${String(order).padStart(12, '0')}`;
  const sum = [...digits].reverse().reduce((total, sign, place) => {
    const value = Number(sign) * (place % 2 === 0 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return digits + String((10 - (sum % 10)) % 10);
}

type Person = Pick<NewPerson, 'name' | 'gender' | 'employmentKind'> & { bornOn: string };
type WorldRecord = Required<
  Pick<NewPerson, 'formerNames' | 'nation' | 'education' | 'employer' | 'isMigrant' | 'identityNumber' | 'bankCard'>
>;

/** What the record of each person says beside name and employment; all of it is invented, the check signs are right. */
export function worldRecords(random: Dice): (person: Person) => WorldRecord {
  const orders = new Map<string, number>();
  let cards = 0;
  return ({ name, gender, employmentKind, bornOn }) => {
    const key = `${bornOn}${gender}`;
    const order = (orders.get(key) ?? (gender === 'male' ? -1 : 0)) + 2;
    orders.set(key, order);
    const other = personName(random, gender);
    const isMigrant =
      employmentKind === 'temporary' || employmentKind === 'seasonal' ? random.chance(60) : random.chance(5);
    return {
      formerNames: random.chance(1) && [...name].length <= 3 ? [[...name][0]! + [...other].slice(1).join('')] : [],
      nation: drawn(random, nations),
      education: drawn(random, educations),
      employer: employmentKind === 'dispatched' ? random.pick(AGENCIES) : null,
      isMigrant,
      identityNumber: identityNumber(bornOn, order),
      bankCard: random.chance(30) ? bankCard((cards += 1)) : null,
    };
  };
}
