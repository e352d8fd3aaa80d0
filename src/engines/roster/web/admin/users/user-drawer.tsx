import { type UserRow, listUsers } from '../../../contract';
import {
  Button,
  EmptyState,
  ErrorState,
  Note,
  Skeleton,
  formatDay,
  formatMoment,
  useLanguage,
  useRows,
  useSearch,
  useToday,
} from '#ui';
import { Drawer } from '#ui/desktop';
import { type ReactNode, useState } from 'react';
import '../../styles/units.css';
import { useRosterTerms, useRosterTexts } from '../../texts';
import { AccountState } from './account-state';
import { CloseOrOpenDialog, EndGrantDialog, GrantDialog, ResetFactorDialog, ResetPasswordDialog } from './user-dialogs';

type Grant = UserRow['grants'][number];

function Facts({ user }: { user: UserRow }) {
  const t = useRosterTexts();
  const language = useLanguage();
  const today = useToday();
  const line = (label: string, value: ReactNode) => (
    <>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </>
  );
  return (
    <dl className="ro-facts">
      {line(t('users.username'), user.username)}
      {line(t('users.state'), <AccountState user={user} />)}
      {user.hasSecondFactor ? line(t('users.factor'), t('users.factorOn')) : null}
      {line(
        t('users.person'),
        user.person ? [user.person.unitName, user.person.staffNumber].filter(Boolean).join(' · ') : t('users.noPerson'),
      )}
      {line(
        t('users.last'),
        user.lastSignedInAt ? formatMoment(user.lastSignedInAt, language, today) : t('users.never'),
      )}
    </dl>
  );
}

function Grants({ grants, onEnd }: { grants: readonly Grant[]; onEnd: (grant: Grant) => void }) {
  const t = useRosterTexts();
  const terms = useRosterTerms();
  const language = useLanguage();
  if (grants.length === 0) return <p className="dim t13">{t('users.noRoles')}</p>;
  return grants.map((grant) => (
    <div key={grant.id} className="ro-line">
      <span>
        <b>{terms.maybe(`roles.${grant.role}`) ?? grant.role}</b> {grant.unitName}
        <br />
        <span className="dim t12">
          {grant.delegatedBy === null ? '' : `${t('users.standsInFor', { name: grant.delegatedBy })} · `}
          {grant.validTo
            ? t('fromTo', { from: formatDay(grant.validFrom, language), to: formatDay(grant.validTo, language) })
            : t('sinceDay', { from: formatDay(grant.validFrom, language) })}
        </span>
      </span>
      <span className="sp" />
      {grant.abilities.end ? (
        <Button size="sm" kind="text" onClick={() => onEnd(grant)}>
          {t('users.endRole')}
        </Button>
      ) : null}
    </div>
  ));
}

function useUser(accountId: string) {
  const [search] = useSearch();
  const query = search.search ? { search: search.search } : {};
  const list = useRows(listUsers, { query });
  return { list, user: list.rows.find((user) => user.accountId === accountId) };
}

/** An account with its roles; the list holds it, there is no question for one alone. */
export function UserDrawer({ accountId, onClose }: { accountId: string; onClose: () => void }) {
  const t = useRosterTexts();
  const { list, user } = useUser(accountId);
  const [act, setAct] = useState<'reset' | 'factor' | 'grant' | 'closeOrOpen' | null>(null);
  const [ending, setEnding] = useState<Grant | null>(null);
  if (!user)
    return (
      <Drawer title={t('nav.users')} onClose={onClose}>
        {list.error ? (
          <ErrorState error={list.error} onRetry={list.again} />
        ) : list.isLoading ? (
          <Skeleton />
        ) : (
          <EmptyState
            icon="search"
            title={t('users.notInList')}
            act={list.hasMore ? <Button onClick={list.more}>{t('users.readOn')}</Button> : null}
          />
        )}
      </Drawer>
    );
  const mayTurn = (user.isClosed ? user.abilities.open : user.abilities.close) ?? false;
  const acts =
    user.abilities.resetPassword || user.abilities.resetSecondFactor || mayTurn ? (
      <>
        {mayTurn ? (
          <Button kind={user.isClosed ? 'plain' : 'text'} onClick={() => setAct('closeOrOpen')}>
            {user.isClosed ? t('users.open') : t('users.close')}
          </Button>
        ) : null}
        {user.abilities.resetSecondFactor ? (
          <Button kind="text" onClick={() => setAct('factor')}>
            {t('users.factorReset')}
          </Button>
        ) : null}
        {user.abilities.resetPassword ? (
          <Button icon="key" onClick={() => setAct('reset')}>
            {t('users.reset')}
          </Button>
        ) : null}
      </>
    ) : undefined;
  return (
    <>
      <Drawer title={user.name} note={user.username} onClose={onClose} acts={acts}>
        <div className="col g24">
          {user.isLocked ? <Note kind="refuse">{t('users.lockedNote')}</Note> : null}
          <Facts user={user} />
          <section className="ro-part">
            <div className="row">
              <h3 className="sp">{t('users.roles')}</h3>
              {user.abilities.grantRole ? (
                <Button size="sm" icon="plus" onClick={() => setAct('grant')}>
                  {t('users.grant')}
                </Button>
              ) : null}
            </div>
            <Grants grants={user.grants} onEnd={setEnding} />
          </section>
        </div>
      </Drawer>
      {act === 'reset' ? <ResetPasswordDialog user={user} onClose={() => setAct(null)} /> : null}
      {act === 'factor' ? <ResetFactorDialog user={user} onClose={() => setAct(null)} /> : null}
      {act === 'closeOrOpen' ? <CloseOrOpenDialog user={user} onClose={() => setAct(null)} /> : null}
      {act === 'grant' ? <GrantDialog user={user} onClose={() => setAct(null)} /> : null}
      {ending ? <EndGrantDialog grant={ending} name={user.name} onClose={() => setEnding(null)} /> : null}
    </>
  );
}
