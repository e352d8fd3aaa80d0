import { empty } from './shelf';

/** What was read on this phone for anybody goes; what somebody has typed and not sent stays for its owner. */
export async function forgetAnswers(): Promise<void> {
  await empty('answers').catch(() => undefined);
}
