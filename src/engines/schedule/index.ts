/** The schedule's door for server code. */
export { scheduleModule } from './manifest';
export { scheduleContributor } from './person-contributor';
export { scheduleEraser } from './person-eraser';
export { scheduleFollower } from './person-follower';
export { createEvent, createEvents, getEvent, listEvents } from './events';
export { cancelEvent, changeEvent, closeEvent, quickEvent, reopenEvent, scheduleEvent } from './event-steps';
export { adoptEvents, type WantedEvent } from './adopt';
export { listEditions, listSeries, recordEdition } from './editions';
export { remindOfTomorrow } from './reminders';
export { listSignUps, signUp, signUpOthers, withdraw, withdrawOther } from './sign-ups';
export {
  checkIn,
  getCheckInCode,
  listAttendance,
  recordAttendance,
  removeAttendance,
  setHeadCount,
} from './attendance';
export { addPhoto, getPhoto, listPhotos, removePhoto, uploadPhoto } from './photos';
export {
  addDutyEvidence,
  changeDuty,
  createDuties,
  createDuty,
  dutyOccurrences,
  endDuty,
  listDuties,
  markDutyDone,
} from './duties';
export { createFeed, createOwnFeed, getCalendar, listFeeds, revokeFeed } from './feeds';
export { distinctPeople, eventCounts, eventsByTag, eventsTagged, type EventCounts, type TaggedEvent } from './tagged';
export type { NewDuty, NewEvent } from './contract';
