import { Button, Card, ConfirmDialog, Icon, type IconName, Link, mayUse, needTexts, text, useSession } from '#ui';
import { PhoneHead, unsentOf, useOfflineTexts, useQueue } from '#ui/phone';
import { useEffect, useState } from 'react';
import { modulePages } from '../module-pages';
import { Preferences } from '../account/preferences';
import { useShellTexts } from '../shell-texts';
import { InstallCard } from './install-card';
import { leavePhone } from './leave';

/** Signing out empties the phone; where something was not sent, it asks first. */
function LeaveButton() {
  const t = useShellTexts();
  const offline = useOfflineTexts();
  const { me } = useSession();
  const [unsent, setUnsent] = useState(0);
  const leave = async (): Promise<void> => {
    const count = await unsentOf(me.accountId);
    if (count > 0) setUnsent(count);
    else await leavePhone(me.accountId);
  };
  return (
    <>
      <Button wide icon="out" onClick={() => void leave()}>
        {t('top.signOut')}
      </Button>
      {unsent > 0 ? (
        <ConfirmDialog
          title={offline('leave.title')}
          confirm={offline('leave.confirm')}
          onClose={() => setUnsent(0)}
          onConfirm={() => void leavePhone(me.accountId)}
        >
          <p>{offline('leave.text', { count: unsent })}</p>
        </ConfirmDialog>
      ) : null}
    </>
  );
}

/** What modules keep of the person's own; their words are fetched when this page opens. */
function useMine(): readonly { to: string; icon: IconName; words: string }[] {
  const { me } = useSession();
  const [isReady, setReady] = useState(false);
  useEffect(() => {
    void needTexts(modulePages.filter(({ mine }) => mine).map(({ module }) => module)).then(() => setReady(true));
  }, []);
  if (!isReady) return [];
  return modulePages.flatMap(({ module, mine = [] }) =>
    mine
      .filter(({ permission }) => mayUse(me, permission))
      .map(({ to, icon, textKey }) => ({ to, icon, words: text(module, textKey) })),
  );
}

export default function MePage() {
  const t = useShellTexts();
  const offline = useOfflineTexts();
  const { me } = useSession();
  const { entries } = useQueue(me.accountId);
  const mine = useMine();
  const waiting = entries.length > 0 ? offline('queue.pill', { count: entries.length }) : offline('queue.title');
  const roles = me.roles.map((grant) => `${t.maybe(`role.${grant.role}`) ?? grant.role} · ${grant.unitName}`);
  const line = (to: string, icon: IconName, words: string) => (
    <Link key={to} to={to} className="li">
      <Icon name={icon} size="xl" />
      <span className="mid">
        <b>{words}</b>
      </span>
      <Icon name="right" size="l" />
    </Link>
  );
  return (
    <>
      <PhoneHead title={me.name} note={me.username} />
      <div className="pbody">
        <Card flush>
          {roles.map((role) => (
            <div className="li" key={role}>
              <Icon name="person" size="xl" />
              <span className="mid">{role}</span>
            </div>
          ))}
          {mine.map(({ to, icon, words }) => line(to, icon, words))}
          {line('/me/notifications', 'bell', t('top.notices'))}
          {line('/queue', 'clock', waiting)}
          {line('/me/devices', 'device', t('top.devices'))}
          {line('/me/password', 'key', t('top.password'))}
        </Card>
        <Card title={t('account.preferences')}>
          <Preferences />
        </Card>
        <InstallCard />
        <LeaveButton />
      </div>
    </>
  );
}
