import { z } from 'zod';
import { endpoint, pageOf, pageQuery } from '#kernel/contract';
import { byId, done, words } from './schedule-terms';

export const MAX_PHOTO_BYTES = 10 * 1024 * 1024;

export const signUpState = z.object({
  state: z.enum(['placed', 'waiting']),
  /** The place in the waiting list, from 1. */
  waitingNumber: z.number().int().nullable(),
});

const signUpErrors = [
  'schedule.no_person',
  'schedule.sign_up_not_open',
  'schedule.signed_up_already',
  'schedule.not_in_audience',
] as const;

export const signUp = endpoint({
  name: 'schedule.signUp',
  method: 'POST',
  path: '/api/events/:id/sign-up',
  permission: 'schedule.signup.own',
  summary: 'Signs the reader up: a place while there is one, else the waiting list.',
  params: byId,
  response: signUpState,
  errors: signUpErrors,
});

export const withdraw = endpoint({
  name: 'schedule.withdraw',
  method: 'DELETE',
  path: '/api/events/:id/sign-up',
  permission: 'schedule.signup.own',
  summary: 'Takes the own sign-up back; the first who waits moves up.',
  params: byId,
  response: done,
  errors: ['schedule.no_person', 'schedule.not_signed_up', 'schedule.event_closed'],
});

export const signUpOthers = endpoint({
  name: 'schedule.signUpOthers',
  method: 'POST',
  path: '/api/events/:id/sign-ups',
  permission: 'schedule.attendance.write',
  summary: 'Signs up people of the own unit, in the order of the list.',
  params: byId,
  body: z.object({ personIds: z.array(z.uuid()).min(1).max(500) }),
  response: z.object({ placed: z.number().int(), waiting: z.number().int() }),
  errors: signUpErrors.slice(1),
});

export const withdrawOther = endpoint({
  name: 'schedule.withdrawOther',
  method: 'DELETE',
  path: '/api/events/:id/sign-ups/:personId',
  permission: 'schedule.attendance.write',
  summary: 'Takes back the sign-up of a person of the own unit.',
  params: z.object({ id: z.uuid(), personId: z.uuid() }),
  response: done,
  errors: ['schedule.not_signed_up', 'schedule.event_closed'],
});

export const signUpRow = z.object({
  personId: z.uuid(),
  name: z.string(),
  unitName: z.string().nullable(),
  state: z.enum(['placed', 'waiting']),
  position: z.number().int(),
  signedUpAt: z.string(),
});

export const listSignUps = endpoint({
  name: 'schedule.listSignUps',
  method: 'GET',
  path: '/api/events/:id/sign-ups',
  permission: 'schedule.attendance.write',
  summary: 'Lists who signed up, in the order of their sign-up.',
  params: byId,
  query: pageQuery,
  response: pageOf(signUpRow),
});

export const attendanceRow = z.object({
  personId: z.uuid(),
  name: z.string(),
  unitName: z.string().nullable(),
  way: z.enum(['list', 'code']),
  recordedAt: z.string(),
});

export const listAttendance = endpoint({
  name: 'schedule.listAttendance',
  method: 'GET',
  path: '/api/events/:id/attendance',
  permission: 'schedule.attendance.write',
  summary: 'Lists who came.',
  params: byId,
  query: pageQuery,
  response: pageOf(attendanceRow),
});

export const recordAttendance = endpoint({
  name: 'schedule.recordAttendance',
  method: 'POST',
  path: '/api/events/:id/attendance',
  permission: 'schedule.attendance.write',
  summary: 'Records people that came, by list; one who is there already is not counted again.',
  params: byId,
  body: z.object({ personIds: z.array(z.uuid()).min(1).max(5000) }),
  response: z.object({ added: z.number().int(), named: z.number().int() }),
  errors: ['schedule.event_closed', 'schedule.not_begun'],
});

export const removeAttendance = endpoint({
  name: 'schedule.removeAttendance',
  method: 'POST',
  path: '/api/events/:id/attendance/remove',
  permission: 'schedule.attendance.write',
  summary: 'Takes a wrong name off the list, with a reason, before the event is closed.',
  params: byId,
  body: z.object({ personId: z.uuid(), reason: words(500, 1) }),
  response: done,
  errors: ['schedule.event_closed'],
});

export const setHeadCount = endpoint({
  name: 'schedule.setHeadCount',
  method: 'PUT',
  path: '/api/events/:id/head-count',
  permission: 'schedule.attendance.write',
  summary: 'Records how many heads were counted, named or not.',
  params: byId,
  body: z.object({ headCount: z.number().int().min(1).max(1_000_000).nullable() }),
  response: done,
  errors: ['schedule.event_closed', 'schedule.not_begun', 'schedule.head_count_below_named'],
});

export const getCheckInCode = endpoint({
  name: 'schedule.getCheckInCode',
  method: 'GET',
  path: '/api/events/:id/check-in-code',
  permission: 'schedule.attendance.write',
  summary: 'The codes that the host shows, to scan and to type; they change every 30 seconds.',
  params: byId,
  /** `code` is for the QR code, `digits` for typing. */
  response: z.object({ code: z.string(), digits: z.string(), changesAt: z.string(), named: z.number().int() }),
  errors: ['schedule.check_in_not_open'],
});

export const checkIn = endpoint({
  name: 'schedule.checkIn',
  method: 'POST',
  path: '/api/events/:id/check-in',
  permission: 'schedule.signup.own',
  summary: 'Records the reader as present by a code that is at most 90 seconds old.',
  params: byId,
  body: z.object({ code: z.string().min(1).max(60) }),
  response: z.object({ title: z.string(), isFirst: z.boolean() }),
  errors: ['schedule.no_person', 'schedule.code_stale', 'schedule.check_in_not_open', 'schedule.too_many_wrong_codes'],
});

/** One line of a sign-in sheet; the time is known only of those who have checked in already. */
export const sheetLine = z.object({
  name: z.string(),
  unitName: z.string().nullable(),
  checkedInAt: z.string().nullable(),
});

export const getSignInSheet = endpoint({
  name: 'schedule.getSignInSheet',
  method: 'GET',
  path: '/api/events/:id/sign-in-sheet',
  permission: 'schedule.attendance.write',
  summary: 'The names for a printed sign-in sheet: who has a place, or who came; by unit.',
  params: byId,
  query: z.object({ of: z.enum(['placed', 'came']) }),
  response: z.object({ lines: z.array(sheetLine) }),
});

export const photoRow = z.object({ id: z.uuid(), name: z.string(), addedAt: z.string(), canRemove: z.boolean() });

export const addPhoto = endpoint({
  name: 'schedule.addPhoto',
  method: 'POST',
  path: '/api/events/:id/photos',
  permission: 'schedule.attendance.write',
  summary: 'Adds one photo of up to 10 MB.',
  params: byId,
  query: z.object({ name: words(200).default('photo') }),
  body: 'bytes',
  maxBytes: MAX_PHOTO_BYTES,
  response: photoRow,
  errors: ['kernel.too_large', 'file.empty', 'file.type_refused', 'schedule.event_closed', 'schedule.too_many_photos'],
});

export const uploadPhoto = endpoint({
  name: 'schedule.uploadPhoto',
  method: 'POST',
  path: '/api/event-photos',
  permission: 'schedule.event.close',
  summary: 'Sends a photo before its event exists; quickEvent takes it by its id.',
  query: z.object({ name: words(200).default('photo') }),
  body: 'bytes',
  maxBytes: MAX_PHOTO_BYTES,
  response: photoRow,
  errors: ['kernel.too_large', 'file.empty', 'file.type_refused', 'schedule.too_many_photos'],
});

export const listPhotos = endpoint({
  name: 'schedule.listPhotos',
  method: 'GET',
  path: '/api/events/:id/photos',
  permission: 'schedule.event.read',
  summary: 'Lists the photos of an event.',
  params: byId,
  response: z.object({ rows: z.array(photoRow) }),
});

export const getPhoto = endpoint({
  name: 'schedule.getPhoto',
  method: 'GET',
  path: '/api/events/:id/photos/:photoId',
  permission: 'schedule.event.read',
  summary: 'The bytes of one photo.',
  params: z.object({ id: z.uuid(), photoId: z.uuid() }),
  response: 'file',
});

export const removePhoto = endpoint({
  name: 'schedule.removePhoto',
  method: 'POST',
  path: '/api/events/:id/photos/:photoId/remove',
  permission: 'schedule.attendance.write',
  summary: 'Removes a photo with a reason, before the event is closed.',
  params: z.object({ id: z.uuid(), photoId: z.uuid() }),
  body: z.object({ reason: words(500, 1) }),
  response: done,
  errors: ['schedule.event_closed'],
});
