import { signOut } from '#kernel/contract';
import { CallFailed, call } from '#ui';
import { forgetAccount } from '#ui/phone';
import { noteLeaving } from './offline-start';

/** Signs out of this phone: first what it holds goes, then the session, or, without network, as soon as there is one. */
export async function leavePhone(accountId: string): Promise<void> {
  noteLeaving(true);
  await forgetAccount(accountId).catch(() => undefined);
  try {
    await call(signOut, {}, { staysHere: true });
  } catch (error) {
    if (error instanceof CallFailed) return location.reload();
  }
  noteLeaving(false);
  location.assign('/sign-in');
}
