import { Gauge, type Tone, ToneTag, formatMoney } from '#ui';
import {
  type BudgetLine,
  type BudgetVersionHead,
  type LineTarget,
  showBudget,
  showBudgetLine,
} from '../../budgets/contract';
import { getBudgetDraft, listBudgets, showBudgetVersion } from '../../budgets/contract';
import { asFen } from '../pieces';
import { useBudgetTerms, useBudgetTexts } from './texts';

/** What every act on a budget may have changed. */
export const touched = [listBudgets, showBudget, showBudgetLine, showBudgetVersion, getBudgetDraft];

const tones: Readonly<Record<BudgetLine['state'], Tone>> = {
  above: 'late',
  threatened: 'late',
  below: 'going',
  kept: 'kept',
  within: 'ahead',
};

/** The state of a line; a floor that will be missed, or was, is said as loud as spending too much. */
export function LineTag({ line }: { line: Pick<BudgetLine, 'state' | 'alarm'> }) {
  const t = useBudgetTexts();
  const terms = useBudgetTerms();
  if (line.alarm !== 'none') return <ToneTag tone="late">{t(`alarm_${line.alarm}`)}</ToneTag>;
  return (
    <ToneTag tone={tones[line.state]} bare>
      {terms(`states.${line.state}`)}
    </ToneTag>
  );
}

const versionTones: Readonly<Record<BudgetVersionHead['state'], Tone>> = {
  draft: 'going',
  proposed: 'late',
  in_force: 'kept',
  replaced: 'none',
  dropped: 'none',
};

export function VersionTag({ state }: { state: BudgetVersionHead['state'] }) {
  const terms = useBudgetTerms();
  return <ToneTag tone={versionTones[state]}>{terms(`versions.${state}`)}</ToneTag>;
}

/** What a line asks for, as one says it. */
export function useTargetWords(): (target: LineTarget) => string {
  const t = useBudgetTexts();
  return (target) => {
    switch (target.kind) {
      case 'ceiling':
        return t('target_ceiling', { amount: formatMoney(target.ceiling) });
      case 'floor':
        return t('target_floor', { amount: formatMoney(target.floor) });
      case 'range':
        return t('target_range', { from: formatMoney(target.floor), to: formatMoney(target.ceiling) });
      case 'band':
        return t('target_band', { amount: formatMoney(target.about), percent: target.tolerance });
    }
  };
}

/** How far it is to the least, or beyond the most. */
export function GapWords({ line }: { line: Pick<BudgetLine, 'gap' | 'state'> }) {
  const t = useBudgetTexts();
  if (line.gap === null) return null;
  const amount = formatMoney(line.gap);
  return <>{line.state === 'above' ? t('gapAbove', { amount }) : t('gapBelow', { amount })}</>;
}

/** Spent and reserved of a line in one bar, with the marks of what it asks for. */
export function LineGauge({ line }: { line: BudgetLine }) {
  const { target } = line;
  const [spent, reserved] = [asFen(line.spent), asFen(line.reserved)];
  return (
    <Gauge
      spent={spent > 0n ? spent : 0n}
      {...(reserved > 0n ? { approved: reserved } : {})}
      {...('floor' in target ? { floor: asFen(target.floor) } : {})}
      {...('ceiling' in target ? { cap: asFen(target.ceiling) } : {})}
      {...(target.kind === 'band' ? { band: { from: asFen(line.least!), to: asFen(line.most!) } } : {})}
    />
  );
}
