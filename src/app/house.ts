import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import type { Logger } from 'pino';
import type { Route } from '#kernel';
import {
  KEYS_CHANNEL,
  LIVE_CHANNEL,
  loadUser,
  openApiOf,
  openHttp,
  openLive,
  openNotices,
  openSessions,
  openSignIn,
  resealJob,
  sessionRoutes,
  startJobs,
  webFolder,
  type JobHouse,
  type Live,
  type Notices,
  type Sessions,
} from '#kernel/composition';
import { sessionEndpoints } from '#kernel/contract';
import { grantLoader } from '#engines/roster';
import { demoWorld } from './demo';
import { firstAdministrator } from './first-administrator';
import type { Foundation } from './foundation';
import { greet } from './hello';
import { modules, sealedColumns } from './modules';
import { nightlyJobs } from './nightly-backup';
import { roles } from './roles';
import { startSealer } from './sealer';
import { programVersion } from './version';

export function openApiText(): string {
  const endpoints = [...sessionEndpoints, ...modules.flatMap((module) => module.routes.map((route) => route.endpoint))];
  return openApiOf(endpoints as Parameters<typeof openApiOf>[0], programVersion());
}

export interface OpenHouse extends Foundation {
  app: FastifyInstance;
  sessions: Sessions;
  routes: readonly Route[];
  jobHouse: JobHouse;
  /** For the first administrator in the browser; null when there is one. */
  firstCode: string | null;
}

export interface HouseOptions {
  requestsPerMinute?: number;
  pages?: boolean;
  /** Whether this house does the jobs that wait; tests do them when they ask for it. */
  jobs?: boolean;
  /** How often a live stream is checked and shows that it lives. */
  beatMilliseconds?: number;
}

/** What other servers and commands tell: changed grants and sessions, news for open pages, another key file. */
function hearNotices({ database, keyRing }: Foundation, sessions: Sessions, live: Live): Notices {
  const forget = (accountId?: string) => {
    sessions.forget(accountId);
    live.recheck(accountId);
  };
  return openNotices(
    database.pool,
    ['gonghui_sessions', LIVE_CHANNEL, KEYS_CHANNEL],
    (channel, payload) => {
      if (channel === LIVE_CHANNEL) live.hear(payload);
      else if (channel === KEYS_CHANNEL) keyRing.refresh();
      else forget(payload || undefined);
    },
    () => {
      keyRing.refresh();
      forget();
      live.hearAgain();
    },
  );
}

/** The whole house: foundation, sessions, routes, pages, the sealer of the audit. It does not listen yet. */
export async function openHouse(base: Foundation, log: Logger, options: HouseOptions = {}): Promise<OpenHouse> {
  const { settings, house, database, clock } = base;
  const isSecure = settings.url.startsWith('https:');
  const signIn = openSignIn(house.database, { secret: base.keyRing.keys().session, url: settings.url, isSecure });
  const loadGrants = grantLoader(roles, clock);
  const sessions = openSessions(house, signIn, loadGrants);
  const first = await firstAdministrator(base);
  const live = openLive(options.beatMilliseconds === undefined ? {} : { beatMilliseconds: options.beatMilliseconds });
  const notices = hearNotices(base, sessions, live);
  const routes: Route[] = [
    ...sessionRoutes({
      sessions,
      hello: (ctx, request) => greet(ctx, request, first.isNeeded(), settings.url),
      demoPassword: settings.isDemo ? demoWorld.password : null,
      createFirstAdministrator: first.create,
    }),
    ...modules.flatMap((module) => module.routes),
  ];
  const app = await openHttp({
    settings,
    house,
    clock,
    sessions,
    live,
    routes,
    webFolder: options.pages === false ? null : webFolder(),
    openApi: openApiText,
    isReady: async () => {
      try {
        await sql`select 1`.execute(house.database);
        return true;
      } catch {
        return false;
      }
    },
    ...(options.requestsPerMinute === undefined ? {} : { requestsPerMinute: options.requestsPerMinute }),
    logger: log,
  });
  const stopSealer = startSealer(house);
  const jobHouse: JobHouse = {
    pool: database.pool,
    log: house.log,
    jobs: [...modules.flatMap((module) => module.jobs ?? []), resealJob(sealedColumns), ...nightlyJobs(base)],
    seed: base.seed,
    userOf: (accountId) => loadUser(house, accountId, loadGrants),
  };
  const stopJobs = options.jobs === false ? () => Promise.resolve() : startJobs(jobHouse);
  const close = async () => {
    await app.close();
    await notices.close();
    await stopJobs();
    await stopSealer();
    await base.close();
  };
  return { ...base, app, sessions, routes, jobHouse, firstCode: first.code, close };
}
