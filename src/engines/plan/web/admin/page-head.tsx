import { Icon, Link, usePageTitle } from '#ui';
import type { ReactNode } from 'react';
import '../styles/page.css';

export interface PageHeadProps {
  /** The page's name as plain words, for the browser's tab. */
  tab: string;
  title: ReactNode;
  note?: ReactNode;
  tag?: ReactNode;
  crumbs?: readonly { label: ReactNode; to?: string }[];
  children?: ReactNode;
}

/** The head of a page: where it stands, its name, a quiet note, and its acts at the right. */
export function PageHead({ tab, title, note, tag, crumbs, children }: PageHeadProps) {
  usePageTitle(tab);
  return (
    <div className="plan-head">
      <div className="plan-head-words">
        {crumbs ? (
          <nav className="plan-crumbs">
            {crumbs.map((crumb, index) => (
              <span key={index} className="row g4">
                {index > 0 ? <Icon name="right" size="s" /> : null}
                {crumb.to ? <Link to={crumb.to}>{crumb.label}</Link> : <span>{crumb.label}</span>}
              </span>
            ))}
          </nav>
        ) : null}
        <div className="row g12 wrap">
          <h1>{title}</h1>
          {tag}
          {note ? <span className="dim t13">{note}</span> : null}
        </div>
      </div>
      {children ? <div className="row g8 wrap plan-head-acts">{children}</div> : null}
    </div>
  );
}
