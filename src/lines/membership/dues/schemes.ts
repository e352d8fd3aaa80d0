import {
  AppError,
  audit,
  may,
  newId,
  notFound,
  parameterOn,
  type Context,
  type Parameter,
  type ParameterVersion,
} from '#kernel';
import { getUnit, unitNames } from '#engines/roster';
import type { Day, EndpointInput } from '#kernel/contract';
import { pathsAsked } from '../policy';
import type * as contract from './contract';
import type { DuesScheme } from './contract';
import { duesRuleShape, type DuesRule } from './parameters';
import type { DuesTerms } from './rules';
import * as store from './store-schemes';

type Body<E> = EndpointInput<E> extends { body: infer B } ? B : never;
type Query<E> = EndpointInput<E>['query'];

/** The law's own rule, where a unit has no scheme. */
export const duesRule: Parameter<DuesRule> = {
  shape: duesRuleShape,
  seed: {
    value: { perTenThousand: 50, cutToYuan: 10 },
    validFrom: '1978-11-13',
    level: 'national',
    source: '工发〔1978〕101号',
    confidence: 'P',
  },
  countUses: store.usesOf,
};

export interface Rule {
  readonly id: string;
  readonly terms: DuesTerms;
}

export const termsOfRule = ({ perTenThousand, cutToYuan }: DuesRule): DuesTerms => ({
  ...{ kind: 'share', perTenThousand, cutToFen: cutToYuan * 100 },
});

export const houseRuleOn = (ctx: Context, month: Day): Promise<ParameterVersion<DuesRule>> =>
  parameterOn<DuesRule>(ctx, duesRuleShape.key, month);

/** By what each unit reckons a month: its own scheme, else that of the nearest unit above, else the rule of the house. */
export async function rulesOf(ctx: Context, month: Day): Promise<(unitPath: string) => Rule> {
  const schemes = await store.schemesInForce(ctx, month);
  const version = await houseRuleOn(ctx, month);
  const house: Rule = { id: version.id, terms: termsOfRule(version.value) };
  const known = new Map<string, Rule>();
  return (unitPath) => {
    const kept = known.get(unitPath);
    if (kept !== undefined) return kept;
    let nearest: store.SchemeInForce | null = null;
    for (const scheme of schemes)
      if (unitPath.startsWith(scheme.unitPath) && scheme.unitPath.length > (nearest?.unitPath.length ?? 0))
        nearest = scheme;
    const rule = nearest === null ? house : { id: nearest.id, terms: nearest.terms };
    known.set(unitPath, rule);
    return rule;
  };
}

async function present(ctx: Context, rows: readonly store.SchemeRecord[]): Promise<DuesScheme[]> {
  const names = await unitNames(
    ctx,
    rows.map((row) => row.unitId),
  );
  const uses = await store.usesOf(
    ctx,
    rows.map((row) => row.id),
  );
  return rows.map(({ id, unitId, unitPath, validFrom, terms, basis, recordedByName, recordedAt, isVoid }) => ({
    ...{ id, validFrom, terms, basis, recordedByName, isVoid, recordedAt: recordedAt.toISOString() },
    unit: { id: unitId, name: names.get(unitId) ?? '' },
    uses: uses.get(id) ?? 0,
    abilities: { takeBack: !isVoid && may(ctx.user, 'membership.dues.write', unitPath) },
  }));
}

export async function listDuesSchemes(ctx: Context, query: Query<typeof contract.listDuesSchemes>) {
  const under = await pathsAsked(ctx, 'membership.dues.read', query.unitId);
  return { rows: await present(ctx, await store.schemeRows(ctx, { under })) };
}

/** A scheme for the same unit and month takes the place of the one before. Refuses: a unit that isn't in reach. */
export async function setDuesScheme(ctx: Context, body: Body<typeof contract.setDuesScheme>): Promise<DuesScheme> {
  const { unitId, validFrom, terms, basis } = body;
  const unit = await getUnit(ctx, unitId);
  if (!may(ctx.user, 'membership.dues.write', unit.path)) throw notFound();
  const id = newId();
  await store.voidScheme(ctx, { unitId, validFrom });
  await store.insertScheme(ctx, { id, unitId, unitPath: unit.path, validFrom, terms, basis });
  audit(ctx, {
    action: 'membership.setDuesScheme',
    subject: `dues:${id}`,
    details: { unitId, month: validFrom, dues: terms.kind },
  });
  const [row] = await present(ctx, await store.schemeRows(ctx, { id }));
  return row!;
}

/** Refuses: a scheme that isn't in reach, one that was taken back or replaced (membership.dues_undone_already). */
export async function takeBackDuesScheme(ctx: Context, id: string): Promise<Record<string, never>> {
  const [scheme] = await store.schemeRows(ctx, { id });
  if (scheme === undefined || !may(ctx.user, 'membership.dues.write', scheme.unitPath)) throw notFound();
  if (!(await store.voidScheme(ctx, { id }))) throw new AppError('membership.dues_undone_already');
  audit(ctx, { action: 'membership.takeBackDuesScheme', subject: `dues:${id}` });
  return {};
}
