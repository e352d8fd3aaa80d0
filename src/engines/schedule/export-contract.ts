import { z } from 'zod';
import { endpoint } from '#kernel/contract';
import { listDuties } from './duty-contract';
import { dutyShows } from './duty-years';
import { listEvents } from './event-contract';
import { byId, words } from './schedule-terms';

export const exportEvents = endpoint({
  name: 'schedule.exportEvents',
  method: 'GET',
  path: '/api/events.xlsx',
  permission: 'schedule.event.read',
  summary: 'The events of the list, as it is filtered, as an Excel file.',
  query: listEvents.query!.omit({ cursor: true, limit: true }),
  response: 'file',
  errors: ['workbook.export_too_long'],
});

export const exportSignUps = endpoint({
  name: 'schedule.exportSignUps',
  method: 'GET',
  path: '/api/events/:id/sign-ups.xlsx',
  permission: 'schedule.attendance.write',
  summary: 'Who signed up, in the order of their sign-up, as an Excel file for the host.',
  params: byId,
  response: 'file',
  errors: ['workbook.export_too_long'],
});

export const exportAttendance = endpoint({
  name: 'schedule.exportAttendance',
  method: 'GET',
  path: '/api/events/:id/attendance.xlsx',
  permission: 'schedule.attendance.write',
  summary: 'Who came, as an Excel file for the host.',
  params: byId,
  response: 'file',
  errors: ['workbook.export_too_long'],
});

export const exportDuties = endpoint({
  name: 'schedule.exportDuties',
  method: 'GET',
  path: '/api/duties.xlsx',
  permission: 'schedule.event.read',
  summary: 'The recurring duties of the list, as it is filtered, with what was done last, as an Excel file.',
  query: listDuties
    .query!.omit({ isMine: true })
    .extend({ show: z.enum(dutyShows).default('going'), search: words(120).optional() }),
  response: 'file',
  errors: ['workbook.export_too_long'],
});
