import type { Context } from '#kernel';
import { cohortOn, getUnit, holdersOn, isInCohort, peopleById, peopleOn, skillsOf } from '#engines/roster';
import { yearsHonoured } from '../record/store';
import type { RoundRecord } from '../rounds/store';
import type { Facts } from './eligibility';
import type { NominationRecord } from './store';

type Nominee = Pick<NominationRecord, 'personId' | 'unitId' | 'unitPath'>;

const ofAnybody: Omit<Facts, 'honouredIn'> = {
  ...{ isInCohort: false, unitKind: '', persons: 0, women: 0, leaders: [], skills: [] },
};

/** What the roster says of a nominee today. */
export async function factsOf(ctx: Context, round: RoundRecord, nominee: Nominee): Promise<Facts> {
  const honouredIn = await yearsHonoured(ctx, round.schemeKey, nominee);
  const known =
    nominee.personId === null ? await ofUnit(ctx, round, nominee) : await ofPerson(ctx, round, nominee.personId);
  return { ...ofAnybody, ...known, honouredIn };
}

async function ofPerson(
  ctx: Context,
  { definition: { eligibility } }: RoundRecord,
  personId: string,
): Promise<Partial<Facts>> {
  const day = ctx.clock.today();
  const skills = (await skillsOf(ctx, { personIds: [personId] })).filter(
    ({ expiresOn }) => expiresOn === null || expiresOn >= day,
  );
  return {
    isInCohort: eligibility.cohort === null || (await isInCohort(ctx, eligibility.cohort, personId, { day })),
    skills: skills.map(({ kind }) => kind),
  };
}

async function ofUnit(
  ctx: Context,
  { definition: { eligibility } }: RoundRecord,
  { unitId, unitPath }: Nominee,
): Promise<Partial<Facts>> {
  const day = ctx.clock.today();
  const under = unitPath;
  const { cohort, leaderPosts } = eligibility;
  const counted =
    cohort === null ? null : new Set((await cohortOn(ctx, cohort, { day, under })).rows.map(({ id }) => id));
  const people = (await peopleOn(ctx, { day, under })).filter(({ id }) => counted === null || counted.has(id));
  const holders =
    leaderPosts.length === 0
      ? []
      : (await holdersOn(ctx, { posts: leaderPosts, day, under })).filter((one) => one.unitId === unitId);
  const known = await peopleById(
    ctx,
    holders.map(({ personId }) => personId),
  );
  return {
    unitKind: (await getUnit(ctx, unitId)).kind,
    persons: people.length,
    women: people.filter(({ gender }) => gender === 'female').length,
    leaders: holders.map(({ personId }) => ({ isWoman: known.get(personId)?.gender === 'female' })),
  };
}
