import type { MouseEvent, ReactNode } from 'react';
import { Icon } from '../icons';
import { Link, navigate } from '../router';
import '../styles/lists.css';
import './desktop-pages.css';

export interface Column<Row> {
  /** Names the column in the person's choice; stays the same for good. */
  readonly key: string;
  readonly label: string;
  readonly cell: (row: Row) => ReactNode;
  /** Numbers and money stand at the right. */
  readonly isNumber?: boolean;
  /** The word for the server's `sort` query. */
  readonly sort?: string;
  /** Not shown until the person chooses it. */
  readonly isExtra?: boolean;
}

export interface TableProps<Row> {
  /** Said to screen readers. */
  label: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  keyOf: (row: Row) => string;
  /** Where a row opens; the first column is the link, the whole row a wider place to press. */
  toOf?: (row: Row) => string | null;
  openKey?: string | null;
  /** `name` or `-name`. */
  sort?: string | undefined;
  onSort?: (sort: string) => void;
}

/** Whether a press was meant for something inside the row. */
function isForControl(event: MouseEvent): boolean {
  const isSelecting = (getSelection()?.toString() ?? '') !== '';
  return isSelecting || (event.target as HTMLElement).closest('a, button, input, select, label') !== null;
}

export function Table<Row>({ label, columns, rows, keyOf, toOf, openKey, sort, onSort }: TableProps<Row>) {
  const head = (column: Column<Row>) => {
    if (!column.sort || !onSort) return column.label;
    const isUp = sort === column.sort;
    const isDown = sort === `-${column.sort}`;
    return (
      <button type="button" onClick={() => onSort(isUp ? `-${column.sort}` : (column.sort ?? ''))}>
        {column.label}
        {isUp || isDown ? <span aria-hidden="true">{isUp ? '↑' : '↓'}</span> : null}
      </button>
    );
  };
  const direction = (column: Column<Row>) =>
    !column.sort ? undefined : sort === column.sort ? 'ascending' : sort === `-${column.sort}` ? 'descending' : 'none';
  return (
    <div className="scroll-x">
      <table aria-label={label}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th
                key={column.key}
                scope="col"
                className={column.isNumber ? 'num' : undefined}
                aria-sort={direction(column)}
              >
                {head(column)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const key = keyOf(row);
            const to = toOf?.(row) ?? null;
            return (
              <tr
                key={key}
                className={to ? `opens${openKey === key ? ' is-open' : ''}` : undefined}
                onClick={(event) => to && !isForControl(event) && navigate(to, { keepScroll: true })}
              >
                {columns.map((column, index) => (
                  <td key={column.key} className={column.isNumber ? 'num' : undefined}>
                    {index === 0 && to ? (
                      <Link to={to} className="row-link" keepScroll>
                        {column.cell(row)}
                      </Link>
                    ) : (
                      column.cell(row)
                    )}
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

/** A tick or a dash in a cell, with its word for those who can't see it. */
export function YesNo({ value, yes, no }: { value: boolean; yes: string; no: string }) {
  return (
    <span className={value ? 'c-kept' : 'dim'} title={value ? yes : no}>
      <Icon name={value ? 'tick' : 'minus'} />
      <span className="unseen">{value ? yes : no}</span>
    </span>
  );
}
