import { type Tone, ToneTag } from '#ui';
import type { ReceiptRow, ReceiptState } from '../../receipts/contract';
import { useReceiptTerms, useReceiptTexts } from './texts';

const tones: Record<ReceiptState, Tone> = { valid: 'kept', cancelled: 'none', red: 'refuse' };

export function ReceiptStateTag({ receipt, bare }: { receipt: ReceiptRow; bare?: boolean }) {
  const t = useReceiptTexts();
  const terms = useReceiptTerms();
  const { state, isBaseless } = receipt;
  return (
    <ToneTag tone={isBaseless ? 'late' : tones[state]} {...(bare ? { bare } : {})}>
      {terms(`states.${state}`)}
      {isBaseless ? <span className="unseen">{t('baseless')}</span> : null}
    </ToneTag>
  );
}
