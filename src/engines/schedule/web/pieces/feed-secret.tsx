import { Button, Note, QrCode, TextInput, usePublicAddress } from '#ui';
import { useRef, useState } from 'react';
import '../styles/feeds.css';
import { useScheduleTexts } from '../texts';

/** The address of a calendar, told this once: to copy, to open on this device or, from a desktop, to scan. */
export function FeedSecret({ path, withCode = false }: { path: string; withCode?: boolean }) {
  const t = useScheduleTexts();
  const input = useRef<HTMLInputElement>(null);
  const [said, setSaid] = useState('');
  const here = usePublicAddress();
  const address = `${here.address}${path}`;
  const copy = async (): Promise<void> => {
    input.current?.select();
    try {
      await navigator.clipboard.writeText(address);
      setSaid(t('feeds.copied'));
    } catch {
      // Without https the clipboard is closed to pages; the address stands selected.
      setSaid(t('feeds.copyByHand'));
    }
  };
  return (
    <div className="col g16">
      <Note kind="warn">{t('feeds.onlyOnce')}</Note>
      {here.isOnlyHere ? <Note kind="warn">{t('feeds.onlyHere')}</Note> : null}
      <div className="col g8">
        <TextInput
          ref={input}
          readOnly
          aria-label={t('feeds.address')}
          value={address}
          onFocus={(event) => event.target.select()}
        />
        <div className="row g8 wrap">
          <Button kind="quiet" icon="link" onClick={() => void copy()}>
            {t('feeds.copy')}
          </Button>
          <a className="btn" href={address.replace(/^https?:/, 'webcal:')}>
            {t('feeds.openHere')}
          </a>
          <span className="dim t13" role="status">
            {said}
          </span>
        </div>
      </div>
      {withCode ? (
        <div className="fd-scan">
          <QrCode words={address} label={t('feeds.qrLabel')} />
          <p className="dim t13">{t('feeds.scanHint')}</p>
        </div>
      ) : null}
    </div>
  );
}
