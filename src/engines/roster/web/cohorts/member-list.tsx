import {
  type CohortNaming,
  type Finding,
  type MemberRow,
  explainCohort,
  exportCohortMembers,
  factWords,
  conditionWords,
  listCohortMembers,
} from '../../contract';
import { isDay } from '#kernel/contract';
import {
  Button,
  Card,
  DayInput,
  EmptyState,
  ErrorState,
  Field,
  Icon,
  Link,
  Note,
  Select,
  Skeleton,
  useCall,
  useCan,
  useRows,
  useSearch,
  useToday,
} from '#ui';
import { type Column, ExportButton, Table } from '#ui/desktop';
import { useState } from 'react';
import { PersonPick } from '../pieces/person-pick';
import { useUnitOptions } from '../pieces/use-unit-options';
import { useCohortTexts } from './texts';

/** The facts that meet the conditions, a line each. */
function Reasons({ reasons, naming }: { reasons: readonly Finding[]; naming: CohortNaming }) {
  return reasons.map((one, index) => <div key={index}>{factWords(one.condition, one.fact, naming)}</div>);
}

export function useMemberColumns(naming: CohortNaming): readonly Column<MemberRow>[] {
  const t = useCohortTexts();
  const may = useCan();
  const isLinked = may('roster.person.read');
  return [
    {
      key: 'name',
      label: t('person'),
      cell: (row) => (isLinked ? <Link to={`/admin/people?open=${row.personId}`}>{row.name}</Link> : row.name),
    },
    { key: 'number', label: t('number'), cell: (row) => row.staffNumber },
    { key: 'unit', label: t('unitOnDay'), cell: (row) => row.unitName },
    { key: 'why', label: t('why'), cell: (row) => <Reasons reasons={row.reasons} naming={naming} /> },
  ];
}

interface MemberListProps {
  cohortId: string;
  day: string;
  count: number;
  naming: CohortNaming;
}

function Filters({ day }: { day: string }) {
  const t = useCohortTexts();
  const today = useToday();
  const [search, change] = useSearch();
  const units = useUnitOptions();
  const setDay = (next: string) => isDay(next) && change({ day: next === today ? null : next });
  return (
    <div className="filters" role="search">
      <span className="dim t13">{t('day')}</span>
      <DayInput label={t('day')} value={day} onChange={setDay} />
      <Select
        aria-label={t('unit')}
        options={units}
        blank={t('allUnits')}
        value={search.unitId ?? ''}
        onChange={(event) => change({ unitId: event.target.value || null })}
      />
    </div>
  );
}

/** Whether one person is in, and for each condition why or why not. */
function CheckOne({ cohortId, day, naming }: Omit<MemberListProps, 'count'>) {
  const t = useCohortTexts();
  const [person, setPerson] = useState<{ id: string; name: string } | null>(null);
  const request = { params: { id: cohortId, personId: person?.id ?? '' }, query: { day } };
  const answer = useCall(explainCohort, request, { enabled: person !== null });
  const told = person && answer.data?.personId === person.id ? answer.data : null;
  const absent =
    told?.presence === 'notEmployed' ? t('absent') : told?.presence === 'elsewhere' ? t('elsewhere') : null;
  return (
    <Card>
      <div className="col g12">
        <div className="co-check">
          <Field label={t('check')}>
            <PersonPick
              label={t('check')}
              name={person?.name ?? ''}
              onPick={setPerson}
              onClear={() => setPerson(null)}
            />
          </Field>
        </div>
        {answer.error && person ? <ErrorState error={answer.error} /> : null}
        {told ? (
          <Note kind={told.isIn ? 'info' : 'warn'}>
            {t(told.isIn ? 'isIn' : 'isOut', { name: told.name })} {absent}
          </Note>
        ) : null}
        {told?.groups.map((group, index) => (
          <div key={index} className="col g4">
            {told.groups.length > 1 ? <b>{t('groupOf', { number: index + 1 })}</b> : null}
            {group.findings.map((one, at) => (
              <span key={at} className="row g8">
                <Icon name={one.isMet ? 'tick' : 'refuse'} size="s" />
                {conditionWords(one.condition, naming)}
                <span className="dim">{factWords(one.condition, one.fact, naming)}</span>
                <span className="unseen">{t(one.isMet ? 'met' : 'unmet')}</span>
              </span>
            ))}
          </div>
        ))}
      </div>
    </Card>
  );
}

/** Who is in on the day, with the facts that put them there. */
export function MemberList({ cohortId, day, count, naming }: MemberListProps) {
  const t = useCohortTexts();
  const may = useCan();
  const [search] = useSearch();
  const query = { day, ...(search.unitId ? { unitId: search.unitId } : {}) };
  const list = useRows(listCohortMembers, { params: { id: cohortId }, query });
  const columns = useMemberColumns(naming);
  const file = <ExportButton endpoint={exportCohortMembers} request={{ params: { id: cohortId }, query }} />;
  return (
    <>
      {may('roster.person.read') ? <CheckOne cohortId={cohortId} day={day} naming={naming} /> : null}
      <Card flush title={t('people', { count })} acts={count > 0 ? file : undefined}>
        <Filters day={day} />
        {list.isLoading ? <Skeleton lines={8} /> : null}
        {list.error ? <ErrorState error={list.error} onRetry={list.again} /> : null}
        {!list.isLoading && !list.error && list.rows.length === 0 ? (
          <EmptyState icon="people" title={t('nobody')}>
            {t('nobodyAdvice')}
          </EmptyState>
        ) : null}
        {list.rows.length > 0 ? (
          <div className="co-members">
            <Table label={t('members')} columns={columns} rows={list.rows} keyOf={(row) => row.personId} />
          </div>
        ) : null}
        {list.hasMore ? (
          <div className="list-foot">
            <span className="sp" />
            <Button size="sm" isBusy={list.isLoadingMore} onClick={list.more}>
              {t('more')}
            </Button>
          </div>
        ) : null}
      </Card>
    </>
  );
}
