import { listEvents } from '../contract';
import { type Finder, call } from '#ui';
import { daysOf } from './event-days';

const MOST = 5;

/** Events whose title, place or series holds the words, for the search box of the shell. */
const findEvents: Finder = async (words, signal) => {
  const { rows } = await call(listEvents, { query: { search: words.slice(0, 60), limit: MOST } }, { signal });
  return rows.map((event) => ({
    id: event.id,
    title: event.title,
    detail: daysOf(event).from,
    href: `/events/${event.id}`,
    icon: 'flag',
  }));
};
export default findEvents;
