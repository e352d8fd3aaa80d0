import type { ReactNode } from 'react';
import type { IconName } from './icon-drawings';
import { Icon } from './icons';
import './styles/controls.css';

export interface CardProps {
  title?: ReactNode;
  /** Beside the title, quieter: a count, a day. */
  note?: ReactNode;
  /** At the right end of the head. */
  acts?: ReactNode;
  /** A coloured edge for the one card that wants an answer. */
  marked?: 'sea' | 'late';
  /** Without padding, for tables and lists. */
  flush?: boolean;
  children: ReactNode;
}

export function Card({ title, note, acts, marked, flush, children }: CardProps) {
  const looks = ['card', marked ? 'marked' : '', marked === 'late' ? 'late' : ''].filter(Boolean).join(' ');
  return (
    <section className={looks}>
      {title ? (
        <header>
          <h2>{title}</h2>
          {note ? <span className="dim t13">{note}</span> : null}
          <span className="sp" />
          {acts}
        </header>
      ) : null}
      {flush ? children : <div className="pad">{children}</div>}
    </section>
  );
}

/** A remark above or between things: information, a warning, or a refusal. */
export function Note({ kind = 'info', children }: { kind?: 'info' | 'warn' | 'refuse'; children: ReactNode }) {
  const icons: Record<string, IconName> = { info: 'info', warn: 'late', refuse: 'refuse' };
  return (
    <div className={kind === 'info' ? 'note' : `note ${kind}`} role={kind === 'info' ? undefined : 'alert'}>
      <Icon name={icons[kind] ?? 'info'} />
      <div>{children}</div>
    </div>
  );
}
