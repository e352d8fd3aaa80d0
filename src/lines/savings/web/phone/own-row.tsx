import { useCall } from '#ui';
import { PhoneRow } from '#ui/phone';
import { showOwnSavings } from '../../contract';
import { useSavingsTexts } from '../texts';

/** Where the own unit has no association, nothing stands here. */
export default function OwnSavingsRow() {
  const t = useSavingsTexts();
  const { data } = useCall(showOwnSavings, {}, { isKept: true });
  const isThere = data !== undefined && (data.association !== null || data.account !== null);
  return isThere ? <PhoneRow icon="finance" title={t('pages.own.title')} to="/savings" /> : null;
}
