import { type PersonRow, exportPeople, listPeople } from '../../../contract';
import { Button, formatDay, useCall, useLanguage, useScope, useSearch } from '#ui';
import { type Column, type Filter, ListPage } from '#ui/desktop';
import { useUnitOptions } from '../../pieces/use-unit-options';
import { useRosterTerms, useRosterTexts } from '../../texts';
import { PersonDrawer } from './person-drawer';
import { PersonFormDrawer } from './person-form';

function useFilters(): readonly Filter[] {
  const t = useRosterTexts();
  const options = useUnitOptions();
  return [
    { name: 'search', label: t('people.find'), kind: 'words' },
    { name: 'unitId', label: t('people.unit'), kind: 'select', options },
  ];
}

function useColumns(): readonly Column<PersonRow>[] {
  const t = useRosterTexts();
  const terms = useRosterTerms();
  const language = useLanguage();
  return [
    { key: 'name', label: t('people.name'), cell: (person) => person.name },
    { key: 'number', label: t('people.number'), cell: (person) => person.staffNumber },
    {
      key: 'unit',
      label: t('people.unit'),
      cell: (person) => person.unitName ?? <span className="dim">{t('people.left')}</span>,
    },
    { key: 'gender', label: t('people.gender'), cell: (person) => terms(`gender.${person.gender}`) },
    {
      key: 'employment',
      label: t('people.employment'),
      cell: (person) => terms(`employment.${person.employmentKind}`),
    },
    { key: 'phone', label: t('people.phone'), cell: (person) => person.phone ?? <span className="dim">—</span> },
    {
      key: 'since',
      label: t('people.since'),
      cell: (person) => formatDay(person.employedFrom, language),
      isExtra: true,
    },
    {
      key: 'born',
      label: t('people.born'),
      cell: (person) => (person.bornOn ? formatDay(person.bornOn, language) : '—'),
      isExtra: true,
    },
  ];
}

/** The people of the own part of the tree, found by characters, initials of the pinyin or staff number. */
export default function PeoplePage() {
  const t = useRosterTexts();
  const [search, change] = useSearch();
  const { unitId } = useScope();
  const filters = useFilters();
  const columns = useColumns();
  const scope = unitId && !search.unitId ? { query: { unitId } } : {};
  const asked = {
    ...scope.query,
    ...(search.search ? { search: search.search } : {}),
    ...(search.unitId ? { unitId: search.unitId } : {}),
  };
  const canCreate = useCanCreate(asked);
  const add = canCreate ? (
    <Button kind="main" icon="plus" onClick={() => change({ act: 'new' })}>
      {t('people.new')}
    </Button>
  ) : null;
  return (
    <>
      <ListPage
        head={{ title: t('nav.people'), acts: add }}
        endpoint={listPeople}
        request={scope}
        filters={filters}
        columns={columns}
        exports={exportPeople}
        keyOf={(person) => person.id}
        drawer={(id, close) => <PersonDrawer personId={id} onClose={close} />}
        empty={{ title: t('people.none'), text: t('people.noneAdvice') }}
      />
      {canCreate && search.act === 'new' ? (
        <PersonFormDrawer known={null} onClose={() => change({ act: null })} />
      ) : null}
    </>
  );
}

/** Whether people may be added: the server says it with the list, whose first page is the one on the screen. */
function useCanCreate(query: { unitId?: string; search?: string }): boolean {
  const answer = useCall(listPeople, { query: { ...query, limit: 1 } });
  return answer.data?.abilities.create ?? false;
}
