import type { z } from 'zod';
import { type DoublePerson, type DoubleReason, checkDoubles } from '../../contract';
import { Button, Chip, Overlay, call } from '#ui';
import { useState } from 'react';
import '../styles/doubles.css';
import { RecordLine } from './record-line';
import { useDoubleTexts } from './texts';

type Asked = Pick<
  z.input<NonNullable<typeof checkDoubles.body>>,
  'name' | 'bornOn' | 'phone' | 'identityNumber' | 'exceptId'
>;
interface Waiting {
  candidates: readonly (DoublePerson & { reasons: readonly DoubleReason[] })[];
  answer: (mayGoOn: boolean) => void;
}

/**
 * Asks before a person is written whether somebody alike is on the roster already. It warns and never stops: where
 * nobody can be asked, the form goes on.
 */
export function useDoubleWarning() {
  const [waiting, setWaiting] = useState<Waiting | null>(null);
  const mayGoOn = async ({ name, bornOn, phone, identityNumber, exceptId }: Asked): Promise<boolean> => {
    const body = { name, bornOn, phone, identityNumber, ...(exceptId === undefined ? {} : { exceptId }) };
    const answer = await call(checkDoubles, { body }).catch(() => null);
    const candidates = answer?.candidates ?? [];
    if (candidates.length === 0) return true;
    return new Promise((resolve) => {
      setWaiting({
        candidates,
        answer: (isGoing) => {
          setWaiting(null);
          resolve(isGoing);
        },
      });
    });
  };
  return { mayGoOn, warning: waiting ? <Warning {...waiting} /> : null };
}

function Warning({ candidates, answer }: Waiting) {
  const t = useDoubleTexts();
  const acts = (
    <>
      <Button onClick={() => answer(false)}>{t('warning.back')}</Button>
      <Button kind="main" onClick={() => answer(true)}>
        {t('warning.save')}
      </Button>
    </>
  );
  return (
    <Overlay title={t('warning.title')} onClose={() => answer(false)} acts={acts}>
      <div className="col g12">
        <p>{t('warning.text')}</p>
        <ul className="do-lines">
          {candidates.map((person) => (
            <li key={person.id}>
              <RecordLine person={person} />
              <span className="do-why">
                {person.reasons.map((reason) => (
                  <Chip key={reason}>{t(`reason.${reason}`)}</Chip>
                ))}
              </span>
            </li>
          ))}
        </ul>
      </div>
    </Overlay>
  );
}
