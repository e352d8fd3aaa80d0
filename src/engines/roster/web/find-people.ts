import { listPeople } from '../contract';
import { type Finder, call } from '#ui';

/** People by characters, initials of the pinyin or staff number, for the search box of the shell. */
const findPeople: Finder = async (words, signal) => {
  const { rows } = await call(listPeople, { query: { search: words, limit: 6 } }, { signal });
  return rows.map((person) => ({
    id: person.id,
    title: person.name,
    detail: [person.unitName, person.staffNumber].filter(Boolean).join(' · '),
    href: `/admin/people?open=${person.id}`,
    icon: 'person',
  }));
};
export default findPeople;
