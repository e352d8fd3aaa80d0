import { Button, Card, ConfirmDialog, ErrorState, Skeleton, addressOf, formatDay, formatMoney } from '#ui';
import { navigate, showToast, useAct, useCall, useLanguage } from '#ui';
import { EntriesAbout, PhoneHead, PhoneRow, PhoneRows } from '#ui/phone';
import { useState } from 'react';
import {
  type ClaimWhole,
  getOwnClaimFile,
  listOwnClaims,
  showOwnClaim,
  takeBackOwnClaim,
} from '../../../claims/contract';
import { Photos } from '../photos';
import { ClaimCourse, ClaimStateTag, useHolderWords } from '../pieces';
import { useClaimTerms, useClaimTexts } from '../texts';
import { aboutClaim } from './about';
import { ClaimForm } from './claim-form';

function TakeBack({ claim: { id, version } }: { claim: ClaimWhole }) {
  const t = useClaimTexts();
  const [isAsking, setAsking] = useState(false);
  const { act, error, isUnderWay } = useAct(takeBackOwnClaim, {
    changes: [showOwnClaim, listOwnClaims],
    onDone: () => (showToast(t('takenBack')), setAsking(false)),
  });
  return (
    <>
      <Button wide onClick={() => setAsking(true)}>
        {t('takeBack')}
      </Button>
      {isAsking ? (
        <ConfirmDialog
          {...{ title: t('takeBack'), confirm: t('takeBack'), isBusy: isUnderWay, error }}
          onClose={() => setAsking(false)}
          onConfirm={() => void act({ params: { id }, body: { version } })}
        >
          <p>{t('takeBackWhat')}</p>
        </ConfirmDialog>
      ) : null}
    </>
  );
}

function Shown({ claim }: { claim: ClaimWhole }) {
  const t = useClaimTexts();
  const terms = useClaimTerms();
  const language = useLanguage();
  const holder = useHolderWords();
  const { id, abilities } = claim;
  return (
    <>
      <PhoneRows title={formatMoney(claim.amount)} end={<ClaimStateTag state={claim.state} />}>
        <PhoneRow icon="people" title={t('holder')} note={<span lang="zh-CN">{holder(claim)}</span>} />
        <PhoneRow icon="file" title={terms(`kinds.${claim.kind}`)} note={formatDay(claim.spentOn, language)} />
      </PhoneRows>
      <EntriesAbout about={aboutClaim(id)} />
      <Card title={t('photos')}>
        <Photos files={claim.files} addressOf={(fileId) => addressOf(getOwnClaimFile, { params: { id, fileId } })} />
      </Card>
      <Card title={t('progress')}>
        <ClaimCourse claim={claim} />
      </Card>
      {abilities.correct ? (
        <Card marked="late">
          <ClaimForm
            key={`${id} ${claim.version}`}
            claim={claim}
            onSent={() => navigate('/claims', { replace: true })}
          />
        </Card>
      ) : null}
      {abilities.takeBack ? <TakeBack claim={claim} /> : null}
    </>
  );
}

/** An own claim: who holds it, its photos and its course; one that was returned is corrected here. */
export function ClaimPage({ claimId }: { claimId: string }) {
  const t = useClaimTexts();
  const answer = useCall(showOwnClaim, { params: { id: claimId } }, { isKept: true });
  const claim = answer.data?.id === claimId ? answer.data : undefined;
  return (
    <>
      <PhoneHead title={claim?.words ?? t('mine')} back="/claims" />
      <div className="pbody">
        {claim ? (
          <Shown claim={claim} />
        ) : answer.error ? (
          <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />
        ) : (
          <Skeleton lines={6} />
        )}
      </div>
    </>
  );
}
