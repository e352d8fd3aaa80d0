import { dirname, resolve } from 'node:path';
import { makeBackup } from '#kernel/composition';
import { carryErasedList } from '#engines/roster';
import { programVersion } from '../version';
import { secret } from './ask';
import { CommandFault, EXIT, onlyArgument, printJson, type Command } from './command';
import { fingerprintsOf, withDatabase } from './house-work';

export const backupCommand: Command = {
  usage: 'backup FILE [--encrypt] [--passphrase-file FILE] [--json]',
  meaning: [
    'Writes every row and every uploaded file of one moment into one archive, while the server runs or not. The key',
    'file is never in it: keep a copy of that apart. An existing file is not overwritten.',
  ],
  options: {
    encrypt: { type: 'boolean', meaning: 'seal it with a passphrase (asked for, or GONGHUI_BACKUP_PASSPHRASE)' },
    'passphrase-file': { type: 'string', value: 'FILE', meaning: 'a file with the passphrase' },
    json: { type: 'boolean', meaning: 'print the outcome as JSON' },
  },
  async run(given, terminal) {
    const target = resolve(onlyArgument(backupCommand, given, 'FILE'));
    const isSealed = given.values.encrypt === true || given.values['passphrase-file'] !== undefined;
    const source = {
      option: 'passphrase-file',
      variable: 'GONGHUI_BACKUP_PASSPHRASE',
      question: '口令 / Passphrase: ',
      isNew: true,
    };
    const passphrase = isSealed ? await secret(given, terminal, source) : null;
    if (isSealed && (passphrase === null || passphrase.length < 8))
      throw new CommandFault(
        '加密备份需要至少八个字的口令。 / Encryption needs a passphrase of at least eight characters.',
      );
    return withDatabase(terminal, async ({ database, filesFolder, keyFile }) => {
      const report = await makeBackup({
        pool: database.pool,
        filesFolder,
        target,
        version: programVersion(),
        keyFingerprint: fingerprintsOf(keyFile)[0] ?? null,
        passphrase,
        onProgress: (line) => terminal.progress(`  ${line}`),
      });
      await carryErasedList(filesFolder, dirname(target));
      if (given.values.json === true) printJson(terminal, report);
      else
        terminal.out(
          `${report.file}  ${report.rows} 行 / rows · ${report.files} 个文件 / files · ${(report.bytes / 1e6).toFixed(1)} MB\n`,
        );
      for (const sha256 of report.lackingFiles)
        terminal.say(`缺少文件或文件被改动 / missing or changed on disk: ${sha256}`);
      return report.lackingFiles.length === 0 ? EXIT.ok : EXIT.fault;
    });
  },
};
