import { type Tone, ToneTag } from '#ui';
import { type TransferRow, listTransfers, showTransfer } from '../../transfers/contract';
import { useTransferTerms } from './texts';

/** What every act on a transfer may have changed. */
export const touched = [listTransfers, showTransfer];

const tones: Readonly<Record<TransferRow['state'], Tone>> = {
  proposed: 'late',
  withdrawn: 'none',
  refused: 'none',
  done: 'kept',
  reversing: 'late',
  reversed: 'none',
};

export function TransferTag({ state }: { state: TransferRow['state'] }) {
  const terms = useTransferTerms();
  return <ToneTag tone={tones[state]}>{terms(`states.${state}`)}</ToneTag>;
}
