import { parameterOn, text } from '#kernel';
import type { PersonContributor } from '#engines/roster';
import { coverPlansShape, type CoverPlan } from './cover-plans';
import { coversOf } from './store-person';

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
