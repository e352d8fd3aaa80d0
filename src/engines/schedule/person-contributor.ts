import { text } from '#kernel';
import type { PersonContributor } from '#engines/roster';
import { attendanceOf, signUpsOf } from './store-person';

/** For which events a person has signed up, and to which the person came. */
export const scheduleContributor: PersonContributor = {
  name: 'schedule',
  collect: async (ctx, personId) => {
    const say = (key: string) => text(ctx.language, `schedule:personData.${key}`);
    const signUps = await signUpsOf(ctx, personId);
    const attended = await attendanceOf(ctx, personId);
    return [
      {
        title: say('signUps'),
        columns: [say('event'), say('day'), say('state')],
        rows: signUps.map((row) => [row.title, row.firstDay, say(`states.${row.state}`)]),
      },
      {
        title: say('attendance'),
        columns: [say('event'), say('day')],
        rows: attended.map((row) => [row.title, row.day]),
      },
    ];
  },
};
