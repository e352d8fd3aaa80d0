import type { ReactNode } from 'react';
import { useLanguage } from './choices';
import { formatDayShort } from './formats';
import type { Tone } from './state-tag';
import './styles/lists.css';

export interface TimelineEntry {
  id: string;
  day: string;
  title: ReactNode;
  /** Who did it, who checked it. */
  note?: ReactNode;
  tone?: Tone;
}

/** What has happened, the latest first. */
export function Timeline({ entries }: { entries: readonly TimelineEntry[] }) {
  const language = useLanguage();
  return (
    <ol className="tl">
      {entries.map((entry) => (
        <li key={entry.id} className={entry.tone}>
          <time className="dim t12" dateTime={entry.day}>
            {formatDayShort(entry.day, language)}
          </time>
          <div>
            <div className="ink">{entry.title}</div>
            {entry.note ? <div className="dim t12">{entry.note}</div> : null}
          </div>
        </li>
      ))}
    </ol>
  );
}
