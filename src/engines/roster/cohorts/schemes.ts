import type { Context } from '#kernel';
import { wordsFor } from '../record/record';
import type { SchemeRow } from './contract';
import { schemeStates } from './store/schemes';

/** The words of the line that owns a scheme; the state's own code where the line has none. */
export const schemeName = (ctx: Context, scheme: string): string => wordsFor(ctx, 'schemes', scheme, 'name');
export function stateName(ctx: Context, scheme: string, state: string): string {
  const words = wordsFor(ctx, 'schemes', scheme, `states.${state}`);
  return words === scheme ? state : words;
}

/** The schemes that people are or were in, each with the states that occurred. */
export async function listSchemes(ctx: Context): Promise<{ rows: SchemeRow[] }> {
  const rows = new Map<string, SchemeRow>();
  for (const { scheme, state } of await schemeStates(ctx)) {
    const row = rows.get(scheme) ?? { scheme, name: schemeName(ctx, scheme), states: [] };
    row.states.push({ state, name: stateName(ctx, scheme, state) });
    rows.set(scheme, row);
  }
  return { rows: [...rows.values()] };
}
