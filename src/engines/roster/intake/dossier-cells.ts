import type { WorkbookCell } from '#kernel';
import type { Day } from '#kernel/contract';
import { educations } from '../dossier/contract';
import dossierEn from '../dossier/locale/en.json' with { type: 'json' };
import dossierZh from '../dossier/locale/zh-CN.json' with { type: 'json' };
import { nationCodes } from '../dossier/nations';
import { readBankCard, readIdentityNumber } from '../dossier/rules';
import { cellWords, isBlank, readPersonName, type Fault, type Reading } from './cells';

/** How the cells of the dossier's fields are read: pure, a value or the reason why not. */

const fault = (code: string, params: Fault['params'] = {}): { fault: Fault } => ({ fault: { code, params } });
const keyOf = (words: string): string => words.normalize('NFKC').replace(/\s+/g, '').toLowerCase();

const MOST_FORMER_NAMES = 10;

export function readFormerNames(words: string): Reading<readonly string[]> {
  if (isBlank(words)) return { value: null };
  const names: string[] = [];
  for (const part of words.split(/[、，,;；/]/)) {
    const reading = readPersonName(part.trim());
    if ('fault' in reading) return reading;
    if (reading.value !== null && !names.includes(reading.value)) names.push(reading.value);
  }
  if (names.length > MOST_FORMER_NAMES)
    return fault('former_names_many', { count: names.length, limit: MOST_FORMER_NAMES });
  return { value: names.length === 0 ? null : names };
}

/** 汉, 汉族 and Han are one nationality; the names are those that the dossier shows. */
const nationOf = new Map(
  nationCodes.flatMap((code) =>
    [dossierZh.dossier.nations[code], dossierEn.dossier.nations[code]].flatMap((name) => {
      const key = keyOf(name);
      return [[key, code] as const, [key.replace(/族$/, ''), code] as const];
    }),
  ),
);

export function readNation(words: string): Reading<(typeof nationCodes)[number]> {
  if (isBlank(words)) return { value: null };
  const value = nationOf.get(keyOf(words));
  return value === undefined ? fault('nation_unknown', { value: words.slice(0, 20) }) : { value };
}

const furtherWords: Readonly<Record<(typeof educations)[number], readonly string[]>> = {
  primary: ['小学毕业', 'primary'],
  junior_middle: ['初中毕业', 'junior middle'],
  senior_middle: ['高中毕业', 'senior middle', 'high school'],
  secondary_vocational: ['中专', '中技', '技校', '职高', '中职', 'vocational school'],
  junior_college: ['专科', '大学专科', '高职', 'college'],
  bachelor: ['大学', '大学本科', '学士', 'university'],
  master: ['硕士', '研究生', '硕士研究生毕业'],
  doctor: ['博士', 'phd'],
};
const educationOf = new Map(
  educations.flatMap((code) =>
    [dossierZh.dossier.educations[code], dossierEn.dossier.educations[code], ...furtherWords[code]].map(
      (word) => [keyOf(word), code] as const,
    ),
  ),
);

export function readEducation(words: string): Reading<(typeof educations)[number]> {
  if (isBlank(words)) return { value: null };
  const value = educationOf.get(keyOf(words));
  return value === undefined ? fault('education_unknown', { value: words.slice(0, 20) }) : { value };
}

const LONGEST_EMPLOYER = 120;

export function readEmployer(words: string): Reading<string> {
  if (isBlank(words)) return { value: null };
  return words.length > LONGEST_EMPLOYER
    ? fault('employer_long', { count: words.length, limit: LONGEST_EMPLOYER })
    : { value: words };
}

const truthOf = new Map<string, boolean>([
  ...['是', '√', '✓', '1', 'y', 'yes', 'true', '农民工', 'migrantworker'].map((word) => [word, true] as const),
  ...['否', '不是', '非农民工', '×', '0', 'n', 'no', 'false'].map((word) => [word, false] as const),
]);

export function readMigrant(words: string): Reading<boolean> {
  if (isBlank(words)) return { value: null };
  const value = truthOf.get(keyOf(words));
  return value === undefined ? fault('migrant_unknown', { value: words.slice(0, 20) }) : { value };
}

/** Excel keeps fifteen digits of a number: what is longer came in with zeros at its end. */
function isCutShort(cell: WorkbookCell | null | undefined, words: string): boolean {
  return (cell?.kind === 'number' && Math.abs(cell.value) >= 1e15) || /^\d(?:\.\d+)?e\+?\d+$/i.test(words);
}

/** The words of a cell that holds a long number; an apostrophe in front only kept Excel from counting. */
const longWords = (cell: WorkbookCell | null | undefined): string => cellWords(cell).replace(/^['‘’]/, '');

/** A reason about a sealed number never says the number. */
export function readIdentity(cell: WorkbookCell | null | undefined, { today }: { today: Day }): Reading<string> {
  const words = longWords(cell);
  if (isBlank(words)) return { value: null };
  if (isCutShort(cell, words)) return fault('digits_lost');
  const facts = readIdentityNumber(words, today);
  return 'fault' in facts ? fault(facts.fault.replace('roster.', '')) : { value: facts.number };
}

export function readCard(cell: WorkbookCell | null | undefined): Reading<string> {
  const words = longWords(cell);
  if (isBlank(words)) return { value: null };
  if (isCutShort(cell, words)) return fault('digits_lost');
  const read = readBankCard(words);
  return 'fault' in read ? fault(read.fault.replace('roster.', '')) : { value: read.number };
}
