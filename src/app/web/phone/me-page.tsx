import { Button, Card, Icon, type IconName, Link, useSession } from '#ui';
import { PhoneHead } from '#ui/phone';
import { Preferences } from '../account/preferences';
import { leave } from '../account/sign-out';
import { useShellTexts } from '../shell-texts';

export default function MePage() {
  const t = useShellTexts();
  const { me } = useSession();
  const roles = me.roles.map((grant) => `${t.maybe(`role.${grant.role}`) ?? grant.role} · ${grant.unitName}`);
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
          {line('/me/devices', 'device', t('top.devices'))}
          {line('/me/password', 'key', t('top.password'))}
        </Card>
        <Card title={t('account.preferences')}>
          <Preferences />
        </Card>
        <Button wide icon="out" onClick={() => void leave()}>
          {t('top.signOut')}
        </Button>
      </div>
    </>
  );
}
