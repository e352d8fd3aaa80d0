import { PhoneRow } from '#ui/phone';
import { useDuesTexts } from './texts';

export default function OwnDuesRow() {
  const t = useDuesTexts();
  return <PhoneRow icon="finance" title={t('pages.own.title')} to="/dues" />;
}
