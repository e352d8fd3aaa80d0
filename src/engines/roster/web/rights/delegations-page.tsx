import { Card } from '#ui';
import { PhoneHead } from '#ui/phone';
import Delegations from './delegations';
import { useRightsTexts } from './texts';

/** The phone's page of the own roles and who stands in for whom. */
export default function DelegationsPage() {
  const t = useRightsTexts();
  return (
    <>
      <PhoneHead title={t('delegation.title')} back="/me" />
      <div className="pbody">
        <Card>
          <Delegations />
        </Card>
      </div>
    </>
  );
}
