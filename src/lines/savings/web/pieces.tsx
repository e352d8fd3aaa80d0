import { Bar, ToneTag, type Tone, formatNumber } from '#ui';
import type { ReactNode } from 'react';
import type { LoanState, ShareState, ListState } from '../contract';
import { useSavingsTexts } from './texts';
import './savings.css';

/** Sums beside each other, each under its word. */
export function Figures({ rows }: { rows: readonly { label: string; value: ReactNode }[] }) {
  return (
    <dl className="sv-figures">
      {rows.map(({ label, value }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

const workTones: Record<ListState | ShareState, Tone> = {
  ...{ open: 'ahead', proposed: 'ahead', waiting: 'going', done: 'kept', failed: 'refuse' },
  ...{ undoing: 'going', undone: 'none', refused: 'none' },
};

export const isUnderWay = (state: ListState | ShareState): boolean => state === 'waiting' || state === 'undoing';

export function WorkTag({ state }: { state: ListState | ShareState }) {
  const t = useSavingsTexts();
  return <ToneTag tone={workTones[state]}>{t(`pages.work.${state}`)}</ToneTag>;
}

const loanTones: Record<LoanState, Tone> = {
  ...{ asked: 'ahead', agreed: 'ahead', approved: 'going', open: 'going', repaid: 'kept' },
  ...{ refused: 'none', taken_back: 'none', hopeless: 'refuse', written_off: 'none' },
};

export function LoanTag(props: { state: LoanState; isOverdue?: boolean; isDoubted?: boolean }) {
  const { state, isOverdue = false, isDoubted = false } = props;
  const t = useSavingsTexts();
  if (isDoubted) return <ToneTag tone="late">{t('pages.hopeless.proposed')}</ToneTag>;
  return isOverdue ? (
    <ToneTag tone="late">{t('pages.loans.overdue')}</ToneTag>
  ) : (
    <ToneTag tone={loanTones[state]}>{t(`loanStates.${state}`)}</ToneTag>
  );
}

/** How far work has come; the page may be left meanwhile. */
export function Progress({ progress }: { progress: { handled: number; total: number } | null }) {
  const t = useSavingsTexts();
  const { handled = 0, total = 0 } = progress ?? {};
  const words = t('pages.progress', { handled: formatNumber(handled), total: formatNumber(total) });
  return (
    <div className="col g4" role="status">
      <Bar value={handled} of={Math.max(total, 1)} label={words} />
      <span className="dim t12">{words}</span>
    </div>
  );
}
