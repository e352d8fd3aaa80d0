import { loadDelegations } from '#engines/roster/web';
import { Card, Skeleton, usePlace, useSession } from '#ui';
import { PageHead } from '#ui/desktop';
import { Suspense, useEffect, useRef } from 'react';
import { Devices } from '../account/devices';
import { PasswordForm } from '../account/password-form';
import { ProviderLink } from '../account/provider-link';
import { Preferences } from '../account/preferences';
import { lazyPiece } from '../page-view';
import { SecondFactor } from '../account/second-factor';
import { useShellTexts } from '../shell-texts';

const Delegations = lazyPiece('rights', loadDelegations);

export default function AccountPage() {
  const t = useShellTexts();
  const { me } = useSession();
  const { hash } = usePlace();
  const password = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (hash === 'password') password.current?.querySelector('input')?.focus();
  }, [hash]);
  const roles = me.roles.map(({ role, unitName, delegatedBy }) => {
    const held = `${t.maybe(`role.${role}`) ?? role} · ${unitName}`;
    return delegatedBy === null ? held : `${held} · ${t('account.standsInFor', { name: delegatedBy })}`;
  });
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
          <Card title={t('account.delegations')}>
            <Suspense fallback={<Skeleton lines={3} />}>
              <Delegations />
            </Suspense>
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
