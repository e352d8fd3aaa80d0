import type { UnitRow } from '../../contract';
import { Select } from '#ui';
import { useRosterTexts } from '../texts';
import { useUnitOptions } from './use-unit-options';

export interface UnitPickProps {
  value: string;
  onChange: (unitId: string) => void;
  label?: string;
  /** What stands for no choice; without it the first entry asks to choose. */
  blank?: string;
  /** Leaves units out, such as where something may not be put. */
  isOffered?: (unit: UnitRow) => boolean;
}

/** A unit of the own part of the tree, indented as it lies. */
export function UnitPick({ value, onChange, label, blank, isOffered }: UnitPickProps) {
  const t = useRosterTexts();
  const options = useUnitOptions(isOffered);
  return (
    <Select
      aria-label={label}
      options={options}
      blank={blank ?? t('pick.unit')}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
