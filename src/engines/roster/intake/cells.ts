import type { WorkbookCell } from '#kernel';
import { addDays, isDay, type Day } from '#kernel/contract';
import { employmentKinds, personName, staffNumber, type genders } from '../person-contract';

/** How cells of clerks' sheets are read: pure, a value or the reason why not. */

export interface Fault {
  readonly code: string;
  readonly params: Readonly<Record<string, string | number>>;
}
/** `value` is null for an empty cell. */
export type Reading<Value> = { readonly value: Value | null } | { readonly fault: Fault };

const fault = (code: string, params: Fault['params'] = {}): { fault: Fault } => ({ fault: { code, params } });

/** What a clerk writes for "nothing". */
const BLANKS = new Set(['', '-', '--', '—', '——', '/', '\\', '无', '暂无', '空', 'n/a', 'none', 'null']);

/** The cell as it is seen in the sheet, on one line. */
export function cellWords(cell: WorkbookCell | null | undefined): string {
  if (cell === null || cell === undefined) return '';
  switch (cell.kind) {
    case 'text':
      return cell.text.replace(/[\s\p{Zs}\u200b\u200e\u200f\ufeff]+/gu, ' ').trim();
    case 'number':
      return cell.digits;
    case 'day':
      return cell.time === null ? cell.day : `${cell.day} ${cell.time}`;
    case 'truth':
      return cell.value ? 'TRUE' : 'FALSE';
    case 'fault':
      return cell.text;
  }
}

export const isBlank = (words: string): boolean => BLANKS.has(words.toLowerCase());

/** Full-width digits, letters and brackets as their plain twins. */
const plain = (words: string): string => words.normalize('NFKC').trim();

/** A number that names a person: zeros in front stay, and signs that only look like digits become digits. */
export function readNumber(words: string): Reading<string> {
  const value = plain(words).replace(/^'/, '');
  if (value === '') return { value: null };
  return staffNumber.safeParse(value).success ? { value } : fault('number_odd', { value: words.slice(0, 40) });
}

const LONGEST_NAME = 60;

/** `王　伟` is 王伟, drawn wide; the dot of `阿依古丽·买买提` has many look-alikes and one sign of its own. */
export function readPersonName(words: string): Reading<string> {
  if (isBlank(words)) return { value: null };
  const value = words
    .normalize('NFC')
    .replace(/(?<=\p{Script=Han})[\s\p{Zs}]+(?=\p{Script=Han})/gu, '')
    .replace(/(?<=\p{Script=Han})[\s\p{Zs}]*[•‧∙・･．.●][\s\p{Zs}]*(?=\p{Script=Han})/gu, '·');
  const length = [...value].length;
  if (length > LONGEST_NAME || value.length > LONGEST_NAME)
    return fault('name_long', { count: length, limit: LONGEST_NAME });
  if (/[\p{Nd}<>{}[\]=@#$%^&*_+|\\"?!;:,，。；：、！？/]/u.test(value) || !personName.safeParse(value).success)
    return fault('name_odd', { value: value.slice(0, 40) });
  return { value };
}

const genderWords: Readonly<Record<string, (typeof genders)[number]>> = {
  ...{ 男: 'male', 男性: 'male', m: 'male', male: 'male' },
  ...{ 女: 'female', 女性: 'female', f: 'female', female: 'female' },
};

export function readGender(words: string): Reading<(typeof genders)[number]> {
  if (isBlank(words)) return { value: null };
  const value = genderWords[plain(words).toLowerCase()];
  return value === undefined ? fault('gender_unknown', { value: words.slice(0, 20) }) : { value };
}

export const employmentWords: Readonly<Record<(typeof employmentKinds)[number], readonly string[]>> = {
  permanent: ['正式工', '正式', '正式职工', '固定工', '全民工', '在编', 'permanent'],
  contract: ['合同工', '合同制', '合同制职工', '合同制员工', '劳动合同制', 'contract'],
  dispatched: [
    '劳务派遣工',
    '劳务派遣',
    '派遣',
    '派遣工',
    '派遣制',
    '劳务工',
    'dispatch',
    'dispatched',
    'dispatch worker',
  ],
  temporary: ['临时工', '临时', '临时用工', 'temporary'],
  seasonal: ['季节工', '季节性', '季节性用工', '季节性临时工', 'seasonal'],
};
const employmentOf = new Map(
  employmentKinds.flatMap((kind) => employmentWords[kind].map((word) => [word, kind] as const)),
);

export function readEmployment(words: string): Reading<(typeof employmentKinds)[number]> {
  if (isBlank(words)) return { value: null };
  const bare = plain(words)
    .toLowerCase()
    .replace(/\s*(?:worker|employee)s?$/, '');
  const value = employmentOf.get(bare) ?? employmentOf.get(plain(words).toLowerCase());
  return value === undefined ? fault('employment_unknown', { value: words.slice(0, 20) }) : { value };
}

export function readPhone(words: string): Reading<string> {
  if (isBlank(words)) return { value: null };
  const value = plain(words)
    .replace(/[‐‑–—―]/g, '-')
    .replace(/^\((\d{3,4})\)\s*/, '$1-')
    .replace(/\s+/g, ' ');
  return /^\+?[\d -]{5,20}$/.test(value) ? { value } : fault('phone_odd', { value: words.slice(0, 40) });
}

const EARLIEST = '1900-01-01';
/** Numbers of days as Excel counts them, for cells that lost their format: 1927 to 2173. */
const SERIALS = { from: 10_000, to: 100_000 };

export interface DayGround {
  readonly today: Day;
  readonly monthsCount: boolean;
}

/** Days in the spellings that clerks use. A day that no calendar has, or that has not come, is refused by name. */
export function readDay(cell: WorkbookCell | null | undefined, ground: DayGround): Reading<Day> {
  const words = plain(cellWords(cell));
  if (isBlank(words)) return { value: null };
  const said = cellWords(cell).slice(0, 40);
  if (cell?.kind === 'day') return inReach(cell.day, said, ground);
  if (cell?.kind === 'number' && Number.isInteger(cell.value) && cell.value >= SERIALS.from && cell.value < SERIALS.to)
    return inReach(addDays('1899-12-30', cell.value), said, ground);
  const [, year, month, date] =
    /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?$/.exec(words) ??
    /^(\d{4})(\d{2})(\d{2})$/.exec(words) ??
    [];
  if (year !== undefined) return inReach(`${year}-${month!.padStart(2, '0')}-${date!.padStart(2, '0')}`, said, ground);
  const [, onlyYear, onlyMonth] =
    /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*月?$/.exec(words) ?? /^(\d{4})(0[1-9]|1[0-2])$/.exec(words) ?? [];
  if (onlyYear === undefined) return fault('day_unreadable', { value: said });
  // Excel shows 1975.1 for January and for October.
  if (cell?.kind === 'number' && words.includes('.')) return fault('day_month_unclear', { value: said });
  if (!ground.monthsCount) return fault('day_missing', { value: said });
  return inReach(`${onlyYear}-${onlyMonth!.padStart(2, '0')}-01`, said, ground);
}

function inReach(day: Day, said: string, { today }: DayGround): Reading<Day> {
  if (!isDay(day) || day < EARLIEST) return fault('day_impossible', { value: said });
  if (day > today) return fault('day_in_future', { value: said, today });
  return { value: day };
}
