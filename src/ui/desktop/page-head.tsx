import type { ReactNode } from 'react';
import { Icon } from '../icons';
import { usePageTitle } from '../page-title';
import { Link } from '../router';
import './desktop-pages.css';

export interface PageHeadProps {
  title: string;
  /** Beside the title: counts, the day. */
  note?: ReactNode;
  /** Above the title, from the outside in. */
  crumbs?: readonly { label: string; to?: string }[];
  /** Beside the title: a state. */
  tag?: ReactNode;
  /** At the right; one of them may be the red one. */
  acts?: ReactNode;
}

/** The head of a desktop page; it also names the browser's tab. */
export function PageHead({ title, note, crumbs, tag, acts }: PageHeadProps) {
  usePageTitle(title);
  return (
    <div className="ph">
      <div className="col g4">
        {crumbs ? (
          <nav className="crumb">
            {crumbs.map((crumb, index) => (
              <span key={crumb.label} className="row g4">
                {index > 0 ? <Icon name="right" size="s" /> : null}
                {crumb.to ? <Link to={crumb.to}>{crumb.label}</Link> : crumb.label}
              </span>
            ))}
          </nav>
        ) : null}
        <div className="row g12 wrap">
          <h1>{title}</h1>
          {tag}
          {note ? <span className="sub">{note}</span> : null}
        </div>
      </div>
      <span className="sp" />
      {acts}
    </div>
  );
}
