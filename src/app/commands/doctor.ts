import { join } from 'node:path';
import { EXIT, noArguments, printJson, type Command, type Terminal } from './command';
import {
  checkAudit,
  checkBooks,
  checkClock,
  checkJobs,
  checkMigrations,
  checkSecrets,
  checkServer,
} from './doctor-database';
import { messageOf, red, warn, type Finding } from './doctor-finding';
import {
  checkAddress,
  checkBackups,
  checkCertificate,
  checkDisk,
  checkFolder,
  checkFonts,
  checkKey,
} from './doctor-machine';
import { checkRoles } from './doctor-roles';
import { checkSavings } from './doctor-savings';
import { hasOwnDatabase, placeOf, withDatabase } from './house-work';

const SIGNS = { ok: '✓', warn: '!', red: '✗' } as const;

async function databaseFindings(terminal: Terminal): Promise<Finding[]> {
  const { settings, folder, keyFile } = placeOf(terminal);
  if (settings.databaseUrl === null && !hasOwnDatabase(folder))
    return [warn('database', `none in ${folder} yet`, 'npm start makes it.')];
  try {
    return await withDatabase(terminal, async (place) => {
      const { pool } = place.database;
      return [
        ...(await checkServer(pool)),
        await checkMigrations(pool),
        await checkClock(pool, () => new Date()),
        await checkAudit(pool, new Date()),
        await checkBooks(place.database.kysely, new Date()),
        await checkSavings(place),
        await checkJobs(pool),
        await checkRoles(place),
        await checkSecrets(place.database, keyFile),
      ];
    });
  } catch (error) {
    return [
      red(
        'database',
        messageOf(error),
        settings.databaseUrl === null
          ? 'See postgres/postgres.log in the data folder.'
          : 'Check DATABASE_URL and whether that server runs.',
      ),
    ];
  }
}

export const doctorCommand: Command = {
  usage: 'doctor [--json]',
  meaning: [
    'Looks at database, disk, key file, address, certificate, clock, fonts, backups, audit, books, savings, jobs, roles and sealed data; says what to do.',
    'Exit 1 when anything is red.',
  ],
  options: { json: { type: 'boolean', meaning: 'print the findings as JSON' } },
  async run(given, terminal) {
    noArguments(doctorCommand, given);
    const { settings, folder, keyFile } = placeOf(terminal);
    const now = new Date();
    const findings: Finding[] = [
      checkFolder(folder),
      checkDisk(folder),
      ...(await databaseFindings(terminal)),
      checkKey(keyFile),
      checkAddress(settings),
      checkCertificate(settings, now),
      await checkFonts(),
      await checkBackups(join(folder, 'backups'), settings.isDemo, now),
    ];
    const isWell = findings.every(({ state }) => state !== 'red');
    if (given.values.json === true) printJson(terminal, { isWell, findings });
    else
      for (const { check, state, found, todo } of findings)
        terminal.out(
          `${SIGNS[state]} ${check.padEnd(12)} ${found}\n${todo === '' ? '' : `  ${' '.repeat(12)} → ${todo}\n`}`,
        );
    return isWell ? EXIT.ok : EXIT.fault;
  },
};
