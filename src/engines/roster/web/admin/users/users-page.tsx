import { type UserRow, exportUsers, listUsers } from '../../../contract';
import { clausesInWords } from '#kernel/contract';
import { Button, formatMoment, useCall, useLanguage, useSearch, useToday } from '#ui';
import { type Column, type Filter, ListPage } from '#ui/desktop';
import { type RosterTexts, useRosterTerms, useRosterTexts } from '../../texts';
import { AccountState } from './account-state';
import { CreateUserDialog } from './create-user-dialog';
import { UserDrawer } from './user-drawer';

/** The roles that an account holds now, in few words. */
function rolesOf(user: UserRow, today: string, t: RosterTexts, terms: ReturnType<typeof useRosterTerms>): string[] {
  const live = user.grants.filter(
    (grant) => grant.validFrom <= today && (grant.validTo === null || grant.validTo >= today),
  );
  return live.map(({ role, unitName, delegatedBy }) => {
    const held = `${terms.maybe(`roles.${role}`) ?? role} · ${unitName}`;
    return delegatedBy === null ? held : `${held} · ${t('users.standsInFor', { name: delegatedBy })}`;
  });
}

function useColumns(t: RosterTexts): readonly Column<UserRow>[] {
  const terms = useRosterTerms();
  const language = useLanguage();
  const today = useToday();
  return [
    { key: 'username', label: t('users.username'), cell: (user) => user.username },
    { key: 'name', label: t('people.name'), cell: (user) => user.name },
    {
      key: 'person',
      label: t('users.person'),
      cell: (user) =>
        user.person ? (
          [user.person.unitName, user.person.staffNumber].filter(Boolean).join(' · ')
        ) : (
          <span className="dim">{t('users.noPerson')}</span>
        ),
    },
    {
      key: 'roles',
      label: t('users.roles'),
      cell: (user) =>
        clausesInWords(language, rolesOf(user, today, t, terms)) || <span className="dim">{t('users.noRoles')}</span>,
    },
    { key: 'state', label: t('users.state'), cell: (user) => <AccountState user={user} bare /> },
    {
      key: 'last',
      label: t('users.last'),
      cell: (user) =>
        user.lastSignedInAt ? (
          formatMoment(user.lastSignedInAt, language, today)
        ) : (
          <span className="dim">{t('users.never')}</span>
        ),
    },
  ];
}

/** The accounts with their roles; passwords are told once and never again. */
export default function UsersPage() {
  const t = useRosterTexts();
  const [search, change] = useSearch();
  const columns = useColumns(t);
  const filters: readonly Filter[] = [{ name: 'search', label: t('users.find'), kind: 'words' }];
  const canCreate = useCall(listUsers, { query: { limit: 1 } }).data?.abilities.create ?? false;
  const add = canCreate ? (
    <Button kind="main" icon="plus" onClick={() => change({ act: 'new' })}>
      {t('users.new')}
    </Button>
  ) : null;
  return (
    <>
      <ListPage
        head={{ title: t('nav.users'), acts: add }}
        endpoint={listUsers}
        filters={filters}
        columns={columns}
        exports={exportUsers}
        keyOf={(user) => user.accountId}
        drawer={(id, close) => <UserDrawer accountId={id} onClose={close} />}
        empty={{ title: t('users.none'), text: t('users.noneAdvice') }}
      />
      {canCreate && search.act === 'new' ? (
        <CreateUserDialog
          {...(search.person ? { staffNumber: search.person } : {})}
          onClose={() => change({ act: null, person: null })}
        />
      ) : null}
    </>
  );
}
