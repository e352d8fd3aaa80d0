import { type CohortNaming, type Turn, compareCohort, conditionWords, factWords } from '../../contract';
import { type EndpointResponse, addDays, isDay } from '#kernel/contract';
import { Button, Card, DayInput, EmptyState, ErrorState, Skeleton, useCall, useRows, useSearch, useToday } from '#ui';
import { type Column, Table } from '#ui/desktop';
import { useCohortTexts } from './texts';

type Row = EndpointResponse<typeof compareCohort>['rows'][number];
type Side = 'came' | 'went';

interface Asked {
  cohortId: string;
  from: string;
  to: string;
  naming: CohortNaming;
}

/** What is known of the matter on the earlier and on the later day. */
function TurnWords({ turn, naming }: { turn: Turn; naming: CohortNaming }) {
  const t = useCohortTexts();
  const before = factWords(turn.condition, turn.before, naming);
  const after = factWords(turn.condition, turn.after, naming);
  return (
    <div>
      {before === after ? after : t('turn', { before, after })}{' '}
      <span className="dim t12">{conditionWords(turn.condition, naming)}</span>
    </div>
  );
}

function Because({ row, side, naming }: { row: Row; side: Side; naming: CohortNaming }) {
  const t = useCohortTexts();
  if (row.otherwise === 'notEmployed') return t(side === 'came' ? 'notYet' : 'gone');
  if (row.otherwise === 'elsewhere') return t(side === 'came' ? 'movedIn' : 'movedOut');
  return row.turns.map((turn, index) => <TurnWords key={index} turn={turn} naming={naming} />);
}

function OneSide({ side, count, asked }: { side: Side; count: number; asked: Asked }) {
  const t = useCohortTexts();
  const { cohortId, from, to, naming } = asked;
  const list = useRows(compareCohort, { params: { id: cohortId }, query: { from, to, side } });
  const columns: readonly Column<Row>[] = [
    { key: 'name', label: t('person'), cell: (row) => row.name },
    { key: 'number', label: t('number'), cell: (row) => row.staffNumber },
    { key: 'unit', label: t('unit'), cell: (row) => row.unitName },
    { key: 'by', label: t('by'), cell: (row) => <Because row={row} side={side} naming={naming} /> },
  ];
  const title = t(side, { count });
  return (
    <Card flush title={title}>
      {list.isLoading ? <Skeleton lines={3} /> : null}
      {list.error ? <ErrorState error={list.error} onRetry={list.again} /> : null}
      {!list.isLoading && !list.error && list.rows.length === 0 ? (
        <EmptyState icon="people" title={t(side === 'came' ? 'noneCame' : 'noneWent')} />
      ) : null}
      {list.rows.length > 0 ? (
        <div className="co-members">
          <Table label={title} columns={columns} rows={list.rows as Row[]} keyOf={(row) => row.personId} />
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
  );
}

/** Who came and who went between two days, and by which fact; the address holds the days. */
export function CompareDays({ cohortId, naming }: { cohortId: string; naming: CohortNaming }) {
  const t = useCohortTexts();
  const today = useToday();
  const [search, change] = useSearch();
  const to = search.to && isDay(search.to) ? search.to : today;
  const monthEnd = addDays(`${today.slice(0, 7)}-01`, -1);
  const from = search.from && isDay(search.from) ? search.from : monthEnd;
  const answer = useCall(compareCohort, { params: { id: cohortId }, query: { from, to, limit: 1 } });
  const asked = { cohortId, from, to, naming };
  const days = { from: naming.day(from), to: naming.day(to) };
  return (
    <>
      <Card>
        <div className="row g12 wrap">
          <span className="dim t13">{t('from')}</span>
          <DayInput label={t('from')} value={from} onChange={(day) => isDay(day) && change({ from: day })} />
          <span className="dim t13">{t('to')}</span>
          <DayInput label={t('to')} value={to} onChange={(day) => isDay(day) && change({ to: day })} />
          {answer.data ? (
            <span>{t('compareCounts', { ...days, earlier: answer.data.earlier, later: answer.data.later })}</span>
          ) : null}
        </div>
      </Card>
      {answer.error ? <ErrorState error={answer.error} onRetry={() => void answer.refetch()} /> : null}
      {answer.data ? (
        <>
          <OneSide side="came" count={answer.data.came} asked={asked} />
          <OneSide side="went" count={answer.data.went} asked={asked} />
        </>
      ) : null}
    </>
  );
}
