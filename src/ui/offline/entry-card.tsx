import { type ComponentType, useState } from 'react';
import { Button } from '../button';
import { useLanguage } from '../choices';
import { ConfirmDialog } from '../confirm-dialog';
import { formatMoment } from '../formats';
import { Link } from '../router';
import { useSession, useToday } from '../session';
import { ToneTag } from '../state-tag';
import { type Entry, type Fact, heldBy } from './entries';
import './offline.css';
import { sendAgain, takeFromQueue, useQueue } from './queue';
import { useOfflineTexts } from './texts';

/** Shows what the server has now for an entry that it refused; each module that queues things brings one. */
export type TheirVersion = ComponentType<{ entry: Entry }>;

/** Lines of one version, in a box with its name. */
export function VersionBox({ title, facts }: { title: string; facts: readonly Fact[] }) {
  return (
    <section className="of-version">
      <h4>{title}</h4>
      <dl>
        {facts.map(({ label, value }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function StateMark({ entry, isGoing }: { entry: Entry; isGoing: boolean }) {
  const t = useOfflineTexts();
  if (entry.refusal)
    return (
      <ToneTag tone="late" icon="refuse">
        {t('queue.isRefused')}
      </ToneTag>
    );
  return (
    <ToneTag tone="going" icon="clock">
      {isGoing ? t('queue.goes') : t('queue.waits')}
    </ToneTag>
  );
}

function factsOf(entry: Entry, t: ReturnType<typeof useOfflineTexts>): readonly Fact[] {
  const count = entry.files.length;
  const photos = { label: t('queue.photos'), value: t('queue.photoCount', { count }) };
  return count === 0 ? entry.mine : [...entry.mine, photos];
}

/** One thing that waits: what it is, why it was sent back, both versions, and what a person can do. */
export function EntryCard({ entry, Theirs, isAtHome }: { entry: Entry; Theirs?: TheirVersion; isAtHome?: boolean }) {
  const t = useOfflineTexts();
  const language = useLanguage();
  const today = useToday();
  const { me } = useSession();
  const { entries, sendingId } = useQueue(me.accountId);
  const [isAsked, setAsked] = useState(false);
  const held = heldBy(entry, entries);
  return (
    <section className={entry.refusal ? 'card of-entry refused' : 'card of-entry'}>
      <div className="row g8">
        <h3 className="sp">
          {entry.what}
          <span lang="zh-CN">{entry.title}</span>
        </h3>
        <StateMark entry={entry} isGoing={sendingId === entry.id} />
      </div>
      <p className="dim t13">{t('queue.putAt', { at: formatMoment(new Date(entry.putAt), language, today) })}</p>
      {entry.refusal ? (
        <p className="of-why" role="alert">
          {entry.refusal.message}
        </p>
      ) : null}
      {held ? <p className="of-why">{t('queue.held', { title: held.title })}</p> : null}
      <VersionBox title={t('queue.mine')} facts={factsOf(entry, t)} />
      {entry.refusal && Theirs ? <Theirs entry={entry} /> : null}
      <div className="row g8 wrap">
        {entry.refusal ? (
          <Button size="sm" icon="again" onClick={() => void sendAgain(entry)}>
            {t('queue.again')}
          </Button>
        ) : null}
        <Button size="sm" kind="text" onClick={() => setAsked(true)}>
          {t('queue.drop')}
        </Button>
        <span className="sp" />
        {isAtHome ? null : <Link to={entry.path}>{t('queue.openPage')}</Link>}
      </div>
      {isAsked ? (
        <ConfirmDialog
          title={t('queue.dropTitle')}
          confirm={t('queue.dropConfirm')}
          onClose={() => setAsked(false)}
          onConfirm={() => void takeFromQueue(entry)}
        >
          <p>{t('queue.dropText')}</p>
        </ConfirmDialog>
      ) : null}
    </section>
  );
}

/** The entries that belong to what a page shows, at the place where they were made. */
export function EntriesAbout({ about, Theirs }: { about: string; Theirs?: TheirVersion }) {
  const { me } = useSession();
  const { entries } = useQueue(me.accountId);
  const own = entries.filter((entry) => entry.about.includes(about));
  return own.map((entry) => <EntryCard key={entry.id} entry={entry} isAtHome {...(Theirs ? { Theirs } : {})} />);
}
