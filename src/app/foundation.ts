import { join } from 'node:path';
import type { Logger } from 'pino';
import {
  inTransaction,
  newId,
  registerTexts,
  seedParameters,
  type Clock,
  type ContextSeed,
  type House,
  type Measure,
  type Parameter,
  type Subject,
} from '#kernel';
import {
  dataFolder,
  launchPostgres,
  migrate,
  migrationFiles,
  openDatabase,
  openKeyRing,
  openSecrets,
  prepareQueue,
  registerErrors,
  takeOverParameter,
  systemClock,
  type Database,
  type DatabaseAddress,
  type KeyRing,
  type RunningPostgres,
  type Settings,
} from '#kernel/composition';
import { repeatErasures } from '#engines/roster';
import { demoWorld } from './demo';
import { claimInstallation } from './installation';
import { modules, personErasers } from './modules';
import { rolesApart, rolesWith } from './roles';

export interface Foundation {
  settings: Settings;
  folder: string;
  keyRing: KeyRing;
  postgres: RunningPostgres | null;
  database: Database;
  house: House;
  clock: Clock;
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

export function allParameters(): ReadonlyMap<string, Parameter> {
  return new Map(modules.flatMap((module) => module.parameters ?? []).map((one) => [one.shape.key, one]));
}

const formerParameters = (): [former: string, key: string][] =>
  modules.flatMap((module) => Object.entries(module.formerParameters ?? {}));

export function allSubjects(): ReadonlyMap<string, Subject> {
  return new Map(modules.flatMap((module) => module.subjects ?? []).map((one) => [one.kind, one]));
}

export const allNameFinders = (): House['nameFinders'] => modules.flatMap(({ findNames }) => findNames ?? []);

export const allRecordSources = (): House['recordSources'] =>
  new Map(modules.flatMap(({ recordSources = [] }) => recordSources.map((one) => [one.prefix, one] as const)));

/** The part that the command-line tool needs too: database up, migrated, parameters there; no HTTP. */
export async function layFoundation(
  settings: Settings,
  log: Logger,
  env: Readonly<Record<string, string | undefined>> = process.env,
  say: (line: string) => void = () => undefined,
): Promise<Foundation> {
  composeOnce();
  const folders = dataFolder(env, settings.isDemo);
  const postgres =
    settings.databaseUrl === null
      ? await launchPostgres({ folder: join(folders.current, 'postgres'), log: (line) => log.info(line) })
      : null;
  const address: DatabaseAddress = settings.databaseUrl ?? postgres!.connection;
  const database = openDatabase(address, (error) => log.warn({ err: error }, 'a connection to the database was lost'));
  const close = async () => {
    await database.close();
    await postgres?.stop();
  };
  try {
    await migrate(database.pool, migrationFiles(modules), (name) => say(name));
    await prepareQueue(database.pool);
    const clock = settings.isDemo ? demoWorld.clock() : systemClock;
    const keyRing = openKeyRing(settings.keyFile ?? join(folders.current, 'keys.json'));
    const house: House = {
      database: database.kysely,
      pool: database.pool,
      aside: database.aside,
      crier: database.crier,
      filesFolder: join(folders.current, 'files'),
      isDemo: settings.isDemo,
      secrets: openSecrets(keyRing),
      measures: allMeasures(),
      parameters: allParameters(),
      rolesWith,
      rolesApart,
      subjects: allSubjects(),
      nameFinders: allNameFinders(),
      recordSources: allRecordSources(),
      log,
    };
    const seed = (): ContextSeed => ({ requestId: newId(), user: null, clock, language: 'zh-CN', house });
    await inTransaction(seed(), async (ctx) => {
      await seedParameters(ctx);
      for (const [former, key] of formerParameters()) await takeOverParameter(ctx, former, key);
      await claimInstallation(ctx, settings.isDemo);
    });
    // What a backup from before an erasure has brought back goes again, before anybody sees it.
    await inTransaction(seed(), (ctx) => repeatErasures(ctx, personErasers));
    // A place that refuses this life has got no key file by now; one that takes it says at once whether the file is whole.
    keyRing.keys();
    return { settings, folder: folders.current, keyRing, postgres, database, house, clock, seed, close };
  } catch (error) {
    await close();
    throw error;
  }
}
