import { Button, Icon, useSession } from '#ui';
import '../../styles/phone.css';
import { usePlanTexts } from '../../texts';
import { sendAgain, sendNow, takeFromOutbox, useOutbox } from './outbox';

/** Says what waits, why, and what a person can do. It stays while anything is unsent. */
export function OutboxNote() {
  const t = usePlanTexts();
  const { me } = useSession();
  const { things, isOffline, sendingId } = useOutbox(me.accountId);
  const refused = things.filter((thing) => thing.refusal !== null);
  const waiting = things.length - refused.length;
  return (
    <>
      {isOffline ? (
        <div className="note warn plan-strip" role="status">
          <Icon name="offline" />
          <div>{waiting > 0 ? t('phone.offlineWaiting') : t('phone.offline')}</div>
        </div>
      ) : null}
      {waiting > 0 && !isOffline ? (
        <div className="note plan-strip" role="status">
          <Icon name="clock" />
          <div className="sp">
            {sendingId ? t('phone.sending', { count: waiting }) : t('phone.toSend', { count: waiting })}
          </div>
          {sendingId ? null : (
            <Button size="sm" onClick={sendNow}>
              {t('phone.sendNow')}
            </Button>
          )}
        </div>
      ) : null}
      {refused.map((thing) => (
        <div key={thing.id} className="note refuse plan-strip" role="alert">
          <Icon name="refuse" />
          <div className="sp">
            <b lang="zh-CN">{thing.title}</b>
            <br />
            {thing.refusal}
            <div className="row g8 plan-strip-acts">
              <Button size="sm" onClick={() => void sendAgain(thing)}>
                {t('phone.tryAgain')}
              </Button>
              <Button size="sm" kind="text" onClick={() => void takeFromOutbox(thing.id)}>
                {t('phone.throwAway')}
              </Button>
            </div>
          </div>
        </div>
      ))}
    </>
  );
}
