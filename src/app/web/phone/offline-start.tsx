import { addDays, dayOf, daysBetween, getHello, signOut } from '#kernel/contract';
import {
  Button,
  CallFailed,
  EmptyState,
  type Session,
  call,
  forgetAnswers,
  keepAnswersWith,
  needTexts,
  remember,
  remembered,
  startTexts,
} from '#ui';
import { keepOnlyFor, phoneKeeper, readAtOf, registerOfflineTexts, useOfflineTexts } from '#ui/phone';
import type { ReactNode } from 'react';

const startedAt = Date.now();

/** Somebody signed out without network: the phone is empty already, the session on the server must still end. */
export function noteLeaving(isLeaving: boolean): void {
  remember('leaving', isLeaving ? 'yes' : '');
}

async function endSession(): Promise<boolean> {
  try {
    await call(signOut, {}, { staysHere: true });
  } catch (error) {
    if (error instanceof CallFailed) return false;
  }
  noteLeaving(false);
  location.assign('/sign-in');
  return true;
}

function Left() {
  const t = useOfflineTexts();
  return (
    <EmptyState
      icon="out"
      title={t('leave.done')}
      act={<Button onClick={() => location.reload()}>{t('queue.toSignIn')}</Button>}
    >
      {t('leave.doneText')}
    </EmptyState>
  );
}

/** Before the first page: where answers are kept, and whether whoever was here has left for good. */
export async function startOffline(): Promise<ReactNode> {
  registerOfflineTexts();
  keepAnswersWith(phoneKeeper);
  if (remembered('signedIn') === 'new') {
    // Somebody has just signed in: what was read for whoever was here before is not shown, not even on a slow line.
    await forgetAnswers();
    remember('signedIn', '');
  }
  if (remembered('leaving') !== 'yes') return null;
  await startTexts();
  await needTexts(['offline']);
  return (await endSession()) ? <></> : <Left />;
}

/** Without network the server's today is that of the last visit; days have gone by since. */
export function onSession({ me, hello }: Session): Session {
  void keepOnlyFor(me, startedAt);
  const readAt = readAtOf(getHello.path);
  if (readAt === null) return { me, hello };
  const gone = daysBetween(dayOf(new Date(readAt)), dayOf(new Date()));
  return { me, hello: { ...hello, today: addDays(hello.today, Math.max(0, gone)) } };
}
