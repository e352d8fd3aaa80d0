import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import type { Logger } from 'pino';
import { inTransaction, newId, registerTexts, seedParameters, type Clock, type ContextSeed, type House, type Measure, type Route } from '#kernel';
import { dataFolder, launchPostgres, LIVE_CHANNEL, migrate, migrationFiles, openApiOf, openDatabase, openHttp, openKeys, openLive, openNotices, openSessions, openSignIn, registerErrors, sessionRoutes, systemClock, webFolder, type Database, type DatabaseAddress, type Keys, type RunningPostgres, type Sessions, type Settings } from '#kernel/composition';
import { sessionEndpoints } from '#kernel/contract';
import { grantLoader } from '#engines/roster';
import { demoWorld } from './demo';
import { claimInstallation } from './installation';
import { firstAdministrator } from './first-administrator';
import { greet } from './hello';
import { modules } from './modules';
import { startNightly } from './nightly-backup';
import { roles } from './roles';
import { startSealer } from './sealer';

export interface Foundation {
  settings: Settings;
  folder: string;
  keys: Keys;
  postgres: RunningPostgres | null;
  database: Database;
  house: House;
  clock: Clock;
  isFirstStart: boolean;
  seed(): ContextSeed;
  close(): Promise<void>;
}

let isComposed = false;

/** Error tables and texts are the same for every house of a process. */
export function composeOnce(): void {
  if (isComposed) return;
  isComposed = true;
  for (const module of modules) registerErrors(module.errors);
  registerTexts(Object.fromEntries(modules.map((module) => [module.name, module.texts])));
}

export function allMeasures(): ReadonlyMap<string, Measure> {
  return new Map(modules.flatMap((module) => module.measures ?? []).map((measure) => [measure.name, measure]));
}

export function openApiText(): string {
  const endpoints = [...sessionEndpoints, ...modules.flatMap((module) => module.routes.map((route) => route.endpoint))];
  return openApiOf(endpoints as Parameters<typeof openApiOf>[0], '0.1.0');
}

/** The part that the command-line tool needs too: database up, migrated, parameters there; no HTTP. */
export async function layFoundation(
  settings: Settings,
  log: Logger,
  env: Readonly<Record<string, string | undefined>> = process.env,
  say: (line: string) => void = () => undefined,
): Promise<Foundation> {
  composeOnce();
  const folders = dataFolder(env, settings.isDemo);
  const postgres = settings.databaseUrl === null ? await launchPostgres({ folder: join(folders.current, 'postgres'), log: (line) => log.info(line) }) : null;
  const address: DatabaseAddress = settings.databaseUrl ?? postgres!.connection;
  const database = openDatabase(address, (error) => log.warn({ err: error }, 'a connection to the database was lost'));
  const close = async () => {
    await database.close();
    await postgres?.stop();
  };
  try {
    await migrate(database.pool, migrationFiles(modules), (name) => say(name));
    const clock = settings.isDemo ? demoWorld.clock() : systemClock;
    const house: House = {
      database: database.kysely,
      filesFolder: join(folders.current, 'files'),
      isDemo: settings.isDemo,
      measures: allMeasures(),
      log,
    };
    const seed = (): ContextSeed => ({ requestId: newId(), user: null, clock, language: 'zh-CN', house });
    const { isFirstStart } = await inTransaction(seed(), async (ctx) => {
      await seedParameters(ctx, modules.flatMap((module) => module.parameters ?? []));
      return claimInstallation(ctx, settings.isDemo);
    });
    const keys = openKeys(settings.keyFile ?? join(folders.current, 'keys.json'));
    return { settings, folder: folders.current, keys, postgres, database, house, clock, isFirstStart, seed, close };
  } catch (error) {
    await close();
    throw error;
  }
}

export interface OpenHouse extends Foundation {
  app: FastifyInstance;
  sessions: Sessions;
  routes: readonly Route[];
  /** For the first administrator in the browser; null when there is one. */
  firstCode: string | null;
}

export interface HouseOptions {
  requestsPerMinute?: number;
  pages?: boolean;
  /** How often a live stream is checked and shows that it lives. */
  beatMilliseconds?: number;
}

/** The whole house: foundation, sessions, routes, pages, the sealer of the audit. It does not listen yet. */
export async function openHouse(base: Foundation, log: Logger, options: HouseOptions = {}): Promise<OpenHouse> {
  const { settings, house, database, clock } = base;
  const isSecure = settings.url.startsWith('https:');
  const signIn = openSignIn(house.database, { secret: base.keys.session, url: settings.url, isSecure });
  const sessions = openSessions(house, signIn, grantLoader(roles, clock));
  const first = await firstAdministrator(base);
  const live = openLive(options.beatMilliseconds === undefined ? {} : { beatMilliseconds: options.beatMilliseconds });
  const forget = (accountId?: string) => {
    sessions.forget(accountId);
    live.recheck(accountId);
  };
  const notices = openNotices(
    database.pool,
    ['gonghui_sessions', LIVE_CHANNEL],
    (channel, payload) => (channel === LIVE_CHANNEL ? live.hear(payload) : forget(payload || undefined)),
    () => {
      forget();
      live.hearAgain();
    },
  );
  const routes: Route[] = [
    ...sessionRoutes({
      sessions,
      hello: (ctx, request) => greet(ctx, request, first.isNeeded()),
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
  const stopNightly = startNightly(base);
  const close = async () => {
    await app.close();
    await notices.close();
    await stopNightly();
    await stopSealer();
    await base.close();
  };
  return { ...base, app, sessions, routes, firstCode: first.code, close };
}
