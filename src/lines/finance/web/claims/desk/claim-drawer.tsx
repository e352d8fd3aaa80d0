import { formatFen } from '#kernel/contract';
import { Card, ErrorState, Link, Skeleton, addressOf, formatDay, useCall, useLanguage } from '#ui';
import { Drawer } from '#ui/desktop';
import type { ReactNode } from 'react';
import { type ClaimWhole, getClaimFile, showClaim } from '../../../claims/contract';
import { Photos } from '../photos';
import { ClaimCourse, ClaimStateTag, Findings, useHolderWords } from '../pieces';
import { useClaimTerms, useClaimTexts } from '../texts';
import { CheckForm } from './check-form';
import { DecisionForm, PaymentForm } from './decision-forms';

/** The line that bears it; what it says to the amount, or that the amount is held reserved of it. */
function BudgetWords({ claim: { budget } }: { claim: ClaimWhole }) {
  const t = useClaimTexts();
  if (budget === null) return null;
  const { name, verdict, words, free, isReserved } = budget;
  const left = free === null ? t('budgetUnlimited') : t('budgetFree', { free: formatFen(free) });
  return (
    <>
      <span lang="zh-CN">{name}</span> <span className="dim t12">{isReserved ? t('budgetReserved') : left}</span>
      {verdict === 'fits' ? null : <div className={verdict === 'note' ? 'dim' : 'c-late'}>{words}</div>}
    </>
  );
}

function Facts({ claim }: { claim: ClaimWhole }) {
  const t = useClaimTexts();
  const terms = useClaimTerms();
  const language = useLanguage();
  const holder = useHolderWords();
  const facts: readonly (readonly [string, ReactNode])[] = [
    [terms('columns.claimant'), `${claim.claimant.name} · ${claim.unit.name}`],
    [terms('columns.kind'), terms(`kinds.${claim.kind}`)],
    [terms('columns.amount'), formatFen(claim.amount)],
    [terms('columns.spentOn'), formatDay(claim.spentOn, language)],
    [t('form'), terms(`forms.${claim.form}`)],
    [t('people'), t('heads', { count: claim.people })],
    [t('participants'), claim.participants === null ? null : t('participantsCount', { count: claim.participants })],
    [t('event'), claim.event?.title ?? null],
    [t('book'), claim.book?.name ?? null],
    [t('account'), claim.account === null ? null : `${claim.account.code} ${claim.account.name}`],
    [t('budgetLine'), claim.budget === null ? null : <BudgetWords claim={claim} />],
    [t('checkNote'), claim.checkNote || null],
    [t('holder'), holder(claim)],
  ];
  return (
    <dl className="fc-facts">
      {facts.map(([label, value]) =>
        value === null ? null : (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ),
      )}
    </dl>
  );
}

function Payees({ claim }: { claim: ClaimWhole }) {
  const t = useClaimTexts();
  if (claim.payees.length === 0) return null;
  return (
    <Card title={t('payees')} note={t('heads', { count: claim.payees.length })}>
      <ul className="fc-payees">
        {claim.payees.map(({ personId, name, amount }) => (
          <li key={personId}>
            <span lang="zh-CN">{name ?? t('hiddenPerson')}</span>
            <span className="num">{formatFen(amount)}</span>
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** A claim with all that is known of it, and the step that the reader may take. */
export function ClaimDrawer({ id, onClose }: { id: string; onClose: () => void }) {
  const t = useClaimTexts();
  const terms = useClaimTerms();
  const answer = useCall(showClaim, { params: { id } });
  const claim = answer.data?.id === id ? answer.data : null;
  if (!claim)
    return (
      <Drawer title={terms('title')} onClose={onClose}>
        {answer.error ? (
          <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />
        ) : (
          <Skeleton lines={6} />
        )}
      </Drawer>
    );
  const { abilities } = claim;
  const key = `${claim.id} ${claim.version}`;
  return (
    <Drawer
      title={<span lang="zh-CN">{claim.words}</span>}
      note={<ClaimStateTag state={claim.state} />}
      size="wide"
      onClose={onClose}
    >
      <div className="col g16">
        <Card title={t('facts')}>
          <Facts claim={claim} />
        </Card>
        <Card title={t('files')} note={String(claim.files.length)}>
          <Photos files={claim.files} addressOf={(fileId) => addressOf(getClaimFile, { params: { id, fileId } })} />
        </Card>
        <Card title={t('rulesTitle')}>
          <Findings claim={claim} />
        </Card>
        {abilities.check ? null : <Payees claim={claim} />}
        {abilities.check ? <CheckForm key={key} claim={claim} /> : null}
        {abilities.decide ? <DecisionForm key={key} claim={claim} /> : null}
        {abilities.withdraw ? <DecisionForm key={key} claim={claim} isApproved /> : null}
        {abilities.pay ? <PaymentForm key={key} claim={claim} /> : null}
        {claim.voucherId === null ? null : (
          <p>
            <Link to={`/finance/vouchers/${claim.voucherId}`}>{t('openVoucher')}</Link>
          </p>
        )}
        <Card title={t('progress')}>
          <ClaimCourse claim={claim} />
        </Card>
      </div>
    </Drawer>
  );
}
