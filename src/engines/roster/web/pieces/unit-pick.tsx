import { type UnitNode, type UnitRow, listUnits, unitTree } from '#engines/roster/contract';
import { Select, useCall } from '#ui';
import { useMemo } from 'react';
import { useRosterTexts } from '../texts';

export interface UnitPickProps {
  value: string;
  onChange: (unitId: string) => void;
  label?: string;
  /** What stands for no choice; without it the first entry asks to choose. */
  blank?: string;
  /** Leaves units out with all below them, such as where something may not be put. */
  isOffered?: (unit: UnitRow) => boolean;
}

function flat(nodes: readonly UnitNode<UnitRow>[], depth = 0): { value: string; label: string }[] {
  return nodes.flatMap(({ unit, children }) => [
    { value: unit.id, label: `${'　'.repeat(depth)}${unit.name}` },
    ...flat(children, depth + 1),
  ]);
}

/** A unit of the own part of the tree, indented as it lies. */
export function UnitPick({ value, onChange, label, blank, isOffered }: UnitPickProps) {
  const t = useRosterTexts();
  const units = useCall(listUnits, { query: {} }).data?.rows;
  const options = useMemo(() => {
    const rows = units ?? [];
    return flat(unitTree(isOffered ? rows.filter(isOffered) : rows));
  }, [units, isOffered]);
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
