import { listEvents } from '../contract';
import { type Finder, call } from '#ui';
import { daysOf } from './event-days';

const MOST = 5;

/** Events whose title holds the words, for the search box of the shell. */
const findEvents: Finder = async (words, signal) => {
  const { rows } = await call(listEvents, { query: { limit: 200 } }, { signal });
  const wanted = words.toLowerCase();
  const found = rows.filter((event) => event.title.toLowerCase().includes(wanted));
  return found.slice(0, MOST).map((event) => ({
    id: event.id,
    title: event.title,
    detail: daysOf(event).from,
    href: `/events/${event.id}`,
    icon: 'flag',
  }));
};
export default findEvents;
