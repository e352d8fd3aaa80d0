import { text, type Context } from '#kernel';
import { enrolmentsOf, peopleByNumber, type KnownPerson } from '#engines/roster';
import { formatFen, type Day } from '#kernel/contract';
import { schemes } from '../schemes';
import { feeOn, periodOf } from './contributions';
import type { JudgedRow } from './contract';
import { readAmount, type Sheet, type SheetLine } from './sheet';
import { paidAlready } from './store';

/** Why a row can't be taken in; the words stand under `funds.reasons`. */
type Reason =
  | 'no_number'
  | 'twice'
  | 'unknown'
  | 'name_differs'
  | 'left'
  | 'not_enrolled'
  | 'left_fund'
  | 'paid_already'
  | 'no_amount'
  | 'not_money'
  | 'negative'
  | 'too_much'
  | 'not_the_fee'
  | 'no_consent';

interface Because {
  readonly code: Reason;
  readonly params?: Readonly<Record<string, string>>;
}

export interface Judged {
  readonly line: SheetLine;
  readonly person: KnownPerson | null;
  readonly amount: bigint | null;
  readonly reason: Because | null;
}

type PersonFault = (person: KnownPerson, line: SheetLine, amount: bigint) => Because | null;

/** Judges the rows of a sheet: whoever is named twice, unknown, left, or can't stand by the rule of the kind is refused by name. */
function judge(
  { sheet, under, on }: { sheet: Sheet; under: string; on: Day },
  people: ReadonlyMap<string, KnownPerson>,
  faultOf: PersonFault,
): Judged[] {
  const times = new Map<string, number>();
  for (const { staffNumber } of sheet.lines) times.set(staffNumber, (times.get(staffNumber) ?? 0) + 1);
  return sheet.lines.map((line): Judged => {
    const { staffNumber } = line;
    const known = people.get(staffNumber);
    const person = known !== undefined && known.unitPath.startsWith(under) ? known : null;
    const read = readAmount(line.amount);
    const amount = 'fen' in read ? read.fen : null;
    const reason =
      (staffNumber === '' ? { code: 'no_number' as const } : null) ??
      ((times.get(staffNumber) ?? 0) > 1 ? { code: 'twice' as const, params: { number: staffNumber } } : null) ??
      (person === null
        ? { code: 'unknown' as const, params: { number: staffNumber } }
        : plainFault(person, line, on)) ??
      ('fault' in read ? { code: read.fault } : null) ??
      faultOf(person!, line, amount!);
    return { line, person, amount, reason };
  });
}

const bare = (name: string): string => name.normalize('NFKC').replace(/[\s·•]/g, '');

function plainFault(person: KnownPerson, { name }: SheetLine, on: Day): Because | null {
  if (name !== '' && bare(name) !== bare(person.name)) return { code: 'name_differs', params: { name: person.name } };
  if (person.employedTo !== null && person.employedTo < on) return { code: 'left', params: { day: person.employedTo } };
  return null;
}

const numbersOf = (sheet: Sheet): string[] => [...new Set(sheet.lines.map((line) => line.staffNumber))];

/** A sheet of contributions: each row names one who is in the fund on the day, has not paid, and pays the fee of the day. */
export async function judgeContributions(
  ctx: Context,
  asked: { sheet: Sheet; under: string; on: Day },
): Promise<Judged[]> {
  const people = await peopleByNumber(ctx, numbersOf(asked.sheet));
  const personIds = [...people.values()].map((person) => person.id);
  const states = await enrolmentsOf(ctx, schemes.mutual_aid, { personIds, day: asked.on });
  const { value: fee } = await feeOn(ctx, asked.on);
  const paid = await paidAlready(ctx, personIds, periodOf(fee, asked.on));
  return judge(asked, people, (person, _line, amount): Because | null => {
    const state = states.get(person.id);
    if (state === undefined) return { code: 'not_enrolled' };
    if (state.state !== 'covered') return { code: 'left_fund', params: { day: state.since } };
    if (paid.has(person.id)) return { code: 'paid_already', params: { period: periodOf(fee, asked.on) } };
    const due = BigInt(fee.feeFen);
    return amount === due ? null : { code: 'not_the_fee', params: { fee: formatFen(due) } };
  });
}

/** A sheet of gifts that are kept back from wages: nobody gives without having agreed. */
export async function judgeGifts(ctx: Context, asked: { sheet: Sheet; under: string; on: Day }): Promise<Judged[]> {
  const people = await peopleByNumber(ctx, numbersOf(asked.sheet));
  return judge(asked, people, (_person, line) => (line.consent === '' ? { code: 'no_consent' } : null));
}

export const presentJudged = (ctx: Context, { line, person, amount, reason }: Judged): JudgedRow => ({
  ...{ number: line.number, staffNumber: line.staffNumber, amount },
  // What a sheet says of persons out of reach is given back as it came; nothing of the roster is added.
  name: person?.name ?? line.name,
  reason: reason === null ? null : text(ctx.language, `relief:funds.reasons.${reason.code}`, reason.params ?? {}),
});
