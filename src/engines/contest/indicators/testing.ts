import type { Context } from '#kernel';
import { createIndicator } from './definitions';
import type { NewIndicator } from './contract';

let counter = 0;

/** An indicator of a unit: without arguments an output of which more is better, read by the month and summed. */
export async function makeIndicator(
  ctx: Context,
  unitId: string,
  change: Partial<NewIndicator> = {},
): Promise<{ id: string; key: string }> {
  counter += 1;
  const key = change.key ?? `output_${counter}`;
  const { id } = await createIndicator(ctx, {
    ...{ name: `产量${counter}`, measuredIn: '吨', better: 'higher', least: '0', fromDay: '2024-01-01' },
    ...{ ...change, key, unitId },
  });
  return { id, key };
}
