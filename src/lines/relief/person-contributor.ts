import { sql } from 'kysely';
import { parameterOn, text, type Context } from '#kernel';
import type { PersonContributor } from '#engines/roster';
import { coverPlansShape, type CoverPlan } from './cover-plans';

interface CoverRow {
  plan: string;
  startsOn: string;
  endsOn: string;
  endedOn: string | null;
}

async function coversOf(ctx: Context, personId: string): Promise<CoverRow[]> {
  const { rows } = await sql<CoverRow>`
    select plan, starts_on as "startsOn", ends_on as "endsOn", ended_on as "endedOn" from relief.cover
    where person_id = ${personId} order by starts_on, id`.execute(ctx.transaction);
  return rows;
}

/** What covered a person, from day to day. */
export const reliefContributor: PersonContributor = {
  name: 'relief',
  collect: async (ctx, personId) => {
    const say = (key: string) => text(ctx.language, `relief:personData.${key}`);
    const { value: plans } = await parameterOn<CoverPlan[]>(ctx, coverPlansShape.key, ctx.clock.today());
    const covers = await coversOf(ctx, personId);
    return [
      {
        title: say('covers'),
        columns: [say('plan'), say('from'), say('to'), say('endedOn')],
        rows: covers.map((row) => [
          plans.find(({ code }) => code === row.plan)?.name ?? row.plan,
          ...[row.startsOn, row.endsOn, row.endedOn],
        ]),
      },
    ];
  },
};
