import { signOut } from '#kernel/contract';
import { call } from '#ui';

/** Ends the session and leaves, also when the session was already gone. */
export async function leave(): Promise<void> {
  await call(signOut, {}).catch(() => undefined);
  location.assign('/sign-in');
}
