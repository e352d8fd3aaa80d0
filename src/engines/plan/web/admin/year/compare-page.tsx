import { type BoardRow, type PlanSummary, comparePlans } from '../../../contract';
import {
  Card,
  EmptyState,
  ErrorState,
  Link,
  Segmented,
  Select,
  Skeleton,
  StateTag,
  ToneTag,
  useCall,
  useSearch,
} from '#ui';
import '../../styles/year.css';
import { faceOf } from '../../states';
import { planWords, useWords } from '../../words';
import { PageHead } from '../page-head';
import { PlanFrame } from './plan-frame';

type Change = 'same' | 'changed' | 'new' | 'gone';
const changes: readonly Change[] = ['changed', 'new', 'gone', 'same'];
const tones = { same: 'ahead', changed: 'going', new: 'kept', gone: 'none' } as const;

/** Two plans side by side: what stayed, what changed, what is new, what went. */
export default function ComparePage() {
  return (
    <PlanFrame>
      {(plan, plans) => (
        <Compare plan={plan} others={plans.filter((one) => one.id !== plan.id && one.state !== 'reference')} />
      )}
    </PlanFrame>
  );
}

function Compare({ plan, others }: { plan: PlanSummary; others: readonly PlanSummary[] }) {
  const { t } = useWords();
  const [search, change] = useSearch();
  const other =
    others.find((one) => one.id === search.with) ?? others.find((one) => one.year === plan.year - 1) ?? others[0];
  const options = others.map((one) => ({ value: one.id, label: `${one.year} ${one.title}` }));
  return (
    <div className="plan-page">
      <PageHead
        tab={t('compare.title')}
        crumbs={[{ label: t('nav.plan'), to: `/plan/${plan.id}` }, { label: t('compare.title') }]}
        title={<span {...planWords}>{plan.title}</span>}
      >
        {other ? (
          <span className="plan-other">
            <Select
              lang="zh-CN"
              aria-label={t('compare.with')}
              options={options}
              value={other.id}
              onChange={(event) => change({ with: event.target.value })}
            />
          </span>
        ) : null}
      </PageHead>
      {other ? (
        <Pairs plan={plan} other={other} />
      ) : (
        <EmptyState icon="table" title={t('compare.none')} children={t('compare.noneAdvice')} />
      )}
    </div>
  );
}

function Pairs({ plan, other }: { plan: PlanSummary; other: PlanSummary }) {
  const { t } = useWords();
  const [search, change] = useSearch();
  const answer = useCall(comparePlans, { params: { planId: plan.id }, query: { with: other.id } });
  if (answer.error && !answer.data) return <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />;
  if (!answer.data) return <Skeleton lines={12} />;
  const { pairs, left, right } = answer.data;
  const which = changes.find((one) => one === search.show) ?? 'all';
  const shown = which === 'all' ? pairs : pairs.filter((pair) => pair.change === which);
  const count = (one: Change) => pairs.filter((pair) => pair.change === one).length;
  const options = [
    { value: 'all' as const, label: `${t('compare.all')} ${pairs.length}` },
    ...changes.map((value) => ({ value, label: `${t(`compare.${value}`)} ${count(value)}` })),
  ];
  return (
    <Card
      title={t('compare.title')}
      flush
      acts={
        <Segmented
          label={t('compare.which')}
          value={which}
          options={options}
          onChange={(value) => change({ show: value === 'all' ? null : value }, { replace: true })}
        />
      }
    >
      <table className="plan-pairs">
        <thead>
          <tr>
            <th scope="col">{left.year}</th>
            <th scope="col" className="change">
              {t('compare.change')}
            </th>
            <th scope="col">{right.year}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((pair) => (
            <tr key={`${pair.left?.id}/${pair.right?.id}`}>
              <td>{pair.left ? <Side row={pair.left} /> : <span className="dim">—</span>}</td>
              <td>
                <ToneTag
                  tone={tones[pair.change]}
                  icon={
                    pair.change === 'same'
                      ? 'tick'
                      : pair.change === 'new'
                        ? 'plus'
                        : pair.change === 'gone'
                          ? 'minus'
                          : 'edit'
                  }
                >
                  {t(`compare.${pair.change}`)}
                </ToneTag>
              </td>
              <td>{pair.right ? <Side row={pair.right} /> : <span className="dim">—</span>}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {shown.length === 0 ? <EmptyState title={t('timeline.none')} /> : null}
    </Card>
  );
}

function Side({ row }: { row: BoardRow }) {
  const { target, figureText, days, t } = useWords();
  const facts = [target(row.target), row.window?.words || days(row.window), row.figure ? figureText(row.figure) : '']
    .filter(Boolean)
    .join(' · ');
  return (
    <div className="row">
      <div className="sp">
        <Link className="ink" to={`/plan/commitments/${row.id}`} {...planWords}>
          <span className="dim t12">{row.number}</span> {row.title}
        </Link>
        <div className="dim t12">{facts || t('commitment.allYear')}</div>
      </div>
      <StateTag state={faceOf(row, false)} bare />
    </div>
  );
}
