import { Button, Note, usePublicAddress, useSession } from '#ui';
import '../../styles/units.css';
import { useRosterTexts } from '../../texts';

/** The password that is told this once, as a slip to hand over. */
export function PasswordSlip({ name, username, password }: { name: string; username: string; password: string }) {
  const t = useRosterTexts();
  const { organisation } = useSession().hello;
  const { address } = usePublicAddress();
  return (
    <div className="col g16">
      <Note kind="warn">{t('users.onlyOnce')}</Note>
      <div className="ro-once">
        <b>{t('users.slipTitle', { organisation: organisation ?? '' })}</b>
        <dl className="ro-facts">
          <dt>{t('people.name')}</dt>
          <dd>{name}</dd>
          <dt>{t('users.address')}</dt>
          <dd>{address}</dd>
          <dt>{t('users.username')}</dt>
          <dd>{username}</dd>
          <dt>{t('users.password')}</dt>
          <dd className="ro-password" translate="no">
            {password}
          </dd>
        </dl>
        <p className="dim t13">{t('users.slipNote')}</p>
      </div>
      <div>
        <Button icon="print" onClick={() => print()}>
          {t('users.print')}
        </Button>
      </div>
    </div>
  );
}
