import { z } from 'zod';
import type { Context, Parameter } from './context';
import type { Day } from './day';
import type { EndpointInput } from './endpoint';
import { assert, notFound } from './errors';
import { job } from './jobs/job';
import { serve, type Route } from './manifest';
import * as contract from './parameter-contract';
import { fold, forceOf, isDatedBack, nextAfter, type StoredVersion } from './parameter-rules';
import { headWords, partWords, productSource, usesWords } from './parameter-words';
import { beginParameter, dueParameters, setParameter, versionsOf } from './parameters';
import { mayHouseWide } from './user';

/** The rules count for the whole house: they are set by who holds the right there, not by the chair of one area. */
const maySet = (ctx: Context): boolean => mayHouseWide(ctx.user, contract.setParameterVersion.permission);

/** Reads versions as people do: with the days of their force, in the reader's language. */
function presenter(ctx: Context, { shape }: Parameter, versions: readonly StoredVersion[]) {
  const inForce = new Map(fold(versions).map((version) => [version.id, version]));
  return (version: StoredVersion, uses: number | null = null): contract.ParameterVersionView => ({
    id: version.id,
    value: version.value,
    validFrom: version.validFrom,
    until: inForce.get(version.id)?.until ?? null,
    isReplaced: !inForce.has(version.id),
    level: version.level,
    source: version.level === 'product' ? productSource(ctx.language, shape) : version.source,
    confidence: version.confidence,
    verifiedOn: version.verifiedOn,
    // The product's own note says in Chinese what the explanation says in both languages.
    note: version.level === 'product' ? '' : version.note,
    at: version.at,
    recordedBy: version.recordedBy,
    isDatedBack: isDatedBack(version),
    uses: uses === null ? null : usesWords(ctx.language, shape, uses),
  });
}

function rowOf(ctx: Context, parameter: Parameter, versions: readonly StoredVersion[], on: Day): contract.ParameterRow {
  const { shape } = parameter;
  const present = presenter(ctx, parameter, versions);
  const first = fold(versions)[0];
  assert(first !== undefined, `parameter ${shape.key} was never seeded`);
  const coming = nextAfter(versions, on);
  return {
    key: shape.key,
    ...headWords(ctx.language, shape),
    unit: shape.unit,
    ...partWords(ctx.language, shape),
    current: present(forceOf(versions, on) ?? first),
    coming: coming === null ? null : present(coming),
  };
}

async function listParameters(
  ctx: Context,
  { query }: EndpointInput<typeof contract.listParameters>,
): Promise<{ on: Day; rows: contract.ParameterRow[] }> {
  const on = query.on ?? ctx.clock.today();
  const { parameters } = ctx.house;
  const versions = await versionsOf(ctx, [...parameters.keys()]);
  const rows = [...parameters].map(([key, parameter]) => {
    const own = versions.filter((version) => version.key === key);
    return rowOf(ctx, parameter, own, on);
  });
  return { on, rows };
}

async function getParameter(
  ctx: Context,
  { params }: EndpointInput<typeof contract.getParameter>,
): Promise<contract.ParameterDetail> {
  const parameter = ctx.house.parameters.get(params.key);
  if (parameter === undefined) throw notFound();
  const versions = await versionsOf(ctx, [params.key]);
  const counts = await parameter.countUses?.(
    ctx,
    versions.map((version) => version.id),
  );
  const present = presenter(ctx, parameter, versions);
  // The latest first day first, and of one day the later recorded one.
  const inOrder = [...versions]
    .reverse()
    .sort((a, b) => (a.validFrom > b.validFrom ? -1 : a.validFrom < b.validFrom ? 1 : 0));
  return {
    ...rowOf(ctx, parameter, versions, ctx.clock.today()),
    versions: inOrder.map((version) => present(version, counts === undefined ? null : (counts.get(version.id) ?? 0))),
    latestId: versions.at(-1)!.id,
    firstDay: inOrder.at(-1)!.validFrom,
    abilities: { set: maySet(ctx) },
  };
}

export const parameterRoutes: readonly Route[] = [
  serve(contract.listParameters, listParameters),
  serve(contract.getParameter, getParameter),
  serve(contract.setParameterVersion, async (ctx, { params, body }) => {
    if (!maySet(ctx)) throw notFound();
    return { id: await setParameter(ctx, { key: params.key, ...body }) };
  }),
];

/**
 * A version that was recorded ahead comes into force with its first day. Each parameter begins in an act of its own: one
 * whose module refuses holds up no other, and the job fails and is tried again for it alone.
 */
export const parameterJob = job({
  name: 'kernel.begin_parameters',
  payload: z.object({}),
  rhythm: { dailyAt: '00:05' },
  work: async (ground) => {
    const faults: unknown[] = [];
    for (const key of await ground.act(dueParameters))
      await ground.act((ctx) => beginParameter(ctx, key)).catch((error: unknown) => faults.push(error));
    if (faults.length > 0) throw faults[0];
  },
});
