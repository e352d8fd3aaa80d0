import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { AppError, errorText } from '#kernel';
import {
  dataFolder,
  keyFingerprints,
  launchPostgres,
  openDatabase,
  openKeys,
  openLog,
  readSettings,
  type Database,
  type Settings,
} from '#kernel/composition';
import { composeOnce, layFoundation, type Foundation } from '../foundation';
import { CommandFault, EXIT, type Terminal } from './command';

/** Runs an act on the house's foundation: database up and migrated, no web. It works beside a running server too. */
export async function withFoundation<Result>(
  terminal: Terminal,
  act: (base: Foundation) => Promise<Result>,
): Promise<Result> {
  const settings = readSettings(terminal.env);
  const base = await layFoundation(settings, openLog('error'), terminal.env, (name) => terminal.progress(`  ${name}`));
  try {
    return await act(base);
  } catch (error) {
    throw told(error);
  } finally {
    await base.close();
  }
}

/** The refusals of acts in words, Chinese and English; documents that can't be read count as wrong input. */
function told(error: unknown): unknown {
  if (!(error instanceof AppError)) return error;
  const words = (['zh-CN', 'en'] as const).map((language) => errorText(language, error.code, error.params)).join(' / ');
  const isInput = error.code.startsWith('document.') || error.code === 'plan.nothing_found';
  return new CommandFault(words, isInput ? EXIT.wrongUse : EXIT.refused);
}

export interface OpenPlace {
  settings: Settings;
  folder: string;
  filesFolder: string;
  keyFile: string;
  database: Database;
}

/** Where this installation lies, without touching anything. */
export function placeOf(terminal: Terminal): Omit<OpenPlace, 'database'> {
  composeOnce();
  const settings = readSettings(terminal.env);
  const folder = dataFolder(terminal.env, settings.isDemo).current;
  return {
    settings,
    folder,
    filesFolder: join(folder, 'files'),
    keyFile: settings.keyFile ?? join(folder, 'keys.json'),
  };
}

export function hasOwnDatabase(folder: string): boolean {
  return existsSync(join(folder, 'postgres', 'cluster'));
}

/**
 * The database as it is, not migrated: for looking at it, and for a backup before an upgrade.
 * Refuses: an embedded database that was never made (unless it may be made).
 */
export async function withDatabase<Result>(
  terminal: Terminal,
  act: (place: OpenPlace) => Promise<Result>,
  options: { mayMake?: boolean } = {},
): Promise<Result> {
  const place = placeOf(terminal);
  const { settings, folder } = place;
  if (settings.databaseUrl === null && options.mayMake !== true && !hasOwnDatabase(folder))
    throw new CommandFault(
      `${folder} 里还没有数据库。 / There is no database in ${folder} yet; npm start makes it.`,
      EXIT.refused,
    );
  const postgres = settings.databaseUrl === null ? await launchPostgres({ folder: join(folder, 'postgres') }) : null;
  const database = openDatabase(settings.databaseUrl ?? postgres!.connection, () => undefined, 4);
  try {
    return await act({ ...place, database });
  } finally {
    await database.close();
    await postgres?.stop();
  }
}

/**
 * Which key file belongs to this installation, in a few letters: as it is now, then as it was before each rotation
 * whose key it still has. Empty when there is none yet.
 */
export function fingerprintsOf(keyFile: string): string[] {
  return existsSync(keyFile) ? keyFingerprints(openKeys(keyFile)) : [];
}
