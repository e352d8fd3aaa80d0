import type { EndpointResponse } from '#kernel/contract';
import {
  Button,
  Card,
  ErrorState,
  Figure,
  HowItCameAbout,
  Link,
  Skeleton,
  formatDay,
  formatNumber,
  useCall,
  useCan,
  useLanguage,
  useScope,
  useSearch,
  useSession,
} from '#ui';
import { ExportButton, FilterBar, PageHead } from '#ui/desktop';
import { useUnitOptions } from '#engines/roster/web';
import {
  type Counts,
  type StatisticPart,
  type StatisticRow,
  exportStatistics,
  getStatistics,
  statisticParts,
} from '../../statistics/contract';
import { useMembershipTerms, useMembershipTexts } from '../texts';
import '../styles/membership.css';
import { PeopleDrawer } from './people-drawer';

type Statistics = EndpointResponse<typeof getStatistics>;
const others = statisticParts.filter((part) => part !== 'staff' && part !== 'enrolled');

/** 38/41 and the share behind it; a share of nobody is none. */
function Rate({ now, before }: { now: Counts; before: Counts }) {
  const t = useMembershipTexts();
  const percent = ({ enrolled, staff }: Counts) => (staff === 0 ? null : Math.round((enrolled / staff) * 1000) / 10);
  const [share, last] = [percent(now), percent(before)];
  if (share === null) return <span className="dim">—</span>;
  return (
    <span className="mb-rate">
      <b>{share}%</b>
      {last === null ? null : <span className="dim t12">{t('stat.lastYear', { value: `${last}%` })}</span>}
    </span>
  );
}

function useOpen(asked: Record<string, string>) {
  const [, change] = useSearch();
  const may = useCan();
  const canOpen = may('membership.member.read');
  return (row: StatisticRow, part: StatisticPart) =>
    canOpen && row.now[part] > 0
      ? () => change({ ...asked, part, of: row.unit.id, own: row.what === 'own' ? 'yes' : null })
      : undefined;
}

function Lines({ data, asked }: { data: Statistics; asked: Record<string, string> }) {
  const t = useMembershipTexts();
  const terms = useMembershipTerms();
  const openOf = useOpen(asked);
  const figure = (row: StatisticRow, part: StatisticPart) => {
    const onOpen = openOf(row, part);
    return (
      <>
        <Figure value={formatNumber(row.now[part])} {...(onOpen ? { onOpen } : {})} />{' '}
        {row.now[part] === row.lastYear[part] ? null : (
          <span className="dim t12">{t('stat.was', { count: formatNumber(row.lastYear[part]) })}</span>
        )}
      </>
    );
  };
  const name = (row: StatisticRow) =>
    row.what === 'below' && row.hasParts ? (
      <Link to={`/membership/statistics?${new URLSearchParams({ ...asked, unitId: row.unit.id }).toString()}`}>
        {row.unit.name}
      </Link>
    ) : (
      terms(`statistics.what.${row.what}`, { unit: row.unit.name })
    );
  return (
    <div className="scroll-x">
      <table className="mb-statistics" aria-label={terms('statistics.title')}>
        <thead>
          <tr>
            <th scope="col">{terms('statistics.unit')}</th>
            <th scope="col" className="num">
              {terms('statistics.parts.staff')}
            </th>
            <th scope="col" className="num">
              {terms('statistics.parts.enrolled')}
            </th>
            <th scope="col" className="num">
              {terms('statistics.rate')}
            </th>
            {others.map((part) => (
              <th key={part} scope="col" className="num">
                {terms(`statistics.parts.${part}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {data.rows.map((row) => (
            <tr key={`${row.unit.id}.${row.what}`} className={row.what}>
              <td>{name(row)}</td>
              <td className="num">{figure(row, 'staff')}</td>
              <td className="num">{figure(row, 'enrolled')}</td>
              <td className="num">
                <Rate now={row.now} before={row.lastYear} />
              </td>
              {others.map((part) => (
                <td key={part} className="num">
                  {figure(row, part)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Explained({ data }: { data: Statistics }) {
  const t = useMembershipTexts();
  const terms = useMembershipTerms();
  const language = useLanguage();
  const [sum] = data.rows;
  return (
    <HowItCameAbout
      explain={{
        rule: t('stat.rule'),
        parts: [
          { label: terms('statistics.parts.enrolled'), value: formatNumber(sum!.now.enrolled) },
          { label: terms('statistics.parts.staff'), value: formatNumber(sum!.now.staff) },
          { label: t('stat.day'), value: formatDay(data.day, language) },
          { label: t('stat.compared'), value: formatDay(data.lastYearDay, language) },
        ],
        calculatedAt: new Date().toISOString(),
      }}
    />
  );
}

function crumbsOf(data: Statistics, asked: Record<string, string>) {
  const above = data.above.map((unit) => ({
    label: unit.name,
    to: `/membership/statistics?${new URLSearchParams({ ...asked, unitId: unit.id }).toString()}`,
  }));
  return [...above, { label: data.unit.name }];
}

/** Members of a day by unit, beside the same day a year before; each number opens the people behind it. */
export default function StatisticsPage() {
  const t = useMembershipTexts();
  const terms = useMembershipTerms();
  const language = useLanguage();
  const [search, change] = useSearch();
  const { unitId: scoped } = useScope();
  const { organisation } = useSession().hello;
  const options = useUnitOptions();
  const unitId = search.unitId ?? scoped ?? undefined;
  const asked: Record<string, string> = {
    ...(unitId ? { unitId } : {}),
    ...(search.day ? { day: search.day } : {}),
    ...(search.from ? { from: search.from } : {}),
  };
  const answer = useCall(getStatistics, { query: asked });
  const { data } = answer;
  const note = data ? t('stat.note', { from: formatDay(data.from, language), day: formatDay(data.day, language) }) : '';
  return (
    <>
      <PageHead
        title={terms('statistics.title')}
        note={note}
        acts={
          <>
            {data ? <Explained data={data} /> : null}
            <Button icon="print" onClick={() => print()}>
              {t('print')}
            </Button>
            <ExportButton endpoint={exportStatistics} request={{ query: asked }} />
          </>
        }
        {...(data && data.above.length > 0 ? { crumbs: crumbsOf(data, asked) } : {})}
      />
      <Card flush>
        <FilterBar
          filters={[
            { name: 'unitId', label: terms('statistics.unit'), kind: 'select', options },
            { name: 'from', label: t('stat.from'), kind: 'day' },
            { name: 'day', label: t('stat.day'), kind: 'day' },
          ]}
        />
        {organisation ? <p className="mb-print-only">{organisation}</p> : null}
        {data ? (
          <Lines data={data} asked={asked} />
        ) : answer.error ? (
          <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />
        ) : (
          <Skeleton lines={8} />
        )}
      </Card>
      {data && search.part ? (
        <PeopleDrawer
          asked={{ ...asked, unitId: search.of ?? data.unit.id }}
          part={statisticParts.find((part) => part === search.part) ?? 'enrolled'}
          isOwn={search.own === 'yes'}
          onClose={() => change({ part: null, of: null, own: null })}
        />
      ) : null}
    </>
  );
}
