import { type CommitmentState, Link, StateIcon, StateStack, Icon } from '#ui';
import type { FacedRow, Tally } from '../../states';
import { usePlanTexts } from '../../texts';
import { planWords } from '../../words';

function Count(props: { state: CommitmentState; name: string; count: number; note?: string }) {
  const { state, name, count, note } = props;
  const t = usePlanTexts();
  return (
    <div>
      <div className="k">
        <StateIcon state={state} />
        {name}
      </div>
      <div className="v">
        {count}
        <small>
          {t('board.item')}
          {note}
        </small>
      </div>
    </div>
  );
}

/** The counts of states above the board. */
export function SummaryCard({ tally, total }: { tally: Tally; total: number }) {
  const t = usePlanTexts();
  const going = tally.going + tally.ahead;
  const parts = [
    { tone: 'kept' as const, count: tally.kept },
    { tone: 'going' as const, count: tally.going },
    { tone: 'ahead' as const, count: tally.ahead },
    { tone: 'late' as const, count: tally.late },
    { tone: 'none' as const, count: tally.none + tally.aims },
  ];
  const label = t('board.shares', { ...tally, going, total, none: tally.none + tally.aims });
  return (
    <section className="card plan-counts" aria-label={t('board.states')}>
      <div className="plan-four">
        <Count state="kept" name={t('board.kept')} count={tally.kept} />
        <Count
          state="on_the_way"
          name={t('board.going')}
          count={going}
          {...(tally.ahead > 0 ? { note: t('board.ofThemAhead', { count: tally.ahead }) } : {})}
        />
        <Count state="late" name={t('board.lateOnes')} count={tally.late} />
        <Count
          state="no_measure"
          name={t('board.none')}
          count={tally.none}
          {...(tally.aims > 0 ? { note: t('board.andAims', { count: tally.aims }) } : {})}
        />
      </div>
      <StateStack parts={parts} label={label} />
    </section>
  );
}

/** The three that wait longest; the rest is one press away. */
export function LateCard({ rows }: { rows: readonly FacedRow[] }) {
  const t = usePlanTexts();
  if (rows.length === 0) {
    return (
      <section className="card plan-late none-late">
        <span className="c-kept">
          <Icon name="kept" />
        </span>
        {t('board.nothingLate')}
      </section>
    );
  }
  return (
    <section className="card plan-late" aria-label={t('board.lateOnes')}>
      <ul>
        {rows.slice(0, 3).map((row) => (
          <li key={row.id}>
            <StateIcon state="late" size="s" />
            <Link className="ell ink" to={`/plan/commitments/${row.id}`} title={row.title} {...planWords}>
              {row.title}
            </Link>
            <span className="dim ell who" {...planWords}>
              {[row.unitName, row.officerName].filter(Boolean).join(' ') || t('board.nobody')}
            </span>
            <b className="c-late nw">
              {row.lateDays > 0 ? t('board.daysLate', { count: row.lateDays }) : t('board.missed')}
            </b>
          </li>
        ))}
      </ul>
    </section>
  );
}
