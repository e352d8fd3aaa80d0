import { Button, Card } from '#ui';
import { useOfflineTexts } from '#ui/phone';
import { useEffect, useState } from 'react';

/** Chromium's own offer to put a page on the home screen, where it is made. */
interface InstallOffer extends Event {
  prompt(): Promise<unknown>;
}

let offer: InstallOffer | null = null;

function isInstalled(): boolean {
  return matchMedia('(display-mode: standalone)').matches;
}

/** Offers a place on the home screen, or says how to get there; nothing where it stands there already. */
export function InstallCard() {
  const t = useOfflineTexts();
  const [offered, setOffered] = useState(offer);
  useEffect(() => {
    const take = (event: Event): void => {
      event.preventDefault();
      offer = event as InstallOffer;
      setOffered(offer);
    };
    window.addEventListener('beforeinstallprompt', take);
    return () => window.removeEventListener('beforeinstallprompt', take);
  }, []);
  if (isInstalled() || !isSecureContext) return null;
  const isApple = /iPhone|iPad/.test(navigator.userAgent);
  return (
    <Card title={t('install.title')}>
      <div className="col g12">
        <p>{t('install.text')}</p>
        {offered ? (
          <Button
            wide
            icon="device"
            onClick={() => {
              offer = null;
              setOffered(null);
              void offered.prompt();
            }}
          >
            {t('install.act')}
          </Button>
        ) : (
          <p className="dim">{isApple ? t('install.apple') : t('install.menu')}</p>
        )}
      </div>
    </Card>
  );
}
