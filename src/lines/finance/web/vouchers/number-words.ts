import type { VoucherRow } from '../../vouchers/contract';
import { useVoucherTerms, useVoucherTexts } from './texts';

/** `2024-06 第3号`, or that the number is still on its way; nothing for what is not posted. */
export function useNumberWords(): (entry: VoucherRow['entry']) => string {
  const t = useVoucherTexts();
  const terms = useVoucherTerms();
  return (entry) =>
    entry === null
      ? ''
      : entry.number === null
        ? terms('waits')
        : t('numberOf', { month: entry.month, number: entry.number });
}
