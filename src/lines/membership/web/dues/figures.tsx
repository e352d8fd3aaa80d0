import type { ReactNode } from 'react';
import './dues.css';

/** Sums beside each other, each under its word. */
export function Figures({ rows }: { rows: readonly { label: string; value: ReactNode }[] }) {
  return (
    <dl className="du-figures">
      {rows.map(({ label, value }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
