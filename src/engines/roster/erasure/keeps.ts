import { text, type Context } from '#kernel';
import { schemeName, stateName } from '../cohorts/schemes';
import { lastDayOfUndo } from '../doubles/rules';
import type { CountedRows, KeptReason } from './contract';
import { ownCounted } from './own-rows';
import { yearsOfRetention } from './parameters';
import type { ErasedRows, Keep, PersonEraser } from './person-eraser';
import { keepOfRetention } from './rules';
import * as store from './store';

export type Erasers = readonly PersonEraser[];

/** `scheme:state` out of which nothing leads, over the schemes of all modules. */
export function endsOf(erasers: Erasers): string[] {
  const schemes = erasers.flatMap((eraser) => eraser.schemes ?? []);
  return schemes.flatMap(({ name, states }) =>
    Object.entries(states)
      .filter(([, state]) => state.next.length === 0)
      .map(([state]) => `${name}:${state}`),
  );
}

/** Words of a line are kept by their code, to be said in the language of whoever reads. */
function ownKeep(row: store.OwnKeep, personId: string): Keep {
  return {
    kind: 'open',
    what: `roster:erasure.keeps.${row.code}`,
    params: { about: row.about, ...(row.state === null ? {} : { state: row.state }) },
    until: row.until,
    link: `/admin/people?open=${personId}`,
  };
}

/** Everything that stands against an erasure, from the roster and from all modules. Retention counts where nobody asked. */
export async function keepsOf(
  ctx: Context,
  erasers: Erasers,
  personId: string,
  basis: 'retention' | 'request',
): Promise<Keep[]> {
  const ids = await store.recordsOf(ctx, personId);
  const ends = endsOf(erasers);
  const keeps = (await store.keepRows(ctx, ids, ends)).map((row) => ownKeep(row, personId));
  const merged = await store.lastMergeOf(ctx, ids);
  if (merged !== null && ctx.clock.today() <= lastDayOfUndo(merged))
    keeps.push({
      kind: 'open',
      what: 'roster:erasure.keeps.merge',
      params: { until: lastDayOfUndo(merged) },
      until: lastDayOfUndo(merged),
      link: '/admin/people/doubles',
    });
  for (const eraser of erasers) keeps.push(...(await eraser.keeps(ctx, ids)));
  const lastDay = basis === 'request' ? null : await store.lastDayOf(ctx, ids, ends);
  const retained = lastDay === null ? null : keepOfRetention(lastDay, await yearsOfRetention(ctx), ctx.clock.today());
  return retained === null ? keeps : [...keeps, retained];
}

/** A reason as the reader's language has it. */
export function sayKeep(ctx: Context, { kind, what, params = {}, until, link }: Keep): KeptReason {
  const { about, state } = params;
  const isScheme = what === 'roster:erasure.keeps.enrolment' && typeof about === 'string' && typeof state === 'string';
  const isEnglishPost = what === 'roster:erasure.keeps.post' && ctx.language === 'en' && state !== undefined;
  const named = isScheme
    ? { about: schemeName(ctx, about), state: stateName(ctx, about, state) }
    : isEnglishPost
      ? { about: state }
      : {};
  return { kind, words: text(ctx.language, what, { ...params, ...named }), until, link };
}

export function sayRows(ctx: Context, rows: readonly ErasedRows[]): CountedRows[] {
  return rows
    .filter(({ goes, stays }) => goes + stays > 0)
    .map(({ what, goes, stays, why }) => ({
      words: text(ctx.language, what),
      goes,
      stays,
      why: why === null ? null : text(ctx.language, why),
    }));
}

/** What would go and what would stay, table by table. */
export async function countedRows(ctx: Context, erasers: Erasers, ids: readonly string[]): Promise<ErasedRows[]> {
  const rows = await ownCounted(ctx, ids);
  for (const eraser of erasers) rows.push(...(await eraser.describe(ctx, ids)));
  return rows;
}
