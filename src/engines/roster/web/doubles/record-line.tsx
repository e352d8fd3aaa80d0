import type { DoublePerson } from '../../contract';
import { Link, formatDay, useLanguage } from '#ui';
import { useDoubleTexts } from './texts';

/** A record in one line: who, where, and what tells it from another of the same name. */
export function RecordLine({ person }: { person: DoublePerson }) {
  const t = useDoubleTexts();
  const language = useLanguage();
  const facts = [
    person.staffNumber,
    person.isHere ? person.unitName : `${person.unitName} · ${t('list.left')}`,
    person.bornOn ? formatDay(person.bornOn, language) : null,
    person.phone,
  ];
  return (
    <span className="do-record">
      <Link to={`/admin/people?open=${person.id}`}>{person.name}</Link>{' '}
      <span className="dim t13">{facts.filter(Boolean).join(' · ')}</span>
    </span>
  );
}

export const compareAddress = (staysId: string, goesId: string): string =>
  `/admin/people/doubles/compare?stays=${staysId}&goes=${goesId}`;
