import type { ModuleManifest } from '#kernel';
import { termReminderJob } from './bodies/remind';
import { membershipErrors, membershipPermissions } from './contract';
import { duesJobs } from './dues/jobs';
import { duesCollected, duesRate } from './dues/measures';
import { duesReminderJob } from './dues/remind';
import { joined, membershipRate, womenShare } from './measures';
import { parameters } from './parameters';
import { reminderJob } from './reminders';
import { membershipRoutes } from './routes';
import { membershipTexts } from './texts';

/** The line of members: chapter 10 of the plan. An area adds its permissions, routes, errors and texts to these lists. */
export const membershipLine: ModuleManifest = {
  name: 'membership',
  folder: 'lines/membership',
  permissions: membershipPermissions,
  routes: membershipRoutes,
  errors: membershipErrors,
  texts: membershipTexts,
  measures: [membershipRate, womenShare, joined, duesCollected, duesRate],
  parameters,
  jobs: [reminderJob, termReminderJob, duesReminderJob, ...duesJobs],
  hasMigrations: true,
};
