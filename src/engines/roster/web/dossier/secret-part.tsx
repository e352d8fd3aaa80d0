import { type MaskedField, type OpenedField, type PersonDossier, readSecrets } from '../../contract';
import { Button, Note, call, messageOf, useUiTexts } from '#ui';
import { useState } from 'react';
import '../styles/units.css';
import './dossier.css';
import { useDossierTexts } from './texts';

type Opened = Record<'identityNumber' | 'bankCard', OpenedField>;

function SecretLine({ label, masked, opened }: { label: string; masked: MaskedField; opened: OpenedField | null }) {
  const t = useDossierTexts();
  const state = opened?.state ?? masked.state;
  return (
    <>
      <dt>{label}</dt>
      <dd>
        {state === 'kept' ? (
          <span className="rc-secret">{opened?.value ?? masked.mask}</span>
        ) : (
          <span className="dim">{t(state === 'none' ? 'none' : 'unreadable')}</span>
        )}
      </dd>
    </>
  );
}

/**
 * Identity number and bank card, masked; the full text is asked for by a press, noted by the server, and gone with the
 * drawer: it is never kept among the page's answers.
 */
export function SecretPart({ personId, dossier }: { personId: string; dossier: PersonDossier }) {
  const t = useDossierTexts();
  const ui = useUiTexts();
  const [opened, setOpened] = useState<Opened | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<Error | null>(null);
  const show = async (): Promise<void> => {
    setBusy(true);
    setError(null);
    try {
      setOpened(await call(readSecrets, { params: { id: personId } }));
    } catch (fault) {
      setError(fault as Error);
    } finally {
      setBusy(false);
    }
  };
  const isThere = dossier.identityNumber.state === 'kept' || dossier.bankCard.state === 'kept';
  return (
    <section className="ro-part">
      <div className="row">
        <h3 className="sp">{t('sections.identity')}</h3>
        {dossier.abilities.readSecrets && isThere ? (
          <Button
            size="sm"
            icon="eye"
            isBusy={isBusy}
            title={t('showEffect')}
            onClick={() => (opened ? setOpened(null) : void show())}
          >
            {t(opened ? 'hide' : 'show')}
          </Button>
        ) : null}
      </div>
      <dl className="ro-facts">
        <SecretLine
          label={t('fields.identityNumber')}
          masked={dossier.identityNumber}
          opened={opened?.identityNumber ?? null}
        />
        <SecretLine label={t('fields.bankCard')} masked={dossier.bankCard} opened={opened?.bankCard ?? null} />
      </dl>
      {error ? <Note kind="refuse">{messageOf(error, ui)}</Note> : null}
    </section>
  );
}
