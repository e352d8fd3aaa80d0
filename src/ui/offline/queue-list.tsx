import { EmptyState, Skeleton } from '../blanks';
import { Note } from '../card';
import { useSession } from '../session';
import { EntryCard, type TheirVersion } from './entry-card';
import { useQueue } from './queue';
import { useOfflineTexts } from './texts';

/** Everything that waits, in order. `theirsOf` knows how each module shows what the server has now. */
export function QueueList({ theirsOf }: { theirsOf: (module: string) => TheirVersion | null }) {
  const t = useOfflineTexts();
  const { me } = useSession();
  const { entries, isRead } = useQueue(me.accountId);
  return (
    <>
      {isSecureContext ? null : <Note kind="warn">{t('plain')}</Note>}
      {entries.map((entry) => {
        const Theirs = theirsOf(entry.module);
        return <EntryCard key={entry.id} entry={entry} {...(Theirs ? { Theirs } : {})} />;
      })}
      {isRead ? null : <Skeleton lines={3} />}
      {isRead && entries.length === 0 ? (
        <EmptyState icon="kept" title={t('queue.empty')}>
          {t('queue.emptyText')}
        </EmptyState>
      ) : null}
    </>
  );
}
