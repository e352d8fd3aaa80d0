import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { Button } from '../button';
import { useLanguage } from '../choices';
import { formatMoment } from '../formats';
import { Icon } from '../icons';
import { Link } from '../router';
import { useSession, useToday } from '../session';
import { useReadAt } from './answers';
import './offline.css';
import { type Queue, sendNow, useQueue } from './queue';
import { useOfflineTexts } from './texts';

/** In the title bar of every phone page: how much waits. It stays while anything is unsent, also with network. */
export function QueuePill() {
  const t = useOfflineTexts();
  const { me } = useSession();
  const { entries, isOffline } = useQueue(me.accountId);
  if (entries.length === 0) return null;
  return (
    <Link to="/queue" className="q">
      <Icon name={isOffline ? 'offline' : 'clock'} size="l" />
      {t('queue.pill', { count: entries.length })}
    </Link>
  );
}

/** Pages ask again once something has arrived. */
function useArrivals({ arrived }: Queue): void {
  const client = useQueryClient();
  useEffect(() => {
    if (arrived.size > 0) void client.invalidateQueries();
  }, [arrived, client]);
}

/** Above the tabs: no network and how old what is shown is, a session that has ended, what was sent back. */
export function QueueStrips() {
  const t = useOfflineTexts();
  const { me } = useSession();
  const queue = useQueue(me.accountId);
  useArrivals(queue);
  const { entries, isOffline, needsSignIn, sendingId } = queue;
  const count = entries.length;
  const refused = entries.filter((entry) => entry.refusal !== null).length;
  return (
    <div className="of-strips">
      <AgeStrip isOffline={isOffline} />
      {needsSignIn && count > 0 ? (
        <div className="of-strip warn" role="status">
          <Icon name="key" />
          <span className="sp">{t('queue.signIn', { count })}</span>
          <a className="btn sm" href={`/sign-in?next=${encodeURIComponent(location.pathname + location.search)}`}>
            {t('queue.toSignIn')}
          </a>
        </div>
      ) : refused > 0 ? (
        <div className="of-strip refuse" role="status">
          <Icon name="refuse" />
          <span className="sp">{t('queue.refused', { count: refused })}</span>
          <Link to="/queue" className="btn sm">
            {t('queue.look')}
          </Link>
        </div>
      ) : count > 0 && !isOffline ? (
        <div className="of-strip" role="status">
          <Icon name="clock" />
          <span className="sp">{sendingId ? t('queue.sending', { count }) : t('queue.pill', { count })}</span>
          {sendingId ? null : (
            <Button size="sm" onClick={sendNow}>
              {t('queue.sendNow')}
            </Button>
          )}
        </div>
      ) : null}
    </div>
  );
}

function AgeStrip({ isOffline }: { isOffline: boolean }) {
  const t = useOfflineTexts();
  const language = useLanguage();
  const today = useToday();
  const readAt = useReadAt();
  if (!isOffline && readAt === null) return null;
  const at = readAt === null ? '' : formatMoment(new Date(readAt), language, today);
  const words = !isOffline
    ? t('readAt', { at })
    : readAt !== null
      ? t('readAtOffline', { at })
      : isSecureContext
        ? t('offline')
        : t('offlinePlain');
  return (
    <div className="of-strip warn" role="status">
      <Icon name="offline" />
      <span className="sp">
        {words}
        {isOffline && readAt !== null && !isSecureContext ? <> {t('offlinePlain')}</> : null}
      </span>
    </div>
  );
}
