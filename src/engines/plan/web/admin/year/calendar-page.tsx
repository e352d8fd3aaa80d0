import { type PlanSummary, getBoard } from '../../../contract';
import { daysBetween } from '#kernel/contract';
import { Calendar, type CalendarEntry, ErrorState, Skeleton, toneOf, useCall, useScope, useSearch } from '#ui';
import { type FacedRow, withFaces } from '../../states';
import { usePlanTexts } from '../../texts';
import { planWords } from '../../words';
import { PageHead } from '../page-head';
import { PlanFrame } from './plan-frame';

/** The windows of the plan month by month. */
export default function CalendarPage() {
  return <PlanFrame>{(plan) => <Months plan={plan} />}</PlanFrame>;
}

/** What lasts longer than a quarter would stand on every day and say nothing. */
const LONGEST = 92;

function entriesOf(rows: readonly FacedRow[]): CalendarEntry[] {
  return rows
    .filter((row) => daysBetween(row.days.from, row.days.to) < LONGEST)
    .map((row) => ({
      id: row.id,
      from: row.days.from,
      to: row.days.to,
      title: row.title,
      tone: toneOf(row.face),
      href: `/plan/commitments/${row.id}`,
    }))
    .sort((a, b) => daysBetween(a.from, a.to) - daysBetween(b.from, b.to));
}

function Months({ plan }: { plan: PlanSummary }) {
  const t = usePlanTexts();
  const { unitId } = useScope();
  const [search, change] = useSearch();
  const answer = useCall(getBoard, { params: { planId: plan.id }, query: unitId ? { unitId } : {} });
  const board = answer.data;
  if (answer.error && !board) return <ErrorState isPage error={answer.error} onRetry={() => void answer.refetch()} />;
  if (!board) return <Skeleton lines={12} />;
  const { today } = board;
  const asked = /^(\d{4})-(\d{2})$/.exec(search.month ?? '');
  const start = today.slice(0, 4) === String(plan.year) ? today : plan.periodFrom;
  const year = asked ? Number(asked[1]) : Number(start.slice(0, 4));
  const month = asked ? Math.min(12, Math.max(1, Number(asked[2]))) : Number(start.slice(5, 7));
  const entries = entriesOf(withFaces(board.rows, today > plan.periodTo));
  return (
    <div className="plan-page">
      <PageHead
        tab={t('calendar.title')}
        crumbs={[{ label: t('nav.plan'), to: `/plan/${plan.id}` }, { label: t('calendar.title') }]}
        title={<span {...planWords}>{plan.title}</span>}
        note={t('calendar.note')}
      />
      <div className="card">
        <Calendar
          year={year}
          month={month}
          today={today}
          entries={entries}
          onMonth={(toYear, toMonth) =>
            change({ month: `${toYear}-${String(toMonth).padStart(2, '0')}` }, { replace: true })
          }
        />
      </div>
      <p className="dim t13">{t('calendar.undated')}</p>
    </div>
  );
}
