/** Names by which pages find what waits for them in the phone's queue. */
export const aboutEvent = (eventId: string): string => `schedule.event:${eventId}`;
/** One check-in by one code: a page that is opened again does not put it a second time. */
export const aboutCode = (eventId: string, code: string): string => `schedule.check-in:${eventId}:${code}`;
export const aboutRoll = (eventId: string): string => `schedule.roll:${eventId}`;
export const aboutQuickEvents = 'schedule.quick';
