import type { Me } from '#kernel/contract';
import { CallRefused } from '#ui';

/** A sign-in that may have to be said once more with the code of the phone. */
export interface Attempt {
  enter(secondFactor?: string): Promise<Me>;
  /** What was typed; a forced change, or setting up a second factor, needs it once more. */
  readonly password: string | null;
}

export interface Doors {
  onDone(me: Me, password: string | null): void;
  onSecondStep(attempt: Attempt): void;
}

/** Throws what the server refuses, but for its asking for the second factor: that is the next step. */
export async function knock(attempt: Attempt, doors: Doors): Promise<void> {
  try {
    doors.onDone(await attempt.enter(), attempt.password);
  } catch (error) {
    if (!(error instanceof CallRefused) || error.code !== 'session.second_factor_needed') throw error;
    doors.onSecondStep(attempt);
  }
}
