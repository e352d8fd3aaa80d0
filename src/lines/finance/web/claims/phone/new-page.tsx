import { Card, navigate } from '#ui';
import { PhoneHead } from '#ui/phone';
import { useClaimTexts } from '../texts';
import { ClaimForm } from './claim-form';

/** A new claim: photos first, then what it was. */
export function NewClaimPage() {
  const t = useClaimTexts();
  return (
    <>
      <PhoneHead title={t('new')} note={t('newNote')} back="/claims" />
      <div className="pbody">
        <Card>
          <ClaimForm claim={null} onSent={() => navigate('/claims', { replace: true })} />
        </Card>
      </div>
    </>
  );
}
