import { PhoneRow } from '#ui/phone';
import { useMembershipTexts } from '../texts';

/** Leads to the own membership. */
export default function OwnMembershipRow() {
  const t = useMembershipTexts();
  return <PhoneRow icon="membership" title={t('nav.mine')} to="/membership" />;
}
