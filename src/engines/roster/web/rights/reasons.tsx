import type { PersonWhoCan, Reason } from '../../contract';
import '../styles/units.css';
import { useDaysInWords, useRightsTexts, useRoleName } from './texts';

/** A role that gives a right, in a sentence. */
export function ReasonLine({ reason }: { reason: Reason }) {
  const t = useRightsTexts();
  const roleName = useRoleName();
  const daysInWords = useDaysInWords();
  const words = t('reason', { role: roleName(reason.role), unit: reason.unitName, days: daysInWords(reason) });
  const stead = reason.delegatedBy === null ? '' : ` · ${t('standsInFor', { name: reason.delegatedBy })}`;
  return (
    <span className="dim t13">
      {words}
      {stead}
    </span>
  );
}

export function WhoLine({ row }: { row: PersonWhoCan }) {
  return (
    <li className="ro-who">
      <span>
        <b>{row.name}</b> <span className="dim t12">{row.username}</span>
      </span>
      <span className="col">
        {row.reasons.map((reason) => (
          <ReasonLine key={`${reason.role} ${reason.unitName} ${reason.validFrom}`} reason={reason} />
        ))}
      </span>
    </li>
  );
}
