import { exportOwnData, getOwnData } from '../../contract';
import { Button, Card, Note, call, toJson } from '#ui';
import { saveFile } from '#ui/phone';
import { useState } from 'react';
import { usePrivacyTexts } from './texts';

type Kind = 'excel' | 'json';

async function fetchCopy(kind: Kind, name: string): Promise<void> {
  if (kind === 'excel') return saveFile((await call(exportOwnData, {})) as Blob, `${name}.xlsx`);
  const text = toJson(await call(getOwnData, {}));
  saveFile(new Blob([text], { type: 'application/json' }), `${name}.json`);
}

/** The right to a copy: everything, as a file. */
export function OwnCopy() {
  const t = usePrivacyTexts();
  const [busy, setBusy] = useState<Kind | null>(null);
  const [hasFailed, setFailed] = useState(false);
  const save = async (kind: Kind): Promise<void> => {
    setBusy(kind);
    setFailed(false);
    await fetchCopy(kind, t('export.title')).catch(() => setFailed(true));
    setBusy(null);
  };
  const button = (kind: Kind) => (
    <Button wide icon="download" isBusy={busy === kind} onClick={() => void save(kind)}>
      {t(`own.${kind}`)}
    </Button>
  );
  return (
    <Card title={t('own.export')}>
      <div className="col g8">
        <p className="dim t14">{t('own.exportNote')}</p>
        {button('excel')}
        {button('json')}
        {hasFailed ? <Note kind="refuse">{t('own.failed')}</Note> : null}
      </div>
    </Card>
  );
}
