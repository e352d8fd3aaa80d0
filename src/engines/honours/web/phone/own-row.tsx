import { PhoneRow } from '#ui/phone';
import { useHonourTexts } from '../texts';

export default function OwnHonoursRow() {
  const t = useHonourTexts();
  return <PhoneRow icon="competition" title={t('titles.mine')} to="/honours" />;
}
