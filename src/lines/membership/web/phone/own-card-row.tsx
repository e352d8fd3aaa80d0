import { PhoneRow } from '#ui/phone';
import { useMembershipTexts } from '../texts';

/** Leads to the member card. */
export default function OwnCardRow() {
  const t = useMembershipTexts();
  return <PhoneRow icon="person" title={t('nav.card')} to="/membership/card" />;
}
