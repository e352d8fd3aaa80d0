import { prove } from './proof';
import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { audit, inTransaction, newId } from '#kernel';
import {
  migrationFiles,
  needsPassphrase,
  openKeyRing,
  openLog,
  openSecrets,
  restoreBackup,
  sealAudit,
  systemClock,
} from '#kernel/composition';
import { carryErasedList } from '#engines/roster';
import { modules } from '../modules';
import { secret } from './ask';
import { CommandFault, EXIT, onlyArgument, printJson, type Command, type Given, type Terminal } from './command';
import { fingerprintsOf, withDatabase, type OpenPlace } from './house-work';

type Report = Awaited<ReturnType<typeof restoreBackup>>;

export const restoreCommand: Command = {
  usage: 'restore FILE [--passphrase-file FILE] [--json]',
  meaning: [
    'Puts a backup into an empty place: a data folder that was never started (GONGHUI_DATA) or an empty database',
    '(DATABASE_URL). The archive is proved first; counts and hashes are compared at the end; a fault leaves nothing.',
  ],
  options: {
    'passphrase-file': {
      type: 'string',
      value: 'FILE',
      meaning: 'a file with the passphrase (or GONGHUI_BACKUP_PASSPHRASE, or asked for)',
    },
    json: { type: 'boolean', meaning: 'print the outcome as JSON' },
  },
  async run(given, terminal) {
    const path = resolve(onlyArgument(restoreCommand, given, 'FILE'));
    if (!existsSync(path)) throw new CommandFault(`找不到文件“${path}”。 / There is no file "${path}".`);
    const passphrase = (await needsPassphrase(path)) ? await askedPassphrase(given, terminal) : null;
    return withDatabase(terminal, (place) => restore({ given, terminal, path, passphrase, place }), { mayMake: true });
  },
};

function askedPassphrase(given: Given, terminal: Terminal): Promise<string | null> {
  return secret(given, terminal, {
    option: 'passphrase-file',
    variable: 'GONGHUI_BACKUP_PASSPHRASE',
    question: '口令 / Passphrase: ',
    isNew: false,
  });
}

async function restore(work: {
  given: Given;
  terminal: Terminal;
  path: string;
  passphrase: string | null;
  place: OpenPlace;
}): Promise<0 | 1> {
  const { given, terminal, path, passphrase, place } = work;
  const { database, filesFolder, settings } = place;
  const report = await restoreBackup({
    path,
    passphrase,
    pool: database.pool,
    filesFolder,
    migrations: migrationFiles(modules),
    isDemo: settings.isDemo,
    onProgress: (line) => terminal.progress(`  ${line}`),
  });
  await carryErasedList(dirname(path), filesFolder);
  await note(place, report);
  await sealAudit(database.kysely);
  const proof = await prove(database.kysely);
  if (given.values.json === true) printJson(terminal, { ...report, audit: proof.audit, books: proof.books });
  else
    terminal.out(
      `${report.tables} 张表 / tables · ${report.rows} 行 / rows · ${report.files} 个文件 / files · 操作记录和账套 / audit and books ${proof.isWhole ? '完整 / whole' : '不完整 / BROKEN'}\n`,
    );
  for (const sha256 of report.lackingFiles) terminal.say(`备份时就缺的文件 / the backup lacks the file ${sha256}`);
  sayAboutKey(place, report, terminal);
  return proof.isWhole && report.lackingFiles.length === 0 ? EXIT.ok : EXIT.fault;
}

async function note({ settings, database, filesFolder, keyFile }: OpenPlace, report: Report): Promise<void> {
  const house = {
    database: database.kysely,
    pool: database.pool,
    aside: database.aside,
    crier: database.crier,
    filesFolder,
    isDemo: settings.isDemo,
    secrets: openSecrets(openKeyRing(keyFile)),
    measures: new Map(),
    parameters: new Map(),
    rolesWith: () => [],
    rolesApart: () => null,
    subjects: new Map(),
    nameFinders: [],
    recordSources: new Map(),
    log: openLog('error'),
  };
  const { madeAt, version, rows, files } = report;
  await inTransaction({ requestId: newId(), user: null, clock: systemClock, language: 'zh-CN', house }, async (ctx) =>
    audit(ctx, { action: 'backup.restore', details: { madeAt, version, rows, files } }),
  );
}

/** Hidden data can only be shown with the key file that they were hidden with. */
function sayAboutKey({ keyFile }: OpenPlace, { keyFingerprint }: Report, terminal: Terminal): void {
  if (keyFingerprint === null || fingerprintsOf(keyFile).includes(keyFingerprint)) return;
  const state = existsSync(keyFile)
    ? '不是备份时的密钥文件 / is not the key file of this backup'
    : '还没有 / is missing';
  terminal.say(
    `注意：${keyFile} ${state}。启动前请放回保存的密钥文件（${keyFingerprint}）。 / Put the saved key file there before you start.`,
  );
}
