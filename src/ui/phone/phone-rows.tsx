import type { ReactNode } from 'react';
import type { IconName } from '../icon-drawings';
import { Icon } from '../icons';
import { Link } from '../router';
import '../styles/lists.css';
import './phone-pages.css';

/** A card of rows with a head: what is to be done, what is newly published. */
export function PhoneRows({ title, end, children }: { title: ReactNode; end?: ReactNode; children: ReactNode }) {
  return (
    <section className="card">
      <div className="li head">
        <h2 className="sp">{title}</h2>
        {end ? <span className="dim t13">{end}</span> : null}
      </div>
      {children}
    </section>
  );
}

export interface PhoneRowProps {
  icon: IconName;
  title: ReactNode;
  note?: ReactNode;
  /** At the right: a state. Without one, a row that leads somewhere has an arrow. */
  end?: ReactNode;
  to?: string;
  onOpen?: () => void;
}

export function PhoneRow({ icon, title, note, end, to, onOpen }: PhoneRowProps) {
  const inside = (
    <>
      <Icon name={icon} size="xl" />
      <span className="mid">
        <b>{title}</b>
        {note ? <span>{note}</span> : null}
      </span>
      {end ?? (to || onOpen ? <Icon name="right" size="l" /> : null)}
    </>
  );
  if (to) return <Link to={to} className="li" children={inside} />;
  if (onOpen) return <button type="button" className="li" onClick={onOpen} children={inside} />;
  return <div className="li">{inside}</div>;
}
