import { type Consent, exportPersonData, getPersonData, listConsents } from '../../contract';
import { Button, Card, ErrorState, Note, Skeleton, ToneTag, call, formatDay, toJson, useCall, useLanguage } from '#ui';
import { ExportFault, PageHead, saveFile, useExport } from '#ui/desktop';
import { type ReactNode, useState } from 'react';
import { PersonPick, type PickedPerson } from '../pieces/person-pick';
import { PaperDialog } from './paper-dialog';
import { usePrivacyTexts } from './texts';
import { consentTones, useConsentWords } from './words';

function ConsentLine({ consent, onRecord }: { consent: Consent; onRecord: () => void }) {
  const t = usePrivacyTexts();
  const language = useLanguage();
  const { text, state, version, channel, signedOn, recordedByName } = consent;
  const how =
    channel === null || signedOn === null
      ? null
      : t('people.how', {
          channel: t(`channels.${channel}`),
          day: formatDay(signedOn, language),
          version: version ?? text.version,
          name: recordedByName ?? '',
        });
  return (
    <div className="li">
      <span className="mid">
        <b>{useConsentWords()(text).name}</b>
        {how === null ? null : <span>{how}</span>}
      </span>
      <ToneTag tone={consentTones[state]}>{t(`states.${state}`)}</ToneTag>
      <Button size="sm" kind="quiet" onClick={onRecord}>
        {t('people.record')}
      </Button>
    </div>
  );
}

function Consents({ person }: { person: PickedPerson }) {
  const t = usePrivacyTexts();
  const answer = useCall(listConsents, { params: { id: person.id } });
  const [recorded, record] = useState<Consent | null>(null);
  if (answer.error && !answer.data) return <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />;
  return (
    <Card title={t('people.consents')} flush>
      {answer.data ? null : <Skeleton lines={5} />}
      {answer.data?.rows.map((row) => (
        <ConsentLine key={row.text.key} consent={row} onRecord={() => record(row)} />
      ))}
      {recorded ? <PaperDialog personId={person.id} consent={recorded} onClose={() => record(null)} /> : null}
    </Card>
  );
}

function Copy({ person }: { person: PickedPerson }) {
  const t = usePrivacyTexts();
  const params = { id: person.id };
  const excel = useExport(exportPersonData, { params });
  const [error, setError] = useState<Error | null>(null);
  const saveJson = async (): Promise<void> => {
    setError(null);
    try {
      const text = toJson(await call(getPersonData, { params }));
      saveFile(new Blob([text], { type: 'application/json' }), `${t('export.title')}_${person.staffNumber}.json`);
    } catch (reason) {
      setError(reason instanceof Error ? reason : new Error(String(reason)));
    }
  };
  return (
    <Card title={t('people.copy')}>
      <div className="col g8">
        <p className="dim">{t('people.exportNote')}</p>
        <div className="pv-acts">
          <Button icon="download" isBusy={excel.isUnderWay} onClick={() => void excel.save()}>
            {t('people.excel')}
          </Button>
          <Button icon="download" onClick={() => void saveJson()}>
            {t('people.json')}
          </Button>
        </div>
        <ExportFault error={excel.error} onRetry={() => void excel.save()} />
        <ExportFault error={error} onRetry={() => void saveJson()} />
      </div>
    </Card>
  );
}

/** What one person has agreed to, papers that came in, and a copy of all that is kept. */
export function OnePerson({ above }: { above: ReactNode }) {
  const t = usePrivacyTexts();
  const [person, pick] = useState<PickedPerson | null>(null);
  return (
    <>
      <PageHead title={t('nav')} />
      {above}
      <Card>
        <PersonPick
          label={t('people.pick')}
          name={person === null ? '' : `${person.name} · ${person.staffNumber}`}
          onPick={pick}
          onClear={() => pick(null)}
        />
      </Card>
      {person === null ? (
        <Note>{t('people.advice')}</Note>
      ) : (
        <>
          <Consents key={`c${person.id}`} person={person} />
          <Copy key={`d${person.id}`} person={person} />
        </>
      )}
    </>
  );
}
