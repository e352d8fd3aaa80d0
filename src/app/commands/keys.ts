import { inTransaction } from '#kernel';
import { forgetOlderKeys, rotateKeys } from '#kernel/composition';
import { sealedColumns } from '../modules';
import { CommandFault, EXIT, noArguments, printJson, type Command } from './command';
import { placeOf, withFoundation } from './house-work';

const JSON_OPTION = { json: { type: 'boolean', meaning: 'print the outcome as JSON' } } as const;

export const keysRotate: Command = {
  usage: 'keys rotate [--json]',
  meaning: [
    'Makes a new key for personal data at rest and keeps the one before. Running servers take it up at once and seal all',
    'values anew in the background; without one the next start does. Copy the key file to its safe place again, and to',
    'every machine that serves this database.',
  ],
  options: JSON_OPTION,
  async run(given, terminal) {
    noArguments(keysRotate, given);
    const { keyFile } = placeOf(terminal);
    await withFoundation(terminal, (base) =>
      inTransaction(base.seed(), (ctx) => rotateKeys(ctx, keyFile, sealedColumns)),
    );
    if (given.values.json === true) printJson(terminal, { keyFile, rotated: true });
    else
      terminal.out(
        `新密钥已写入 ${keyFile}，请重新备份这个文件。旧数据由服务在后台逐批改用新密钥。 / The new key is in ${keyFile}: copy that file to its safe place again. The server seals older values anew in the background.\n`,
      );
    return EXIT.ok;
  },
};

export const keysForgetOlder: Command = {
  usage: 'keys forget-older [--json]',
  meaning: [
    'Drops the keys before the present one from the key file, once no value lies under them; refused while some do.',
    'A backup from before the rotation still needs the key file of its time: keep that copy as long as the backup.',
  ],
  options: JSON_OPTION,
  async run(given, terminal) {
    noArguments(keysForgetOlder, given);
    const { keyFile } = placeOf(terminal);
    const { remaining, forgotten } = await withFoundation(terminal, (base) =>
      inTransaction(base.seed(), (ctx) => forgetOlderKeys(ctx, keyFile, sealedColumns)),
    );
    if (remaining > 0)
      throw new CommandFault(
        `还有 ${remaining} 项数据用着旧密钥，没有删除。请让服务继续运行，稍后再试。 / ${remaining} values still lie under an older key; nothing was dropped. Let the server run on and try again.`,
        EXIT.refused,
      );
    if (given.values.json === true) printJson(terminal, { keyFile, forgotten });
    else terminal.out(`已删除 ${forgotten} 个旧密钥 / ${forgotten} older keys dropped: ${keyFile}\n`);
    return EXIT.ok;
  },
};
