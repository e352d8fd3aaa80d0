import { AppError, audit, notFound, parameterOn, scopePaths, text, userOf, may, type Context } from '#kernel';
import { addDays, type Day, type EndpointInput, type EndpointResponse } from '#kernel/contract';
import {
  enrolmentRatesOn,
  enrolmentsOf,
  getUnit,
  moveEnrolments,
  pathsOn,
  peopleById,
  peopleOn,
  unitsOn,
  type EnrolmentScheme,
  type KnownPerson,
} from '#engines/roster';
import type * as contract from './contract';
import type { CoverageRow, CoverageScheme } from './contract';
import { coverPlansShape, type CoverPlan } from './cover-plans';
import { lastDayAfter, sumBelow, whyNot, yearBefore, type UnitCount } from './rules';
import { schemes, type CoverState } from './schemes';
import * as store from './store';

type Input<E> = EndpointInput<E>;

export async function plansOn(ctx: Context, day: Day): Promise<{ plans: CoverPlan[]; versionId: string }> {
  const version = await parameterOn<CoverPlan[]>(ctx, coverPlansShape.key, day);
  return { plans: version.value, versionId: version.id };
}

/** The part of the tree that is asked for: a unit within reach, or all that is. Refuses: a unit out of reach. */
export async function askedPart(
  ctx: Context,
  permission: string,
  unitId: string | undefined,
): Promise<{ paths: string[]; unit: { id: string; name: string; path: string; parentId: string | null } | null }> {
  if (unitId === undefined) return { paths: scopePaths(ctx.user, permission), unit: null };
  const unit = await getUnit(ctx, unitId);
  if (!may(ctx.user, permission, unit.path)) throw notFound();
  return { paths: [unit.path], unit };
}

/** Rates of a day in the tree of that day. */
async function ratesOn(
  ctx: Context,
  scheme: EnrolmentScheme<CoverState>,
  paths: readonly string[],
  day: Day,
): Promise<UnitCount[]> {
  return enrolmentRatesOn(ctx, scheme, { day, under: await pathsOn(ctx, paths, day) });
}

/**
 * A fund on a day: the whole, and the units right below. Those of last year are found by what the units were then, so a
 * unit that is new has nothing to be compared with. Refuses: a unit out of reach.
 */
export async function showCoverage(
  ctx: Context,
  { params, query }: Input<typeof contract.showCoverage>,
): Promise<EndpointResponse<typeof contract.showCoverage>> {
  const scheme = schemes[params.scheme];
  const day = query.day ?? ctx.clock.today();
  const dayBefore = yearBefore(day);
  const { paths, unit } = await askedPart(ctx, 'relief.coverage.total', query.unitId);
  const now = await ratesOn(ctx, scheme, paths, day);
  const before = await ratesOn(ctx, scheme, paths, dayBefore);
  const [units, unitsThen] = [await unitsBelow(ctx, paths, day), await unitsBelow(ctx, paths, dayBefore)];
  const placesThen = new Map(unitsThen.map((one) => [one.id, one.path]));
  const row = (one: { id: string; name: string; path: string }): CoverageRow => {
    const then = placesThen.get(one.id);
    return {
      unitId: one.id,
      unitName: one.name,
      hasUnitsBelow: units.some((other) => other.parentId === one.id),
      now: sumBelow(now, one.path),
      before: then === undefined ? { staff: 0, covered: 0 } : sumBelow(before, then),
    };
  };
  const tops = units.filter((one) => !units.some((other) => other.id === one.parentId));
  const whole = unit === null && tops.length === 1 ? tops[0]! : unit;
  const below = whole === null ? tops : units.filter((one) => one.parentId === whole.id);
  const { plans } = await plansOn(ctx, day);
  return {
    day,
    dayBefore,
    total:
      whole === null
        ? {
            unitId: tops[0]?.id ?? '',
            unitName: '',
            hasUnitsBelow: true,
            now: sumBelow(now, '/'),
            before: sumBelow(before, '/'),
          }
        : row({ ...whole, path: units.find((one) => one.id === whole.id)?.path ?? whole.path }),
    above: await namesAbove(ctx, unit, scopePaths(ctx.user, 'relief.coverage.total')),
    rows: below.map(row),
    plans: params.scheme === 'staff_insurance' ? plans.map(({ code, name, months }) => ({ code, name, months })) : [],
    abilities: {
      listPeople: paths.some((path) => may(ctx.user, 'relief.coverage.read', path)),
      change: paths.some((path) => may(ctx.user, 'relief.coverage.write', path)),
    },
  };
}

async function unitsBelow(ctx: Context, paths: readonly string[], day: Day) {
  const lists = [];
  for (const under of paths) lists.push(...(await unitsOn(ctx, { day, under })));
  return lists;
}

/** The way up from a unit to the top of what the reader may see. */
async function namesAbove(
  ctx: Context,
  unit: { parentId: string | null } | null,
  scopes: readonly string[],
): Promise<{ id: string; name: string }[]> {
  const names: { id: string; name: string }[] = [];
  for (let id = unit?.parentId ?? null; id !== null;) {
    const above = await getUnit(ctx, id);
    if (!scopes.some((scope) => above.path.startsWith(scope))) break;
    names.unshift({ id: above.id, name: above.name });
    id = above.parentId;
  }
  return names;
}

interface Skipped {
  personId: string;
  name: string;
  reason: string;
}

/** All of the given, also who has left. Refuses: one who isn't there or is out of reach, which read alike. */
async function peopleToChange(ctx: Context, personIds: readonly string[]): Promise<KnownPerson[]> {
  const found = [...(await peopleById(ctx, personIds)).values()];
  const isInReach = (person: KnownPerson) => may(ctx.user, 'relief.coverage.write', person.unitPath);
  if (found.length < personIds.length || !found.every(isInReach)) throw notFound();
  return found;
}

/**
 * Refuses: a person out of reach (kernel.not_found), a day that has not come (roster.day_in_future), for the association
 * no plan (relief.plan_missing) or one that it lacks (relief.plan_unknown), nobody whom the fund takes (relief.nobody_fits).
 */
export async function joinCoverage(
  ctx: Context,
  { params, body }: Input<typeof contract.joinCoverage>,
): Promise<{ joined: number; skipped: Skipped[] }> {
  const today = ctx.clock.today();
  if (body.from > today) throw new AppError('roster.day_in_future', { today });
  const ids = [...new Set(body.personIds)];
  const people = await peopleToChange(ctx, ids);
  const staff = new Set((await peopleOn(ctx, { day: body.from, ids })).map((person) => person.id));
  const plan = params.scheme === 'staff_insurance' ? await planFor(ctx, body.plan, body.from) : null;
  const states = await enrolmentsOf(ctx, schemes[params.scheme], { personIds: ids, day: today });
  const covers = plan === null ? [] : await store.coversOf(ctx, ids, body.from);

  const skipped: Skipped[] = [];
  const joining: { personId: string; startsOn: Day }[] = [];
  for (const person of people) {
    const isIn = states.get(person.id)?.state === 'covered';
    const reason = staff.has(person.id) ? whyOutside(plan?.rule ?? null, person, isIn, body.from) : 'not_staff';
    if (reason !== null) {
      skipped.push({ personId: person.id, name: person.name, reason: text(ctx.language, `relief:skipped.${reason}`) });
      continue;
    }
    const last = covers.findLast((cover) => cover.personId === person.id && cover.plan === plan?.rule.code);
    joining.push({ personId: person.id, startsOn: last === undefined ? body.from : addDays(last.endsOn, 1) });
  }
  if (joining.length === 0)
    throw new AppError('relief.nobody_fits', { reason: skipped[0]?.reason ?? '', count: skipped.length });

  const fresh = joining.filter(({ personId }) => states.get(personId)?.state !== 'covered');
  await moveEnrolments(
    ctx,
    schemes[params.scheme],
    fresh.map(({ personId }) => ({ personId, to: 'covered', from: body.from, reason: body.reason })),
  );
  if (plan !== null)
    await store.insertCovers(
      ctx,
      joining.map((one) => ({
        ...one,
        plan: plan.rule.code,
        endsOn: lastDayAfter(one.startsOn, plan.rule.months),
        ruleVersionId: plan.versionId,
      })),
    );
  audit(ctx, {
    action: 'relief.joinCoverage',
    details: {
      scheme: params.scheme,
      plan: body.plan,
      from: body.from,
      joined: joining.length,
      skipped: skipped.length,
    },
  });
  return { joined: joining.length, skipped };
}

/** Why a fund doesn't take one of the staff: the works' own takes everybody once, a plan of the association by its rule. */
function whyOutside(plan: CoverPlan | null, person: KnownPerson, isIn: boolean, from: Day): string | null {
  if (plan !== null) return whyNot(plan, person, from);
  return isIn ? 'covered_already' : null;
}

async function planFor(ctx: Context, code: string | null, day: Day): Promise<{ rule: CoverPlan; versionId: string }> {
  if (code === null) throw new AppError('relief.plan_missing');
  const { plans, versionId } = await plansOn(ctx, day);
  const rule = plans.find((plan) => plan.code === code);
  if (rule === undefined) throw new AppError('relief.plan_unknown', { plan: code });
  return { rule, versionId };
}

/** Refuses: a person out of reach, a day that has not come or before the joining, nobody who is in the fund. */
export async function leaveCoverage(
  ctx: Context,
  { params, body }: Input<typeof contract.leaveCoverage>,
): Promise<{ left: number; skipped: Skipped[] }> {
  const ids = [...new Set(body.personIds)];
  const people = await peopleToChange(ctx, ids);
  const states = await enrolmentsOf(ctx, schemes[params.scheme], { personIds: ids, day: ctx.clock.today() });
  const inside = people.filter((person) => states.get(person.id)?.state === 'covered');
  const skipped = people
    .filter((person) => !inside.includes(person))
    .map(({ id, name }) => ({ personId: id, name, reason: text(ctx.language, 'relief:skipped.not_covered') }));
  if (inside.length === 0)
    throw new AppError('relief.nobody_fits', { reason: skipped[0]?.reason ?? '', count: skipped.length });

  await moveEnrolments(
    ctx,
    schemes[params.scheme],
    inside.map(({ id }) => ({ personId: id, to: 'left', from: body.from, reason: body.reason })),
  );
  if (params.scheme === 'staff_insurance')
    await store.endCovers(
      ctx,
      inside.map((person) => person.id),
      addDays(body.from, -1),
    );
  audit(ctx, {
    action: 'relief.leaveCoverage',
    details: { scheme: params.scheme, from: body.from, left: inside.length },
  });
  return { left: inside.length, skipped };
}

/** Refuses: an account without a person. */
export async function showOwnCoverage(ctx: Context): Promise<EndpointResponse<typeof contract.showOwnCoverage>> {
  const { personId } = userOf(ctx);
  if (personId === null) throw notFound();
  const day = ctx.clock.today();
  const { plans } = await plansOn(ctx, day);
  const covers = await store.coversOf(ctx, [personId], day);
  const rows = [];
  for (const scheme of Object.keys(schemes) as CoverageScheme[]) {
    const state = (await enrolmentsOf(ctx, schemes[scheme], { personIds: [personId], day })).get(personId);
    rows.push({
      scheme,
      state: state?.state ?? ('never' as const),
      since: state?.since ?? null,
      covers:
        scheme === 'mutual_aid'
          ? []
          : covers.map(({ plan, startsOn, endsOn }) => ({ planName: nameOf(plans, plan), startsOn, endsOn })),
    });
  }
  return { rows };
}

/** A plan that is offered no more goes by its code. */
export const nameOf = (plans: readonly CoverPlan[], code: string): string =>
  plans.find((plan) => plan.code === code)?.name ?? code;
