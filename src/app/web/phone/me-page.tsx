import { Button, Card, ConfirmDialog, Icon, type IconName, Link, mayUse, useSession } from '#ui';
import { PhoneHead, unsentOf, useOfflineTexts, useQueue } from '#ui/phone';
import { Suspense, useState } from 'react';
import { Preferences } from '../account/preferences';
import { ownModules, registerOwn } from '../own-modules';
import { lazyExtra } from '../page-view';
import { useShellTexts } from '../shell-texts';
import { InstallCard } from './install-card';
import { leavePhone } from './leave';

registerOwn();

/** What modules keep for the person, in their order. */
const own = ownModules
  .flatMap(({ module, phoneMe }) =>
    (phoneMe ?? []).map(({ order, permission, load }, index) => ({
      key: `${module}.${index}`,
      order,
      permission,
      Row: lazyExtra(module, load),
    })),
  )
  .sort((a, b) => a.order - b.order);

function OwnRows() {
  const { me } = useSession();
  const mine = own.filter((row) => mayUse(me, row.permission));
  return mine.length === 0 ? null : (
    <Card flush>
      {mine.map(({ key, Row }) => (
        <Suspense key={key} fallback={null} children={<Row />} />
      ))}
    </Card>
  );
}

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

export default function MePage() {
  const t = useShellTexts();
  const offline = useOfflineTexts();
  const { me } = useSession();
  const { entries } = useQueue(me.accountId);
  const waiting = entries.length > 0 ? offline('queue.pill', { count: entries.length }) : offline('queue.title');
  const roles = me.roles.map(({ role, unitName, delegatedBy }) => {
    const held = `${t.maybe(`role.${role}`) ?? role} · ${unitName}`;
    return delegatedBy === null ? held : `${held} · ${t('account.standsInFor', { name: delegatedBy })}`;
  });
  const line = (to: string, icon: IconName, words: string) => (
    <Link to={to} className="li">
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
          {line('/me/notifications', 'bell', t('top.notices'))}
          {line('/queue', 'clock', waiting)}
          {line('/me/readers', 'eye', t('top.readers'))}
          {line('/me/devices', 'device', t('top.devices'))}
          {line('/me/password', 'key', t('top.password'))}
          {line('/me/delegations', 'people', t('account.delegations'))}
        </Card>
        <OwnRows />
        <Card title={t('account.preferences')}>
          <Preferences />
        </Card>
        <InstallCard />
        <LeaveButton />
      </div>
    </>
  );
}
