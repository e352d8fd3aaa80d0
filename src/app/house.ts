import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import type { Logger } from 'pino';
import { text, type Route } from '#kernel';
import {
  KEYS_CHANNEL,
  LIVE_CHANNEL,
  loadUser,
  openApiOf,
  openHttp,
  openLive,
  openNotices,
  openProvider,
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
  type SessionSettings,
} from '#kernel/composition';
import { answerProvider, sessionEndpoints, waysInEndpoints } from '#kernel/contract';
import { accountsOfPeople, findPerson, grantLoader, redeemCode } from '#engines/roster';
import { demoWorld } from './demo';
import { firstAdministrator, type FirstAdministrator } from './first-administrator';
import type { Foundation } from './foundation';
import { greet, organisationName } from './hello';
import { modules, sealedColumns } from './modules';
import { nightlyJobs } from './nightly-backup';
import { firstRole, roles } from './roles';
import { startSealer } from './sealer';
import { programVersion } from './version';

export function openApiText(): string {
  const own = [...sessionEndpoints, ...waysInEndpoints];
  const endpoints = [...own, ...modules.flatMap((module) => module.routes.map((route) => route.endpoint))];
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

/** Where the provider sends the browser back to; it is written into the provider's own settings. */
const callbackOf = (url: string): string => `${url.replace(/\/+$/, '')}${answerProvider.path}`;

/** What the door of the house needs to know of people, units and the demo. */
function doorOf({ settings, keyRing }: Foundation, sessions: Sessions, first: FirstAdministrator): SessionSettings {
  return {
    sessions,
    keys: keyRing.keys(),
    issuer: async (ctx) => (await organisationName(ctx)) ?? text(ctx.language, 'kernel:secondFactor.issuer'),
    hello: (ctx, request) => greet(ctx, request, first.isNeeded(), settings),
    demoPassword: settings.isDemo ? demoWorld.password : null,
    provider: settings.oidc === null ? null : openProvider(settings.oidc, callbackOf(settings.url)),
    isSecure: settings.url.startsWith('https:'),
    accountOfStaffNumber: async (ctx, staffNumber) => {
      const person = await findPerson(ctx, { staffNumber });
      return person === null ? null : ((await accountsOfPeople(ctx, [person.id])).get(person.id) ?? null);
    },
    redeemCode: (ctx, given) => redeemCode(ctx, given, { roles, firstRole }),
    createFirstAdministrator: first.create,
  };
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
  const signIn = openSignIn(house.aside, { secret: base.keyRing.keys().session, url: settings.url, isSecure });
  const loadGrants = grantLoader(roles, clock);
  const sessions = openSessions(house, signIn, loadGrants, clock);
  const first = await firstAdministrator(base);
  const live = openLive(options.beatMilliseconds === undefined ? {} : { beatMilliseconds: options.beatMilliseconds });
  const notices = hearNotices(base, sessions, live);
  const routes: Route[] = [
    ...sessionRoutes(doorOf(base, sessions, first)),
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
    userOf: (accountId) => loadUser(house, accountId, loadGrants, clock),
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
