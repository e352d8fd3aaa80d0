/**
 * What a live stream says, for both sides. News is only that something changed, never what: a page asks the ordinary
 * endpoints again, so that no data leaves the house but through their rights.
 */
export interface LiveNews {
  /** A module's name, such as `plan`, or the subject of an act, such as `event:0190…`. */
  readonly topic: string;
  /** The moment at which this server heard of it. */
  readonly at: string;
}

/** The names of the stream's events: news, a sign of life, and the last word of a stream that must not come back. */
export const liveEvents = { told: 'told', beat: 'beat', closed: 'closed' } as const;

/** `refused`: signed out, or the right is gone. `crowded`: the account has opened newer streams. */
export type LiveClosing = 'refused' | 'crowded';

/** A page that has heard nothing for so long has lost the stream, whatever its connection says. */
export const LIVE_BEAT_SECONDS = 20;
