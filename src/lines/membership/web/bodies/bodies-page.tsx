import { Button, formatDay, useCall, useLanguage, useScope, useSearch } from '#ui';
import { type Column, type Filter, ListPage } from '#ui/desktop';
import { type BodyRow, bodyKindNames, bodyStates, exportBodies, listBodies } from '../../bodies/contract';
import { FoundDialog } from './body-dialogs';
import { BodyStateTag } from './state-tag';
import { useBodyTerms, useBodyTexts } from './texts';

/** How long the term still runs, or for how long it has been over. */
function DaysLeft({ row }: { row: BodyRow }) {
  const t = useBodyTexts();
  if (row.term === null || !['due', 'overdue'].includes(row.state)) return null;
  const { daysLeft } = row.term;
  return (
    <div className="dim t12">
      {daysLeft < 0 ? t('daysOver', { count: -daysLeft }) : t('daysLeft', { count: daysLeft })}
    </div>
  );
}

function useColumns(): readonly Column<BodyRow>[] {
  const t = useBodyTexts();
  const terms = useBodyTerms();
  const language = useLanguage();
  const [search, change] = useSearch();
  const found = (row: BodyRow) =>
    row.abilities.found ? (
      <Button size="sm" onClick={() => change({ ...search, act: 'new', at: row.unit.id, of: row.kind })}>
        {t('found')}
      </Button>
    ) : null;
  const period = ({ startsOn, endsOn }: { startsOn: string; endsOn: string }) =>
    t('fromTo', { from: formatDay(startsOn, language), to: formatDay(endsOn, language) });
  return [
    {
      ...{ key: 'name', label: t('name') },
      cell: (row) =>
        row.id === null ? (
          <>
            {row.name}
            <div className="dim t12">{row.because}</div>
          </>
        ) : (
          row.name
        ),
    },
    { key: 'unit', label: t('unit'), cell: (row) => row.unit.name },
    { key: 'kind', label: t('kind'), cell: (row) => terms(`${row.kind}.name`) },
    {
      ...{ key: 'state', label: t('state') },
      cell: (row) => (
        <>
          <BodyStateTag state={row.state} bare />
          <DaysLeft row={row} />
        </>
      ),
    },
    {
      ...{ key: 'term', label: t('term') },
      cell: (row) =>
        row.term === null ? (
          found(row)
        ) : (
          <>
            {t('termNumber', { number: row.term.number })}
            <div className="dim t12">{period(row.term)}</div>
          </>
        ),
    },
    {
      ...{ key: 'people', label: t('people'), isNumber: true },
      cell: (row) => (row.term ? t('sitting', { sitting: row.term.sitting, seats: row.term.seats }) : '—'),
    },
  ];
}

/** The bodies of the own part of the tree: who is in office until when, what is due and what is missing. */
export default function BodiesPage() {
  const t = useBodyTexts();
  const terms = useBodyTerms();
  const { unitId } = useScope();
  const [search, change] = useSearch();
  const columns = useColumns();
  const scope = unitId ? { query: { unitId } } : {};
  const { data } = useCall(listBodies, { query: { limit: 1, ...scope.query } });
  const filters: readonly Filter[] = [
    {
      ...{ name: 'kind', label: t('kind'), kind: 'select' },
      options: bodyKindNames.map((value) => ({ value, label: terms(`${value}.name`) })),
    },
    {
      ...{ name: 'state', label: t('state'), kind: 'select' },
      options: bodyStates.map((value) => ({ value, label: terms(`states.${value}`) })),
    },
  ];
  const add = data?.abilities.found ? (
    <Button kind="main" icon="plus" onClick={() => change({ act: 'new' })}>
      {t('found')}
    </Button>
  ) : null;
  return (
    <>
      <ListPage
        head={{ title: t('title'), note: data ? t('counts', data.counts) : undefined, acts: add }}
        endpoint={listBodies}
        request={scope}
        filters={filters}
        columns={columns}
        exports={exportBodies}
        keyOf={(row) => row.key}
        toOf={(row) => (row.id === null ? null : `/membership/bodies/${row.id}`)}
        empty={{ title: t('none'), text: t('noneAdvice') }}
      />
      {data?.abilities.found && search.act === 'new' ? (
        <FoundDialog
          unitId={search.at ?? ''}
          kind={bodyKindNames.find((one) => one === search.of)}
          abilities={data.abilities}
          onClose={() => change({ act: null, at: null, of: null })}
        />
      ) : null}
    </>
  );
}
