import { type Finder, call } from '#ui';
import { listMembers } from '../contract';

/** Members by characters, initials, staff number or card number, for the search box of the shell. */
const findMembers: Finder = async (words, signal) => {
  const { rows } = await call(listMembers, { query: { search: words, limit: 6 } }, { signal });
  return rows.map(({ person, unitName, cardNumber }) => ({
    id: `member:${person.id}`,
    title: person.name,
    detail: [unitName, cardNumber].filter(Boolean).join(' · '),
    href: `/membership?open=${person.id}`,
    icon: 'membership',
  }));
};
export default findMembers;
