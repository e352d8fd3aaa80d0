/** The schedule's contract for both sides: what an event is, what may be asked and what is refused. */
export * from './schedule-terms';
export * from './event-contract';
export * from './taking-part-contract';
export * from './duty-contract';
export * from './duty-years';
export * from './feed-contract';
export * from './export-contract';
