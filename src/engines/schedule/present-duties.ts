import { may, type Context } from '#kernel';
import { holdersOn, personNames, unitNames } from '#engines/roster';
import type { DutyRow } from './contract';
import { latestDone, type DutyRecord } from './store-duties';

interface Doer {
  personId: string;
  name: string;
}

/** Who holds the posts that the duties name, by post and unit, today; one question for any number of duties. */
export async function doersOf(
  ctx: Context,
  duties: readonly Pick<DutyRecord, 'post'>[],
): Promise<ReadonlyMap<string, readonly Doer[]>> {
  const posts = [...new Set(duties.flatMap((duty) => duty.post ?? []))];
  const doers = new Map<string, Doer[]>();
  if (posts.length === 0) return doers;
  for (const holding of await holdersOn(ctx, { posts, day: ctx.clock.today() })) {
    const key = `${holding.post} ${holding.unitId}`;
    doers.set(key, [...(doers.get(key) ?? []), { personId: holding.personId, name: holding.personName }]);
  }
  return doers;
}

type Doers = Awaited<ReturnType<typeof doersOf>>;

function holdersOf(duty: DutyRecord, doers: Doers): readonly Doer[] {
  return duty.post === null ? [] : (doers.get(`${duty.post} ${duty.unitId}`) ?? []);
}

/**
 * `own`: the reader is named, holds the post, or looks after this very unit while nobody is named. `other`: the reader
 * plans for the unit from above, or somebody else is to do it. `no`: the reader only reads.
 */
export function mayDo(ctx: Context, duty: DutyRecord, doers: Doers): 'own' | 'other' | 'no' {
  const me = ctx.user?.personId ?? null;
  const isNamed = me !== null && (duty.personId === me || holdersOf(duty, doers).some((doer) => doer.personId === me));
  if (isNamed && may(ctx.user, 'schedule.event.write')) return 'own';
  if (!may(ctx.user, 'schedule.event.write', duty.unitPath)) return 'no';
  const isOfOwnUnit = (ctx.user?.grants ?? []).some(
    (grant) => grant.unitPath === duty.unitPath && grant.permissions.has('schedule.event.write'),
  );
  return duty.personId === null && duty.post === null && isOfOwnUnit ? 'own' : 'other';
}

/** Duties as pages show them; four questions for any number. */
export async function presentDuties(ctx: Context, duties: readonly DutyRecord[], doers: Doers): Promise<DutyRow[]> {
  if (duties.length === 0) return [];
  const units = await unitNames(ctx, [...new Set(duties.map((duty) => duty.unitId))]);
  const people = await personNames(ctx, [...new Set(duties.flatMap((duty) => duty.personId ?? []))]);
  const done = await latestDone(
    ctx,
    duties.map((duty) => duty.id),
  );
  return duties.map((duty) => {
    const { unitId, unitPath, personId, ...row } = duty;
    const canChange = may(ctx.user, 'schedule.event.write', unitPath);
    return {
      ...row,
      unit: { id: unitId, name: units.get(unitId) ?? '' },
      person: personId === null ? null : { id: personId, name: people.get(personId) ?? '' },
      holders: holdersOf(duty, doers).map((doer) => doer.name),
      isRhythmFixed: done.has(duty.id),
      abilities: { canMark: mayDo(ctx, duty, doers) !== 'no', canChange, canEnd: canChange },
    };
  });
}
