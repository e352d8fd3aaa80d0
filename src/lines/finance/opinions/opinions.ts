import { notFound, type Context } from '#kernel';
import { dayOf, type EndpointInput, type EndpointResponse } from '#kernel/contract';
import { isStatementReadable } from '#engines/ledger';
import type * as contract from './contract';
import { statedOf } from './store';

/** Whoever reads a published statement reads what the auditors say of it. Refuses: a statement that isn't the reader's. */
export async function listStatementOpinions(
  ctx: Context,
  { params }: Pick<EndpointInput<typeof contract.listStatementOpinions>, 'params'>,
): Promise<EndpointResponse<typeof contract.listStatementOpinions>> {
  if (!(await isStatementReadable(ctx, params.id))) throw notFound();
  const rows = await statedOf(ctx, params.id);
  return { rows: rows.map(({ at, ...said }) => ({ ...said, on: dayOf(at) })) };
}
