import { type Tone, ToneTag } from '#ui';
import type { VoucherRow, VoucherState } from '../../vouchers/contract';
import { useVoucherTerms, useVoucherTexts } from './texts';

const tones: Record<VoucherState, Tone> = {
  draft: 'ahead',
  returned: 'late',
  submitted: 'going',
  reviewed: 'going',
  posted: 'kept',
  dropped: 'none',
};

/** The state in icon and word; of a reviewed one, whether the cashier is waited for. */
export function VoucherStateTag({ voucher, bare }: { voucher: VoucherRow; bare?: boolean }) {
  const t = useVoucherTexts();
  const terms = useVoucherTerms();
  const { state, movesMoney, isPaid, isTakenBack } = voucher;
  const words = isTakenBack
    ? t('takenBack')
    : state === 'reviewed' && movesMoney && !isPaid
      ? t('waitsCashier')
      : terms(`states.${state}`);
  return (
    <ToneTag tone={isTakenBack ? 'none' : tones[state]} {...(bare ? { bare } : {})}>
      {words}
    </ToneTag>
  );
}
