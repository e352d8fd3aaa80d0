import { formatFen } from '#kernel/contract';
import { Figure, Link, type Tone, ToneTag } from '#ui';
import type { AuditRow, AuditState, PaperResult } from '../../audits/contract';
import { exportAuditPapers, getAuditRoom, listAuditPapers, listAudits, showAudit } from '../../audits/contract';
import { type FindingState, listAuditFindings, showAuditFinding } from '../../audits/contract-findings';
import './audits.css';
import { useAuditTerms, useAuditTexts } from './texts';

/** What every act on an audit may have changed. */
export const touched = [
  ...[listAudits, showAudit, getAuditRoom, listAuditPapers, exportAuditPapers],
  ...[listAuditFindings, showAuditFinding],
];

/** Money travels as text; what the types of answers call a bigint becomes one here, before anything is reckoned. */
export const asFen = (fen: bigint): bigint => BigInt(fen);

export const at = {
  audit: (id: string, part?: string) => `/finance/audits/${id}${part === undefined ? '' : `?part=${part}`}`,
  finding: (id: string) => `/finance/audits/findings/${id}`,
  findings: (state: string) => `/finance/audits/findings?state=${state}`,
  report: (id: string) => `/finance/audits/reports/${id}`,
  entry: (id: string) => `/finance/entries/${id}`,
};

const auditTones: Record<AuditState, Tone> = { open: 'going', issued: 'kept', withdrawn: 'none' };

export function AuditTag({ state }: { state: AuditState }) {
  const terms = useAuditTerms();
  return <ToneTag tone={auditTones[state]}>{terms(`auditStates.${state}`)}</ToneTag>;
}

const findingTones: Record<FindingState, Tone> = {
  draft: 'none',
  issued: 'ahead',
  answered: 'going',
  returned: 'ahead',
  closed: 'kept',
  withdrawn: 'none',
};

export function FindingTag({ state, isOverdue }: { state: FindingState; isOverdue: boolean }) {
  const t = useAuditTexts();
  const terms = useAuditTerms();
  return (
    <ToneTag tone={isOverdue ? 'late' : findingTones[state]}>
      {terms(`states.${state}`)}
      {isOverdue ? ` · ${t('overdue')}` : null}
    </ToneTag>
  );
}

const paperTones: Record<PaperResult, Tone> = { open: 'ahead', in_order: 'kept', finding: 'late' };

export function PaperTag({ result }: { result: PaperResult }) {
  const terms = useAuditTerms();
  return (
    <ToneTag tone={paperTones[result]} bare>
      {terms(`results.${result}`)}
    </ToneTag>
  );
}

/** How much of a whole, in thousandths; money is no float. */
const shareOf = (part: bigint, whole: bigint): number => (whole === 0n ? 0 : Number((part * 1000n) / whole) / 10);

function Bar(props: { label: string; sampled: number; looked: number; words: string }) {
  const { label, sampled, looked, words } = props;
  return (
    <div className="fa-bar">
      <span className="dim t12">{label}</span>
      <svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
        <rect className="ground" width="100" height="8" />
        <rect className="sampled" width={Math.min(100, sampled)} height="8" />
        <rect className="looked" width={Math.min(100, looked)} height="8" />
      </svg>
      <span className="num t12">{words}</span>
    </div>
  );
}

/** What of all entries is in the sample, and what of it somebody has looked at: by number and by money. */
export function Coverage({ audit }: { audit: Pick<AuditRow, 'whole' | 'sampled' | 'looked'> }) {
  const t = useAuditTexts();
  const { whole, sampled, looked } = audit;
  if (whole === null) return <span className="dim">{t('undrawn')}</span>;
  const [sum, drawn, seen] = [asFen(whole.sum), asFen(sampled.sum), asFen(looked.sum)];
  const of = (part: number) => shareOf(BigInt(part), BigInt(whole.count));
  return (
    <div className="fa-coverage">
      <Bar
        label={t('byCount')}
        sampled={of(sampled.count)}
        looked={of(looked.count)}
        words={t('coverCount', { looked: looked.count, sampled: sampled.count, whole: whole.count })}
      />
      <Bar
        label={t('bySum')}
        sampled={shareOf(drawn, sum)}
        looked={shareOf(seen, sum)}
        words={t('coverSum', { looked: formatFen(seen), sampled: formatFen(drawn), whole: formatFen(sum) })}
      />
    </div>
  );
}

/** An entry by its number, which opens it. */
export function EntryLink({ entry }: { entry: { id: string; month: string; number: number | null } }) {
  return (
    <Link to={at.entry(entry.id)} className="nw">
      {entry.month} #{entry.number ?? '…'}
    </Link>
  );
}

/** A count that opens its rows. */
export function Count({ value, to, label }: { value: number; to: string; label: string }) {
  return (
    <div className="fa-count">
      <Figure value={value} to={to} big />
      <span className="dim t13">{label}</span>
    </div>
  );
}
