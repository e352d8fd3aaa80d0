import { PhoneHead, QueueList, type TheirVersion, useOfflineTexts } from '#ui/phone';
import { Suspense, type ComponentProps } from 'react';
import { modulePages } from '../module-pages';
import { lazyPiece } from '../page-view';

/** How each module shows what the server has now for something that it refused. */
const theirs = new Map<string, TheirVersion>(
  modulePages.flatMap(({ module, theirs: load }) => {
    if (!load) return [];
    const Piece = lazyPiece(module, load);
    const Shown = (props: ComponentProps<TheirVersion>) => (
      <Suspense fallback={null}>
        <Piece {...props} />
      </Suspense>
    );
    return [[module, Shown] as const];
  }),
);

/** All that waits to be sent, in order, with what was sent back and why. */
export default function QueuePage() {
  const t = useOfflineTexts();
  return (
    <>
      <PhoneHead title={t('queue.title')} note={t('queue.note')} back="/me" />
      <div className="pbody">
        <QueueList theirsOf={(module) => theirs.get(module) ?? null} />
      </div>
    </>
  );
}
