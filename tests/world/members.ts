import type { Context } from '#kernel';
import type { NewPerson } from '#engines/roster';
import { importApplications, importMembers, type MemberToImport } from '#lines/membership';
import type { Dice } from './random';
import type { WorldAccount } from './accounts';

/** How many of a hundred are members, by employment: temporary and seasonal workers are still being won over. */
const shares: Readonly<Record<NewPerson['employmentKind'], number>> = {
  ...{ permanent: 99, contract: 96, dispatched: 70, temporary: 45, seasonal: 20 },
};
const FOUNDED = '1985-03-01';
const LAST_APPROVALS = '2024-06-07';
/** The age at which people of the demo have retired inwardly: members still, without a vote. */
const RETIRED_BORN_BEFORE = '1965-06-01';

const joinWords = [
  '我自愿加入工会，愿意履行会员义务，按时交纳会费。',
  '来场工作以后，工会给了我很多帮助，我也想为大家出一份力。',
  '希望参加工会的技术比武和文体活动，和大家一起进步。',
];

const addMonths = (day: string, months: number): string => {
  const [year = 0, month = 1] = day.split('-').map(Number);
  const total = year * 12 + month - 1 + months;
  return `${Math.floor(total / 12)}-${String((total % 12) + 1).padStart(2, '0')}-${day.slice(8)}`;
};

/** Who is a member, since when: some months after coming to the works, never before the union or after the last approvals. */
function memberOf(person: NewPerson, random: Dice, mustBe: boolean): MemberToImport | null {
  const months = 1 + random.below(14);
  const isMember = random.chance(shares[person.employmentKind]) || mustBe;
  const wanted = addMonths(person.from, months);
  const joinedOn = wanted < FOUNDED ? FOUNDED : wanted;
  if (!isMember || joinedOn > LAST_APPROVALS || person.id === undefined) return null;
  const { id: personId, bornOn } = person;
  const isRetired = typeof bornOn === 'string' && bornOn < RETIRED_BORN_BEFORE && person.employmentKind !== 'permanent';
  if (!isRetired) return { personId, joinedOn };
  return { personId, joinedOn, retained: { on: '2024-05-31', reason: 'retired', document: '退休审批表〔2024〕8号' } };
}

/**
 * Most of the three thousand are members; some applications are under way on the world's day: with the group, with the
 * committee, and one given back. The worker of the demo isn't a member yet and may apply.
 */
export async function enrolMembers(
  ctx: Context,
  people: readonly NewPerson[],
  accounts: readonly WorldAccount[],
  random: Dice,
): Promise<{ members: number; applications: number }> {
  const worker = accounts.find((account) => account.username === 'worker')!.person;
  const staff = new Set(accounts.map((account) => account.person.id));
  const members = people.flatMap((person) => {
    const member = memberOf(person, random, staff.has(person.id));
    return member === null || person === worker ? [] : [member];
  });
  await importMembers(ctx, members);
  const inside = new Set(members.map((member) => member.personId));
  const waiting = people.filter((person) => person !== worker && !inside.has(person.id!)).slice(0, 14);
  await importApplications(
    ctx,
    waiting.map((person, i) => ({
      ...{ personId: person.id!, words: joinWords[i % joinWords.length]! },
      ...(i < 6
        ? { state: 'submitted', submittedOn: `2024-06-${String(10 + i)}` }
        : {
            ...{ state: i === 6 ? 'returned' : 'agreed', submittedOn: '2024-06-04' },
            opinion: { on: '2024-06-12', note: i === 6 ? '请补写入会理由。' : '小组讨论同意。' },
          }),
    })),
  );
  return { members: members.length, applications: waiting.length };
}
