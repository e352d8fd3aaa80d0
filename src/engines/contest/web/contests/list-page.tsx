import { Button, Link, ToneTag, formatDay, useCan, useLanguage, useScope } from '#ui';
import { type Column, ListPage } from '#ui/desktop';
import { useState } from 'react';
import { type ContestRow, exportContests, listContests } from '../../contests/contract';
import { contestKinds, contestStates } from '../../terms';
import { DraftDialog } from './draft-dialog';
import { stateTones } from './state-tones';
import { useContestTerms, useContestTexts } from './texts';

/** Contests that the reader may see, the latest first. */
export default function ContestListPage() {
  const t = useContestTexts();
  const terms = useContestTerms();
  const may = useCan();
  const language = useLanguage();
  const { unitId } = useScope();
  const [isDrafting, setDrafting] = useState(false);
  const columns: readonly Column<ContestRow>[] = [
    {
      ...{ key: 'name', label: terms('columns.name') },
      cell: (row) => (
        <Link to={`/contests/${row.id}`}>
          <span lang="zh-CN">{row.name}</span>
        </Link>
      ),
    },
    { key: 'kind', label: terms('columns.kind'), cell: (row) => terms(`kinds.${row.kind}`) },
    { key: 'unit', label: terms('columns.unit'), cell: (row) => <span lang="zh-CN">{row.unit.name}</span> },
    {
      ...{ key: 'days', label: t('days') },
      cell: (row) => (
        <span className="nw">
          {row.beginsOn === row.endsOn
            ? formatDay(row.beginsOn, language)
            : `${formatDay(row.beginsOn, language)} – ${formatDay(row.endsOn, language)}`}
        </span>
      ),
    },
    { key: 'entrants', label: terms('columns.entrants'), isNumber: true, cell: (row) => row.entrants },
    {
      ...{ key: 'state', label: terms('columns.state') },
      cell: (row) => <ToneTag tone={stateTones[row.state]}>{terms(`states.${row.state}`)}</ToneTag>,
    },
  ];
  return (
    <>
      <ListPage
        head={{
          title: terms('title'),
          acts: may('contest.contest.manage') ? (
            <Button kind="main" icon="plus" onClick={() => setDrafting(true)}>
              {t('draft.act')}
            </Button>
          ) : null,
        }}
        endpoint={listContests}
        request={unitId ? { query: { unitId } } : {}}
        exports={exportContests}
        filters={[
          { name: 'search', label: t('search'), kind: 'words' },
          {
            ...{ name: 'kind', label: terms('columns.kind'), kind: 'select' },
            options: contestKinds.map((one) => ({ value: one, label: terms(`kinds.${one}`) })),
          },
          {
            ...{ name: 'state', label: terms('columns.state'), kind: 'tabs' },
            options: contestStates.map((one) => ({ value: one, label: terms(`states.${one}`) })),
          },
        ]}
        columns={columns}
        keyOf={(row) => row.id}
        toOf={(row) => `/contests/${row.id}`}
        empty={{ title: t('none'), text: t('noneAdvice') }}
      />
      {isDrafting ? <DraftDialog onClose={() => setDrafting(false)} /> : null}
    </>
  );
}
