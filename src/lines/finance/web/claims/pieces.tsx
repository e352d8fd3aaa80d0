import { formatFen } from '#kernel/contract';
import { Link, type Tone, ToneTag, formatDay, formatMoment, useLanguage, useToday } from '#ui';
import type { ClaimState, ClaimWhole } from '../../claims/contract';
import { useClaimTerms, useClaimTexts } from './texts';
import './claims.css';

const tones: Record<ClaimState, Tone> = {
  submitted: 'going',
  returned: 'late',
  checked: 'going',
  approved: 'going',
  paid: 'kept',
  reversed: 'late',
  refused: 'refuse',
  taken_back: 'none',
};

export function ClaimStateTag({ state, bare }: { state: ClaimState; bare?: boolean }) {
  const terms = useClaimTerms();
  return (
    <ToneTag tone={tones[state]} {...(bare ? { bare } : {})}>
      {terms(`states.${state}`)}
    </ToneTag>
  );
}

/** Whose turn it is: the office, and by name as far as they are few. */
export function useHolderWords(): (claim: Pick<ClaimWhole, 'state' | 'holders'>) => string {
  const terms = useClaimTerms();
  return ({ state, holders }) => {
    const isOpen =
      state === 'submitted' ||
      state === 'checked' ||
      state === 'approved' ||
      state === 'reversed' ||
      state === 'returned';
    const office = terms(`holders.${isOpen ? state : 'none'}`);
    return holders.length === 0 ? office : `${office} · ${holders.join('、')}`;
  };
}

/** The day in the books of a payment that was taken back; at the desk it leads to the entry in red and to the voucher. */
function ReversalWords({ reversal }: { reversal: NonNullable<ClaimWhole['steps'][number]['reversal']> }) {
  const t = useClaimTexts();
  const language = useLanguage();
  const { on, voucherId, entryId } = reversal;
  return (
    <p className="dim t13">
      {t('reversedOn', { day: formatDay(on, language) })}
      {entryId === null ? null : (
        <>
          {' · '}
          <Link to={`/finance/entries/${entryId}`}>{t('openReversal')}</Link>
        </>
      )}
      {voucherId === null ? null : (
        <>
          {' · '}
          <Link to={`/finance/vouchers/${voucherId}`}>{t('openFormer')}</Link>
        </>
      )}
    </p>
  );
}

/** What became of the claim: who did what, when, and what was said. */
export function ClaimCourse({ claim }: { claim: ClaimWhole }) {
  const terms = useClaimTerms();
  const language = useLanguage();
  const today = useToday();
  return (
    <ol className="fc-course">
      {claim.steps.map(({ step, at, byName, note, reversal }) => (
        <li key={`${step} ${at}`}>
          <b>{terms(`steps.${step}`)}</b> <span lang="zh-CN">{byName}</span>{' '}
          <span className="dim t12">{formatMoment(at, language, today)}</span>
          {note === '' ? null : <p>{note}</p>}
          {reversal === null ? null : <ReversalWords reversal={reversal} />}
        </li>
      ))}
    </ol>
  );
}

type Finding = ClaimWhole['findings'][number];
const findingTones: Record<Finding['verdict'], Tone> = { kept: 'kept', broken: 'refuse', unset: 'late' };

function useFindingWords(claim: ClaimWhole): (finding: Finding) => string {
  const t = useClaimTexts();
  const terms = useClaimTerms();
  const yuan = (fen: string) => formatFen(BigInt(fen));
  return ({ rule, found, most }) => {
    if (rule === 'no_cash') return t('ruleNoCash', { form: terms(`forms.${claim.form}`) });
    if (rule === 'winners') return most === null ? t('ruleWinnersUnset', { found }) : t('ruleWinners', { found, most });
    return most === null
      ? t('ruleCapUnset', { found: yuan(found) })
      : t('ruleCap', { found: yuan(found), most: yuan(most) });
  };
}

/** What each rule says; one that nobody has set says so. */
export function Findings({ claim }: { claim: ClaimWhole }) {
  const t = useClaimTexts();
  const terms = useClaimTerms();
  const say = useFindingWords(claim);
  if (claim.findings.length === 0) return <p className="dim">{t('noRules')}</p>;
  return (
    <ul className="fc-findings">
      {claim.findings.map((finding) => (
        <li key={finding.rule}>
          <ToneTag tone={findingTones[finding.verdict]}>
            {terms(`rules.${finding.rule}`)} · {terms(`verdicts.${finding.verdict}`)}
          </ToneTag>
          <span>{say(finding)}</span>
          <span className="dim t12">
            {t('source', { source: '' })}
            <span lang="zh-CN">{finding.source}</span>
          </span>
        </li>
      ))}
    </ul>
  );
}
