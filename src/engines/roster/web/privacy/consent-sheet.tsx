import { type Consent, setOwnConsent, showOwnPrivacy } from '../../contract';
import { Button, Note, Overlay, formatDay, messageOf, showToast, useAct, useLanguage, useUiTexts } from '#ui';
import { usePrivacyTexts } from './texts';
import { useConsentWords } from './words';

/** The whole text before the decision; one at a time, because each is asked for by itself. */
export function ConsentSheet({ consent, onClose }: { consent: Consent; onClose: () => void }) {
  const t = usePrivacyTexts();
  const ui = useUiTexts();
  const language = useLanguage();
  const { text, state, signedOn } = consent;
  const words = useConsentWords()(text);
  const isGiven = state === 'given';
  const change = useAct(setOwnConsent, {
    changes: [showOwnPrivacy],
    onDone: () => (showToast(t(isGiven ? 'own.withdrawn' : 'own.agreed')), onClose()),
  });
  const decide = (): void => void change.act({ body: { key: text.key, version: text.version, isGiven: !isGiven } });
  const acts = (
    <Button kind={isGiven ? 'plain' : 'main'} wide isBusy={change.isUnderWay} onClick={decide}>
      {t(isGiven ? 'own.withdraw' : 'own.agree')}
    </Button>
  );
  return (
    <Overlay as="sheet" title={words.name} onClose={onClose} acts={acts}>
      <div className="col g8">
        {signedOn === null ? null : (
          <p className="dim t13">
            {t('own.since', { state: t(`states.${state}`), day: formatDay(signedOn, language) })}
          </p>
        )}
        <p className="pv-text">{words.body}</p>
        {text.isSeparate ? <Note>{t('own.separate')}</Note> : null}
        {change.error ? <Note kind="refuse">{messageOf(change.error, ui)}</Note> : null}
      </div>
    </Overlay>
  );
}
