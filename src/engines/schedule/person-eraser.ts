import type { PersonEraser } from '#engines/roster';
import { countsOfPerson, dutiesUnderWay, emptyDuties, endFeeds } from './store-person';

/** Sign-ups and attendance stay and point to the shell, so that events keep their heads; calendar addresses end. */
export const scheduleEraser: PersonEraser = {
  name: 'schedule',
  columns: [
    'schedule.sign_up.person_id',
    'schedule.attendance.person_id',
    'schedule.feed.person_id',
    'schedule.duty.person_id',
  ],
  texts: {
    emptied: ['schedule.feed.name', 'schedule.feed.token_hash'],
    stay: [
      'schedule.sign_up.state',
      'schedule.attendance.way',
      'schedule.feed.kind',
      'schedule.feed.tag',
      'schedule.feed.unit_path',
      'schedule.duty.title',
      'schedule.duty.unit_path',
      'schedule.duty.recurrence',
      'schedule.duty.words',
      'schedule.duty.tags',
      'schedule.duty.festival',
      'schedule.duty.shift',
      'schedule.duty.post',
    ],
  },
  keeps: async (ctx, ids) =>
    (await dutiesUnderWay(ctx, ids)).map((title) => ({
      kind: 'open',
      what: 'schedule:erasure.duty',
      params: { title },
      until: null,
      link: '/duties',
    })),
  describe: async (ctx, ids) => {
    const rows = { signUps: 0, attendance: 0, feeds: 0, duties: 0 };
    for (const id of ids) {
      const counts = await countsOfPerson(ctx, id, id);
      for (const key of ['signUps', 'attendance', 'feeds', 'duties'] as const) rows[key] += counts[key];
    }
    const why = 'schedule:erasure.counts';
    return [
      { what: 'schedule:followed.signUps', goes: 0, stays: rows.signUps, why },
      { what: 'schedule:followed.attendance', goes: 0, stays: rows.attendance, why },
      { what: 'schedule:followed.feeds', goes: rows.feeds, stays: 0, why: null },
      { what: 'schedule:followed.duties', goes: rows.duties, stays: 0, why: null },
    ];
  },
  erase: async (ctx, { ids }) => {
    await endFeeds(ctx, ids);
    await emptyDuties(ctx, ids);
  },
};
