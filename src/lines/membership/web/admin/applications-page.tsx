import {
  Button,
  Checkbox,
  ConfirmDialog,
  Field,
  Note,
  TextInput,
  formatDay,
  showToast,
  useAct,
  useCan,
  useLanguage,
  useScope,
  useSearch,
  useToday,
} from '#ui';
import { type Column, type Filter, ListPage } from '#ui/desktop';
import { useState } from 'react';
import {
  type ApplicationRow,
  applicationKinds,
  applicationStates,
  approveApplications,
  listApplications,
  showApplication,
} from '../../applications/contract';
import { listMembers } from '../../register/contract';
import { ApplicationStateTag } from '../pieces/state-tags';
import { useMembershipTerms, useMembershipTexts } from '../texts';
import { ApplicationDrawer } from './application-drawer';
import { EnterDrawer } from './enter-drawer';

type Chosen = ReadonlyMap<string, ApplicationRow>;

function useFilters(): readonly Filter[] {
  const t = useMembershipTexts();
  const terms = useMembershipTerms();
  return [
    {
      ...{ name: 'state', label: t('list.progress'), kind: 'tabs' },
      options: applicationStates.map((value) => ({ value, label: t(`applicationState.${value}`) })),
    },
    {
      ...{ name: 'kind', label: t('list.kind'), kind: 'select' },
      options: applicationKinds.map((value) => ({ value, label: terms(`kinds.${value}`) })),
    },
  ];
}

function useColumns(chosen: Chosen, toggle: (row: ApplicationRow) => void): readonly Column<ApplicationRow>[] {
  const t = useMembershipTexts();
  const terms = useMembershipTerms();
  const language = useLanguage();
  const today = useToday();
  const due = ({ dueOn }: ApplicationRow) =>
    dueOn === null ? '—' : <span className={dueOn < today ? 'c-late' : undefined}>{formatDay(dueOn, language)}</span>;
  const tick = (row: ApplicationRow) =>
    row.abilities.approveWithOthers ? (
      <Checkbox
        label={<span className="unseen">{t('list.choose', { name: row.person.name })}</span>}
        checked={chosen.has(row.id)}
        onChange={() => toggle(row)}
      />
    ) : null;
  return [
    { key: 'name', label: t('fields.name'), cell: (row) => row.person.name },
    { key: 'chosen', label: t('list.chosen'), cell: tick },
    { key: 'kind', label: t('list.kind'), cell: (row) => terms(`kinds.${row.kind}`) },
    { key: 'unit', label: t('fields.unit'), cell: (row) => row.unit.name },
    { key: 'state', label: t('list.progress'), cell: (row) => <ApplicationStateTag state={row.state} bare /> },
    { key: 'submitted', label: t('list.submitted'), cell: (row) => formatDay(row.submittedOn, language) },
    { key: 'due', label: t('list.due'), cell: due },
    { key: 'way', label: t('list.way'), cell: (row) => t(`way.${row.way}`) },
    {
      ...{ key: 'decided', label: t('list.decidedBy'), isExtra: true },
      cell: (row) => (row.decidedOn ? `${row.decidedByName ?? ''} ${formatDay(row.decidedOn, language)}` : '—'),
    },
  ];
}

interface Outcome {
  name: string;
  refusal: string;
}

/** Asks from which day, approves all that were chosen, and says of each that couldn't be why. */
function ApproveChosen({ chosen, onDone }: { chosen: Chosen; onDone: () => void }) {
  const t = useMembershipTexts();
  const today = useToday();
  const [isAsking, setAsking] = useState(false);
  const [on, setOn] = useState(today);
  const [left, setLeft] = useState<readonly Outcome[]>([]);
  const act = useAct(approveApplications, {
    changes: [listApplications, showApplication, listMembers],
    onDone: ({ rows }) => {
      const refused = rows.flatMap(({ id, refusal }) =>
        refusal === null ? [] : [{ name: chosen.get(id)?.person.name ?? '', refusal }],
      );
      showToast(t('list.approvedMany', { count: rows.length - refused.length }));
      setLeft(refused);
      setAsking(false);
      onDone();
    },
  });
  const rows = [...chosen.values()].map(({ id, version }) => ({ id, version }));
  return (
    <>
      {chosen.size > 0 ? (
        <Button kind="main" icon="tick" onClick={() => setAsking(true)}>
          {t('list.approveMany', { count: chosen.size })}
        </Button>
      ) : null}
      {isAsking ? (
        <ConfirmDialog
          title={t('list.approveMany', { count: chosen.size })}
          confirm={t('matter.approve')}
          isBusy={act.isUnderWay}
          error={act.error}
          onClose={() => setAsking(false)}
          onConfirm={() => void act.act({ body: { rows, on } })}
        >
          <Field label={t('matter.on')} hint={t('matter.onHint')}>
            <TextInput type="date" max={today} value={on} onChange={(event) => setOn(event.target.value)} />
          </Field>
        </ConfirmDialog>
      ) : null}
      {left.length > 0 ? (
        <Note kind="warn">
          {left.map(({ name, refusal }) => (
            <p key={name}>{t('list.notApproved', { name, refusal })}</p>
          ))}
        </Note>
      ) : null}
    </>
  );
}

/** Applications and proposals of the own part of the tree; many admissions are approved at once. */
export default function ApplicationsPage() {
  const t = useMembershipTexts();
  const may = useCan();
  const [search, change] = useSearch();
  const { unitId } = useScope();
  const [chosen, setChosen] = useState<Chosen>(new Map());
  const toggle = (row: ApplicationRow): void => {
    const next = new Map(chosen);
    if (!next.delete(row.id)) next.set(row.id, row);
    setChosen(next);
  };
  const filters = useFilters();
  const columns = useColumns(chosen, toggle);
  const mayEnter = may('membership.member.write');
  return (
    <>
      <ListPage
        head={{
          title: t('nav.applications'),
          acts: mayEnter ? (
            <Button icon="plus" {...(chosen.size > 0 ? {} : { kind: 'main' })} onClick={() => change({ act: 'new' })}>
              {t('enter.title')}
            </Button>
          ) : null,
        }}
        endpoint={listApplications}
        request={unitId ? { query: { unitId } } : {}}
        filters={filters}
        columns={mayEnter ? columns : columns.filter((column) => column.key !== 'chosen')}
        above={<ApproveChosen chosen={chosen} onDone={() => setChosen(new Map())} />}
        keyOf={(row) => row.id}
        drawer={(id, close) => <ApplicationDrawer id={id} onClose={close} />}
        empty={{ title: t('list.none'), text: t('list.noneAdvice') }}
      />
      {mayEnter && search.act === 'new' ? (
        <EnterDrawer onClose={() => change({ act: null, kind: null, person: null })} />
      ) : null}
    </>
  );
}
