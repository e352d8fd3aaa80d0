import { signOut } from '#kernel/contract';
import { call, forgetAnswers } from '#ui';

/** Ends the session and leaves, also when the session was already gone. */
export async function leave(): Promise<void> {
  await forgetAnswers();
  await call(signOut, {}).catch(() => undefined);
  location.assign('/sign-in');
}
