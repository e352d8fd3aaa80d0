import { PhoneRow } from '#ui/phone';
import { useReliefTexts } from '../texts';

export default function OwnRow() {
  const t = useReliefTexts();
  return <PhoneRow icon="relief" title={t('pages.own.link')} to="/coverages" />;
}
