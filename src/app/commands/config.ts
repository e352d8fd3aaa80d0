import { dataFolder, readSettings, settingTable } from '#kernel/composition';
import { EXIT, noArguments, printJson, type Command, type Terminal } from './command';

/** A password inside an address, and a secret, stay out of sight. */
function shown(name: string, value: string): string {
  if (name === 'GONGHUI_OIDC_CLIENT_SECRET') return '***';
  return name === 'DATABASE_URL'
    ? value.replace(/^(\w+:\/\/[^:@/]*):[^@]*@/, '$1:***@').replace(/(password=)[^&\s]*/gi, '$1***')
    : value;
}

function rows(terminal: Terminal): { name: string; default: string; value: string | null; meaning: string }[] {
  return settingTable.map(({ name, fallback, meaning }) => {
    const value = terminal.env[name]?.trim();
    return { name, default: fallback, value: value === undefined || value === '' ? null : shown(name, value), meaning };
  });
}

export const configCommand: Command = {
  usage: 'config [--json]',
  meaning: [
    'Lists the settings (environment variables), their defaults and what is set now.',
    '',
    ...settingTable.map(
      ({ name, fallback, meaning }) => `  ${name.padEnd(26)} ${fallback === '' ? '' : `[${fallback}] `}${meaning}`,
    ),
  ],
  options: { json: { type: 'boolean', meaning: 'print the list as JSON' } },
  async run(given, terminal) {
    noArguments(configCommand, given);
    const settings = readSettings(terminal.env);
    const folder = dataFolder(terminal.env, settings.isDemo).current;
    const list = rows(terminal);
    if (given.values.json === true) printJson(terminal, { settings: list, folder, url: settings.url });
    else {
      for (const { name, default: fallback, value, meaning } of list)
        terminal.out(`${name}=${value ?? fallback}${value === null ? '' : '  *'}\n    ${meaning}\n`);
      terminal.out(`\n数据 / data  ${folder}\n地址 / address  ${settings.url}\n* 已设置 / set\n`);
    }
    return Promise.resolve(EXIT.ok);
  },
};
