import type { EndpointResponse } from '#kernel/contract';
import { type Consent, type Correction, showOwnPrivacy } from '../../contract';
import { Button, Card, ErrorState, Note, Skeleton, ToneTag, formatDay, useCall, useLanguage } from '#ui';
import { PhoneHead, PhoneRow, PhoneRows } from '#ui/phone';
import { useState } from 'react';
import { AskSheet } from './ask-sheet';
import { ConsentSheet } from './consent-sheet';
import { OwnErasure } from './own-erasure';
import { OwnCopy } from './own-copy';
import './privacy.css';
import { usePrivacyTexts } from './texts';
import { consentTones, useConsentWords, useValueWords } from './words';

type OwnPerson = NonNullable<EndpointResponse<typeof showOwnPrivacy>['person']>;

function Kept({ person }: { person: OwnPerson }) {
  const t = usePrivacyTexts();
  const words = useValueWords();
  const language = useLanguage();
  const [isAsking, ask] = useState(false);
  const rows: [label: string, value: string | null][] = [
    ...person.facts.map(({ field, value }): [string, string | null] => {
      if (value === null) return [t(`fields.${field}`), null];
      return [t(`fields.${field}`), field === 'bornOn' ? formatDay(value, language) : words(field, value)];
    }),
    [t('own.number'), person.staffNumber],
    [t('own.unit'), person.unitName],
    [t('own.identityNumber'), person.identityNumber],
    [t('own.bankCard'), person.bankCard],
  ];
  return (
    <Card title={t('own.kept')}>
      <dl className="pv-facts">
        {rows.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value ?? <span className="dim">{t('own.empty')}</span>}</dd>
          </div>
        ))}
      </dl>
      <p className="dim t13 pv-note">{t('own.sealedNote')}</p>
      <Button wide icon="edit" onClick={() => ask(true)}>
        {t('own.ask')}
      </Button>
      {isAsking ? <AskSheet facts={person.facts} onClose={() => ask(false)} /> : null}
    </Card>
  );
}

function Consents({ rows }: { rows: readonly Consent[] }) {
  const t = usePrivacyTexts();
  const wordsOf = useConsentWords();
  const [opened, open] = useState<string | null>(null);
  const shown = rows.find(({ text }) => text.key === opened);
  return (
    <PhoneRows title={t('own.consents')}>
      {rows.map((row) => (
        <PhoneRow
          key={row.text.key}
          icon="key"
          title={wordsOf(row.text).name}
          note={wordsOf(row.text).purpose}
          end={<ToneTag tone={consentTones[row.state]}>{t(`states.${row.state}`)}</ToneTag>}
          onOpen={() => open(row.text.key)}
        />
      ))}
      {shown ? <ConsentSheet consent={shown} onClose={() => open(null)} /> : null}
    </PhoneRows>
  );
}

const tones = { open: 'going', accepted: 'kept', refused: 'none' } as const;

function Requests({ rows }: { rows: readonly Correction[] }) {
  const t = usePrivacyTexts();
  const words = useValueWords();
  if (rows.length === 0)
    return (
      <Card title={t('own.requests')}>
        <p className="dim">{t('own.noRequests')}</p>
      </Card>
    );
  return (
    <PhoneRows title={t('own.requests')}>
      {rows.map((row) => (
        <PhoneRow
          key={row.id}
          icon="edit"
          title={t(`fields.${row.field}`)}
          note={
            <>
              {t('own.request', {
                from: row.stood === null ? t('corrections.nothingStood') : words(row.field, row.stood),
                to: words(row.field, row.proposed),
              })}
              {row.answer === null ? null : <span className="pv-line">{t('own.answer', { answer: row.answer })}</span>}
            </>
          }
          end={<ToneTag tone={tones[row.state]}>{t(`correctionStates.${row.state}`)}</ToneTag>}
        />
      ))}
    </PhoneRows>
  );
}

/** What is kept about the reader, what the reader agrees to, a copy of it all, and the way to have it corrected. */
export default function OwnPrivacyPage() {
  const t = usePrivacyTexts();
  const answer = useCall(showOwnPrivacy, {});
  const { data } = answer;
  return (
    <>
      <PhoneHead title={t('own.title')} back="/me" />
      <div className="pbody">
        {answer.isPending ? <Skeleton lines={8} /> : null}
        {answer.error && !data ? <ErrorState error={answer.error} onRetry={() => void answer.refetch()} /> : null}
        {data && data.person === null ? <Note>{t('own.nobody')}</Note> : null}
        {data?.person ? (
          <>
            <Kept person={data.person} />
            <Consents rows={data.consents} />
            <OwnCopy />
            <Requests rows={data.corrections} />
            <OwnErasure />
          </>
        ) : null}
      </div>
    </>
  );
}
