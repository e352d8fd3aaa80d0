import { AppError, audit, may, newId, notFound, scopePaths, text, type Context } from '#kernel';
import type { EndpointInput } from '#kernel/contract';
import { getUnit, unitNames } from '#engines/roster';
import type { PrizeOffices } from '../prizes';
import type { HonourKind } from '../terms';
import { newScheme, type NewScheme, type Scheme } from './contract';
import type * as contract from './contract';
import { faultsOfDefinition, type Definition } from './definition';
import * as store from './store';

const READ = 'honours.scheme.read';
const WRITE = 'honours.scheme.write';

function abilitiesOf(ctx: Context, { unitPath, retiredOn }: store.SchemeRecord): Record<string, boolean> {
  const writes = may(ctx.user, WRITE, unitPath) && retiredOn === null;
  return {
    change: writes,
    retire: writes,
    begin: retiredOn === null && may(ctx.user, 'honours.round.manage', unitPath),
  };
}

async function present(ctx: Context, schemes: readonly store.SchemeRecord[]): Promise<Scheme[]> {
  const names = await unitNames(ctx, [...new Set(schemes.map(({ unitId }) => unitId))]);
  return schemes.map((scheme) => ({
    ...scheme,
    unit: { id: scheme.unitId, name: names.get(scheme.unitId) ?? '' },
    abilities: abilitiesOf(ctx, scheme),
  }));
}

/** Schemes of the own units, below them and above them: those of the works count for its work areas. */
export async function listSchemes(ctx: Context): Promise<{ rows: Scheme[]; abilities: Record<string, boolean> }> {
  const rows = await present(ctx, await store.schemesSeen(ctx, scopePaths(ctx.user, READ)));
  return { rows, abilities: { create: may(ctx.user, WRITE) } };
}

function refuseUnfit(
  ctx: Context,
  offices: PrizeOffices,
  given: { kind: HonourKind; owner: string | null; definition: Definition },
): void {
  const faults = faultsOfDefinition(given.definition, given.kind);
  if (faults.length > 0) {
    const issues = faults.map(({ at, key }) => ({
      path: `definition.${at}`,
      message: text(ctx.language, `honours:schemes.faults.${key}`),
    }));
    throw new AppError('honours.definition_unfit', { fields: issues.map(({ message }) => message).join('；') }, issues);
  }
  if (BigInt(given.definition.prizeFen) > 0n && !(given.owner !== null && given.owner in offices))
    throw new AppError('honours.prize_nowhere');
}

/**
 * Refuses: a unit out of reach, a definition that contradicts itself (honours.definition_unfit), a key that the unit has
 * (honours.key_taken), a prize without a line that keeps its money (honours.prize_nowhere).
 */
export const createScheme =
  (offices: PrizeOffices) =>
  async (ctx: Context, given: NewScheme): Promise<Scheme> => {
    const { unitId, ...scheme } = newScheme.parse(given);
    const unit = await getUnit(ctx, unitId);
    if (!may(ctx.user, WRITE, unit.path)) throw notFound();
    refuseUnfit(ctx, offices, scheme);
    const id = newId();
    if (!(await store.insertScheme(ctx, { ...scheme, id, unitId, unitPath: unit.path })))
      throw new AppError('honours.key_taken', { key: scheme.key });
    audit(ctx, { action: 'honours.createScheme', subject: `honour_scheme:${id}`, details: { unitId } });
    return showScheme(ctx, id);
  };

async function showScheme(ctx: Context, id: string): Promise<Scheme> {
  return (await present(ctx, [(await store.schemeById(ctx, id))!]))[0]!;
}

async function schemeToWrite(ctx: Context, id: string, version: number): Promise<store.SchemeRecord> {
  const scheme = await store.schemeById(ctx, id, 'lock');
  if (scheme === null || !may(ctx.user, WRITE, scheme.unitPath)) throw notFound();
  if (scheme.version !== version) throw new AppError('kernel.changed_meanwhile');
  if (scheme.retiredOn !== null) throw new AppError('honours.scheme_retired', { name: scheme.name });
  return scheme;
}

/** Rounds that have begun keep the scheme as it was. Refuses: a retired one (honours.scheme_retired), what createScheme refuses. */
export const changeScheme =
  (offices: PrizeOffices) =>
  async (ctx: Context, { params, body }: EndpointInput<typeof contract.changeScheme>): Promise<Scheme> => {
    const scheme = await schemeToWrite(ctx, params.id, body.version);
    refuseUnfit(ctx, offices, { ...scheme, definition: body.definition });
    await store.updateScheme(ctx, scheme.id, { ...body, retiredOn: null });
    audit(ctx, { action: 'honours.changeScheme', subject: `honour_scheme:${scheme.id}` });
    return showScheme(ctx, scheme.id);
  };

/** Refuses: one that was retired before (honours.scheme_retired). */
export async function retireScheme(ctx: Context, id: string, version: number): Promise<Scheme> {
  const scheme = await schemeToWrite(ctx, id, version);
  await store.updateScheme(ctx, id, { ...scheme, retiredOn: ctx.clock.today() });
  audit(ctx, { action: 'honours.retireScheme', subject: `honour_scheme:${id}` });
  return showScheme(ctx, id);
}
