import { type PlanSummary, getBoard } from '../../../contract';
import {
  EmptyState,
  ErrorState,
  Link,
  MonthHeads,
  MonthLines,
  Segmented,
  Skeleton,
  StateTag,
  TodayLine,
  WindowBar,
  useCall,
  useScope,
  useSearch,
} from '#ui';
import '../../styles/board.css';
import { type FacedRow, isLate, withFaces } from '../../states';
import { usePlanTexts } from '../../texts';
import { planWords } from '../../words';
import { PageHead } from '../page-head';
import { PlanFrame } from './plan-frame';

/** The year by windows: what falls due first stands first, what lasts all year last. */
export default function TimelinePage() {
  return <PlanFrame>{(plan) => <Timeline plan={plan} />}</PlanFrame>;
}

type Which = 'dated' | 'open' | 'all';

const isAllYear = (row: FacedRow, plan: PlanSummary) =>
  row.days.from <= plan.periodFrom && row.days.to >= plan.periodTo;
const isOpen = (row: FacedRow) =>
  isLate(row) || row.face === 'on_the_way' || row.face === 'at_risk' || row.face === 'not_begun';

function chosen(rows: readonly FacedRow[], plan: PlanSummary, which: Which): FacedRow[] {
  const some = rows.filter((row) =>
    which === 'dated' ? !isAllYear(row, plan) : which === 'open' ? isOpen(row) : true,
  );
  const key = (row: FacedRow) => `${isAllYear(row, plan) ? 1 : 0}${row.days.to}${row.days.from}`;
  return some.sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

function Timeline({ plan }: { plan: PlanSummary }) {
  const t = usePlanTexts();
  const { unitId } = useScope();
  const [search, change] = useSearch();
  const which: Which = search.show === 'open' || search.show === 'all' ? search.show : 'dated';
  const answer = useCall(getBoard, { params: { planId: plan.id }, query: unitId ? { unitId } : {} });
  const board = answer.data;
  const rows = board ? chosen(withFaces(board.rows, board.today > plan.periodTo), plan, which) : [];
  const options = (['dated', 'open', 'all'] as const).map((value) => ({ value, label: t(`timeline.${value}`) }));
  return (
    <div className="plan-page">
      <PageHead
        tab={t('timeline.title')}
        crumbs={[{ label: t('nav.plan'), to: `/plan/${plan.id}` }, { label: t('timeline.title') }]}
        title={<span {...planWords}>{plan.title}</span>}
        note={t('timeline.note')}
      >
        <Segmented
          label={t('board.which')}
          value={which}
          options={options}
          onChange={(value) => change({ show: value === 'dated' ? null : value }, { replace: true })}
        />
      </PageHead>
      {answer.error && !board ? <ErrorState error={answer.error} onRetry={() => void answer.refetch()} /> : null}
      {!board && !answer.error ? <Skeleton lines={12} /> : null}
      {board ? <TimelineTable rows={rows} plan={plan} today={board.today} /> : null}
    </div>
  );
}

function TimelineTable({ rows, plan, today }: { rows: readonly FacedRow[]; plan: PlanSummary; today: string }) {
  const t = usePlanTexts();
  if (rows.length === 0) return <EmptyState title={t('timeline.none')} />;
  return (
    <section className="card plan-board plan-timeline">
      <div className="plan-months" aria-hidden="true">
        <MonthLines />
      </div>
      <table>
        <thead>
          <tr>
            <th scope="col" className="c-chapter">
              <span className="unseen">{t('board.chapter')}</span>
            </th>
            <th scope="col" className="c-title">
              {t('board.commitment')}
            </th>
            <th scope="col" className="c-figure">
              {t('form.responsible')}
            </th>
            <th scope="col" className="c-state">
              {t('board.state')}
            </th>
            <th scope="col" className="c-window">
              <span className="unseen">{t('board.window')}</span>
              <div aria-hidden="true">
                <MonthHeads />
              </div>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <td className="dim t12">{row.number}</td>
              <td className="c-title">
                <Link className="ell ink" to={`/plan/commitments/${row.id}`} title={row.quote} {...planWords}>
                  {row.title}
                </Link>
              </td>
              <td className="dim ell" {...planWords}>
                {[row.unitName, row.officerName].filter(Boolean).join(' ') || '—'}
              </td>
              <td>
                <StateTag state={row.face} bare />
              </td>
              <td className="c-window">
                <WindowBar
                  window={row.days}
                  year={plan.year}
                  today={today}
                  state={row.face === 'at_risk' ? 'on_the_way' : row.face}
                  {...(row.window?.words ? { words: row.window.words } : {})}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className="plan-months over" aria-hidden="true">
        <TodayLine year={plan.year} today={today} />
      </div>
    </section>
  );
}
