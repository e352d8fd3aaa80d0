import { Bar, ToneTag, type Tone, formatNumber } from '#ui';
import type { ListState } from '../../dues/contract';
import { useDuesTexts } from './texts';

const tones: Record<ListState, Tone> = {
  ...{ open: 'ahead', waiting: 'going', done: 'kept', failed: 'refuse', undoing: 'going', undone: 'none' },
};

export const isUnderWay = (state: ListState): boolean => state === 'waiting' || state === 'undoing';

export function WorkTag({ state }: { state: ListState }) {
  const t = useDuesTexts();
  return (
    <div>
      <ToneTag tone={tones[state]}>{t(`pages.state.${state}`)}</ToneTag>
    </div>
  );
}

/** How far work has come; the page may be left meanwhile. */
export function Progress({ progress }: { progress: { handled: number; total: number } | null }) {
  const t = useDuesTexts();
  const { handled = 0, total = 0 } = progress ?? {};
  const words = t('pages.progress', { handled: formatNumber(handled), total: formatNumber(total) });
  return (
    <div className="col g4" role="status">
      <Bar value={handled} of={Math.max(total, 1)} label={words} />
      <span className="dim t12">{words}</span>
      <span className="dim t12">{t('pages.mayLeave')}</span>
    </div>
  );
}
