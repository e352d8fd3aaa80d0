import type { Subject } from '#kernel';
import { listEvents } from '../events';
import { mayOnEvent, mayRead } from '../policy';
import { findEvent } from '../store';

const MOST_CHOSEN = 20;

const event: Subject = {
  kind: 'schedule.event',
  permissions: { read: 'schedule.event.read', change: 'schedule.event.write' },
  async find(ctx, id) {
    const found = await findEvent(ctx, id);
    if (found === null) return null;
    return {
      title: found.title,
      unitPath: found.unitPath,
      admits: (asking, question) =>
        question === 'read' ? mayRead(asking, found) : mayOnEvent(asking, 'schedule.event.write', found),
    };
  },
  async choose(ctx, words) {
    const search = words === '' ? {} : { search: words };
    const { rows } = await listEvents(ctx, { ...search, limit: MOST_CHOSEN });
    return rows.map((row) => ({ id: row.id, title: row.title, note: row.unit.name }));
  },
};

/** The things of the schedule of which people may ask who can see them. */
export const scheduleSubjects: readonly Subject[] = [event];
