import { serve, type Route } from '#kernel';
import * as attendance from './attendance';
import * as contract from './contract';
import * as duties from './duties';
import { exportDuties } from './duty-export';
import * as editions from './editions';
import * as events from './events';
import * as steps from './event-steps';
import * as exports from './exports';
import * as feeds from './feeds';
import * as photos from './photos';
import { getSignInSheet } from './sign-in-sheet';
import * as signUps from './sign-ups';

/** Every endpoint of the schedule beside the act that answers it. */
export const scheduleRoutes: readonly Route[] = [
  serve(contract.listEvents, (ctx, { query }) => events.listEvents(ctx, query)),
  serve(contract.getEvent, (ctx, { params }) => events.getEvent(ctx, params.id)),
  serve(contract.createEvent, (ctx, { body }) => events.createEvent(ctx, body)),
  serve(contract.quickEvent, (ctx, { body }) => steps.quickEvent(ctx, body)),
  serve(contract.scheduleEvent, (ctx, { params, body }) => steps.scheduleEvent(ctx, params.id, body)),
  serve(contract.changeEvent, (ctx, { params, body }) => steps.changeEvent(ctx, params.id, body)),
  serve(contract.cancelEvent, (ctx, { params, body }) => steps.cancelEvent(ctx, params.id, body)),
  serve(contract.closeEvent, (ctx, { params, body }) => steps.closeEvent(ctx, params.id, body)),
  serve(contract.reopenEvent, (ctx, { params, body }) => steps.reopenEvent(ctx, params.id, body)),

  serve(contract.listSeries, (ctx, { query }) => editions.listSeries(ctx, query)),
  serve(contract.listEditions, (ctx, { params }) => editions.listEditions(ctx, params.id)),
  serve(contract.recordEdition, (ctx, { params, body }) => editions.recordEdition(ctx, { params, body })),
  serve(contract.getFestivalDay, async (_ctx, { query }) => editions.getFestivalDay(query.name, query.year)),

  serve(contract.signUp, (ctx, { params }) => signUps.signUp(ctx, params.id)),
  serve(contract.withdraw, (ctx, { params }) => signUps.withdraw(ctx, params.id).then(() => ({}))),
  serve(contract.signUpOthers, (ctx, { params, body }) => signUps.signUpOthers(ctx, params.id, body.personIds)),
  serve(contract.withdrawOther, (ctx, { params }) =>
    signUps.withdrawOther(ctx, params.id, params.personId).then(() => ({})),
  ),
  serve(contract.listSignUps, async (ctx, { params, query }) => {
    const page = await signUps.listSignUps(ctx, params.id, query);
    return { ...page, rows: page.rows.map((row) => ({ ...row, signedUpAt: row.signedUpAt.toISOString() })) };
  }),

  serve(contract.listAttendance, async (ctx, { params, query }) => {
    const page = await attendance.listAttendance(ctx, params.id, query);
    return { ...page, rows: page.rows.map((row) => ({ ...row, recordedAt: row.recordedAt.toISOString() })) };
  }),
  serve(contract.recordAttendance, (ctx, { params, body }) =>
    attendance.recordAttendance(ctx, params.id, body.personIds),
  ),
  serve(contract.removeAttendance, (ctx, { params, body }) =>
    attendance.removeAttendance(ctx, params.id, body.personId, body.reason).then(() => ({})),
  ),
  serve(contract.setHeadCount, (ctx, { params, body }) =>
    attendance.setHeadCount(ctx, params.id, body.headCount).then(() => ({})),
  ),
  serve(contract.getSignInSheet, (ctx, { params, query }) => getSignInSheet(ctx, params.id, query)),
  serve(contract.getCheckInCode, (ctx, { params }) => attendance.getCheckInCode(ctx, params.id)),
  serve(contract.checkIn, (ctx, { params, body }) => attendance.checkIn(ctx, { eventId: params.id, code: body.code })),

  serve(contract.addPhoto, (ctx, { params, query, body }) => photos.addPhoto(ctx, params.id, body, query.name)),
  serve(contract.uploadPhoto, (ctx, { query, body }) => photos.uploadPhoto(ctx, body, query.name)),
  serve(contract.listPhotos, (ctx, { params }) => photos.listPhotos(ctx, params.id)),
  serve(contract.getPhoto, (ctx, { params }) => photos.getPhoto(ctx, params.id, params.photoId)),
  serve(contract.removePhoto, (ctx, { params, body }) =>
    photos.removePhoto(ctx, params.id, params.photoId, body.reason).then(() => ({})),
  ),

  serve(contract.createDuty, (ctx, { body }) => duties.createDuty(ctx, body)),
  serve(contract.changeDuty, (ctx, { params, body }) => duties.changeDuty(ctx, params.id, body)),
  serve(contract.endDuty, (ctx, { params, body }) => duties.endDuty(ctx, params.id, body)),
  serve(contract.listDuties, (ctx, { query }) => duties.listDuties(ctx, query)),
  serve(contract.markDutyDone, (ctx, { params, body }) => duties.markDutyDone(ctx, { ...params, ...body })),
  serve(contract.addDutyEvidence, (ctx, { params, query, body }) =>
    duties.addDutyEvidence(ctx, { ...params, bytes: body, name: query.name }),
  ),
  serve(contract.getDutyEvidence, (ctx, { params }) => duties.getDutyEvidence(ctx, params.id, params.evidenceId)),

  serve(contract.exportEvents, (ctx, { query }) => exports.exportEvents(ctx, query)),
  serve(contract.exportDuties, (ctx, { query }) => exportDuties(ctx, query)),
  serve(contract.exportSignUps, (ctx, { params }) => exports.exportSignUps(ctx, params.id)),
  serve(contract.exportAttendance, (ctx, { params }) => exports.exportAttendance(ctx, params.id)),

  serve(contract.createOwnFeed, (ctx, { body }) => feeds.createOwnFeed(ctx, body.name)),
  serve(contract.createFeed, (ctx, { body }) => feeds.createFeed(ctx, body)),
  serve(contract.listFeeds, (ctx) => feeds.listFeeds(ctx)),
  serve(contract.revokeFeed, (ctx, { params }) => feeds.revokeFeed(ctx, params.id).then(() => ({}))),
  serve(contract.getCalendar, (ctx, { params }) => feeds.getCalendar(ctx, params.token)),
];
