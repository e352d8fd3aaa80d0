import { PhoneRow } from '#ui/phone';
import { usePrivacyTexts } from './texts';

export default function OwnRow() {
  const t = usePrivacyTexts();
  return <PhoneRow icon="person" title={t('own.link')} to="/me/privacy" />;
}
