/**
 * The promises of a plan that held events keep. Plain data apart from the schemas, so that the tool that only reads a
 * plan needs no validation library to propose a measure.
 */
export const eventsHeldSuits = { measure: 'culture.events_held', kinds: ['event', 'tour', 'event_group'] } as const;
