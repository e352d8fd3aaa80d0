import { Card, usePlace, useSession } from '#ui';
import { PageHead } from '#ui/desktop';
import { useEffect, useRef } from 'react';
import { Devices } from '../account/devices';
import { PasswordForm } from '../account/password-form';
import { ProviderLink } from '../account/provider-link';
import { Preferences } from '../account/preferences';
import { SecondFactor } from '../account/second-factor';
import { useShellTexts } from '../shell-texts';

export default function AccountPage() {
  const t = useShellTexts();
  const { me } = useSession();
  const { hash } = usePlace();
  const password = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (hash === 'password') password.current?.querySelector('input')?.focus();
  }, [hash]);
  const roles = me.roles.map((grant) => `${t.maybe(`role.${grant.role}`) ?? grant.role} · ${grant.unitName}`);
  return (
    <>
      <PageHead title={t('account.title')} note={`${me.name} · ${me.username}`} />
      <div className="two">
        <div className="col g16">
          <Devices />
        </div>
        <div className="col g16">
          <Card title={t('account.roles')}>
            {roles.map((role) => (
              <p key={role}>{role}</p>
            ))}
            {roles.length === 0 ? t('account.noRoles') : null}
          </Card>
          <SecondFactor />
          <ProviderLink />
          <Card title={t('account.preferences')}>
            <Preferences />
          </Card>
          <div ref={password}>
            <Card title={t('password.title')}>
              <PasswordForm />
            </Card>
          </div>
        </div>
      </div>
    </>
  );
}
