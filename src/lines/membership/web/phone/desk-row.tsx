import { PhoneRow } from '#ui/phone';
import { useMembershipTexts } from '../texts';

/** Leads to the applications that wait for an opinion or a decision. */
export default function DeskRow() {
  const t = useMembershipTexts();
  return <PhoneRow icon="tick" title={t('nav.desk')} to="/membership/desk" />;
}
