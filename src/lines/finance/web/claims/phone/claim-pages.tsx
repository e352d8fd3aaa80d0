import { useParams } from '#ui';
import { ClaimPage } from './claim-page';
import { NewClaimPage } from './new-page';
import { OwnClaimsPage } from './own-page';

/** `/claims`, `/claims/new`, `/claims/0190…`: the own claims, a new one, one of them. */
export default function ClaimPages() {
  const { claimId = '' } = useParams();
  if (claimId === '') return <OwnClaimsPage />;
  return claimId === 'new' ? <NewClaimPage /> : <ClaimPage claimId={claimId} />;
}
