import { type UnitNode, type UnitRow, listUnits, unitTree } from '../../contract';
import { useCall, useCan } from '#ui';
import { useMemo } from 'react';

export interface UnitOption {
  readonly value: string;
  readonly label: string;
}

function flat(nodes: readonly UnitNode<UnitRow>[], depth = 0): UnitOption[] {
  return nodes.flatMap(({ unit, children }) => [
    { value: unit.id, label: `${'　'.repeat(depth)}${unit.name}` },
    ...flat(children, depth + 1),
  ]);
}

/** The units of the own part of the tree for a list to choose from, indented as they lie. */
export function useUnitOptions(isOffered?: (unit: UnitRow) => boolean): readonly UnitOption[] {
  const may = useCan();
  const units = useCall(listUnits, { query: {} }, { enabled: may('roster.unit.read'), isKept: true }).data?.rows;
  return useMemo(() => {
    const rows = units ?? [];
    return flat(unitTree(isOffered ? rows.filter(isOffered) : rows));
  }, [units, isOffered]);
}
