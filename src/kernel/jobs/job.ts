import type { z } from 'zod';
import type { Context, Log } from '../context';

/** When a job comes round by itself, by the clock of Shanghai: every hour at a minute, or every day at a time. */
export type Rhythm = { readonly hourlyAt: number } | { readonly dailyAt: `${number}:${number}` };

/** What a job works with. Each act is a transaction of its own, in the name of whoever asked for the job. */
export interface JobGround {
  act<Result>(act: (ctx: Context) => Promise<Result>): Promise<Result>;
  readonly log: Log;
  /** Raised when the program stops: long work ends at its next whole step and goes on at the next start. */
  readonly stopping: AbortSignal | undefined;
}

/**
 * Work that is done after the answer: asked for by `enqueue` in an act's transaction, or by the clock. It may be done
 * twice (a program that is killed begins it again), so it must find what is done already.
 */
export interface Job<Payload = unknown> {
  /** `module.verbNoun`. */
  readonly name: `${string}.${string}`;
  /** What was handed over is read again before the work: a newer program may meet what an older one asked for. */
  readonly payload: z.ZodType<Payload>;
  readonly rhythm?: Rhythm;
  work(ground: JobGround, payload: Payload): Promise<void>;
}

/** Binds a job's payload and work by one type; the lists of the house hold jobs of any payload. */
export function job<Payload>(spec: Job<Payload>): Job {
  return { ...spec, work: (ground, payload) => spec.work(ground, payload as Payload) };
}
