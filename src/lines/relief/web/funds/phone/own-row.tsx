import { PhoneRow } from '#ui/phone';
import { useFundTexts } from '../texts';

export default function OwnFundRow() {
  const t = useFundTexts();
  return <PhoneRow icon="relief" title={t('pages.phone.link')} to="/campaigns" />;
}
