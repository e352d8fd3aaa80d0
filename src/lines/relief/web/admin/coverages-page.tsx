import { type CoverageScheme, coverageSchemes, showCoverage } from '../../contract';
import { Card, ErrorState, Link, Segmented, Skeleton, formatDay, useCall, useLanguage, useSearch } from '#ui';
import { type Filter, FilterBar, PageHead } from '#ui/desktop';
import { useReliefTexts } from '../texts';
import './coverages.css';
import { CoveredList } from './covered-list';
import { UnitRates } from './unit-rates';

const tabs = ['units', 'covered', 'not_covered', 'expiring'] as const;
type Tab = (typeof tabs)[number];

function isOneOf<V extends string>(options: readonly V[], value: string | undefined): value is V {
  return options.includes(value as V);
}

/** The way from the top of what the reader sees down to the unit on the page. */
function Way({ above, name }: { above: readonly { id: string; name: string }[]; name: string }) {
  const [search] = useSearch();
  const to = (unitId: string) => `/relief/coverages?${new URLSearchParams({ ...search, unitId }).toString()}`;
  return (
    <nav className="row g8 wrap t13" aria-label={name}>
      {above.map((unit) => (
        <span key={unit.id} className="row g8">
          <Link to={to(unit.id)}>{unit.name}</Link>
          <span className="dim" aria-hidden="true">
            ›
          </span>
        </span>
      ))}
      <b>{name}</b>
    </nav>
  );
}

/** Who of the staff is in the two funds: rates by unit beside last year's, the names behind them, joining and leaving. */
export default function CoveragesPage() {
  const t = useReliefTexts();
  const language = useLanguage();
  const [search, change] = useSearch();
  const scheme: CoverageScheme = isOneOf(coverageSchemes, search.scheme) ? search.scheme : 'mutual_aid';
  const tab: Tab = isOneOf(tabs, search.tab) ? search.tab : 'units';
  const query = { ...(search.day ? { day: search.day } : {}), ...(search.unitId ? { unitId: search.unitId } : {}) };
  const answer = useCall(showCoverage, { params: { scheme }, query });
  const filters: readonly Filter[] = [{ name: 'day', label: t('pages.day'), kind: 'day' }];
  const data = answer.data;
  const offered = tabs.filter(
    (one) => one === 'units' || (data?.abilities.listPeople && (one !== 'expiring' || scheme === 'staff_insurance')),
  );
  return (
    <>
      <PageHead
        title={t('pages.title')}
        note={data ? t('onDay', { day: formatDay(data.day, language) }) : undefined}
        acts={
          <Segmented
            label={t('pages.title')}
            value={scheme}
            options={coverageSchemes.map((value) => ({ value, label: t(`schemes.${value}.name`) }))}
            onChange={(next) => change({ scheme: next, tab: null })}
          />
        }
      />
      <p className="dim">{t('pages.note')}</p>
      <Card flush>
        <FilterBar
          filters={filters}
          end={
            <Segmented
              label={t('pages.nav')}
              value={tab}
              options={offered.map((value) => ({ value, label: t(`pages.tabs.${value}`) }))}
              onChange={(next) => change({ tab: next === 'units' ? null : next })}
            />
          }
        />
      </Card>
      {answer.isPending ? <Skeleton lines={8} /> : null}
      {answer.error && !data ? <ErrorState error={answer.error} onRetry={() => void answer.refetch()} /> : null}
      {data ? <Way above={data.above} name={data.total.unitName || t('pages.whole')} /> : null}
      {data && tab === 'units' ? <UnitRates coverage={data} /> : null}
      {data && tab !== 'units' ? (
        <CoveredList key={`${scheme} ${tab}`} scheme={scheme} which={tab} query={query} plans={data.plans} />
      ) : null}
    </>
  );
}
