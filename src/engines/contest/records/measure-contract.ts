/**
 * The promises that records keep. Plain data apart from the schemas, so that the tool that only reads a plan needs no validation
 * library to propose a measure.
 */
export const recordsBrokenSuits = { measure: 'contest.records_broken', kinds: ['count_range', 'count'] } as const;
