import { sql } from 'kysely';
import { text, type Context } from '#kernel';
import type { PersonContributor } from '#engines/roster';

interface SignUpRow {
  title: string;
  firstDay: string;
  state: string;
}

async function signUpsOf(ctx: Context, personId: string): Promise<SignUpRow[]> {
  const { rows } = await sql<SignUpRow>`
    select e.title, e.first_day as "firstDay", s.state from schedule.sign_up s join schedule.event e on e.id = s.event_id
    where s.person_id = ${personId} order by e.first_day, s.id`.execute(ctx.transaction);
  return rows;
}

async function attendanceOf(ctx: Context, personId: string): Promise<{ title: string; day: string }[]> {
  const { rows } = await sql<{ title: string; day: string }>`
    select e.title, coalesce(e.held_on, e.first_day) as day
    from schedule.attendance a join schedule.event e on e.id = a.event_id
    where a.person_id = ${personId} order by day, e.id`.execute(ctx.transaction);
  return rows;
}

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
