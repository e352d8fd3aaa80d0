import { formatMoney, ButtonLink, Button, EmptyState, ErrorState, Skeleton, useRows, useUiTexts } from '#ui';
import { EntriesAbout, PhoneHead, PhoneRow, PhoneRows } from '#ui/phone';
import { listOwnClaims } from '../../../claims/contract';
import { ClaimStateTag } from '../pieces';
import { useClaimTexts } from '../texts';
import { NEW_CLAIM } from './about';

/** The own claims: what waits in the phone, and what became of those that were sent. */
export function OwnClaimsPage() {
  const t = useClaimTexts();
  const ui = useUiTexts();
  const list = useRows(listOwnClaims, { query: { limit: 30 } }, { isKept: true });
  return (
    <>
      <PhoneHead title={t('mine')} back="/me" />
      <div className="pbody">
        <ButtonLink wide kind="main" icon="camera" to="/claims/new">
          {t('new')}
        </ButtonLink>
        <EntriesAbout about={NEW_CLAIM} />
        {list.error && list.rows.length === 0 ? (
          <ErrorState error={list.error} onRetry={list.again} />
        ) : list.isLoading ? (
          <Skeleton lines={5} />
        ) : list.rows.length === 0 ? (
          <EmptyState title={t('none')}>{t('noneAdvice')}</EmptyState>
        ) : (
          <PhoneRows title={t('mine')}>
            {list.rows.map((claim) => (
              <PhoneRow
                key={claim.id}
                icon="file"
                title={<span lang="zh-CN">{claim.words}</span>}
                note={formatMoney(claim.amount)}
                end={<ClaimStateTag state={claim.state} />}
                to={`/claims/${claim.id}`}
              />
            ))}
          </PhoneRows>
        )}
        {list.hasMore ? (
          <Button wide isBusy={list.isLoadingMore} onClick={list.more}>
            {ui('more')}
          </Button>
        ) : null}
      </div>
    </>
  );
}
