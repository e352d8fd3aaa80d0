import { PhoneRow } from '#ui/phone';
import { useClaimTexts } from '../texts';

export default function OwnRow() {
  const t = useClaimTexts();
  return <PhoneRow icon="upload" title={t('mine')} to="/claims" />;
}
