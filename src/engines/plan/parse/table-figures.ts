import { findMoney, type Figure } from './amounts';
import { findQuantities } from './quantities';
import { isWithin } from './sorted';
import type { TableRow } from './tables';

/** Figures of cells whose unit stands in the head of their column: 3000 under 预算（元）. */
export function figuresOfRows(
  plain: string,
  rows: TableRow[],
  known: Figure[],
): { money: Figure[]; quantities: Figure[] } {
  const money: Figure[] = [];
  const quantities: Figure[] = [];
  for (const cell of rows.flatMap((r) => r.unitCells)) {
    if (isWithin(known, cell.at)) continue;
    const written = plain.slice(cell.at, cell.end) + cell.unit;
    const isMoney = cell.unit.endsWith('元');
    const figure = isMoney ? findMoney(written)[0] : findQuantities(written, () => false)[0];
    if (figure) (isMoney ? money : quantities).push({ ...figure, at: cell.at, end: cell.end });
  }
  return { money, quantities };
}
