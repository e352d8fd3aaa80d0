import { ButtonLink, formatDay, useCan, useLanguage, useScope, useSearch } from '#ui';
import { type Column, type Filter, ListPage } from '#ui/desktop';
import { useUnitOptions } from '#engines/roster/web';
import { type MemberRow, exportMembers, listMembers } from '../../register/contract';
import { employmentKinds, genders, memberStates } from '../../terms';
import { MemberStateTag } from '../pieces/state-tags';
import { useMembershipTerms, useMembershipTexts } from '../texts';
import { MemberDrawer } from './member-drawer';

function useFilters(): readonly Filter[] {
  const t = useMembershipTexts();
  const terms = useMembershipTerms();
  const units = useUnitOptions();
  return [
    { name: 'search', label: t('register.find'), kind: 'words' },
    { name: 'unitId', label: t('fields.unit'), kind: 'select', options: units },
    {
      ...{ name: 'state', label: t('register.state'), kind: 'select' },
      options: memberStates.map((value) => ({ value, label: terms(`schemes.union.states.${value}`) })),
    },
    {
      ...{ name: 'gender', label: t('fields.gender'), kind: 'select' },
      options: genders.map((value) => ({ value, label: terms(`gender.${value}`) })),
    },
    {
      ...{ name: 'employmentKind', label: t('fields.employment'), kind: 'select' },
      options: employmentKinds.map((value) => ({ value, label: terms(`employment.${value}`) })),
    },
    { name: 'joinedFrom', label: t('register.joinedFrom'), kind: 'day' },
    { name: 'joinedTo', label: t('register.joinedTo'), kind: 'day' },
  ];
}

function useColumns(): readonly Column<MemberRow>[] {
  const t = useMembershipTexts();
  const terms = useMembershipTerms();
  const language = useLanguage();
  const day = (value: string | null) => (value ? formatDay(value, language) : '—');
  return [
    { key: 'name', label: t('fields.name'), cell: (row) => row.person.name },
    { key: 'card', label: t('register.card'), cell: (row) => row.cardNumber ?? <span className="dim">—</span> },
    { key: 'number', label: t('fields.staffNumber'), cell: (row) => row.person.staffNumber },
    {
      key: 'unit',
      label: t('fields.unit'),
      cell: (row) =>
        row.person.unit ? row.unitName : <span className="dim">{t('register.left', { unit: row.unitName })}</span>,
    },
    { key: 'gender', label: t('fields.gender'), cell: (row) => terms(`gender.${row.person.gender}`) },
    {
      key: 'employment',
      label: t('fields.employment'),
      cell: (row) => terms(`employment.${row.person.employmentKind}`),
    },
    { key: 'joined', label: t('register.joined'), cell: (row) => day(row.joinedOn) },
    { key: 'state', label: t('register.state'), cell: (row) => <MemberStateTag state={row.state} bare /> },
    { key: 'since', label: t('register.since'), cell: (row) => day(row.since), isExtra: true },
    { key: 'born', label: t('fields.born'), cell: (row) => day(row.person.bornOn), isExtra: true },
  ];
}

/** 会员花名册: the members of the own part of the tree, found as people are, and by the number of the card. */
export default function RegisterPage() {
  const t = useMembershipTexts();
  const [search] = useSearch();
  const { unitId } = useScope();
  const may = useCan();
  const filters = useFilters();
  const columns = useColumns();
  const scope = unitId && !search.unitId ? { query: { unitId } } : {};
  const { open: _open, ...asked } = search;
  const print = `/membership/register?${new URLSearchParams({ ...scope.query, ...(asked as Record<string, string>) }).toString()}`;
  return (
    <ListPage
      head={{
        title: t('nav.register'),
        acts: (
          <>
            <ButtonLink to={print} icon="print">
              {t('print')}
            </ButtonLink>
            {may('membership.member.write') ? (
              <ButtonLink to="/membership/applications?act=new" kind="main" icon="plus">
                {t('enter.title')}
              </ButtonLink>
            ) : null}
          </>
        ),
      }}
      endpoint={listMembers}
      request={scope}
      filters={filters}
      columns={columns}
      exports={exportMembers}
      keyOf={(row) => row.person.id}
      drawer={(id, close) => <MemberDrawer personId={id} onClose={close} />}
      empty={{ title: t('register.none'), text: t('register.noneAdvice') }}
    />
  );
}
