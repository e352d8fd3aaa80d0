import type { Context } from '#kernel';
import { importEnrolments, type NewPerson } from '#engines/roster';
import { coverageSchemesOf, joinCoverage } from '#lines/relief';
import type { Dice } from './random';

/** Who is in the two funds: most in the works' own, fewer in the association, more than a year before. */
export async function joinFunds(ctx: Context, people: readonly NewPerson[], random: Dice): Promise<number> {
  const lasting = people.filter((person) => person.employmentKind !== 'seasonal');
  const joining = (share: number, early: string, late: string) =>
    lasting.flatMap((person) => {
      if (!random.chance(share)) return [];
      const day = random.chance(86) ? early : late;
      return { personId: person.id, to: 'covered' as const, from: person.from > day ? person.from : day, reason: '' };
    });
  const aid = joining(83, '2021-01-01', '2024-03-01');
  await importEnrolments(ctx, coverageSchemesOf.mutual_aid, aid);
  await insure(ctx, lasting, random);
  return aid.length;
}

/** Two rounds of the association's plans: a larger one of last summer that soon ends, and the women's two years. */
async function insure(ctx: Context, people: readonly NewPerson[], random: Dice): Promise<void> {
  const old = people.filter((person) => person.from < '2023-01-01');
  const round = (plan: string, from: string, who: readonly NewPerson[], share: number) =>
    joinCoverage(ctx, {
      params: { scheme: 'staff_insurance' },
      query: {},
      body: { personIds: who.flatMap(({ id }) => (random.chance(share) ? [id] : [])), from, plan, reason: '' },
    });
  await round(
    'women_illness',
    '2023-03-08',
    old.filter((person) => person.gender === 'female'),
    64,
  );
  await round('accident', '2023-07-10', old.slice(0, 2000), 55);
  await round('accident', '2024-05-01', old.slice(2000), 70);
}
